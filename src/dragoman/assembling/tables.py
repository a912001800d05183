"""The tables of what is assembled. All of it can be made again from the reports: with other rules it is, and no digest counts it.

``occurrence_members`` has every event of every report that was ever taken up; which of them stand is asked of the
archive, so what stood on an earlier day is found through the same rows. Members that are alike are of one ``component``:
what becomes of one can depend on the others of its component, and on nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Float, Index, LargeBinary, MetaData, SmallInteger, Table, Text, inspect, select

from dragoman.archive.columns import ROW, Day, Moment

metadata = MetaData(naming_convention={"ix": "%(table_name)s_by_%(column_0_N_name)s", "pk": "%(table_name)s_rows"})

assembly = Table(
    "assembly",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    comment="how far the archive was taken up, and the stamp of the rules it was assembled by",
)
members = Table(
    "occurrence_members",
    metadata,
    Column("row", ROW, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, index=True),
    Column("report", ROW, nullable=False, index=True),
    Column("document", ROW, nullable=False, index=True),
    Column("sha256", LargeBinary(32), nullable=False, index=True),
    Column("component", ROW, nullable=False, index=True),
    Column("day", Day, nullable=False),
    Column("type", Text, nullable=False),
    Column("country", Text),
    Column("occurrence", Text, index=True, comment="the one it is of now; none where its report does not stand"),
    Column("body", LargeBinary, nullable=False, comment="the member as compressed MessagePack"),
    Index(None, "day"),
)
blocks = Table(
    "occurrence_blocks",
    metadata,
    Column("block", BigInteger, primary_key=True, autoincrement=False),
    Column("member", ROW, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
occurrences = Table(
    "occurrences",
    metadata,
    Column("id", Text, primary_key=True),
    Column("component", ROW, nullable=False, index=True),
    Column("day", Day, nullable=False),
    Column("last_day", Day, nullable=False),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("modality", Text, nullable=False),
    Column("country", Text),
    Column("place", BigInteger),
    Column("thread", Text, comment="the states whose crisis it may be of"),
    Column("voices", SmallInteger, nullable=False),
    Column("belief", Float, nullable=False),
    Column("published", Text),
    Column("learnt", Moment),
    Column("body", LargeBinary, nullable=False, comment="the occurrence as compressed JSON"),
    Index(None, "day", "id"),
    Index(None, "type", "day", "id"),
    Index(None, "country", "day", "id"),
    Index(None, "place", "day", "id"),
    Index(None, "thread", "day", "id"),
)
occurrence_parties = Table(
    "occurrence_parties",
    metadata,
    Column("code", Text, primary_key=True),
    Column("day", Day, primary_key=True, autoincrement=False),
    Column("occurrence", Text, primary_key=True),
    Column("role", SmallInteger, primary_key=True, autoincrement=False),
    Column("actor", BigInteger, primary_key=True, autoincrement=False, comment="its row in actors"),
    Index(None, "occurrence"),
    sqlite_with_rowid=False,
)
thread_days = Table(
    "storyline_days",
    metadata,
    Column("thread", Text, primary_key=True),
    Column("day", Day, primary_key=True, autoincrement=False),
    Column("count", BigInteger, nullable=False),
    Column("conflict", BigInteger, nullable=False),
    Column("earliest", Text, nullable=False, comment="publication and id of the occurrence told first"),
    sqlite_with_rowid=False,
)
runs = Table(
    "storyline_runs",
    metadata,
    Column("id", Text, primary_key=True, comment="that of its occurrence told first"),
    Column("earliest", Text, nullable=False),
    Column("thread", Text, nullable=False),
    Column("one", Text, nullable=False),
    Column("other", Text),
    Column("first", Day, nullable=False),
    Column("last", Day, nullable=False),
    Column("count", BigInteger, nullable=False),
    Column("conflict", BigInteger, nullable=False),
    Column("host", Text, nullable=False, index=True, comment="the run whose crisis it is of: most often itself"),
    Column("storyline", Text, index=True, comment="none where there is too little for one"),
    Index(None, "thread", "first"),
    Index(None, "one", "conflict"),
    Index(None, "other", "conflict"),
)
storylines = Table(
    "storylines",
    metadata,
    Column("id", Text, primary_key=True),
    Column("host", Text, nullable=False, unique=True),
    Column("since", Day, nullable=False),
    Column("last", Day, nullable=False),
    Column("named_until", Day, comment="what is later does not change its name"),
    Column("body", LargeBinary, nullable=False, comment="the storyline as compressed JSON, without its occurrences"),
    Index(None, "last", "id"),
)

MANY = 500
"""So many values are asked for in one query."""


def parts_of(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Values in order, so many at a time as one query may ask for."""
    ordered = sorted(values)
    return (ordered[start : start + MANY] for start in range(0, len(ordered), MANY))


def have_tables(connection: Connection) -> bool:
    """Whether assembling ever made its tables here."""
    return inspect(connection).has_table(assembly.name)


def read_state(connection: Connection) -> dict[str, str]:
    """How far the archive was taken up; empty where nothing was."""
    if not have_tables(connection):
        return {}
    return dict(connection.execute(select(assembly.c.name, assembly.c.value)).tuples().all())


def write_state(connection: Connection, state: dict[str, str]) -> None:
    """Keep how far the archive was taken up."""
    connection.execute(assembly.delete())
    connection.execute(assembly.insert(), [{"name": name, "value": value} for name, value in sorted(state.items())])
