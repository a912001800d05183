"""Tolls of many reports as ledgers: counts that may be compared, by counter and day, with copies folded and parts under their wholes."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from dragoman.assembling.counters import name_counters
from dragoman.assembling.groups import Groups
from dragoman.assembling.parties import commonest
from dragoman.assembling.told import Told, order_of
from dragoman.assembling.tollscopes import Causes, Ledger, Ledgered, place_tolls
from dragoman.assembling.tollsteps import add_increments, draw_envelope, find_conflicts, find_revisions
from dragoman.records import SERIES_PREFIX, Place, Telling, Toll, TollEntry, TollSeries


def make_series(told: Iterable[Told[Toll]], causes: Causes, groups: Groups) -> tuple[TollSeries, ...]:
    """The ledgers of tolls, in the order of their earliest entries; the order of ``told`` changes nothing.

    Every toll is an entry of one series, or a copy of one: the same count by the same counter in the same dispatch, or
    once more in the same story. Nothing is averaged, and nothing stands in an envelope that no entry says.
    """
    ordered = name_counters(sorted(told, key=lambda one: order_of(one.telling)), groups)
    ledgers: dict[Ledger, list[Ledgered]] = {}
    for ledger, one in place_tolls(ordered, causes, groups):
        ledgers.setdefault(ledger, []).append(one)
    folded = {ledger: _fold(sorted(ones, key=lambda one: order_of(one.told.telling))) for ledger, ones in ledgers.items()}
    entry_of = {key: entry.telling.key for entries in folded.values() for entry in entries for key in _keys(entry)}
    series = []
    for ledger, ones in ledgers.items():
        of_key = {one.told.key: one for one in ones}
        entries = [_under_whole(entry, of_key[entry.telling.key], entry_of) for entry in folded[ledger]]
        series.append(_make(ledger, _with_one_name(entries, groups), [of_key[entry.telling.key] for entry in entries]))
    return _linked(sorted(series, key=lambda one: order_of(one.entries[0].telling)))


def _fold(tolls: Sequence[Ledgered]) -> list[TollEntry]:
    """An entry for each count, the earliest telling of it; others that are only copies of it are its copies."""
    first: dict[object, TollEntry] = {}
    copies: dict[object, list[Telling]] = {}
    for one in tolls:
        entry = _enter(one)
        count = (entry.telling.dispatch, entry.low, entry.high, entry.approx, entry.vague, entry.tally, entry.counter)
        # Two that died in one attack and two in the next are told in the same words.
        mark = (count, one.told.record.id) if entry.tally == "increment" else count
        if first.setdefault(mark, entry) is not entry:
            copies.setdefault(mark, []).append(entry.telling)
    return [msgspec.structs.replace(entry, copies=tuple(copies.get(mark, ()))) for mark, entry in first.items()]


def _enter(one: Ledgered) -> TollEntry:
    toll, telling = one.told.record, one.told.telling
    published = one.told.report.document.published_date
    as_of = min((day for day in (toll.as_of, published) if day is not None), default=None)
    return TollEntry(
        telling=telling,
        low=toll.low,
        high=toll.high,
        approx=toll.approx,
        vague=toll.vague,
        tally=toll.tally,
        counter=telling.chain[0] if telling.chain else None,
        as_of=as_of,
        since=toll.since,
        words=toll.count_text,
    )


def _keys(entry: TollEntry) -> tuple[str, ...]:
    return (entry.telling.key, *(copy.key for copy in entry.copies))


def _under_whole(entry: TollEntry, one: Ledgered, entry_of: Mapping[str, str]) -> TollEntry:
    """The entry with that of its whole, and whether it is more than that."""
    if one.whole is None or one.whole_key is None:
        return entry
    exceeds = entry.low is not None and one.whole.low is not None and entry.low > one.whole.low
    return msgspec.structs.replace(entry, part_of=entry_of.get(one.whole_key, one.whole_key), exceeds=exceeds)


def _with_one_name(entries: Sequence[TollEntry], groups: Groups) -> tuple[TollEntry, ...]:
    """The entries with each counter under the name it has most often: "health ministry (Mali)" and "Mali's health ministry" are one."""
    keys = [_counter_key(entry.counter, groups) for entry in entries]
    names = {key: commonest(entry.counter for entry, other in zip(entries, keys, strict=True) if other == key) for key in set(keys)}
    return tuple(msgspec.structs.replace(entry, counter=names[key]) for entry, key in zip(entries, keys, strict=True))


def _counter_key(counter: str | None, groups: Groups) -> tuple[str, ...]:
    """What is the same in all names of a counter; of one of whom the lexicon knows nothing, the name itself."""
    key = groups.key(counter)
    return key if any(":" in part for part in key) else ((counter or "").lower().removeprefix("the "),)


def _make(ledger: Ledger, entries: tuple[TollEntry, ...], ones: Sequence[Ledgered]) -> TollSeries:
    scope = ledger[0]
    published = [entry.telling.published for entry in entries if entry.telling.published is not None]
    learnt = [telling.learnt for entry in entries for telling in (entry.telling, *entry.copies) if telling.learnt is not None]
    return TollSeries(
        id=f"{SERIES_PREFIX}{entries[0].telling.key}",
        kind=scope.kind,
        occurrence=scope.occurrence,
        storyline=scope.storyline,
        group=commonest([one.told.record.group for one in ones]),
        place=next((_bare(one.place) for one in ones if one.place is not None), None),
        since=_earliest([one.told.record.since for one in ones]) if scope.storyline is not None else None,
        entries=entries,
        revisions=find_revisions(entries),
        conflicts=find_conflicts(entries),
        envelope=draw_envelope(entries),
        increments=add_increments(entries),
        published=min(published, default=None),
        learnt=min(learnt, default=None),
    )


def _earliest(days: Sequence[datetime.date | None]) -> datetime.date | None:
    return min((day for day in days if day is not None), default=None)


def _bare(place: Place) -> Place:
    """A place without what it is only in one report: its id there and its mentions."""
    return msgspec.structs.replace(place, id=f"geo:{place.geoname_id}" if place.geoname_id is not None else place.name, mentions=())


def _linked(series: Sequence[TollSeries]) -> tuple[TollSeries, ...]:
    """Each series with that of the wholes of most of its entries, of the same cause."""
    series_of = {entry.telling.key: one for one in series for entry in one.entries}
    linked = []
    for one in series:
        wholes = [series_of[entry.part_of] for entry in one.entries if entry.part_of in series_of]
        ids = [whole.id for whole in wholes if whole is not one and (whole.occurrence, whole.storyline) == (one.occurrence, one.storyline)]
        linked.append(msgspec.structs.replace(one, part_of=commonest(ids)))
    return tuple(linked)
