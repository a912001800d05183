"""What many reports say together: copies and voices, occurrences, tolls in series, positions and offices over time, storylines.

A report is never changed: what is assembled points at reports by ``key`` and can be made from them again, always the
same. A key is a digest of the words that a record stands on and of their text (``record_key``), so it outlives
recoding; ids are made of the key of the earliest member, by publication and then by key, so no order of arrival
changes them. ``published`` and ``learnt`` are the earliest of the reports that a thing was made from.
"""

from __future__ import annotations

import datetime
import hashlib
from typing import Any, Literal

import msgspec

from dragoman.records.archive import RecordKind
from dragoman.records.report import ActorKind, Modality, Place, Record, Report, Stance, TollKind, TollTally, record_spans
from dragoman.records.span import Span

CopyKind = Literal["first", "exact", "near", "abridged", "combined"]
"""How a document stands to the dispatch it is a copy of.

first     it is the dispatch
exact     the same words, when letters and marks that agencies change are levelled
near      small edits, another headline or credit line
abridged  its paragraphs stand, in order, in a longer one
combined  made of two dispatches or more: a copy of each for the paragraphs it took
"""


class Copy(msgspec.Struct, frozen=True):
    """One delivered document in a group of copies; ``of`` are the ids of the documents it took its paragraphs from."""

    document: str
    sha256: str
    kind: CopyKind
    published: str | None = None
    source: str | None = None
    of: tuple[str, ...] = ()
    share: float = 1.0
    """The share of its words that it took."""


class Dispatch(msgspec.Struct, frozen=True):
    """Documents that are one agency's words: one voice, however many papers print it.

    ``origin`` is the agency as credited, else the source of the earliest document, else None; ``reason`` says which.
    """

    id: str
    origin: str | None
    reason: str
    copies: tuple[Copy, ...]


class Party(msgspec.Struct, frozen=True):
    """An actor across reports: the name used most, its codes, and the lexicon's key where it has one."""

    name: str
    kind: ActorKind
    codes: tuple[str, ...] = ()
    key: str | None = None
    office: str | None = None


class Telling(msgspec.Struct, frozen=True):
    """One record of one report, as something assembled took it up.

    ``voice`` is the origin whose dispatch tells it; ``chain`` are those it is attributed to, the innermost first: the
    first of them is the source for it, and nobody where the agency tells it itself.
    """

    key: str
    document: str
    sha256: str
    kind: RecordKind
    record: str
    dispatch: str
    voice: str
    published: str | None
    learnt: datetime.datetime | None
    chain: tuple[str, ...] = ()
    modality: Modality | None = None
    evidence: tuple[Span, ...] = ()


class Alternative(msgspec.Struct, frozen=True):
    """Another value that some give a field: the headline has that of most voices, then the latest."""

    field: str
    value: Any
    voices: tuple[str, ...]
    tellings: tuple[str, ...]


class Join(msgspec.Struct, frozen=True):
    """Why two tellings (keys) are one happening: what each part of the likeness adds, and a sentence that says so."""

    first: str
    second: str
    score: float
    parts: tuple[tuple[str, float], ...]
    reason: str


class Belief(msgspec.Struct, frozen=True):
    """How well an occurrence is attested by independent sources; never a probability of truth.

    Source: 1 - prod(syst_s + rand ** n_s), INDRA (Gyori et al., Molecular Systems Biology 2017).
    """

    value: float
    voices: tuple[str, ...]
    sources: tuple[str, ...]
    denied_by: tuple[str, ...] = ()
    sentence: str = ""


class Occurrence(msgspec.Struct, frozen=True, rename={"from_": "from"}):
    """What the archive holds to have happened, from one event or more of one report or more."""

    id: str
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    cameo: str | None
    score: float
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    modality: Modality
    place: Place | None
    from_: datetime.date | None
    to: datetime.date | None
    tellings: tuple[Telling, ...]
    belief: Belief
    alternatives: tuple[Alternative, ...] = ()
    joins: tuple[Join, ...] = ()
    fulfils: tuple[str, ...] = ()
    """Ids of the occurrences that told it as still to come."""
    storyline: str | None = None
    published: str | None = None
    learnt: datetime.datetime | None = None
    corrections: tuple[str, ...] = ()


class TollEntry(msgspec.Struct, frozen=True):
    """One coded toll in a ledger; ``counter`` is whose count it is (the innermost of the chain), None where the agency counts."""

    telling: Telling
    low: int | None
    high: int | None
    approx: bool
    vague: bool
    tally: TollTally
    counter: str | None
    as_of: datetime.date | None
    since: datetime.date | None = None
    words: Span | None = None
    part_of: str | None = None
    """Key of the entry these are among."""
    exceeds: bool = False
    """Whether these are more than those they are among: one of the two counts is wrong."""
    copies: tuple[Telling, ...] = ()
    """The same count in copies of the dispatch: they add no entry."""


