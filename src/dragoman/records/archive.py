"""What an archive gives beyond the reports themselves: what was kept when, what replaced what, and what people corrected."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any, Literal

import msgspec

from dragoman.records.report import Document, Record, Report

RecordKind = Literal["actor", "place", "time", "statement", "event", "position", "toll"]
SupersessionKind = Literal["same_text", "same_id", "revision", "retraction"]
CorrectionAction = Literal["set", "accept", "reject", "join", "split", "withdraw"]


class Kept(msgspec.Struct, frozen=True):
    """A report in an archive: ``row`` grows with each report taken in, ``learnt`` is when, in UTC."""

    row: int
    report: Report
    learnt: datetime.datetime


class Hit(msgspec.Struct, frozen=True):
    """A record that was asked for, and the report it stands in, which has its document and all it refers to.

    ``cursor`` says where in the order of answers it stands; an answer can be asked for from there on.
    """

    kind: RecordKind | Literal["document"]
    record: Record | Document
    report: Report
    learnt: datetime.datetime
    cursor: str


class Supersession(msgspec.Struct, frozen=True):
    """One delivered document that stands in the place of another: the later is what counts, the earlier is kept.

    ``kind`` is how it is known: the same text delivered twice (the earliest delivery counts), another text under
    the same id, a revision by its mark ("UPDATE 2-"), or a retraction. ``mark`` is the lexicon's id of that mark.
    """

    row: int
    earlier: str
    later: str
    kind: SupersessionKind
    mark: str | None
    learnt: datetime.datetime


class RecordRef(msgspec.Struct, frozen=True):
    """A record named so that it is found again after recoding, which gives new ids: by its document and its words.

    ``sha256`` is the digest of the document's text, ``id`` the record's id in the report that was looked at, and
    ``words`` the stretches (code points into the text, end excluded) that the record stands on.
    """

    document: str
    sha256: str
    kind: RecordKind
    id: str
    words: tuple[tuple[int, int], ...] = ()


class Correction(msgspec.Struct, frozen=True):
    """A person's change, beside the coded value and never over it.

    ``set`` gives ``field`` of its one target the ``value`` (``coded`` is what stood there); ``accept`` and ``reject``
    judge the target as a whole; ``join`` and ``split`` say that targets are, or are not, one happening; ``withdraw``
    takes back the correction whose id is ``value``. ``at`` is when, in UTC, and ``by`` who.
    """

    id: str
    action: CorrectionAction
    targets: tuple[RecordRef, ...]
    by: str
    at: datetime.datetime
    field: str | None = None
    coded: Any = None
    value: Any = None
    reason: str | None = None
    coder: str | None = None


class Ingested(msgspec.Struct, frozen=True):
    """What became of the documents handed in, counted: all of it is on disk.

    ``known`` were in the archive before (or came twice), ``copies`` are other deliveries of a text that is known,
    ``set_aside`` could not be read or coded.
    """

    seen: int = 0
    coded: int = 0
    known: int = 0
    copies: int = 0
    revisions: int = 0
    set_aside: int = 0


def correction_id(correction: Correction) -> str:
    """The id of a correction: a digest of all it says."""
    content = msgspec.json.encode(msgspec.structs.replace(correction, id=""))
    return hashlib.sha256(content).hexdigest()[:16]
