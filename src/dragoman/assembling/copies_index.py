"""Copies in an archive that grows: a step of assembling that finds what each new text has in common with those before it.

What two texts have in common is kept, and never changes. Which dispatch a text is of is made from that when it is asked, from the
deliveries that stand in a view, so every view has its own answer and no order of arrival changes one.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, exists, func, or_, select

from dragoman.archive.asof import View
from dragoman.archive.schema import documents, sources, supersessions, texts
from dragoman.assembling import copies_tables as tables
from dragoman.assembling.changes import Changes
from dragoman.assembling.copies import CopyFinder, voices, with_deliveries
from dragoman.assembling.copies_groups import Story
from dragoman.assembling.copies_likeness import Overlap, find_overlap
from dragoman.assembling.copies_print import Print, body_paragraphs, take_print
from dragoman.assembling.tables import parts_of
from dragoman.assembling.told import Voice, VoiceOf, alone
from dragoman.records import Dispatch, Document, Report

UNDATED = 0


class _Kept(msgspec.Struct, frozen=True):
    """What is kept of a text beside its words."""

    spans: tuple[tuple[int, int], ...]
    weights: tuple[int, ...]
    document: Document
    """The delivery that was read, without its text: its dateline and title."""


_encode = msgspec.msgpack.Encoder().encode
_kept = msgspec.msgpack.Decoder(_Kept)
_overlaps = msgspec.msgpack.Decoder(Overlap)


class CopyIndex:
    """Finds the dispatch of each text of an archive."""

    tables = tables.metadata

    def __init__(self, finder: CopyFinder) -> None:
        self._finder = finder

    def take(self, connection: Connection, changes: Changes) -> None:
        """Compare new texts with those before them; documents whose voice that may change are added to the changes."""
        touched = set[int]()
        new = {taken.document: taken.kept.report.document for taken in changes.reports}
        for row, text, day in _deliveries_by_row(connection, new.keys() | changes.documents):
            if row in new:
                self._add(connection, text, new[row])
            if _is_kept(connection, text):
                self._look_up(connection, text, day)
                touched.add(text)
        for part in parts_of(_related(connection, touched)):
            changes.documents |= set(connection.scalars(select(documents.c.row).where(documents.c.text.in_(part))))

    def dispatches(self, connection: Connection, sha256s: Collection[str], view: View) -> list[Dispatch]:
        """The dispatches of some texts as they are in a view, and of all that are copies of them."""
        wanted = {bytes.fromhex(sha256) for sha256 in sha256s}
        rows = {row for part in parts_of(wanted) for row in connection.scalars(select(texts.c.row).where(texts.c.sha256.in_(part)))}
        closure = _related(connection, rows)
        delivered = self._delivered(connection, closure, view)
        stories = {sha256: self._story(same) for sha256, same in delivered.items()}
        overlaps = [one for one in _overlaps_of(connection, closure) if one.first in stories and one.second in stories]
        of_text = {sha256: [document for document, _ in same] for sha256, same in delivered.items()}
        return [with_deliveries(dispatch, of_text) for dispatch in self._finder.dispatches(stories, overlaps)]

    def voices(self, connection: Connection, sha256s: Collection[str], view: View) -> dict[str, Voice]:
        """By text digest whose words each text is in a view."""
        return voices(self.dispatches(connection, sha256s, view))

    def voice_of(self, connection: Connection, view: View) -> VoiceOf:
        """Says whose words a report is in a view, while the connection lasts; one that was not taken up yet stands alone."""
        known: dict[str, Voice] = {}

        def voice(report: Report) -> Voice:
            if report.document.sha256 not in known:
                known.update({report.document.sha256: alone(report)} | self.voices(connection, [report.document.sha256], view))
            return known[report.document.sha256]

        return voice

    def _add(self, connection: Connection, text: int, document: Document) -> None:
        if _is_kept(connection, text):
            return
        spans = tuple(body_paragraphs(document))
        made = take_print(document.sha256, document.text, spans, passage_words=self._finder.rules.passage_words)
        kept = _Kept(spans, made.weights, msgspec.structs.replace(document, text="", paragraphs=()))
        connection.execute(tables.prints.insert(), {"text": text, "marks": len(made.marks), "body": _encode(kept)})

    def _look_up(self, connection: Connection, text: int, day: int) -> None:
        """Compare a text with those that have enough of its marks and were published in the days around it, unless that was done."""
        own = self._prints(connection, [text])[text]
        if not own.marks or connection.scalar(
            select(func.count()).where(tables.marks.c.mark == own.marks[0], tables.marks.c.day == day, tables.marks.c.text == text)
        ):
            return
        known = _overlapping(connection, text)
        found = [row for row in _candidates(connection, own, day, self._finder.rules) if row != text and row not in known]
        rows = []
        for row, other in sorted(self._prints(connection, found).items()):
            overlap = find_overlap(own, other, self._finder.rules)
            if overlap is not None:
                one, two = sorted((text, row))
                rows.append({"one": one, "other": two, "body": _encode(overlap)})
        if rows:
            connection.execute(tables.overlaps.insert(), rows)
        connection.execute(tables.marks.insert(), [{"mark": mark, "day": day, "text": text} for mark in own.marks])

    def _prints(self, connection: Connection, rows: Collection[int]) -> dict[int, Print]:
        found = {}
        columns = (texts.c.row, texts.c.sha256, texts.c.text, tables.prints.c.body)
        query = select(*columns).join(tables.prints, tables.prints.c.text == texts.c.row)
        for part in parts_of(rows):
            for row, sha256, text, body in connection.execute(query.where(texts.c.row.in_(part))):
                spans = _kept.decode(body).spans
                found[row] = take_print(sha256.hex(), text, spans, passage_words=self._finder.rules.passage_words)
        return found

    def _delivered(self, connection: Connection, rows: Collection[int], view: View) -> dict[str, list[tuple[Document, _Kept]]]:
        """The deliveries of some texts that count in a view, by text digest."""
        found: dict[str, list[tuple[Document, _Kept]]] = {}
        query = (
            select(texts.c.sha256, texts.c.text, documents.c.id, documents.c.published, sources.c.name, tables.prints.c.body)
            .join(documents, documents.c.text == texts.c.row)
            .join(tables.prints, tables.prints.c.text == texts.c.row)
            .outerjoin(sources, sources.c.row == documents.c.source)
            .where(*_counting(view))
        )
        for part in parts_of(rows):
            for sha256, text, id, published, source, body in connection.execute(query.where(texts.c.row.in_(part))):
                kept = _kept.decode(body)
                document = msgspec.structs.replace(kept.document, id=id, text=text, published=published, source=source)
                found.setdefault(sha256.hex(), []).append((document, kept))
        return found

    def _story(self, same: list[tuple[Document, _Kept]]) -> Story:
        document, kept = min(same, key=lambda pair: (pair[0].published is None, pair[0].published or "", pair[0].id, pair[0].source or ""))
        credit = self._finder.credits.credit_of(document)
        return Story(document.sha256, document.id, document.published, document.source, credit, kept.weights)


def _deliveries_by_row(connection: Connection, rows: Collection[int]) -> Iterator[tuple[int, int, int]]:
    """Row, text and day (counted) of some deliveries."""
    query = select(documents.c.row, documents.c.text, documents.c.published_day).order_by(documents.c.row)
    for part in parts_of(rows):
        for row, text, day in connection.execute(query.where(documents.c.row.in_(part))).all():
            yield row, text, day.toordinal() if isinstance(day, datetime.date) else UNDATED


def _is_kept(connection: Connection, text: int) -> bool:
    return connection.scalar(select(tables.prints.c.text).where(tables.prints.c.text == text)) is not None


def _candidates(connection: Connection, own: Print, day: int, rules: Any) -> list[int]:
    """Texts that share enough marks with one, published near a day; those without a date are near every day."""
    counted: dict[int, int] = {}
    columns = tables.marks.c
    near = (
        or_(columns.day.between(day - rules.days, day + rules.days), columns.day == UNDATED) if day != UNDATED else columns.day >= UNDATED
    )
    for part in parts_of(own.marks):
        query = select(columns.text, func.count(columns.mark.distinct())).where(columns.mark.in_(part), near).group_by(columns.text)
        for text, count in connection.execute(query):
            counted[text] = counted.get(text, 0) + count
    sizes = {
        text: size
        for part in parts_of(counted)
        for text, size in connection.execute(select(tables.prints.c.text, tables.prints.c.marks).where(tables.prints.c.text.in_(part)))
    }
    return sorted(text for text, count in counted.items() if count >= rules.marks_share * min(len(own.marks), sizes[text]))


def _overlapping(connection: Connection, text: int) -> set[int]:
    columns = tables.overlaps.c
    pairs = connection.execute(select(columns.one, columns.other).where(or_(columns.one == text, columns.other == text)))
    return {row for pair in pairs for row in pair} - {text}


def _related(connection: Connection, rows: Collection[int]) -> set[int]:
    """Some texts and all that overlap them, or overlap those."""
    found, edge = set(rows), set(rows)
    while edge:
        reached = set[int]()
        for part in parts_of(edge):
            for here, there in ((tables.overlaps.c.one, tables.overlaps.c.other), (tables.overlaps.c.other, tables.overlaps.c.one)):
                reached |= set(connection.scalars(select(there).where(here.in_(part))))
        edge = reached - found
        found |= edge
    return found


def _overlaps_of(connection: Connection, rows: Collection[int]) -> Iterator[Overlap]:
    for part in parts_of(rows):
        for body in connection.scalars(select(tables.overlaps.c.body).where(tables.overlaps.c.one.in_(part))):
            yield _overlaps.decode(body)


def _counting(view: View) -> list[Any]:
    """Conditions on documents: known in the view, and not withdrawn or revised; other deliveries of a text count."""
    by_then: list[Any] = [supersessions.c.document == documents.c.row, supersessions.c.kind != "same_text"]
    conditions: list[Any] = []
    if view.as_of is not None:
        by_then.append(supersessions.c.day <= view.as_of)
        conditions.append(documents.c.known_day <= view.as_of)
    if view.learnt_by is not None:
        by_then.append(supersessions.c.learnt <= view.learnt_by)
        conditions.append(documents.c.learnt <= view.learnt_by)
    return [*conditions, ~exists().where(and_(*by_then))]