class Revision(msgspec.Struct, frozen=True):
    """A counter's later count that differs from its earlier one (keys of entries)."""

    counter: str | None
    earlier: str
    later: str
    direction: Literal["up", "down"]


class Conflict(msgspec.Struct, frozen=True):
    """Two counters whose bounds do not meet on a day (keys of entries)."""

    day: datetime.date
    first: str
    second: str


class Bounds(msgspec.Struct, frozen=True):
    """The envelope from a day on: the lowest low and the highest high among the counters' standing entries, and whose they are."""

    day: datetime.date
    low: int | None
    high: int | None
    low_by: str | None
    high_by: str | None
    low_entry: str | None = None
    high_entry: str | None = None


SERIES_PREFIX = "ts-"
"""How the id of a series begins; the key of its earliest entry follows."""


class TollSeries(msgspec.Struct, frozen=True):
    """Tolls that may be compared: one kind, one cause (an occurrence, or a storyline for totals "since"), one people or place."""

    id: str
    kind: TollKind
    occurrence: str | None
    storyline: str | None
    group: str | None
    place: Place | None
    since: datetime.date | None
    entries: tuple[TollEntry, ...]
    revisions: tuple[Revision, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    envelope: tuple[Bounds, ...] = ()
    increments: tuple[int | None, int | None] | None = None
    """Low and high of the increments added up: computed, told by nobody."""
    part_of: str | None = None
    """Id of the series whose people these are among."""
    published: str | None = None
    learnt: datetime.datetime | None = None


class PositionSpell(msgspec.Struct, frozen=True, rename={"from_": "from"}):
    """An actor's stance on an issue from the day it was taken until the same actor took another; ``to`` is None while it holds."""

    id: str
    actor: Party
    issue: str
    stance: Stance
    target: Party | None
    forum: tuple[str, ...]
    from_: datetime.date | None
    to: datetime.date | None
    tellings: tuple[Telling, ...]
    changed_from: str | None = None
    """Id of the spell that this one ended."""


class OfficeSpell(msgspec.Struct, frozen=True, rename={"from_": "from"}):
    """A person in an office, from the first to the last document that says so."""

    id: str
    person: Party
    office: str
    codes: tuple[str, ...]
    from_: datetime.date | None
    to: datetime.date | None
    tellings: tuple[Telling, ...]
    conflicts: tuple[str, ...] = ()
    """Ids of other persons' spells in the same office at the same time."""
    joins: tuple[Join, ...] = ()
    """Why the names in its documents are one person's."""


class Storyline(msgspec.Struct, frozen=True):
    """Occurrences of one crisis, named from its main parties, place and first day.

    A list of storylines counts the occurrences (``count``) and leaves their ids to each storyline asked for by itself.
    """

    id: str
    name: str
    since: datetime.date | None
    last: datetime.date | None
    parties: tuple[Party, ...]
    places: tuple[Place, ...]
    count: int
    occurrences: tuple[str, ...] = ()
    absorbed: tuple[str, ...] = ()
    """Ids of younger storylines that grew into this one."""
    published: str | None = None
    learnt: datetime.datetime | None = None


def record_key(sha256: str, kind: RecordKind, record: Record) -> str:
    """A record's key: 16 hex digits that stay the same when its text is coded again and the record stands on the same words."""
    stands_on = {"s": sha256, "k": kind, "w": [(span.start, span.end) for span in record_spans(record)], "t": _telling_apart(record)}
    return hashlib.sha256(msgspec.json.encode(stands_on)).hexdigest()[:16]


def keys_of(report: Report, kind: RecordKind) -> dict[str, str]:
    """The key of each record of a kind, by its id. Two on the very same words are told apart by their order."""
    met: dict[str, int] = {}
    found: dict[str, str] = {}
    for record in getattr(report, f"{kind}s"):
        key = record_key(report.document.sha256, kind, record)
        met[key] = met.get(key, 0) + 1
        found[record.id] = key if met[key] == 1 else f"{key}.{met[key]}"
    return found


def _telling_apart(record: Record) -> str:
    """What tells records on the same words apart: the type of an event, the kind of a toll, the issue of a position."""
    return next((str(getattr(record, name)) for name in ("type", "issue", "kind") if hasattr(record, name)), "")
