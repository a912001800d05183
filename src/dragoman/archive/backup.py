"""A copy of an archive that others may be writing to: one moment of it, in one SQLite file, whatever the engine."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, select, text

from dragoman.archive import words
from dragoman.archive.engine import Database
from dragoman.archive.schema import metadata, texts
from dragoman.archive.upgrade import open_tables
from dragoman.records import ArchiveError

COPIED_ROWS = 2000


def back_up(database: Database, target: Path) -> None:
    """Write the archive as it stands to a new file; the file has its name only when it is whole.

    Raises:
        ArchiveError: there is such a file, or it cannot be written.
    """
    if target.exists():
        raise ArchiveError("there is a file of this name", where=str(target), mend="Name another; a backup replaces nothing.")
    partial = target.with_name(target.name + ".part")
    partial.unlink(missing_ok=True)
    copy = Database(partial, "write")
    try:
        with database.reading() as source:
            if database.is_sqlite:
                _copy_pages(source, copy)
            else:
                open_tables(copy)
                with copy.writing() as into:
                    _copy_rows(source, into)
        # Out of WAL, so that the one file is all there is to carry away.
        with copy.faults(), copy.engine.connect() as connection:
            _driver(connection).execute("PRAGMA journal_mode = DELETE")
        copy.close()
        os.replace(partial, target)
    finally:
        copy.close()
        for left in (partial, *(partial.with_name(partial.name + end) for end in ("-wal", "-shm", "-journal"))):
            left.unlink(missing_ok=True)


def _copy_pages(source: Connection, copy: Database) -> None:
    """SQLite's own online backup, from the state that the reader sees."""
    with copy.faults(), copy.engine.connect() as into:
        _driver(source).backup(_driver(into))


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _copy_rows(source: Connection, into: Connection) -> None:
    for table in metadata.sorted_tables:
        rows = source.execute(select(table).execution_options(yield_per=COPIED_ROWS)).mappings()
        for page in rows.partitions(COPIED_ROWS):
            into.execute(table.insert(), [dict(row) for row in page])
    for row in source.execute(select(texts.c.row, texts.c.title, texts.c.text).execution_options(yield_per=COPIED_ROWS)):
        words.add_texts(into, [tuple(row)])
    said = into.execute(text("SELECT row, content FROM statement_contents"))
    while contents := said.fetchmany(COPIED_ROWS):
        words.add_statements(into, [(row, content) for row, content in contents])
