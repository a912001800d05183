"""The tables by which copies are found again in an archive that grows; all of them can be made again from the reports."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, Table

from dragoman.archive.columns import ROW

metadata = MetaData(naming_convention={"ix": "%(table_name)s_by_%(column_0_N_name)s", "pk": "%(table_name)s_rows"})

prints = Table(
    "copy_prints",
    metadata,
    Column("text", ROW, primary_key=True, autoincrement=False),
    Column("marks", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False, comment="spans of the paragraphs compared, and weights of passages, as MessagePack"),
)
marks = Table(
    "copy_marks",
    metadata,
    Column("mark", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False, comment="of the first delivery known then, counted; 0 without a date"),
    Column("text", ROW, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
overlaps = Table(
    "copy_overlaps",
    metadata,
    Column("one", ROW, primary_key=True, autoincrement=False),
    Column("other", ROW, primary_key=True, autoincrement=False, index=True),
    Column("body", LargeBinary, nullable=False, comment="what the two texts have in common, as MessagePack"),
    sqlite_with_rowid=False,
)
