"""The tables of what is watched, in the archive's database. They are no part of its record: its digest knows nothing of them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, MetaData, Table, Text

from dragoman.archive.columns import Moment

metadata = MetaData()
feeds = Table(
    "watch_feeds",
    metadata,
    Column("address", Text, primary_key=True, comment="a URL, or the absolute path of a folder"),
    Column("etag", Text),
    Column("modified", Text, comment="Last-Modified, as the server wrote it"),
    Column("digest", Text, comment="SHA-256 of the last answer whose stories are kept"),
    Column("looked", Moment, comment="the last look"),
    Column("succeeded", Moment, comment="the last look that was no failure"),
    Column("brought", Moment, comment="the last look that brought a new story"),
    Column("next", Moment, comment="not before then"),
    Column("failures", Integer, nullable=False, comment="in a row"),
    Column("fault", Text, comment="the last, while it lasts"),
    Column("stories", BigInteger, nullable=False, comment="new ones that it brought, in all"),
)
files = Table(
    "watch_files",
    metadata,
    Column("path", Text, primary_key=True),
    Column("bytes", BigInteger, nullable=False),
    Column("changed_ns", BigInteger, nullable=False),
    comment="files of folders that were read, as they were then",
)
pages = Table(
    "watch_pages",
    metadata,
    Column("url", Text, primary_key=True),
    Column("stamp", Text, comment="the date that the feed gave its entry: another one is a newer page"),
    Column("failures", Integer, nullable=False, comment="0: it was read"),
)
