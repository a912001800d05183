"""Stories that a program sends, taken into the archive one by one, so that it can be told what became of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from dragoman.archive.intake import Listener
from dragoman.reading.rows import document_of_row
from dragoman.records import Document, Ingested, ReadingError, SetAside, UsageError, text_digest
from dragoman.web.accounts import User
from dragoman.web.desk import Desk

MOST_STORIES = 100
LONGEST_FIELD = 2000
"""So many characters may an id, a title, an address have."""
LOGGED_IDS = 20


class Sent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A story as it is sent. Without ``id`` it is named by a digest of its text; ``published`` is a date in any usual form."""

    text: str
    id: str | None = None
    title: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None


class Became(msgspec.Struct, frozen=True):
    """What became of a story: kept with a report; known before; another delivery of a text that is there; or set aside, and why."""

    id: str
    became: Literal["kept", "known", "copy", "set_aside"]
    sha256: str | None = None
    reason: str | None = None
    mend: str | None = None
    notices: tuple[str, ...] = ()


class Delivered(msgspec.Struct, frozen=True):
    """What became of each story, in the order they were sent. ``is_assembled`` is false while the archive waits to be assembled."""

    stories: tuple[Became, ...]
    is_assembled: bool


class _Reasons(Listener):
    """Takes note of why the last story was set aside."""

    def __init__(self) -> None:
        self.last: SetAside | None = None

    def set_aside(self, reason: SetAside) -> None:
        self.last = reason


def deliver(desk: Desk, user: User, sent: tuple[Sent, ...]) -> Delivered:
    """Take in stories, then assemble what is new; it stands in the log.

    Raises:
        UsageError: there are none, or too many.
        ArchiveError: the archive cannot be written; stories before the fault are kept, and known when sent again.
    """
    if not 0 < len(sent) <= MOST_STORIES:
        raise UsageError(f"{len(sent)} stories were sent", mend=f"Send 1 to {MOST_STORIES} at once.")
    stories = tuple(_take_in(desk, story) for story in sent)
    desk.accounts.write_down(user, "deliver", _summary(stories))
    return Delivered(stories, desk.assemble())


def _take_in(desk: Desk, sent: Sent) -> Became:
    document = _read(desk, sent)
    reasons = _Reasons()
    counts = desk.archive.ingest([document], desk.coder, listener=reasons)
    if isinstance(document, SetAside) or reasons.last is not None:
        reason = reasons.last or document
        assert isinstance(reason, SetAside)
        return Became(reason.id or reason.where, "set_aside", reason=reason.what, mend=reason.mend or None)
    return Became(document.id, _fate(counts), document.sha256, notices=document.notices)


def _read(desk: Desk, sent: Sent) -> Document | SetAside:
    """The document of a story, read as a line of JSON Lines is."""
    name = sent.id if sent.id and len(sent.id) <= LONGEST_FIELD else text_digest(sent.text)[:16]
    try:
        _check_lengths(desk, sent, name)
        return document_of_row(msgspec.structs.asdict(sent) | {"id": name}, where=name, published=None)
    except ReadingError as fault:
        return SetAside.of(fault, id=name)


def _check_lengths(desk: Desk, sent: Sent, name: str) -> None:
    most = dict.fromkeys(Sent.__struct_fields__, LONGEST_FIELD) | {"text": desk.settings.most_characters}
    for field, longest in most.items():
        value = getattr(sent, field)
        if value is not None and len(value) > longest:
            raise ReadingError(f"its {field} has {len(value):,} characters", where=name, mend=f"At most {longest:,} are taken in here.")


def _fate(counts: Ingested) -> Literal["kept", "known", "copy"]:
    return "kept" if counts.coded else "copy" if counts.copies else "known"


def _summary(stories: Iterable[Became]) -> str:
    told = [f"{story.id} {story.became}" for story in stories]
    more = f", and {len(told) - LOGGED_IDS} more" if len(told) > LOGGED_IDS else ""
    return ", ".join(told[:LOGGED_IDS]) + more
