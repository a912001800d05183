"""Toll series as words for people: whose count, how it stands, which way a counter went, what the envelope spans."""

from __future__ import annotations

from dragoman.records import Bounds, Revision, TollEntry, TollSeries
from dragoman.wording import cells

ARROWS = {"up": "↑", "down": "↓"}


def counter_of(entry: TollEntry) -> str:
    """Whose count it is: the innermost source, or the agency where it counts itself."""
    return entry.counter or entry.telling.voice


def way_of(revision: Revision) -> str:
    """An arrow up or down."""
    return ARROWS[revision.direction]


def range_of(bounds: Bounds) -> str:
    """What an envelope spans: "12–20", "10+", "up to 20", "any number" where both ends are open."""
    if bounds.low is None and bounds.high is None:
        return "any number"
    if bounds.low is None:
        return f"up to {bounds.high:,}"
    if bounds.high is None:
        return f"{bounds.low:,}+"
    return f"{bounds.low:,}" if bounds.low == bounds.high else f"{bounds.low:,}–{bounds.high:,}"


def standing_of(entry: TollEntry) -> str:
    """How an entry stands to others: further people, a running total, a sum, a part."""
    parts = [{"count": "", "increment": "further", "running": "so far", "sum": "in all"}[entry.tally]]
    if entry.since is not None:
        parts.append(f"since {cells.day(entry.since)}")
    if entry.part_of is not None:
        parts.append("more than the whole it is part of" if entry.exceeds else "part")
    return ", ".join(part for part in parts if part)


def title_of(series: TollSeries) -> str:
    """What a series counts: "Killed: children, Gaza Strip, since 7 Oct 2023"."""
    where = series.place.name if series.place is not None else None
    since = f"since {cells.day(series.since)}" if series.since is not None else None
    about = ", ".join(part for part in (series.group, where, since) if part)
    return f"{series.kind.capitalize()}: {about}" if about else series.kind.capitalize()
