"""Opening an archive's database: SQLite by path, PostgreSQL by URL; transactions, and what a database's faults mean."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import QueuePool

from dragoman.records import ArchiveError

Mode = Literal["write", "read"]
BUSY_TIMEOUT_S = 120
PAGE_BYTES = 8192
_NO_SPACE = ("disk is full", "no space left", "disk full", "file too large")
_NO_WRITING = ("readonly database", "read-only", "permission denied")


class Database:
    """A database that is open; ``where`` names it for people, without its password."""

    def __init__(self, where: str | os.PathLike[str], mode: Mode) -> None:
        self.url = _url(where)
        self.mode = mode
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.where = self.url.database or "" if self.is_sqlite else self.url.render_as_string(hide_password=True)
        self.engine = _sqlite(Path(self.where), mode) if self.is_sqlite else _postgres(self.url)

    def log_ahead(self) -> None:
        """Let readers and a writer work side by side (SQLite's WAL, which the file remembers); only for a file known to be ours."""
        if self.is_sqlite and self.mode == "write":
            with self.faults(), self.engine.connect() as connection:
                driver = connection.connection.driver_connection
                assert driver is not None
                driver.execute("PRAGMA journal_mode = WAL")

    def close(self) -> None:
        """Close all connections; what was written is in the file."""
        self.engine.dispose()

    def take_stock(self) -> None:
        """Let SQLite see how much of what there is, so that it goes through the right index; PostgreSQL does so by itself."""
        if self.is_sqlite and self.mode == "write":
            with self.faults(), self.engine.connect() as connection:
                driver = connection.connection.driver_connection
                assert driver is not None
                driver.execute("PRAGMA analysis_limit = 1000")
                driver.execute("PRAGMA optimize")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the archive, whatever is written meanwhile."""
        with self.faults(), self.engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that alone writes; all of it is on disk when it ends, or nothing is.

        Raises:
            ArchiveError: it was opened for reading; the disk is full or takes no writing; another program writes too long.
        """
        if self.mode == "read":
            raise ArchiveError("the archive was opened for reading", where=self.where, mend='Open it with mode="write".')
        with self.faults(), self.engine.connect() as connection:
            connection.execution_options(writing=True)
            with connection.begin():
                if not self.is_sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(current_schema() || '.dragoman'))"))
                yield connection

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Turn the database's faults into ours."""
        try:
            yield
        except DBAPIError as error:
            raise fault_of(error, self.where) from error


def fault_of(error: DBAPIError, where: str) -> ArchiveError:
    """What a fault of the database means to the keeper of the archive."""
    said = " ".join(str(error.orig).split())
    plain = said.lower()
    if any(words in plain for words in _NO_SPACE) or "disk i/o error" in plain:
        mend = "Make room and run the same command again: all that was reported as kept is kept, and it goes on from there."
        return ArchiveError(f"the archive cannot grow: {said}", where=where, mend=mend)
    if any(words in plain for words in _NO_WRITING):
        return ArchiveError(f"the archive cannot be written: {said}", where=where, mend="Allow writing in its folder, or name another.")
    if "unable to open database" in plain:
        return ArchiveError(
            f"the archive cannot be opened: {said}", where=where, mend="Name a file in a folder that exists and can be written."
        )
    if "locked" in plain:
        mend = "Wait until the other program is done, or stop it; nothing was lost."
        return ArchiveError(f"another program has been writing to the archive for {BUSY_TIMEOUT_S} s", where=where, mend=mend)
    if "not a database" in plain or "malformed" in plain:
        return ArchiveError(
            f"this is no archive, or a damaged one: {said}", where=where, mend="Name another file, or take the last backup."
        )
    if "connect" in plain or "password" in plain or "authentication" in plain:
        return ArchiveError(
            f"the server does not let us in: {said}", where=where, mend="Check that it runs, and the name and password in the URL."
        )
    return ArchiveError(
        f"the database refused: {said}", where=where, mend="Run dragoman archive check, and report this if it finds no fault."
    )


def _url(where: str | os.PathLike[str]) -> URL:
    name = os.fspath(where)
    if "://" not in name:
        return URL.create("sqlite", database=name)
    try:
        url = make_url(name)
        backend = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError) as error:
        raise ArchiveError(f"this is no address of an archive: {error}", mend=_ADDRESSES) from error
    if backend == "sqlite" and url.database:
        return URL.create("sqlite", database=url.database)
    if backend not in ("postgresql", "postgres"):
        raise ArchiveError(f'an archive cannot be kept in "{backend}"', mend=_ADDRESSES)
    return url.set(drivername="postgresql+psycopg")


_ADDRESSES = "Name a file (crisis.db), or a PostgreSQL database: postgresql://user@host/name."


def _sqlite(path: Path, mode: Mode) -> Engine:
    if path.is_dir():
        raise ArchiveError("this is a folder", where=str(path), mend="Name a file in it, for example crisis.db.")
    if mode == "read" and not path.is_file():
        raise ArchiveError("there is no archive of this name", where=str(path), mend="dragoman ingest PATH… --archive FILE makes one.")
    if mode == "write" and not path.parent.is_dir():
        raise ArchiveError("there is no such folder for the archive", where=str(path.parent), mend="Make the folder, or name another.")
    engine = create_engine("sqlite+pysqlite://", creator=lambda: _connect(path, mode), poolclass=QueuePool, pool_size=4, max_overflow=12)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _connect(path: Path, mode: Mode) -> sqlite3.Connection:
    name = quote(str(path.absolute()))
    asked = "rwc" if mode == "write" else "rw" if os.access(path.parent, os.W_OK) and os.access(path, os.W_OK) else "ro&immutable=1"
    # The begin of each transaction is ours (see _begin_sqlite), so the driver must not begin any.
    connection = sqlite3.connect(
        f"file:{name}?mode={asked}", uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
    )
    pragmas = ["foreign_keys = ON", "cache_size = -65536", "temp_store = MEMORY"]
    if mode == "write":
        pragmas += [f"page_size = {PAGE_BYTES}", "synchronous = FULL"]
    else:
        pragmas.append("query_only = ON")
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def _begin_sqlite(connection: Connection) -> None:
    # A reader that turned writer could fail for another's writing; a writer queues for the lock from the start.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writing") else "BEGIN")


def _postgres(url: URL) -> Engine:
    arguments: dict[str, Any] = {"connect_args": {"application_name": "dragoman"}, "pool_pre_ping": True}
    try:
        return create_engine(url, **arguments)
    except ModuleNotFoundError as error:
        mend = "Install it with: pip install 'dragoman[postgres]'."
        raise ArchiveError("psycopg, which speaks to PostgreSQL, is not installed", where=url.host or "", mend=mend) from error
