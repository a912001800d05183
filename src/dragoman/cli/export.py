"""``dragoman export``: records of an archive in an outside format."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from typing import cast

from dragoman.archive import Archive, Filter, QueryKind
from dragoman.assembling import Assembly
from dragoman.cli.progress import LOG_EVERY_S, TERMINAL_EVERY_S, spoken
from dragoman.exchange.export import export
from dragoman.exchange.exporter import Tally

OCCURRENCES = "occurrences"


def run(arguments: Namespace) -> int:
    """Write the file, and say on standard error what became of the records."""
    wanted = Filter(**{name: getattr(arguments, name) for name in Filter.__struct_fields__})
    of_occurrences = arguments.kind == OCCURRENCES
    kind = cast(QueryKind, arguments.kind.removesuffix("s")) if arguments.kind and not of_occurrences else None
    shown = _Progress()
    with Archive(arguments.archive, mode="read") as archive:
        tally = export(
            archive,
            arguments.format,
            arguments.out,
            wanted,
            kind=kind,
            as_of=arguments.as_of,
            learnt_by=arguments.learnt_by,
            limit=arguments.limit or None,
            assembly=Assembly(archive) if of_occurrences else None,
            standard_output=sys.stdout.buffer,
            progress=shown,
        )
    shown.close(tally)
    return 0


class _Progress:
    """A line on a terminal, a line now and then in a log."""

    def __init__(self) -> None:
        self._on_terminal = sys.stderr.isatty()
        self._began = self._last = time.monotonic()

    def __call__(self, tally: Tally) -> None:
        """Show the counts, unless they were shown a moment ago."""
        now = time.monotonic()
        if now - self._last >= (TERMINAL_EVERY_S if self._on_terminal else LOG_EVERY_S):
            self._last = now
            line = f"{tally.records:,} records, {tally.records / (now - self._began):,.0f} a second"
            sys.stderr.write(f"\r\x1b[K{line}" if self._on_terminal else f"{line}\n")
            sys.stderr.flush()

    def close(self, tally: Tally) -> None:
        """Say what was written and what was left out."""
        if self._on_terminal:
            sys.stderr.write("\r\x1b[K")
        seconds = time.monotonic() - self._began
        print(f"{tally.records:,} records, {tally.rows:,} rows written in {spoken(seconds)}", file=sys.stderr)
        for reason, number in sorted(tally.left_out.items(), key=lambda pair: (-pair[1], pair[0])):
            print(f"left out: {number:,} ({reason})", file=sys.stderr)
        for remark, number in sorted(tally.remarks.items()):
            print(f"note: {number:,} rows: {remark}", file=sys.stderr)
