"""One look at a feed or folder: what is new is read, coded and kept before it is noted as seen."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

import msgspec

from dragoman.archive import Archive, Coder, Listener
from dragoman.reading.containers import is_container
from dragoman.reading.read import Stories, format_of, read_content
from dragoman.reading.reader import Outcome
from dragoman.records import Ingested, ReadingError, SetAside, UsageError
from dragoman.watching.faults import FetchError, reading
from dragoman.watching.feeds import Feed
from dragoman.watching.fetching import Fetched, Validators, fetch, split_url
from dragoman.watching.folders import SETTLED_S, batches, changed_files, keep_files
from dragoman.watching.following import Page, follow, keep_pages
from dragoman.watching.looks import Look, Settings, succeeded
from dragoman.watching.stopping import Stop, Stopped
from dragoman.watching.timing import Hosts

_HEAD_BYTES = 4096
_WITH_PAGES = "pages:"
_NO_FEEDS = frozenset({"html", "text"})


class Looker:
    """Looks at feeds. ``make_coder`` is called when the first story needs coding: most looks find nothing new."""

    def __init__(self, archive: Archive, make_coder: Callable[[], Coder], settings: Settings, stop: Stop, listener: Listener) -> None:
        self._archive, self._make_coder, self._settings = archive, make_coder, settings
        self._stop, self._listener = stop, listener
        self._hosts = Hosts(settings.limits.host_interval_s, stop.wait)
        self._coder: Coder | None = None

    def look(self, feed: Feed) -> Look:
        """Look at a feed; its stories are on disk, the feed as it is now is not.

        Raises:
            ReadingError: it cannot be fetched, or read as a whole.
            Stopped: it was asked to stop before all was on disk; the feed is then as before.
        """
        return self._look_at_url(feed) if feed.is_url else self._look_at_folder(feed)

    def _look_at_url(self, feed: Feed) -> Look:
        fetched = self._fetch(feed.address, self._validators(feed))
        digest = feed.digest if fetched.content is None else self._digest(fetched.content)
        is_new, stories, pages = digest != feed.digest, list[Outcome](), list[Page]()
        if fetched.content is not None and is_new:
            with reading(feed.address):
                stories, pages = self._read(feed, fetched.content)
        counts = self._ingest(stories) if stories else Ingested()
        keep_pages(self._archive, pages)
        seen = msgspec.structs.replace(feed, etag=fetched.validators.etag, modified=fetched.validators.modified, digest=digest)
        return succeeded(seen, self._settings, counts, is_new=is_new)

    def _look_at_folder(self, feed: Feed) -> Look:
        counts = Ingested()
        try:
            changed, is_growing = changed_files(self._archive, feed.address)
            if is_growing:
                self._stop.wait(SETTLED_S)
                changed, _ = changed_files(self._archive, feed.address)
        except OSError as error:
            what = f"the folder cannot be read: {error.strerror or error}"
            raise ReadingError(what, where=feed.address, mend="It is tried again later.") from error
        for batch in batches(changed):
            stories = Stories([(file.path, file.name) for file in batch], self._settings.published, self._settings.format)
            counts = _sum(counts, self._ingest(stories))
            keep_files(self._archive, batch)
        return succeeded(feed, self._settings, counts, is_new=bool(changed))

    def _validators(self, feed: Feed) -> Validators:
        """What came with the stories that are kept; none where those were read without their pages, and these are wanted now."""
        is_same_way = feed.digest is not None and feed.digest.startswith(_WITH_PAGES) == self._settings.follow
        return Validators(feed.etag, feed.modified) if is_same_way else Validators()

    def _digest(self, content: bytes) -> str:
        return (_WITH_PAGES if self._settings.follow else "") + hashlib.sha256(content).hexdigest()

    def _fetch(self, url: str, validators: Validators) -> Fetched:
        host = split_url(url).hostname or ""
        self._hosts.rest(host)
        try:
            with self._stop.at_once():
                return fetch(url, validators, limits=self._settings.limits, allow_private=self._settings.allow_private)
        finally:
            self._hosts.asked(host)

    def _fetch_page(self, url: str) -> bytes:
        try:
            return self._fetch(url, Validators()).content or b""
        except UsageError as error:
            raise FetchError(error.what, where=url, mend=error.mend) from error

    def _read(self, feed: Feed, content: bytes) -> tuple[list[Outcome], list[Page]]:
        """The stories of a feed, and what became of their pages.

        Raises:
            ReadingError: it is no feed.
        """
        where, settings = feed.address, self._settings
        format = settings.format or format_of(where, content[:_HEAD_BYTES])
        if is_container(content[:_HEAD_BYTES]) or (format in _NO_FEEDS and settings.format is None):
            mend = "Name the feed of the page; --read NAME reads what is no feed."
            raise FetchError("it gives no feed (RSS, Atom, ninjs, NewsML-G2 …)", where=where, mend=mend)
        if not settings.follow or format != "feed":
            stories = read_content(content, where=where, name=where, published=settings.published, format=format)
            return [_steady(story, where) for story in stories], []
        most, fetch_page = settings.limits.pages, self._fetch_page
        followed = list(follow(content, where=where, published=settings.published, archive=self._archive, fetch=fetch_page, most=most))
        return [_steady(one.outcome, where) for one in followed], [one.page for one in followed if one.page is not None]

    def _ingest(self, stories: Iterable[Outcome]) -> Ingested:
        """Code and keep stories.

        Raises:
            Stopped: it was asked to stop before all were taken; those that were are kept.
        """
        if self._coder is None:
            self._coder = self._make_coder()
        listener = _Breaking(self._listener, self._stop)
        try:
            return self._archive.ingest(stories, self._coder, processes=self._settings.processes, listener=listener)
        except KeyboardInterrupt:
            raise Stopped from None


class _Breaking(Listener):
    """Breaks taking in off when asked to stop, at a moment when all that was coded is on disk (every two seconds or so)."""

    def __init__(self, listener: Listener, stop: Stop) -> None:
        self._listener, self._stop = listener, stop

    def progress(self, counts: Ingested) -> None:
        self._listener.progress(counts)
        if self._stop.asked:
            raise KeyboardInterrupt  # which the archive answers by keeping what it has in hand

    def set_aside(self, reason: SetAside) -> None:
        self._listener.set_aside(reason)


def _steady(outcome: Outcome, where: str) -> Outcome:
    """An outcome whose reason, if it was set aside, names the entry by its id: its number changes as the feed goes on."""
    if isinstance(outcome, SetAside) and outcome.id and outcome.where.startswith(f"{where}#"):
        return msgspec.structs.replace(outcome, where=f"{where}#{outcome.id}")
    return outcome


def _sum(one: Ingested, other: Ingested) -> Ingested:
    return Ingested(*(a + b for a, b in zip(msgspec.structs.astuple(one), msgspec.structs.astuple(other), strict=True)))
