"""How feeds are watched, what came of one look at one, and who is told of it."""

from __future__ import annotations

import datetime
import random
from typing import Literal

import msgspec

from dragoman.archive import Listener
from dragoman.assembling import Assembled
from dragoman.records import Ingested, ReadingError
from dragoman.watching.faults import FetchError
from dragoman.watching.feeds import Feed
from dragoman.watching.fetching import Limits
from dragoman.watching.timing import seconds_to_next

FOLDER_EVERY_S = 10.0
"""A folder is looked at so often at least: that costs nobody else anything."""


class Settings(msgspec.Struct, frozen=True):
    """How feeds are watched; ``published`` and ``format`` are as for ``read_paths``."""

    every_s: float = 300.0
    follow: bool = False
    """Fetch the pages that entries of RSS and Atom feeds link to."""
    allow_private: bool = False
    published: str | None = None
    format: str | None = None
    processes: int = 1
    limits: Limits = Limits()

    def interval_s(self, feed: Feed) -> float:
        """Seconds between two looks at a feed that is well."""
        return self.every_s if feed.is_url else min(self.every_s, FOLDER_EVERY_S)


class Look(msgspec.Struct, frozen=True):
    """One look at a feed: what came of it. ``feed`` is as it is kept after it."""

    feed: Feed
    came: Literal["new", "unchanged", "failed", "left"]
    """``left``: it was not asked, since it failed and its time has not come."""
    counts: Ingested = Ingested()


class Onlooker(Listener):
    """Is told how watching goes on; this one does not mind."""

    def looked(self, look: Look) -> None:
        """A feed was looked at; what it brought is on disk."""

    def assembled(self, counts: Assembled) -> None:
        """What came is assembled."""


def succeeded(feed: Feed, settings: Settings, counts: Ingested, *, is_new: bool) -> Look:
    """A look that was no failure."""
    now = utc_now()
    after = msgspec.structs.replace(
        feed,
        looked=now,
        succeeded=now,
        brought=now if counts.coded else feed.brought,
        next=now + datetime.timedelta(seconds=settings.interval_s(feed)),
        failures=0,
        fault=None,
        stories=feed.stories + counts.coded,
    )
    return Look(after, "new" if is_new else "unchanged", counts)


def failed(feed: Feed, settings: Settings, error: ReadingError, draws: random.Random) -> Look:
    """A look that was one; the next is further off with each in a row, and never sooner than the server asked."""
    now, failures = utc_now(), feed.failures + 1
    asked = error.retry_after_s if isinstance(error, FetchError) else None
    seconds = seconds_to_next(settings.interval_s(feed), failures, draws, retry_after_s=asked)
    fault = error.what if error.where in ("", feed.address) else f"{error.where}: {error.what}"
    after = msgspec.structs.replace(feed, looked=now, next=now + datetime.timedelta(seconds=seconds), failures=failures, fault=fault)
    return Look(after, "failed")


def utc_now() -> datetime.datetime:
    """The moment."""
    return datetime.datetime.now(datetime.UTC)
