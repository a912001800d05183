"""What is in an archive, counted."""

from __future__ import annotations

import datetime
import os
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select, text

from dragoman.archive.engine import Database
from dragoman.archive.recording import RECORD_TABLES
from dragoman.archive.schema import coders, corrections, documents, reports, set_aside, sources, supersessions, texts

MOST_SOURCES = 20
_POSTGRES_BYTES = """
SELECT coalesce(sum(pg_total_relation_size(oid)), 0) FROM pg_class
WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
"""


class Stats(msgspec.Struct, frozen=True):
    """Counts of an archive. Records are those of current reports; ``sources`` are the most frequent, with their documents."""

    archive: str
    documents: int
    texts: int
    reports: int
    superseded_reports: int
    superseded_documents: dict[str, int]
    records: dict[str, int]
    corrections: int
    set_aside: int
    first_day: datetime.date | None
    last_day: datetime.date | None
    coders: dict[str, int]
    sources: dict[str, int]
    bytes: int
    bytes_per_event: float | None


def count_all(connection: Connection, database: Database) -> Stats:
    """Count what is there."""
    records = {kind: _count(connection, table, table.c.current == 1) for kind, table in RECORD_TABLES.items()}
    size = _bytes(connection, database)
    all_events = _count(connection, RECORD_TABLES["event"])
    first, last = connection.execute(select(func.min(documents.c.published_day), func.max(documents.c.published_day))).one()
    return Stats(
        archive=database.where,
        documents=_count(connection, documents),
        texts=_count(connection, texts),
        reports=_count(connection, reports),
        superseded_reports=_count(connection, reports, reports.c.superseded.is_not(None)),
        superseded_documents=_tally(connection, select(supersessions.c.kind, func.count()).group_by(supersessions.c.kind)),
        records=records,
        corrections=_count(connection, corrections),
        set_aside=_count(connection, set_aside, set_aside.c.settled.is_(None)),
        first_day=first,
        last_day=last,
        coders=_tally(connection, _per(coders, coders.c.version, reports, "coder").where(reports.c.superseded.is_(None))),
        sources=_tally(connection, _per(sources, sources.c.name, documents, "source").limit(MOST_SOURCES)),
        bytes=size,
        bytes_per_event=round(size / all_events, 1) if all_events else None,
    )


def _count(connection: Connection, table: Any, *conditions: Any) -> int:
    return connection.scalar(select(func.count()).select_from(table).where(*conditions)) or 0


def _per(table: Any, name: Any, of: Any, column: str) -> Any:
    return (
        select(name, func.count())
        .join(of, of.c[column] == table.c.row)
        .group_by(name)
        .order_by(func.count().desc(), name)
    )  # fmt: skip


def _tally(connection: Connection, query: Any) -> dict[str, int]:
    return dict(connection.execute(query).tuples().all())


def _bytes(connection: Connection, database: Database) -> int:
    if database.is_sqlite:
        return sum(os.path.getsize(database.where + end) for end in ("", "-wal") if os.path.exists(database.where + end))
    return int(connection.scalar(text(_POSTGRES_BYTES)) or 0)
