"""What is passed about and printed: one document and everything coded from it.

The names and JSON shapes here are a contract that other programs read. All structs are
frozen; offsets count code points into ``document.text``; what is absent is ``None`` or empty.
"""

from __future__ import annotations

import datetime
import hashlib
from typing import Literal, TypeAlias

import msgspec

from dragoman.records.span import Span

ActorKind = Literal[
    "state", "government", "igo", "ngo", "company", "armed_group", "party", "organisation", "person", "population", "media", "other"
]
TimeKind = Literal["date", "duration", "set", "since", "until"]
StatementKind = Literal["direct", "indirect", "mixed"]
Modality = Literal["asserted", "historical", "future", "hypothetical", "negated"]
Stance = Literal["for", "against", "calls_for", "condemns", "neutral"]
TollKind = Literal["killed", "wounded", "missing", "displaced", "detained", "kidnapped", "rescued"]
TollTally = Literal["count", "increment", "running", "sum"]
"""How a number stands to others of its kind.

count      those of one telling ("killed 12")
increment  others besides those counted before ("two more died")
running    all so far ("bringing the death toll to 45", "since the outbreak")
sum        added up from the tolls that are ``part_of`` it, where the text tells them one by one and says no sum
"""


class Dateline(msgspec.Struct, frozen=True):
    """Place and date of filing, as the story's first line gives them."""

    place: str | None
    date: datetime.date | None
    span: Span


class Document(msgspec.Struct, frozen=True):
    """One delivered story; ``text`` is as delivered and never changes after reading."""

    id: str
    text: str
    title: str | None = None
    source: str | None = None
    dateline: Dateline | None = None
    published: str | None = None
    """ISO 8601 date or date and time; None when nothing gives the year."""
    language: str = "en"
    url: str | None = None
    sha256: str = ""
    paragraphs: tuple[tuple[int, int], ...] = ()
    """The prose that is coded; datelines, bylines, credits and the like stand in none of them."""
    notices: tuple[str, ...] = ()
    """What its reader had to remark: letters that were not UTF-8, and the like."""

    @property
    def published_date(self) -> datetime.date | None:
        """The day of publication, the anchor of "Tuesday" and "last week"."""
        return datetime.date.fromisoformat(self.published[:10]) if self.published else None


def text_digest(text: str) -> str:
    """SHA-256 of a text, in hex; a lone surrogate counts as its three-byte form."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Actor(msgspec.Struct, frozen=True):
    """Who acts or is acted on: a primary code, then sectors (``["RUS", "GOV"]``)."""

    id: str
    name: str
    kind: ActorKind
    codes: tuple[str, ...] = ()
    office: str | None = None
    mentions: tuple[Span, ...] = ()
    key: str | None = None
    """Of an actor that the lexicon knows: its key there, the same in every document (``"IGO:nato"``); else None."""


class Place(msgspec.Struct, frozen=True):
    """A location as resolved: degrees WGS 84; ``country`` alpha-3, None for a region of several."""

    id: str
    name: str
    kind: str
    geoname_id: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    mentions: tuple[Span, ...] = ()


class Time(msgspec.Struct, frozen=True, rename={"from_": "from"}):
    """A time expression and the days it names, both included; None where open or unknown."""

    id: str
    span: Span
    from_: datetime.date | None = None
    to: datetime.date | None = None
    kind: TimeKind = "date"


class Source(msgspec.Struct, frozen=True):
    """Whose words: the source phrase and the actors it names."""

    span: Span | None
    actors: tuple[str, ...] = ()


class Statement(msgspec.Struct, frozen=True):
    """What somebody said: ``content`` by ``source``, nested in ``parent`` when quoted there."""

    id: str
    source: Source | None
    cue: Span | None
    content: tuple[Span, ...]
    kind: StatementKind
    verb_class: str
    parent: str | None = None


class Event(msgspec.Struct, frozen=True):
    """A PLOVER event; the chief mode comes first; ids refer to the report's own records."""

    id: str
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    cameo: str | None
    score: float
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    modality: Modality
    place: str | None
    time: str | None
    attribution: str | None
    evidence: tuple[Span, ...]
    rule: str
    confidence: float


class Position(msgspec.Struct, frozen=True):
    """Where an actor stands on an issue, towards whom and before which bodies (actor ids)."""

    id: str
    actor: str
    issue: str
    stance: Stance
    target: str | None = None
    forum: tuple[str, ...] = ()
    attribution: str | None = None
    evidence: tuple[Span, ...] = ()


class Toll(msgspec.Struct, frozen=True):
    """People counted; bounds included, None open; ``place`` is a place id, ``group`` words.

    ``part_of`` is the id of the toll whose people these are among ("including 12 children"): a part is never added to
    its whole. ``count_text`` is None only for a sum, which no words tell; its evidence is that of its parts.
    """

    id: str
    kind: TollKind
    low: int | None
    high: int | None
    approx: bool = False
    vague: bool = False
    tally: TollTally = "count"
    part_of: str | None = None
    group: str | None = None
    place: str | None = None
    since: datetime.date | None = None
    as_of: datetime.date | None = None
    cause: str | None = None
    attribution: str | None = None
    count_text: Span | None = None
    evidence: tuple[Span, ...] = ()


class Report(msgspec.Struct, frozen=True):
    """Everything coded from one document by one version of the coder."""

    document: Document
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    positions: tuple[Position, ...] = ()
    tolls: tuple[Toll, ...] = ()
    notices: tuple[str, ...] = ()
    coder: str = ""


Record: TypeAlias = Actor | Place | Time | Statement | Event | Position | Toll
"""What a report holds, of any kind."""


def record_spans(record: Record) -> tuple[Span, ...]:
    """The spans of a record, as its fields name them."""
    match record:
        case Actor() | Place():
            return record.mentions
        case Time():
            return (record.span,)
        case Statement():
            source = (record.source.span,) if record.source and record.source.span else ()
            return (*source, *((record.cue,) if record.cue else ()), *record.content)
        case Toll():
            return (*((record.count_text,) if record.count_text else ()), *record.evidence)
        case _:
            return record.evidence
