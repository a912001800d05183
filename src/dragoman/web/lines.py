"""Hits of the archive as pages and the interface give them: the record, what it refers to, its story, and its words in their place."""

from __future__ import annotations

import datetime
from typing import Any, TypeAlias

import msgspec

from dragoman.records import Actor, Document, Event, Hit, Place, Position, Report, Span, Statement, Time, Toll, record_spans
from dragoman.web.addresses import of_actor
from dragoman.wording import cells
from dragoman.wording.printing import printable

Told: TypeAlias = Event | Statement | Position | Toll
AROUND = 90
"""So many characters of the story stand before and behind a quotation."""


class Head(msgspec.Struct, frozen=True):
    """A story without its text."""

    id: str
    title: str | None
    source: str | None
    published: str | None
    url: str | None
    sha256: str
    filed: str | None = None
    """Where its dateline says that it was filed."""


class Quotation(msgspec.Struct, frozen=True):
    """The words a record stands on, in their place: code points ``start`` to ``end`` of the story, with what stands around them."""

    before: str
    words: str
    after: str
    start: int
    end: int


class Line(msgspec.Struct, frozen=True):
    """A record found: its fields as coded, the records it names (``refers_to``, by id), its story, and its words."""

    kind: str
    id: str | None
    document: Head
    record: Told | None
    refers_to: dict[str, Actor | Place | Time | Statement]
    quotation: Quotation | None
    coder: str
    learnt: datetime.datetime | None = None
    cursor: str | None = None

    def names(self, ids: Any) -> str:
        """The names of actors or a place, by their ids."""
        wanted = (ids,) if isinstance(ids, str) else ids or ()
        return ", ".join(self._name(id) for id in wanted if id in self.refers_to)

    def parties(self, ids: Any) -> tuple[tuple[str, str], ...]:
        """The addresses and names of actors, by their ids."""
        found = (self.refers_to.get(id) for id in ids or ())
        return tuple((of_actor(one), printable(one.name)) for one in found if isinstance(one, Actor))

    @property
    def speakers(self) -> tuple[str, ...]:
        """The ids of the actors whose words a statement is."""
        return self.record.source.actors if isinstance(self.record, Statement) and self.record.source else ()

    @property
    def office(self) -> str:
        """The office in which a speaker is named."""
        offices = (one.office for id in self.speakers if isinstance(one := self.refers_to.get(id), Actor))
        return next((printable(office) for office in offices if office), "")

    @property
    def citation(self) -> str:
        """The words, whose they are, and where they stand, to be quoted elsewhere."""
        document, record = self.document, self.record
        speaker = self.teller(record.id if isinstance(record, Statement) else record.attribution) if record is not None else ""
        words = f"“{' '.join(self.quotation.words.split())}”" if self.quotation else ""
        place = f"{document.id}#{self.id}" if self.id else document.id
        said = [words, speaker, document.source, (document.published or "")[:10], place, document.url]
        return ", ".join(part for part in said if part)

    def _name(self, id: str) -> str:
        record = self.refers_to[id]
        match record:
            case Actor() | Place():
                return printable(record.name)
            case Time():
                return cells.days(record)
            case _:
                return self.teller(id)

    def teller(self, id: str | None) -> str:
        """Whose words a statement is."""
        statement = self.record if id is not None and id == self.id else self.refers_to.get(id or "")
        if not isinstance(statement, Statement) or statement.source is None:
            return ""
        return self.names(statement.source.actors) or (printable(cells.flat(statement.source.span.text)) if statement.source.span else "")


class Lines(msgspec.Struct, frozen=True):
    """A page of what was found, newest first; ``next`` is the cursor to go on behind, None at the end."""

    kind: str
    lines: tuple[Line, ...]
    next: str | None


def head_of(document: Document) -> Head:
    """A story without its text."""
    filed = document.dateline.place if document.dateline else None
    return Head(document.id, document.title, document.source, document.published, document.url, document.sha256, filed)


def line_of(hit: Hit) -> Line:
    """A hit as a line."""
    if isinstance(hit.record, Document):
        return Line(hit.kind, None, head_of(hit.record), None, {}, None, hit.report.coder, hit.learnt, hit.cursor)
    assert not isinstance(hit.record, Actor | Place | Time)
    return msgspec.structs.replace(line_in(hit.report, hit.kind, hit.record), learnt=hit.learnt, cursor=hit.cursor)


def line_in(report: Report, kind: str, record: Told) -> Line:
    """A record of a report as a line."""
    quotation = quotation_of(_chief_spans(record), report.document.text)
    return Line(kind, record.id, head_of(report.document), record, _referred(record, report), quotation, report.coder)


def quotation_of(spans: tuple[Span, ...], text: str) -> Quotation | None:
    """Spans in their place, from the first to the last; None for no span."""
    if not spans:
        return None
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    # What is cut is cut at a blank, and stays in its paragraph.
    before, after = before.rsplit("\n", 1)[-1], after.split("\n", 1)[0]
    return Quotation(before.partition(" ")[2] if start > AROUND else before, text[start:end], after.rpartition(" ")[0] or after, start, end)


def _chief_spans(record: Told) -> tuple[Span, ...]:
    if isinstance(record, Statement):
        return record.content
    return record.evidence or record_spans(record)


def _referred(record: Any, report: Report) -> dict[str, Actor | Place | Time | Statement]:
    """The records of the report that a record names, without their mentions elsewhere in the story."""
    said = set(_strings(msgspec.to_builtins(record)))
    groups: tuple[tuple[Actor | Place | Time | Statement, ...], ...] = (report.actors, report.places, report.times, report.statements)
    all_of_them = {one.id: one for group in groups for one in group}
    found = {id: all_of_them[id] for id in sorted(said & all_of_them.keys()) if all_of_them[id] is not record}
    for statement in [one for one in found.values() if isinstance(one, Statement) and one.source]:
        found |= {id: all_of_them[id] for id in statement.source.actors if id in all_of_them}  # type: ignore[union-attr]
    return {id: msgspec.structs.replace(one, mentions=()) if isinstance(one, Actor | Place) else one for id, one in found.items()}


def _strings(value: Any) -> Any:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)
