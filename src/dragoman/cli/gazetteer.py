"""``dragoman gazetteer``: compile a GeoNames dump, or show what is known of a name."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from dragoman.cli.output import write_lines
from dragoman.cli.terminal import PROGRESS_AFTER_S, choose_format, make_console, show
from dragoman.lexicon import load_lexicon
from dragoman.records import UsageError
from dragoman.resolving.gazetteer import Entry, Gazetteer
from dragoman.resolving.gazetteer_names import PlaceNames
from dragoman.wording.printing import printable


def run(arguments: Namespace) -> int:
    """Build or search; 1 when no place has the name."""
    return _build(arguments) if arguments.action == "build" else _search(arguments)


def _build(arguments: Namespace) -> int:
    from dragoman.resolving.gazetteer_compile import compile_gazetteer
    from dragoman.resolving.gazetteer_dump import find_dump

    dump, out = Path(arguments.dump), Path(arguments.out)
    if not dump.exists():
        raise UsageError(f'there is no file or folder "{dump}"', mend="Name the folder that holds the dump.")
    if not out.parent.is_dir() or out.is_dir():
        raise UsageError(f'nothing can be written to "{out}"', mend="Name a file in a folder that exists.")
    steps = _Steps()
    version = compile_gazetteer(find_dump(dump), out, load_lexicon([]), steps.show)
    steps.clear()
    print(f"{out}: {len(Gazetteer(out)):,} places, {out.stat().st_size / 1e6:.1f} MB, version {version}")
    return 0


def _search(arguments: Namespace) -> int:
    gazetteer = Gazetteer(Path(arguments.gazetteer)) if arguments.gazetteer else Gazetteer()
    names = PlaceNames(load_lexicon([Path(folder) for folder in arguments.lexicon]), gazetteer)
    found = names.find(arguments.name)
    shown = found[: arguments.limit]
    if choose_format(arguments.format) == "text":
        _print(arguments.name, shown, len(found) - len(shown))
    else:
        write_lines({"home": _home(entry), **_fields(entry)} for entry in shown)
    return 0 if found else 1


def _home(entry: Entry) -> str:
    return "lexicon" if entry.number < 0 else "gazetteer"


def _fields(entry: Entry) -> dict[str, object]:
    return {
        "name": entry.name,
        "kind": entry.kind,
        "country": entry.country,
        "admin1": entry.admin1,
        "lat": entry.lat,
        "lon": entry.lon,
        "population": entry.population,
        "geoname_id": entry.geoname_id,
        "other_name": entry.alternate,
    }


def _print(name: str, entries: Sequence[Entry], more: int) -> None:
    from rich.table import Table

    if not entries:
        print(f'no place is known by the name "{printable(name)}"')
        return
    table = Table("name", "kind", "country", "division", "lat", "lon", "population", "geonames id", "from", box=None)
    for entry in entries:
        asked = f" (also {printable(name)})" if entry.alternate else ""
        table.add_row(
            f"{entry.name}{asked}", entry.kind, entry.country or "", entry.admin1 or "", f"{entry.lat:.3f}", f"{entry.lon:.3f}",
            f"{entry.population:,}" if entry.population else "", str(entry.geoname_id or ""), _home(entry),
        )  # fmt: skip
    show(make_console(), table)
    if more:
        print(f"and {more} more; see them with --limit {len(entries) + more}")


class _Steps:
    """What is being done, on standard error where somebody looks on."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._last = time.monotonic()

    def show(self, what: str, count: int) -> None:
        """Show how many lines are read, once a second at most."""
        now = time.monotonic()
        if self._shown and now - self._last >= PROGRESS_AFTER_S:
            self._last = now
            sys.stderr.write(f"\r\x1b[K{what}: {count:,}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
