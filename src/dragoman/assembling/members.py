"""An event of one report with all that it is compared by, so that its report need not be read again."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator

import msgspec

from dragoman.archive.digests import fold
from dragoman.assembling.rules import Rules
from dragoman.assembling.told import Told, Voice, tell
from dragoman.records import Actor, Event, Kept, Modality, Party, Place, Report, Telling, Time

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_POSSESSIVE = re.compile(r"['’]s$")


class Days(msgspec.Struct, frozen=True):
    """The days on which an event may have been; ``is_said`` is False where only its story's day is known."""

    first: datetime.date
    last: datetime.date
    is_said: bool


class Counted(msgspec.Struct, frozen=True):
    """People that a report counts as the event's."""

    kind: str
    low: int | None
    high: int | None


class Member(msgspec.Struct, frozen=True):
    """One event of one report. ``words`` are those of the passages that tell it, ``names`` whom and what else its story names."""

    telling: Telling
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    cameo: str | None
    score: float
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    modality: Modality
    place: Place | None
    days: Days | None
    time_words: str | None
    words: tuple[str, ...]
    names: tuple[str, ...]
    tolls: tuple[Counted, ...]
    confidence: float

    @property
    def key(self) -> str:
        """The event's key."""
        return self.telling.key

    @property
    def order(self) -> tuple[bool, str, str]:
        """By publication, then by key; what has no date comes last."""
        return (self.telling.published is None, self.telling.published or "", self.telling.key)


def members_of(kept: Kept, rules: Rules) -> Iterator[Member]:
    """The events of a report, ready to be compared."""
    report = kept.report
    names = tuple(sorted(_names(report)))
    for told in tell(kept, "event"):
        yield _member(told, names, rules)


def _member(told: Told[Event], names: tuple[str, ...], rules: Rules) -> Member:
    event, report = told.record, told.report
    actors = {actor.id: actor for actor in report.actors}
    place = next((place for place in report.places if place.id == event.place), None)
    time = next((time for time in report.times if time.id == event.time), None)
    return Member(
        telling=told.telling,
        type=event.type,
        modes=event.modes,
        contexts=event.contexts,
        cameo=event.cameo,
        score=event.score,
        actors=tuple(party_of(actors[id]) for id in event.actors),
        recipients=tuple(party_of(actors[id]) for id in event.recipients),
        modality=event.modality,
        place=msgspec.structs.replace(place, id="", mentions=()) if place else None,
        days=_days(time, report.document.published_date, rules),
        time_words=fold(time.span.text) if time and time.from_ is None and time.to is None else None,
        words=tuple(sorted(_words(report, event, rules) - _named_words(report, event, rules))),
        names=names,
        tolls=tuple(Counted(toll.kind, toll.low, toll.high) for toll in report.tolls if toll.cause == event.id and not toll.part_of),
        confidence=event.confidence,
    )


def spoken_by(member: Member, voice: Voice | None) -> Member:
    """The event as told by the dispatch that its story is of; None where it stands alone."""
    if voice is None:
        return member
    telling = msgspec.structs.replace(member.telling, dispatch=voice.dispatch, voice=voice.origin)
    return msgspec.structs.replace(member, telling=telling)


def party_of(actor: Actor) -> Party:
    """An actor as it is known across reports."""
    return Party(actor.name, actor.kind, actor.codes, actor.key, actor.office)


def words_in(text: str, rules: Rules) -> Iterator[str]:
    """The words of a text in small letters, without those that any two stories share."""
    for word in _WORD.findall(fold(text)):
        whole = _POSSESSIVE.sub("", word)
        if len(whole) > 1 and whole not in rules.common_words:
            yield whole


def _days(time: Time | None, published: datetime.date | None, rules: Rules) -> Days | None:
    if time is not None and (time.from_ or time.to):
        first = time.from_ or time.to
        last = time.to or time.from_
        assert first is not None
        assert last is not None
        return Days(min(first, last), max(first, last), True)
    if published is None or (time is not None and time.kind == "date"):
        return None  # a day that cannot be told, and may be long past
    return Days(published - datetime.timedelta(days=rules.joining.story_days), published, False)


def _words(report: Report, event: Event, rules: Rules) -> set[str]:
    """The words of the paragraphs that the event stands in."""
    text = report.document.text
    found: set[str] = set()
    for span in event.evidence:
        start, end = next(((a, b) for a, b in report.document.paragraphs if a <= span.start < b), (span.start, span.end))
        found.update(words_in(text[start:end], rules))
    return found


def _named_words(report: Report, event: Event, rules: Rules) -> set[str]:
    """The words of states, and of those and where the event itself names: they are compared as such."""
    own = {*event.actors, *event.recipients}
    actors = [one for one in report.actors if one.kind == "state" or (one.id in own and (one.key is not None or one.kind == "person"))]
    places = [place for place in report.places if place.id == event.place or place.kind == "country"]
    said = [*(actor.name for actor in actors), *(place.name for place in places)]
    said += [span.text for actor in actors for span in actor.mentions] + [span.text for place in places for span in place.mentions]
    return {word for name in said for word in words_in(name, rules)}


def _names(report: Report) -> set[str]:
    """Persons, groups, bodies and places smaller than a country that the report names."""
    named = {fold(actor.name) for actor in report.actors if actor.kind in _NAMED and (actor.key is not None or "(" not in actor.name)}
    return named | {fold(place.name) for place in report.places if place.kind not in _WIDE}


_NAMED = frozenset({"armed_group", "company", "igo", "media", "ngo", "organisation", "party", "person"})
_WIDE = frozenset({"country", "continent", "ocean", "region", "unknown"})


def roots(parties: Iterable[Party], rules: Rules) -> frozenset[str]:
    """The primary codes of parties that are known."""
    return frozenset(party.codes[0] for party in parties if is_known(party, rules))


def is_known(party: Party, rules: Rules) -> bool:
    """Whether it is said who it is."""
    return bool(party.codes) and party.codes[0] not in rules.joining.vague_codes
