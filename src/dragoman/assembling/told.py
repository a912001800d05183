"""What a report tells, as assembling takes it up: each record with its key, its voice, and those it is attributed to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

import msgspec

from dragoman.records import Actor, Event, Kept, Position, Report, Statement, Telling, Toll, keys_of, record_spans
from dragoman.records.archive import RecordKind

T = TypeVar("T", Event, Toll, Position, Statement, Actor)
UNKNOWN_VOICE = "?"
"""The voice of a document that names no agency."""


class Voice(msgspec.Struct, frozen=True):
    """Whose words a document is: the id of its dispatch and the origin of that."""

    dispatch: str
    origin: str


class Told(msgspec.Struct, Generic[T], frozen=True):
    """One record of one report, ready to be assembled; ``report`` has all that the record refers to."""

    telling: Telling
    record: T
    report: Report

    @property
    def key(self) -> str:
        """The record's key."""
        return self.telling.key

    def actor(self, id: str) -> Actor:
        """The actor of an id in the report."""
        return next(actor for actor in self.report.actors if actor.id == id)


VoiceOf = Callable[[Report], Voice]


def alone(report: Report) -> Voice:
    """The voice of a document as if there were no other: its source's."""
    return Voice(report.document.sha256[:16], report.document.source or UNKNOWN_VOICE)


def tell(kept: Kept, kind: RecordKind, voice_of: VoiceOf = alone) -> Iterator[Told[T]]:
    """The records of a kind (event, toll, position, statement, actor) that a report tells, in its order."""
    report, voice = kept.report, voice_of(kept.report)
    keys = keys_of(report, kind)
    for record in getattr(report, f"{kind}s"):
        telling = Telling(
            key=keys[record.id],
            document=report.document.id,
            sha256=report.document.sha256,
            kind=kind,
            record=record.id,
            dispatch=voice.dispatch,
            voice=voice.origin,
            published=report.document.published,
            learnt=kept.learnt,
            chain=chain(report, _attribution(record)),
            modality=record.modality if isinstance(record, Event) else None,
            evidence=record_spans(record),
        )
        yield Told(telling, record, report)


def order_of(telling: Telling) -> tuple[bool, str, str]:
    """The order in which tellings are taken up: by publication, those without a date last, then by key."""
    return (telling.published is None, telling.published or "", telling.key)


def _attribution(record: Event | Toll | Position | Statement | Actor) -> str | None:
    """The statement that a record is told in."""
    match record:
        case Actor():
            return None
        case Statement():
            return record.parent
        case _:
            return record.attribution


def chain(report: Report, statement: str | None) -> tuple[str, ...]:
    """Those a record is attributed to, the innermost first: the name of an actor, or the words for a source that is none."""
    statements = {one.id: one for one in report.statements}
    names = {actor.id: actor.name for actor in report.actors}
    found: list[str] = []
    while statement is not None:
        said = statements[statement]
        if said.source is not None:
            named = list(dict.fromkeys(names[id] for id in said.source.actors if id in names))
            if named or said.source.span is not None:
                found.append(", ".join(named) or said.source.span.text)  # type: ignore[union-attr]
        statement = said.parent
    return tuple(found)
