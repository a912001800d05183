"""A toll series as a readable ledger: by counter with its steps, then the envelope, the conflicts and what was added up."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.text import Text

from dragoman.cli.ledger import Entry, Ledger
from dragoman.cli.terminal import make_console, show
from dragoman.records import TollEntry, TollSeries
from dragoman.wording import cells
from dragoman.wording.ledgers import counter_of, range_of, standing_of, title_of, way_of
from dragoman.wording.printing import printable


def show_series(series: TollSeries) -> None:
    """Print the ledger of a series."""
    show(make_console(), Group(*_page(series)))


def _page(series: TollSeries) -> Iterator[RenderableType]:
    yield Rule(style="dim")
    yield Text(printable(title_of(series)), "bold")
    yield Text(printable(f"{series.id} · {_cause(series)}"), "dim")
    if series.part_of is not None:
        yield Text(f"part of {series.part_of}", "dim")
    yield Text()
    for counter in dict.fromkeys(counter_of(entry) for entry in series.entries):
        yield _steps(series, counter)
    if series.envelope:
        yield _envelope(series)
    if series.conflicts:
        yield _conflicts(series)
    if series.increments is not None:
        low, high = (f"{bound:,}" if bound is not None else "open" for bound in series.increments)
        yield Text(f"Further people added up (computed, told by nobody): {low if low == high else f'{low} – {high}'}\n")


def _cause(series: TollSeries) -> str:
    if series.occurrence is not None:
        return f"of occurrence {series.occurrence}"
    return f"of storyline {series.storyline}" if series.storyline is not None else "of one story; its cause is not known"


def _steps(series: TollSeries, counter: str) -> RenderableType:
    ways = {revision.later: way_of(revision) for revision in series.revisions}
    entries = [entry for entry in series.entries if counter_of(entry) == counter]
    rows = tuple(_step(entry, ways.get(entry.telling.key, "")) for entry in entries)
    return Ledger(printable(counter), ("as of", "count", "step", "how", "told by", "story"), rows)


def _step(entry: TollEntry, way: str) -> Entry:
    told_by = " < ".join((*entry.telling.chain, entry.telling.voice))
    copies = f" and {len(entry.copies)} copies" if entry.copies else ""
    shown = (cells.day(entry.as_of), cells.bounds(entry), way, standing_of(entry), told_by, f"{entry.telling.document}{copies}")
    return Entry(tuple(Text(printable(value)) for value in shown), cells.quotation(entry.telling.evidence[-1:]))


def _envelope(series: TollSeries) -> RenderableType:
    rows = tuple(
        Entry(tuple(Text(printable(value or "")) for value in (cells.day(bounds.day), range_of(bounds), bounds.low_by, bounds.high_by)))
        for bounds in series.envelope
    )
    return Ledger("Envelope", ("from", "spans", "low by", "high by"), rows)


def _conflicts(series: TollSeries) -> RenderableType:
    entries = {entry.telling.key: entry for entry in series.entries}
    rows = tuple(
        Entry((Text(cells.day(conflict.day)), *(_side(entries[key]) for key in (conflict.first, conflict.second))))
        for conflict in series.conflicts
    )
    return Ledger("Conflicts", ("on", "one count", "another"), rows)


def _side(entry: TollEntry) -> Text:
    return Text(printable(f"{cells.bounds(entry)} ({counter_of(entry)})"))
