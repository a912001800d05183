"""Reads reports and documents back from their rows, as they were."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, select

from dragoman.archive.packing import decode, unpack
from dragoman.archive.revisions import Mark, Version
from dragoman.archive.schema import coders, documents, reports, sources, texts
from dragoman.records import ArchiveError, Document, Kept

PAGE_ROWS = 256
"""So many reports are read at a time; it bounds what an iteration holds."""


class Shelved(msgspec.Struct, frozen=True):
    """A report as it lies in the archive: its exact JSON, and where it is."""

    row: int
    document_row: int
    document_id: str
    text: str
    coder: str
    learnt: datetime.datetime
    superseded: datetime.datetime | None
    content: bytes

    def kept(self) -> Kept:
        """The report decoded."""
        return Kept(self.row, decode(self.content), self.learnt)


def select_shelved() -> Select[Any]:
    """Selects reports with what is needed to unpack them."""
    return (
        select(
            reports.c.row,
            reports.c.document,
            documents.c.id,
            texts.c.text,
            coders.c.version,
            reports.c.learnt,
            reports.c.superseded,
            reports.c.packing,
            reports.c.body,
        )
        .join(documents, documents.c.row == reports.c.document)
        .join(texts, texts.c.row == documents.c.text)
        .join(coders, coders.c.row == reports.c.coder)
    )


def unshelve(row: Row[Any]) -> Shelved:
    """Unpack one row of ``select_shelved``.

    Raises:
        ArchiveError: the bytes on disk were changed.
    """
    number, document, id, text, coder, learnt, superseded, packing, body = row
    try:
        content = unpack(packing, body, text, coder)
    except ArchiveError as fault:
        raise ArchiveError(fault.what, where=f"report {number} of document {id}", mend=fault.mend) from fault
    return Shelved(number, document, id, text, coder, learnt, superseded, content)


def each_shelved(connection: Connection, query: Select[Any], *, after: int = 0) -> Iterator[Shelved]:
    """The reports of a query in the order they were learnt, page by page, from the row after ``after``."""
    query = query.order_by(reports.c.row).limit(PAGE_ROWS)
    while page := connection.execute(query.where(reports.c.row > after)).all():
        yield from map(unshelve, page)
        after = page[-1][0]


def shelved_by_row(connection: Connection, rows: Iterable[int]) -> dict[int, Shelved]:
    """Reports by their row."""
    found = connection.execute(select_shelved().where(reports.c.row.in_(list(rows)))).all()
    return {row[0]: unshelve(row) for row in found}


def delivered(document: Document, row: Row[Any]) -> Document:
    """The document of a report under the id, source, date, title and address of another delivery of its text."""
    return msgspec.structs.replace(
        document, id=row.id, source=row.source_name, published=row.published, title=row.title, url=row.url, language=row.language
    )


def select_versions() -> Select[Any]:
    """Selects what is compared of stories when looking for revisions."""
    return (
        select(
            documents.c.row,
            documents.c.id,
            sources.c.agency,
            documents.c.published_day,
            documents.c.published,
            texts.c.sha256,
            documents.c.headline,
            texts.c.text,
            documents.c.mark,
            documents.c.mark_kind,
            documents.c.mark_number,
        )
        .join(texts, texts.c.row == documents.c.text)
        .outerjoin(sources, sources.c.row == documents.c.source)
    )


def version_of(row: Row[Any]) -> Version:
    """One row of ``select_versions``."""
    mark = Mark(row.mark, row.mark_kind, row.mark_number) if row.mark else None
    return Version(
        row.row, row.id, row.agency, row.published_day, row.published, row.sha256.hex(), row.headline, row.text, mark
    )  # fmt: skip
