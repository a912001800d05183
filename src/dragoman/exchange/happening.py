"""What exporters of events are given: an occurrence with the events that tell it and the losses counted in it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
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


def assembled(occurrence: Occurrence, report_of: Callable[[Telling], Report], series: Iterable[TollSeries] = ()) -> Happening:
    """An occurrence with its reports; ``series`` are the toll series that it is the cause of."""
    tales = []
    for telling in sorted(occurrence.tellings, key=lambda telling: (telling.published or "", telling.key)):
        report = report_of(telling)
        tales.append(Tale(telling, next(event for event in report.events if event.id == telling.record), report))
    losses = [loss for one in series if (loss := _series_loss(one)) is not None]
    return Happening(occurrence, tuple(tales), tuple(losses), is_assembled=True)


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


def _series_loss(series: TollSeries) -> Loss | None:
    """The last bounds of a series, and its latest count."""
    if not series.entries or series.part_of is not None:
        return None
    standing = series.envelope[-1] if series.envelope else None
    latest = series.entries[-1]
    best = latest.low if latest.low is not None else latest.high
    counters = tuple(dict.fromkeys(entry.counter for entry in series.entries if entry.counter))
    is_aggregate = any(entry.tally in ("running", "sum") for entry in series.entries)
    low, high = (standing.low, standing.high) if standing else (latest.low, latest.high)
    return Loss(series.kind, low, high, best, counters, is_aggregate)
