"""How each feed does: kept from look to look, read by whoever wants to know."""

from __future__ import annotations

import datetime

import msgspec
from sqlalchemy import delete, insert, inspect, select

from dragoman.archive import Archive
from dragoman.watching.tables import feeds, metadata


class Feed(msgspec.Struct, frozen=True):
    """A feed or folder as it did at its last look. ``address`` is its URL or absolute path, moments are in UTC."""

    address: str
    etag: str | None = None
    modified: str | None = None
    digest: str | None = None
    looked: datetime.datetime | None = None
    succeeded: datetime.datetime | None = None
    brought: datetime.datetime | None = None
    """When it last had a new story."""
    next: datetime.datetime | None = None
    """It is not looked at before then."""
    failures: int = 0
    """In a row."""
    fault: str | None = None
    stories: int = 0
    """New ones that it brought, in all."""

    @property
    def is_url(self) -> bool:
        """Whether it is fetched; else it is a folder."""
        return is_url(self.address)

    @property
    def is_well(self) -> bool:
        """Whether its last look was no failure."""
        return self.failures == 0


def is_url(address: str) -> bool:
    """Whether an address is fetched; else it is the path of a folder."""
    return "://" in address


def read_feeds(archive: Archive) -> list[Feed]:
    """All feeds and folders that were ever watched into an archive, those that fail first, then by address."""
    with archive.reading() as connection:
        if not inspect(connection).has_table(feeds.name):
            return []
        found = [Feed(**row._mapping) for row in connection.execute(select(feeds))]
    return sorted(found, key=lambda feed: (feed.is_well, feed.address))


def make_tables(archive: Archive) -> None:
    """See that the tables are there."""
    with archive.writing() as connection:
        metadata.create_all(connection)


def keep_feed(archive: Archive, feed: Feed) -> None:
    """Keep how a feed did."""
    with archive.writing() as connection:
        connection.execute(delete(feeds).where(feeds.c.address == feed.address))
        connection.execute(insert(feeds).values(msgspec.structs.asdict(feed)))
