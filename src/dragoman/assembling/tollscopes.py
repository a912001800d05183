"""Which ledger a toll belongs in: of an occurrence, of a storyline where it is a total, else its own."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

import msgspec

from dragoman.assembling.groups import GroupKey, Groups
from dragoman.assembling.told import Told
from dragoman.records import Place, Report, Span, Toll, keys_of
from dragoman.records.report import TollKind

T = TypeVar("T")
SINCE_TOLERANCE_DAYS = 3
"""Totals since days so near to one another run from one beginning ("since the weekend", "since 7 October")."""

_TOWNS = ("city", "capital")
_DONE = ("asserted", "historical")


class Causes(msgspec.Struct, frozen=True):
    """What is known of the events of the reports: the occurrence of each event's key, the storyline of each occurrence."""

    occurrences: Mapping[str, str] = {}
    storylines: Mapping[str, str] = {}
    told_of: Mapping[str, str] = {}
    """By text digest, of a report that tells only totals: the storyline that it is of."""

    def occurrence(self, report: Report, event: str | None) -> str | None:
        """The occurrence of an event of a report."""
        if event is None:
            return None
        return self.occurrences.get(keys_of(report, "event")[event])

    def storyline(self, report: Report) -> str | None:
        """The storyline of most events of a report; of two as frequent that of the earlier event."""
        found = [self.storylines.get(self.occurrence(report, event.id) or "") for event in report.events]
        named = [storyline for storyline in found if storyline is not None]
        return max(named, key=named.count, default=self.told_of.get(report.document.sha256))


class Scope(NamedTuple):
    """What tolls must have in common to be compared at all.

    ``alone`` is the dispatch and the bounds of a count of which nobody knows what it is of: two such counts in one
    story are of two causes more often than not, so it is compared with its copies only.
    """

    kind: TollKind
    occurrence: str | None
    storyline: str | None
    alone: tuple[str, int | None, int | None] | None


class Ledgered(NamedTuple):
    """A toll with what its ledger depends on; ``whole`` is the toll that these are among, and ``whole_key`` its key."""

    told: Told[Toll]
    scope: Scope
    group: GroupKey
    place: Place | None
    whole: Toll | None
    whole_key: str | None
    is_part: bool
    """Whether they are among a whole of the same scope and group, so that no other tells the two apart."""


Ledger = tuple[Scope, GroupKey, bool, str | None, datetime.date | None]
"""What all tolls of one series have in common: scope, group, whether they are parts, ground, and the day since when."""


def place_tolls(told: Iterable[Told[Toll]], causes: Causes, groups: Groups) -> list[tuple[Ledger, Ledgered]]:
    """Each toll with its ledger.

    Within a scope and group, tolls that name no ground, or no day since when, stand with those that name the only
    one; where there are several, they stand apart.
    """
    found: list[tuple[Ledger, Ledgered]] = []
    for (scope, group, is_part), among in _by_group(_look_up(one, causes, groups) for one in told).items():
        grounds = _grounds_of_totals(among) if scope.storyline is not None else _grounds_of_counts(among)
        for ground, on_ground in _joined(among, grounds).items():
            for since, from_then in _joined(on_ground, _beginnings(on_ground)).items():
                found += [((scope, group, is_part, ground, since), one) for one in from_then]
    return found


def _look_up(told: Told[Toll], causes: Causes, groups: Groups) -> Ledgered:
    toll, report = told.record, told.report
    whole = next((one for one in report.tolls if one.id == toll.part_of), None)
    place = next((one for one in report.places if one.id == toll.place), None)
    scope, group = scope_of(told, causes), groups.key(toll.group)
    if whole is None:
        return Ledgered(told, scope, group, place, None, None, False)
    of_whole = groups.key(whole.group)
    if not _peoples(group):
        group = tuple(sorted({*group, *_peoples(of_whole)}))
    is_part = group == of_whole and scope == scope_of(msgspec.structs.replace(told, record=whole), causes)
    return Ledgered(told, scope, group, place, whole, keys_of(report, "toll")[whole.id], is_part)


def _peoples(group: GroupKey) -> tuple[str, ...]:
    return tuple(part for part in group if part.startswith(("state:", "people:")))


