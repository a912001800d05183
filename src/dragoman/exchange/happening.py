"""What exporters of events are given: an occurrence with the events that tell it and the losses counted in it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

import msgspec

from dragoman.archive.rows import tellers
from dragoman.records import (
    Actor,
    Belief,
    Event,
    Hit,
    Occurrence,
    Party,
    Place,
    Report,
    Span,
    Telling,
    Toll,
    TollSeries,
    keys_of,
)
from dragoman.records.report import TollKind


class Tale(msgspec.Struct, frozen=True):
    """One event that tells it, in its report."""

    telling: Telling
    event: Event
    report: Report

    @property
    def names(self) -> tuple[str, ...]:
        """The publisher, where it is known."""
        return (self.report.document.source,) if self.report.document.source else ()


class Loss(msgspec.Struct, frozen=True):
    """People of one kind lost in a happening, over all that count them.

    ``low`` and ``high`` bound every count, ``best`` is the latest; ``counters`` say whose counts they are. ``is_aggregate``:
    some are running totals or sums.
    """

    kind: TollKind
    low: int | None
    high: int | None
    best: int | None
    counters: tuple[str, ...] = ()
    is_aggregate: bool = False


class Happening(msgspec.Struct, frozen=True):
    """An occurrence and its tales, the earliest first. Of one that is not assembled (an event alone) no belief is reckoned."""

    occurrence: Occurrence
    tales: tuple[Tale, ...]
    losses: tuple[Loss, ...] = ()
    is_assembled: bool = False

    @property
    def day(self) -> datetime.date | None:
        """Its first day, or that of publication where no text names one."""
        return self.occurrence.from_ or self.occurrence.to or self.tales[0].report.document.published_date

    @property
    def publishers(self) -> tuple[str, ...]:
        """Who published it, each once, in order of telling."""
        return tuple(dict.fromkeys(name for tale in self.tales for name in tale.names))

    def loss(self, kind: TollKind) -> Loss | None:
        """What was lost of a kind."""
        return next((loss for loss in self.losses if loss.kind == kind), None)


def each_alone(hits: Iterable[Hit]) -> Iterator[Happening]:
    """Events as happenings, each by itself."""
    for hit in hits:
        assert isinstance(hit.record, Event)
        yield event_alone(hit.record, hit.report, hit.learnt)


def event_alone(event: Event, report: Report, learnt: datetime.datetime) -> Happening:
    """An event as a happening of its own, under the key of the event."""
    document = report.document
    places = {place.id: place for place in report.places}
    time = next((time for time in report.times if time.id == event.time), None)
    telling = Telling(
        key=keys_of(report, "event")[event.id],
        document=document.id,
        sha256=document.sha256,
        kind="event",
        record=event.id,
        dispatch=document.sha256[:16],
        voice=document.source or "",
        published=document.published,
        learnt=learnt,
        chain=tellers(report, event.attribution),
        modality=event.modality,
        evidence=event.evidence,
    )
    occurrence = Occurrence(
        id=telling.key,
        type=event.type,
        modes=event.modes,
        contexts=event.contexts,
        cameo=event.cameo,
        score=event.score,
        actors=_parties(event.actors, report),
        recipients=_parties(event.recipients, report),
        modality=event.modality,
        place=places.get(event.place or ""),
        from_=time.from_ if time else None,
        to=time.to if time else None,
        tellings=(telling,),
        belief=Belief(0.0, (document.source,) if document.source else (), telling.chain),
        published=document.published,
        learnt=learnt,
    )
    losses = _losses((toll, tellers(report, toll.attribution)) for toll in report.tolls if toll.cause == event.id)
    return Happening(occurrence, (Tale(telling, event, report),), losses)


def assembled(occurrence: Occurrence, reports: Mapping[str, Report], series_of: Callable[[str], TollSeries | None]) -> Happening | None:
    """An occurrence with its reports and the toll series that it is the cause of; None where no report tells it any more.

    ``reports`` are the standing ones by the digests of their texts, ``series_of`` gives the series of a toll by its key.
    """
    tales, series = [], {}
    for telling in sorted(occurrence.tellings, key=lambda telling: (telling.published or "", telling.key)):
        report = reports.get(telling.sha256)
        ids = {key: id for id, key in keys_of(report, "event").items()} if report else {}
        event = next((one for one in report.events if one.id == ids.get(telling.key)), None) if report else None
        if report is None or event is None:
            continue
        tales.append(Tale(telling, event, report))
        keys = keys_of(report, "toll")
        for toll in report.tolls:
            if toll.cause == event.id and (found := series_of(keys[toll.id])) is not None:
                series[found.id] = found
    return Happening(occurrence, tuple(tales), _series_losses(series.values()), is_assembled=True) if tales else None


def _parties(ids: Iterable[str], report: Report) -> tuple[Party, ...]:
    actors = {actor.id: actor for actor in report.actors}
    return tuple(party_of(actors[id]) for id in ids)


def party_of(actor: Actor) -> Party:
    """An actor of a report as a party."""
    return Party(actor.name, actor.kind, actor.codes, actor.key, actor.office)


def mentioned(party: Party, tale: Tale) -> Span | None:
    """Where a tale names a party: in the event's own words, else first in the story."""
    actor = next((one for one in tale.report.actors if (one.name, one.codes) == (party.name, party.codes)), None)
    spans = actor.mentions if actor else ()
    return next((span for span in spans for words in tale.event.evidence if words.holds(span)), next(iter(spans), None))


