"""Finds records by what is filtered, newest first, and reads them from their reports."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import groupby, islice
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, false, func, literal, null, select, tuple_

from dragoman.archive.asof import View, newest_reports, standing_documents
from dragoman.archive.columns import Day
from dragoman.archive.filters import Filter, QueryKind, check_fields, party_conditions, record_conditions, source_rows
from dragoman.archive.recording import RECORD_TABLES
from dragoman.archive.schema import documents, parties, reports
from dragoman.archive.search import Index, parse_words, rows_with
from dragoman.archive.shelves import shelved_by_row
from dragoman.records import Hit, UsageError

LAST_ROW = 2**63 - 1
"""No row of a database has a higher number."""
PAGE_RECORDS = 200
NARROW = 1000
"""Of up to so many stories (or statements) with the words all records are looked at; of more, the newest records first."""


class _Place(NamedTuple):
    """Where a record stands in the order of answers, and where it is read."""

    day: datetime.date
    row: int
    report: int
    number: int


class _Question(NamedTuple):
    """A query for places, and the two columns of their order: day and row."""

    query: Select[Any]
    day: ColumnElement[Any]
    row: ColumnElement[Any]


def find_records(
    connection: Connection, kind: QueryKind, wanted: Filter, view: View, *, limit: int | None = None, after: str | None = None
) -> Iterator[Hit]:
    """Records of a kind, the newest day first; ``after`` is the ``cursor`` of the last one seen before.

    Raises:
        UsageError: the kind of record has no such field, or a value cannot be read.
    """
    check_fields(kind, wanted)
    last = _read_cursor(after)
    question = _about_documents(connection, wanted, view) if kind == "document" else _about_records(connection, kind, wanted, view)
    narrowed, is_short = _narrowed(connection, kind, wanted)
    question = question._replace(query=question.query.where(*narrowed))
    places = _sorted(connection, question, last) if is_short else _paged(connection, question, last)
    places = islice(places, limit)
    while page := list(islice(places, PAGE_RECORDS)):
        yield from _read(connection, kind, page)


def _about_records(connection: Connection, kind: QueryKind, wanted: Filter, view: View) -> _Question:
    """The question for records; where a party is asked for, through the parties, which lie by code and day."""
    table = RECORD_TABLES[kind]
    query = select(table.c.day, table.c.row, table.c.report, table.c.number)
    query = query.where(*record_conditions(connection, kind, wanted), *standing_documents(view, table, "document"))
    if view.learnt_by is None:
        query = query.where(table.c.current == 1)
    else:
        query = query.join(reports, reports.c.row == table.c.report).where(*newest_reports(view))
    of_parties = party_conditions(connection, kind, wanted, current=view.learnt_by is None)
    if not of_parties:
        return _Question(query, table.c.day, table.c.row)
    return _Question(query.join(parties, parties.c.record == table.c.row).where(*of_parties), parties.c.day, parties.c.record)


def _about_documents(connection: Connection, wanted: Filter, view: View) -> _Question:
    kept = documents.c
    query = select(kept.known_day, kept.row, reports.c.row, literal(0)).join(reports, reports.c.document == kept.row)
    # Wrapped, so that the planner goes through the documents in their order and not through all newest reports.
    newest = [func.coalesce(reports.c.superseded, null()).is_(None)] if view.learnt_by is None else newest_reports(view)
    query = query.where(*newest, *standing_documents(view))
    if wanted.since is not None:
        query = query.where(kept.known_day >= wanted.since, kept.published_day.is_not(None))
    if wanted.until is not None:
        query = query.where(kept.known_day <= wanted.until, kept.published_day.is_not(None))
    if wanted.source is not None:
        query = query.where(kept.source.in_(source_rows(connection, wanted.source)))
    return _Question(query, kept.known_day, kept.row)


def _narrowed(connection: Connection, kind: QueryKind, wanted: Filter) -> tuple[list[ColumnElement[bool]], bool]:
    """The conditions that words and an id make, and whether they leave so little that all of it may be looked at."""
    table: Any = documents if kind == "document" else RECORD_TABLES[kind]
    found: list[ColumnElement[bool]] = []
    is_short = False
    if wanted.document is not None:
        rows = list(connection.scalars(select(documents.c.row).where(documents.c.id == wanted.document)))
        found.append((table.c.row if kind == "document" else table.c.document).in_(rows) if rows else false())
        is_short = True
    if wanted.text is not None:
        query, column = _with_words(connection, kind, wanted.text, table)
        is_short = is_short or len(connection.scalars(query.limit(NARROW + 1)).all()) <= NARROW
        # Adding nothing keeps the planner from sorting all that have the words: the newest records are looked at first.
        found.append(column.in_(query) if is_short else (column + 0).in_(query))
    return found, is_short


def _with_words(connection: Connection, kind: QueryKind, said: str, table: Any) -> tuple[Select[Any], ColumnElement[Any]]:
    """Selects what has the words (statements, texts, or the documents of texts), and the column that it is about."""
    index: Index = "statement_words" if kind == "statement" else "text_words"
    hits = rows_with(index, parse_words(said), connection.dialect.name).subquery()
    if kind in ("statement", "document"):
        return select(hits.c.row), table.c.row if kind == "statement" else table.c.text
    return select(documents.c.row).where(documents.c.text.in_(select(hits.c.row))), table.c.document


def _sorted(connection: Connection, question: _Question, last: tuple[datetime.date, int] | None) -> Iterator[_Place]:
    places = sorted({_Place(*found) for found in connection.execute(question.query)}, reverse=True)
    return (place for place in places if last is None or place[:2] < last)


def _paged(connection: Connection, question: _Question, last: tuple[datetime.date, int] | None) -> Iterator[_Place]:
    """The places in order, asked for page by page, so that the first need not wait for the others."""
    query, day, row = question
    ordered = query.order_by(day.desc(), row.desc()).limit(PAGE_RECORDS)
    while True:
        rest = ordered
        if last is not None:
            rest = ordered.where(day <= last[0], tuple_(day, row) < tuple_(literal(last[0], Day), literal(last[1])))
        page = [_Place(*found) for found in connection.execute(rest)]
        # A record with two parties of one code comes twice, side by side.
        yield from (place for place, _ in groupby(page))
        if len(page) < PAGE_RECORDS:
            return
        last = page[-1][:2]


def _read(connection: Connection, kind: QueryKind, page: list[_Place]) -> Iterator[Hit]:
    kept = {row: shelved.kept() for row, shelved in shelved_by_row(connection, {place.report for place in page}).items()}
    for place in page:
        report, learnt = kept[place.report].report, kept[place.report].learnt
        record = report.document if kind == "document" else getattr(report, f"{kind}s")[place.number]
        yield Hit(kind, record, report, learnt, f"{place.day.isoformat()}.{place.row}")


def _read_cursor(cursor: str | None) -> tuple[datetime.date, int] | None:
    if cursor is None:
        return None
    day, _, row = cursor.partition(".")
    mend = "Give the cursor of a hit."
    try:
        place = datetime.date.fromisoformat(day), int(row)
    except ValueError as error:
        raise UsageError(f'"{cursor}" is not where an answer ended', mend=mend) from error
    if not 0 <= place[1] <= LAST_ROW:
        raise UsageError(f'"{cursor}" is not where an answer ended', mend=mend)
    return place
