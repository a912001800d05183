"""What a ledger of tolls says over time: revisions by each counter, conflicts between them, the envelope day by day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import Literal

from dragoman.records import Bounds, Conflict, Revision, TollEntry

Moment = tuple[datetime.date, str]
"""The day a count is as of, and when it was published."""
Side = tuple[int | None, str | None, str | None]


def moment_of(entry: TollEntry) -> Moment | None:
    """When an entry takes its place among others: the day it is as of, else that of its publication, else of its being learnt."""
    telling = entry.telling
    day = entry.as_of or (telling.learnt.date() if telling.learnt is not None else None)
    return (day, telling.published or "") if day is not None else None


def counter_of(entry: TollEntry) -> str:
    """Whose count it is, for people: the innermost source, or the agency where it counts itself."""
    return entry.counter or entry.telling.voice


def find_revisions(entries: Iterable[TollEntry]) -> tuple[Revision, ...]:
    """Each counter's counts that differ from those it gave the time before."""
    found = []
    for counts in _by_counter(entries).values():
        for (_, before), (_, after) in pairwise(_by_moment(counts)):
            for earlier in before:
                for later in after:
                    if (direction := _direction(earlier, later)) is not None:
                        found.append(Revision(later.counter, earlier.telling.key, later.telling.key, direction))
    return tuple(found)


def find_conflicts(entries: Iterable[TollEntry]) -> tuple[Conflict, ...]:
    """Pairs of counts that stand on one day and whose bounds do not meet.

    A later and higher count is none: the toll may have grown meanwhile. Nor are two counts of one document that it
    does not set against one another as those of two counters.
    """
    found: dict[tuple[str, str], Conflict] = {}
    for day, standing in _standing(entries):
        for first, second in combinations(standing, 2):
            pair = (first.telling.key, second.telling.key)
            if pair not in found and _is_conflict(first, second):
                found[pair] = Conflict(day, *pair)
    return tuple(found.values())


def draw_envelope(entries: Iterable[TollEntry]) -> tuple[Bounds, ...]:
    """The smallest low and the largest high among the counts that stand, from each day on which they change; an open bound stays open."""
    found: list[Bounds] = []
    for day, standing in _standing(entries):
        low = min(standing, key=lambda entry: -1 if entry.low is None else entry.low)
        high = min(standing, key=lambda entry: -(entry.high if entry.high is not None else float("inf")))
        bounds = Bounds(day, low.low, high.high, counter_of(low), counter_of(high), low.telling.key, high.telling.key)
        if not found or _sides(found[-1]) != _sides(bounds):
            found.append(bounds)
    return tuple(found)


def add_increments(entries: Iterable[TollEntry]) -> tuple[int | None, int | None] | None:
    """The sum of what was told as further people: of each day the least and the most that any voice tells; None where there are none."""
    by_day: dict[datetime.date | None, dict[str, list[TollEntry]]] = {}
    for entry in entries:
        if entry.tally == "increment":
            by_day.setdefault(entry.as_of, {}).setdefault(entry.telling.voice, []).append(entry)
    if not by_day:
        return None
    days = [[_sum(told) for told in voices.values()] for voices in by_day.values()]
    lows = [min((low for low, _ in sums), key=lambda low: -1 if low is None else low) for sums in days]
    highs = [max((high for _, high in sums), key=lambda high: float("inf") if high is None else high) for sums in days]
    return (_added(lows), _added(highs))


def _sum(told: Sequence[TollEntry]) -> tuple[int | None, int | None]:
    return (_added([entry.low for entry in told]), _added([entry.high for entry in told]))


def _added(numbers: Sequence[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def _by_counter(entries: Iterable[TollEntry]) -> dict[str, list[TollEntry]]:
    """Totals by counter, the earliest first; increments and undated counts take no part in steps."""
    found: dict[str, list[TollEntry]] = {}
    for entry in entries:
        if entry.tally != "increment" and moment_of(entry) is not None:
            found.setdefault(counter_of(entry).lower().removeprefix("the "), []).append(entry)
    return found


def _by_moment(counts: Sequence[TollEntry]) -> list[tuple[Moment, list[TollEntry]]]:
    found: dict[Moment, list[TollEntry]] = {}
    for entry in counts:
        if (moment := moment_of(entry)) is not None:
            found.setdefault(moment, []).append(entry)
    return sorted(found.items())


def _standing(entries: Iterable[TollEntry]) -> Iterator[tuple[datetime.date, list[TollEntry]]]:
    """Day by day the counts that stand: each counter's latest; several, where it gave several at once."""
    steps = [_by_moment(counts) for counts in _by_counter(entries).values()]
    for day in sorted({moment[0] for counter in steps for moment, _ in counter}):
        latest = [[counts for moment, counts in counter if moment[0] <= day][-1:] for counter in steps]
        yield day, [entry for found in latest for counts in found for entry in counts]


def _direction(earlier: TollEntry, later: TollEntry) -> Literal["up", "down"] | None:
    """Whether a count says more people, or fewer, than another; None where both may be right."""
    is_open = earlier.high is None and not earlier.vague
    if _is_below(earlier, later) or (is_open and (later.low or 0) > (earlier.low or 0)):
        return "up"
    return "down" if _is_below(later, earlier) else None


def _is_below(one: TollEntry, other: TollEntry) -> bool:
    return one.high is not None and other.low is not None and one.high < other.low


def _is_conflict(first: TollEntry, second: TollEntry) -> bool:
    if first.telling.sha256 == second.telling.sha256 and (None in (first.counter, second.counter) or first.counter == second.counter):
        return False
    earlier, later = sorted((first, second), key=lambda entry: moment_of(entry) or (datetime.date.min, ""))
    if _is_below(earlier, later):
        return (moment_of(earlier) or ())[:1] == (moment_of(later) or ())[:1]
    return _is_below(later, earlier)


def _sides(bounds: Bounds) -> tuple[Side, Side]:
    return (bounds.low, bounds.low_by, bounds.low_entry), (bounds.high, bounds.high_by, bounds.high_entry)