def raw_place(place: Place | None) -> str | None:
    """The place as first written."""
    return place.mentions[0].text if place and place.mentions else None


def _losses(tolls: Iterable[tuple[Toll, tuple[str, ...]]]) -> tuple[Loss, ...]:
    """What tolls say of one event, by kind. Parts of others are left out: they are in their wholes."""
    whole = [(toll, counters) for toll, counters in tolls if toll.part_of is None]
    whole.sort(key=lambda pair: pair[0].kind)
    return tuple(_loss(kind, list(told)) for kind, told in groupby(whole, key=lambda pair: pair[0].kind))


def _loss(kind: TollKind, told: list[tuple[Toll, tuple[str, ...]]]) -> Loss:
    """The bounds of the counts of one kind. Those of different peoples are never added: the whole is at least the greatest of them."""
    counts = [pair for pair in told if pair[0].tally != "increment"] or told
    by_group: dict[str | None, list[Toll]] = {}
    for toll, _ in counts:
        by_group.setdefault(toll.group, []).append(toll)
    lows = [min((toll.low or 0) for toll in group) for group in by_group.values()]
    highs = [toll.high for group in by_group.values() for toll in group]
    is_bounded = len(by_group) == 1 and None not in highs
    latest = counts[-1][0]
    return Loss(
        kind,
        max(lows) if any(toll.low is not None for toll, _ in counts) else None,
        max(high for high in highs if high is not None) if is_bounded else None,
        (latest.low if latest.low is not None else latest.high) if len(by_group) == 1 else max(lows),
        tuple(dict.fromkeys(name for _, counters in counts for name in counters)),
        any(toll.tally in ("running", "sum") for toll, _ in counts),
    )


def _series_losses(series: Iterable[TollSeries]) -> tuple[Loss, ...]:
    """What ledgers of one occurrence hold, by kind; of ledgers of different peoples the whole is at least the greatest."""
    whole = sorted((one for one in series if one.part_of is None and one.entries), key=lambda one: (one.kind, one.id))
    return tuple(_ledger_loss(kind, list(of_kind)) for kind, of_kind in groupby(whole, key=lambda one: one.kind))


def _ledger_loss(kind: TollKind, series: list[TollSeries]) -> Loss:
    entries = [entry for one in series for entry in one.entries]
    lows = [low for one in series if (low := _last(one)[0]) is not None]
    latest = max(entries, key=lambda entry: (entry.as_of or datetime.date.min, entry.telling.published or "", entry.telling.key))
    best = latest.low if latest.low is not None else latest.high
    return Loss(
        kind,
        max(lows, default=None),
        _last(series[0])[1] if len(series) == 1 else None,
        best if len(series) == 1 else max(lows, default=best),
        tuple(dict.fromkeys(entry.counter for entry in entries if entry.counter)),
        any(entry.tally in ("running", "sum") for entry in entries),
    )


def _last(series: TollSeries) -> tuple[int | None, int | None]:
    """The last bounds of a ledger."""
    standing = series.envelope[-1] if series.envelope else series.entries[-1]
    return standing.low, standing.high