def scope_of(told: Told[Toll], causes: Causes) -> Scope:
    """The scope of a toll: that of the whole it is among, where that is a total or nothing else says."""
    toll, report = told.record, told.report
    tolls = {one.id: one for one in report.tolls}
    whole = toll
    while whole.part_of is not None and whole.tally != "sum":
        whole = tolls[whole.part_of]
    occurrence = causes.occurrence(report, cause_of(toll, report)) or causes.occurrence(report, cause_of(whole, report))
    storyline = causes.storylines.get(occurrence or "") or causes.storyline(report)
    if is_total(toll, report) or is_total(whole, report):
        occurrence = None
    else:
        storyline = None
    alone = (told.telling.dispatch, toll.low, toll.high) if occurrence is None and storyline is None else None
    return Scope(toll.kind, occurrence, storyline, alone)


def cause_of(toll: Toll, report: Report) -> str | None:
    """The event that a toll is of: the one that was coded, else the first that its own words tell ("the toll of the attack on Gao")."""
    if toll.cause is not None:
        return toll.cause
    told = (event for event in report.events if event.modality in _DONE and event.evidence)
    within = [event for event in told if all(_is_within(span, toll.evidence) for span in event.evidence)]
    return min(within, key=lambda event: event.evidence[0].start).id if within else None


def _is_within(span: Span, others: Iterable[Span]) -> bool:
    return any(other.start <= span.start and span.end <= other.end for other in others)


def is_total(toll: Toll, report: Report) -> bool:
    """Whether a toll counts more than its cause: it runs since a day, or beside the count of what happened now.

    "The blast's toll rose to 45" is of the blast; "the strike killed 12, which brings the toll to 3,478" is not of the strike.
    """
    if toll.since is not None:
        return True
    cause = cause_of(toll, report)
    if toll.tally != "running" or cause is None:
        return toll.tally == "running" or (cause is None and _is_all_that_is_told(toll, report))
    others = (one for one in report.tolls if one.id != toll.id and one.kind == toll.kind and one.part_of is None and one.tally == "count")
    return any(cause_of(one, report) == cause for one in others)


def _is_all_that_is_told(toll: Toll, report: Report) -> bool:
    """Whether a count in a place is what its story is about: it tells no attack by anybody, and no other count of the kind."""
    if toll.place is None or toll.tally != "count" or not (toll.low or toll.high):
        return False
    attacked = any(event.type == "ASSAULT" and event.modality in _DONE and event.actors for event in report.events)
    others = (one for one in report.tolls if one.id != toll.id and one.kind == toll.kind and one.part_of is None)
    return not attacked and not any(others)


def _by_group(tolls: Iterable[Ledgered]) -> dict[tuple[Scope, GroupKey, bool], list[Ledgered]]:
    found: dict[tuple[Scope, GroupKey, bool], list[Ledgered]] = {}
    for one in tolls:
        found.setdefault((one.scope, one.group, one.is_part), []).append(one)
    return found


def _joined(tolls: Sequence[Ledgered], marks: Sequence[T | None]) -> dict[T | None, list[Ledgered]]:
    """Tolls by their mark; those without stand with the others where all of these have the same."""
    known = {mark for mark in marks if mark is not None}
    only = next(iter(known)) if len(known) == 1 else None
    found: dict[T | None, list[Ledgered]] = {}
    for one, mark in zip(tolls, marks, strict=True):
        found.setdefault(only if mark is None else mark, []).append(one)
    return found


def _grounds_of_totals(tolls: Sequence[Ledgered]) -> list[str | None]:
    return [_ground(one.place) if one.place is not None else None for one in tolls]


def _grounds_of_counts(tolls: Sequence[Ledgered]) -> list[str | None]:
    """What one occurrence did was done where it took place: grounds tell apart only towns that one story counts one by one."""
    by_story: dict[str, dict[str, Place]] = {}
    for one in tolls:
        if one.place is not None and one.place.kind in _TOWNS:
            by_story.setdefault(one.told.telling.sha256, {})[_ground(one.place)] = one.place
    apart = {ground for grounds in by_story.values() if len(grounds) > 1 for ground in grounds}
    found = [_ground(one.place) if one.place is not None else None for one in tolls]
    return [ground if ground in apart else None for ground in found]


def _ground(place: Place) -> str:
    return place.country or place.name if place.kind == "country" else f"{place.country}:{place.name.lower()}"


def _beginnings(tolls: Sequence[Ledgered]) -> list[datetime.date | None]:
    """The day since when each toll counts: the first of days that lie near one another, one after the other."""
    known = sorted({one.told.record.since for one in tolls if one.told.record.since is not None})
    first: dict[datetime.date | None, datetime.date] = {day: day for day in known[:1]}
    for earlier, later in pairwise(known):
        first[later] = first[earlier] if later - earlier <= datetime.timedelta(days=SINCE_TOLERANCE_DAYS) else later
    return [first.get(one.told.record.since) for one in tolls]
