"""One line that is equal for equal content, whatever the order and the moment in which it came, and on whichever engine it lies."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import msgspec
from sqlalchemy import ColumnElement, Connection, exists, select

from dragoman.archive.schema import corrections, documents, reports, set_aside, sources, supersessions, texts
from dragoman.archive.shelves import each_shelved, select_shelved
from dragoman.records import text_digest

_MODULUS = 2**256
Line = tuple[object, ...]


def digest(connection: Connection) -> str:
    """The digest of what is kept: documents with their texts, reports, what supersedes what, corrections, and what is set aside.

    Digests of the single pieces are added up, so neither their order nor their number needs memory. A report
    coded from a delivery that turned out not to be the earliest of its text is no content: had the earliest
    come first, it would not be there.
    """
    total, counts = 0, dict.fromkeys(("documents", "reports", "supersessions", "corrections", "set_aside"), 0)
    for name, lines in _content(connection):
        for line in lines:
            counts[name] += 1
            total += int.from_bytes(hashlib.sha256(msgspec.json.encode((name, *line))).digest())
    numbers = " ".join(f"{name}={count}" for name, count in counts.items())
    return f"dragoman-archive:{total % _MODULUS:064x} {numbers}"


def _content(connection: Connection) -> Iterator[tuple[str, Iterator[Line]]]:
    yield "documents", _documents(connection)
    yield "reports", _reports(connection)
    yield "supersessions", _supersessions(connection)
    yield "corrections", ((body,) for body in connection.scalars(select(corrections.c.body).execution_options(yield_per=1000)))
    yield "set_aside", _set_aside(connection)


def _documents(connection: Connection) -> Iterator[Line]:
    kept = documents.c
    query = (
        select(kept.id, texts.c.text, kept.published, sources.c.name, kept.title, kept.language, kept.url)
        .join(texts, texts.c.row == kept.text)
        .outerjoin(sources, sources.c.row == kept.source)
    )
    for id, text, *others in connection.execute(query.execution_options(yield_per=256)):
        yield id, text_digest(text), *others


def _reports(connection: Connection) -> Iterator[Line]:
    for shelved in each_shelved(connection, select_shelved().where(~_is_later_delivery(reports.c.document))):
        yield shelved.coder, hashlib.sha256(shelved.content).hexdigest(), shelved.superseded is None


def _supersessions(connection: Connection) -> Iterator[Line]:
    older, newer = documents.alias("older"), documents.alias("newer")
    query = (
        select(older.c.key, newer.c.key, supersessions.c.kind, supersessions.c.mark)
        .join(older, older.c.row == supersessions.c.document)
        .join(newer, newer.c.row == supersessions.c.by)
        .where(supersessions.c.kind != "same_text", ~_is_later_delivery(older.c.row), ~_is_later_delivery(newer.c.row))
    )
    for row in connection.execute(query.execution_options(yield_per=1000)):
        yield tuple(row)


def _set_aside(connection: Connection) -> Iterator[Line]:
    query = select(set_aside.c.id, set_aside.c.sha256, set_aside.c.what).where(set_aside.c.settled.is_(None))
    for id, sha256, what in connection.execute(query.execution_options(yield_per=1000)):
        yield id, sha256.hex() if sha256 else None, what


def _is_later_delivery(row: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a document is another delivery of a text whose earliest delivery is there."""
    other = supersessions.alias("other")
    return exists().where(other.c.document == row, other.c.kind == "same_text")
