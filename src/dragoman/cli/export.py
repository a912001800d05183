"""``dragoman export``: records of an archive in an outside format."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from itertools import islice
from typing import Any, cast

from dragoman.archive import Archive, Filter, QueryKind
from dragoman.assembling import Assembly
from dragoman.assembling.tollseries import SERIES_PREFIX
from dragoman.cli.progress import LOG_EVERY_S, TERMINAL_EVERY_S, spoken
from dragoman.exchange.export import export
from dragoman.exchange.exporter import Tally
from dragoman.exchange.happening import Happening, assembled
from dragoman.records import TollSeries

OCCURRENCES = "occurrences"
PAGE_OCCURRENCES = 50


def run(arguments: Namespace) -> int:
    """Write the file, and say on standard error what became of the records."""
    wanted = Filter(**{name: getattr(arguments, name) for name in Filter.__struct_fields__})
    of_occurrences = arguments.kind == OCCURRENCES
    kind = cast(QueryKind, arguments.kind.removesuffix("s")) if arguments.kind and not of_occurrences else None
    view, limit = {"as_of": arguments.as_of, "learnt_by": arguments.learnt_by}, arguments.limit or None
    shown = _Progress()
    with Archive(arguments.archive, mode="read") as archive:
        tally = export(
            archive,
            arguments.format,
            arguments.out,
            wanted,
            kind=kind,
            **view,
            limit=limit,
            happenings=_occurrences(archive, wanted, limit, view) if of_occurrences else None,
            standard_output=sys.stdout.buffer,
            progress=shown,
        )
    shown.close(tally)
    return 0


def _occurrences(archive: Archive, wanted: Filter, limit: int | None, view: dict[str, Any]) -> Iterator[Happening]:
    """What is assembled, as exporters take it; the reports are read a page at a time."""
    assembly = Assembly(archive)

    def series_of(key: str) -> TollSeries | None:
        return assembly.toll_series(f"{SERIES_PREFIX}{key}", **view)

    found = assembly.occurrences(wanted, limit=limit, **view)
    while page := list(islice(found, PAGE_OCCURRENCES)):
        told_in = {telling.sha256 for occurrence in page for telling in occurrence.tellings}
        reports = {kept.report.document.sha256: kept.report for kept in archive.reports_of(told_in, **view)}
        happenings = (assembled(occurrence, reports, series_of) for occurrence in page)
        yield from (happening for happening in happenings if happening is not None)


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
