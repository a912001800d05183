"""Whether everything in an archive is whole: texts, reports, references, indexes and full text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, bindparam, func, select, text
from sqlalchemy.exc import DBAPIError

from dragoman.archive.indexing import rows_of
from dragoman.archive.packing import decode
from dragoman.archive.recording import RECORD_TABLES
from dragoman.archive.schema import actor_appearances, metadata, parties, place_appearances, reports, texts
from dragoman.archive.shelves import PAGE_ROWS, Shelved, select_shelved, unshelve
from dragoman.records import ArchiveError, Report, Span, record_spans, text_digest

REBUILD = "The report itself is whole: take the last backup, or report this."
BACKUP = "Take the last backup."
# Made once: building a query costs more than looking up one row.
_COUNTS = {
    table.name: select(func.count()).select_from(table).where(*(column == bindparam(f"of_{column.name}") for column in table.primary_key))
    for table in (parties, actor_appearances, place_appearances)
}


def find_faults(connection: Connection) -> Iterator[ArchiveError]:
    """Everything that is not as it must be, in no more memory than a page of reports takes."""
    yield from _engine_faults(connection)
    yield from _text_faults(connection)
    yield from _report_faults(connection)
    yield from _word_faults(connection)


def _engine_faults(connection: Connection) -> Iterator[ArchiveError]:
    """What the engine itself finds, and references to rows that are not there."""
    if connection.dialect.name == "sqlite":
        for (said,) in connection.exec_driver_sql("PRAGMA integrity_check"):
            if said != "ok":
                yield ArchiveError(f"the file is damaged: {said}", mend=BACKUP)
    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            column, target = key.parent, key.column
            astray = select(func.count()).select_from(table).where(column.is_not(None), column.not_in(select(target)))
            if count := connection.scalar(astray):
                what = f"{count} rows refer to {target.table.name} that are not there"
                yield ArchiveError(what, where=f"{table.name}.{column.name}", mend=BACKUP)


def _text_faults(connection: Connection) -> Iterator[ArchiveError]:
    for row, digest, content in connection.execute(
        select(texts.c.row, texts.c.sha256, texts.c.text).execution_options(yield_per=PAGE_ROWS)
    ):  # fmt: skip
        if text_digest(content) != digest.hex():
            yield ArchiveError("the text is not the one that was read: its digest differs", where=f"text {row}", mend=BACKUP)


def _report_faults(connection: Connection) -> Iterator[ArchiveError]:
    last = 0
    while page := connection.execute(select_shelved().where(reports.c.row > last).order_by(reports.c.row).limit(PAGE_ROWS)).all():
        for row in page:
            last = row[0]
            try:
                shelved = unshelve(row)
                report = decode(shelved.content)
            except ArchiveError as fault:
                yield fault
                continue
            where = f"report {shelved.row} of document {shelved.document_id}"
            yield from _faults_of(report, shelved, where)
            yield from _index_faults(connection, report, shelved, where)


def _faults_of(report: Report, shelved: Shelved, where: str) -> Iterator[ArchiveError]:
    """What in a kept report disagrees with what it is kept under, or with itself."""
    if report.document.text != shelved.text:
        yield ArchiveError("its text is not that of its document", where=where, mend=BACKUP)
    if report.coder != shelved.coder:
        yield ArchiveError("its coder is not the one it is kept under", where=where, mend=BACKUP)
    yield from report_faults(report, where)


def report_faults(report: Report, where: str) -> Iterator[ArchiveError]:
    """What in a report disagrees with its own text or itself: its digest, spans, and ids that nothing in it has."""
    content = report.document.text
    if report.document.sha256 != text_digest(content):
        yield ArchiveError("the digest of its document is not that of the text", where=where, mend=BACKUP)
    groups = (report.actors, report.places, report.times, report.statements, report.events, report.positions, report.tolls)
    for record in (one for group in groups for one in group):
        if wrong := next((span for span in record_spans(record) if not _agrees(span, content)), None):
            what = f'record {record.id} says "{wrong.text[:40]}" for {wrong.start}–{wrong.end}, where the text says otherwise'
            yield ArchiveError(what, where=where, mend=BACKUP)
    known = {record.id for group in groups for record in group}
    for id in _references(report):
        if id not in known:
            yield ArchiveError(f"a record refers to {id}, which the report does not have", where=where, mend=BACKUP)


def _agrees(span: Span, content: str) -> bool:
    return content[span.start : span.end] == span.text


def _references(report: Report) -> Iterator[str]:
    for statement in report.statements:
        yield from statement.source.actors if statement.source else ()
        yield from (statement.parent,) if statement.parent else ()
    for event in report.events:
        yield from (*event.actors, *event.recipients)
        yield from (id for id in (event.place, event.time, event.attribution) if id)
    for position in report.positions:
        yield from (position.actor, *position.forum)
        yield from (id for id in (position.target, position.attribution) if id)
    for toll in report.tolls:
        yield from (id for id in (toll.place, toll.cause, toll.attribution, toll.part_of) if id)


def _index_faults(connection: Connection, report: Report, shelved: Shelved, where: str) -> Iterator[ArchiveError]:
    """Rows that find other records than the report has."""
    expected, current = rows_of(report), int(shelved.superseded is None)
    for kind, table in RECORD_TABLES.items():
        held = connection.execute(select(table).where(table.c.report == shelved.row).order_by(table.c.number)).mappings().all()
        wanted = [{**values, "number": number, "current": current} for number, values in enumerate(getattr(expected, kind + "s"))]
        if len(held) != len(wanted) or any(dict(row) | values != dict(row) for row, values in zip(held, wanted, strict=True)):
            yield ArchiveError(f"the index of its {kind}s does not fit", where=where, mend=REBUILD)
            continue
        keys = [
            {**share, "current": current, "day": row["day"], "record": row["row"]}
            for row, shares in zip(held, expected.parties[kind], strict=True)
            for share in shares
        ]
        if not all(_is_there(connection, parties, key) for key in keys):
            yield ArchiveError(f"the index of the parties to its {kind}s does not fit", where=where, mend=REBUILD)
    for table, appearances in ((actor_appearances, expected.actor_appearances), (place_appearances, expected.place_appearances)):
        if not all(_is_there(connection, table, {**values, "current": current, "report": shelved.row}) for values in appearances):
            yield ArchiveError(f"its {table.name.replace('_', ' ')} do not fit", where=where, mend=REBUILD)


def _is_there(connection: Connection, table: Table, key: dict[str, Any]) -> bool:
    return connection.scalar(_COUNTS[table.name], {f"of_{name}": value for name, value in key.items()}) == 1


def _word_faults(connection: Connection) -> Iterator[ArchiveError]:
    """Full-text indexes that are not in step with what they index."""
    step = _sqlite_step if connection.dialect.name == "sqlite" else _postgres_step
    for index, table in (("text_words", "texts"), ("statement_words", "statements")):
        if said := step(connection, index, table):
            yield ArchiveError(f"the full-text index is not in step: {said}", where=index, mend=REBUILD)


def _sqlite_step(connection: Connection, index: str, _: str) -> str | None:
    # The check is written as an insertion, though it inserts nothing; a file that cannot be written cannot be checked so.
    connection.exec_driver_sql("PRAGMA query_only = OFF")
    try:
        with connection.begin_nested():
            connection.execute(text(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"))
    except DBAPIError as error:
        return None if "readonly" in str(error.orig) else str(error.orig)
    return None


def _postgres_step(connection: Connection, index: str, table: str) -> str | None:
    astray = text(f"SELECT count(*) FROM {table} t FULL JOIN {index} w ON w.row = t.row WHERE t.row IS NULL OR w.row IS NULL")
    count = connection.scalar(astray)
    return f"{count} rows are astray" if count else None
