"""The tables by which ledgers and spells find their reports: which reports could matter to one, and never what it says."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, MetaData, SmallInteger, Table, Text

from dragoman.archive.columns import ROW, Day

metadata = MetaData(naming_convention={"ix": "%(table_name)s_by_%(column_0_N_name)s", "pk": "%(table_name)s_rows"})

total_reports = Table(
    "total_reports",
    metadata,
    Column("report", ROW, primary_key=True, autoincrement=False),
    Column("code", Text, primary_key=True, comment="the state of whose people, or in which, it is; empty where none is named"),
    Column("day", Day, nullable=False),
    Index(None, "code", "day"),
    comment="reports that tell a total of more than one happening",
)
toll_keys = Table(
    "toll_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("report", ROW, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
stand_blocks = Table(
    "stand_blocks",
    metadata,
    Column("block", BigInteger, primary_key=True, autoincrement=False, comment="a digest of actor and issue"),
    Column("report", ROW, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
post_holders = Table(
    "post_holders",
    metadata,
    Column("row", ROW, primary_key=True, autoincrement=False),
    Column("block", BigInteger, nullable=False, index=True, comment="a digest of post and country"),
    Column("report", ROW, nullable=False, index=True),
    Column("number", SmallInteger, nullable=False, comment="its place among the report's actors, from 0"),
    Column("day", Day, nullable=False),
    Column("code", Text, nullable=False),
    Column("codes", Text, nullable=False, comment="all codes with slashes between: RUS/GOV"),
    Column("post", Text, nullable=False),
    Column("folded", Text, nullable=False, comment="the name, folded"),
    Column("key", Text, comment="of a person that the lexicon knows"),
    Index(None, "day", "row"),
    Index(None, "code", "day", "row"),
)
