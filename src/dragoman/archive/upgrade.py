"""Brings the tables of an archive to the form this version of dragoman reads, or says why that cannot be."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from dragoman.archive.engine import Database
from dragoman.records import ArchiveError

MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "dragoman_version"
NEWEST = "0002"
"""The last step in ``migrations/versions``."""


def open_tables(database: Database, *, migrations: Path = MIGRATIONS, newest: str = NEWEST) -> None:
    """See that the tables are of the newest form; opened for writing, make them or bring them up to it.

    Raises:
        ArchiveError: it is no archive; one of a newer dragoman; or an older one that was opened for reading.
    """
    with database.reading() as connection:
        found = _version(connection, database)
    if found == newest:
        return
    if database.mode == "read":
        raise _unreadable(found, newest, database.where)
    with database.writing() as connection:
        # Another process may have brought it up to date while this one waited for the lock.
        if _version(connection, database) != newest:
            _run_steps(connection, migrations, database.where)


def _version(connection: Connection, database: Database) -> str | None:
    """The step an archive stands at; None for an empty database."""
    names = set(inspect(connection).get_table_names())
    if VERSION_TABLE in names:
        return str(connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}")))
    if names if database.is_sqlite else "documents" in names:
        mend = "Name another file or database for the archive; this one stays as it is."
        raise ArchiveError("it holds tables of another program and is no archive", where=database.where, mend=mend)
    return None


def _unreadable(found: str | None, newest: str, where: str) -> ArchiveError:
    if found is None:
        return ArchiveError("it is empty: no archive was made in it", where=where, mend="dragoman ingest PATH… --archive … makes one.")
    if found > newest:
        return _too_new(found, where)
    mend = "Bring it up to date with: dragoman archive upgrade ARCHIVE (after dragoman archive backup with the older version)."
    return ArchiveError(f"an older dragoman made the archive (its form is {found}, this program reads {newest})", where=where, mend=mend)


def _too_new(found: str, where: str) -> ArchiveError:
    return ArchiveError(
        f"a newer dragoman made the archive (its form is {found}, this program knows {NEWEST})",
        where=where,
        mend="Open it with that version, or a newer one: pip install --upgrade dragoman.",
    )


def _run_steps(connection: Connection, migrations: Path, where: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes.update(connection=connection, version_table=VERSION_TABLE)
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        found = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))
        raise _too_new(str(found), where) from error
