"""Looks at feeds and folders as they fall due, keeps how they do, and has assembled what they bring."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Sequence
from pathlib import Path

from dragoman.archive import Archive, Coder
from dragoman.assembling import Assembled, Assembly, Follower
from dragoman.records import ReadingError, UsageError
from dragoman.watching.feeds import Feed, is_url, keep_feed, make_tables, read_feeds
from dragoman.watching.fetching import split_url
from dragoman.watching.looking import Looker
from dragoman.watching.looks import Look, Onlooker, Settings, failed, utc_now
from dragoman.watching.stopping import Stop, Stopped


class Watch:
    """Watches feeds (URLs) and folders for an archive; ``make_coder`` is called when the first story needs coding."""

    def __init__(
        self,
        archive: Archive,
        addresses: Sequence[str],
        make_coder: Callable[[], Coder],
        settings: Settings,
        *,
        stop: Stop | None = None,
        onlooker: Onlooker | None = None,
    ) -> None:
        """See that the addresses can be watched.

        Raises:
            UsageError: one is neither an address that can be fetched nor a folder.
        """
        self._archive, self._settings = archive, settings
        self._stop, self._onlooker = stop or Stop(), onlooker or Onlooker()
        self._draws = random.Random()
        addresses = list(dict.fromkeys(_checked(address) for address in addresses))
        make_tables(archive)
        kept = {feed.address: feed for feed in read_feeds(archive)}
        self._feeds = {address: kept.get(address) or Feed(address) for address in addresses}
        self._kept = {address: feed.looked for address, feed in kept.items()}
        self._looker = Looker(archive, make_coder, settings, self._stop, self._onlooker)
        self._assembly: Assembly | None = None

    def run(self) -> None:
        """Watch until asked to stop."""
        try:
            self._assemble()
            while True:
                for feed in [feed for feed in self._feeds.values() if self._seconds_left(feed) <= 0]:
                    self._look(feed)
                self._stop.wait(min(map(self._seconds_left, self._feeds.values())))
        except Stopped:
            return

    def run_once(self) -> bool:
        """Look at each feed once, except those that failed and whose time has not come; whether all went well."""
        looks: list[Look] = []
        try:
            self._assemble()
            for feed in list(self._feeds.values()):
                is_left = feed.failures > 0 and self._seconds_left(feed) > 0
                looks.append(self._tell(Look(feed, "left")) if is_left else self._look(feed))
        except Stopped:
            pass
        return not any(look.came in ("failed", "left") or look.counts.set_aside for look in looks)

    def _seconds_left(self, feed: Feed) -> float:
        """Seconds until a feed is due; one that is well is due by the interval of now, whatever it was when it was looked at."""
        if feed.next is None or feed.looked is None:
            return 0.0
        interval = datetime.timedelta(seconds=self._settings.interval_s(feed))
        due = feed.next if feed.failures else min(feed.next, feed.looked + interval)
        return (due - utc_now()).total_seconds()

    def _look(self, feed: Feed) -> Look:
        try:
            look = self._looker.look(feed)
        except ReadingError as error:
            look = failed(feed, self._settings, error, self._draws)
        self._feeds[feed.address] = look.feed
        if self._is_to_be_kept(feed, look):
            keep_feed(self._archive, look.feed)
            self._kept[feed.address] = look.feed.looked
        self._tell(look)
        if look.counts.seen > look.counts.known:
            self._assemble()
        return look

    def _is_to_be_kept(self, before: Feed, look: Look) -> bool:
        """A folder is looked at so often that one in which nothing changed is only written down now and then."""
        last = self._kept.get(before.address)
        if last is None or look.came != "unchanged" or before.failures:
            return True
        return (utc_now() - last).total_seconds() >= min(self._settings.every_s, 60.0)

    def _tell(self, look: Look) -> Look:
        self._onlooker.looked(look)
        return look

    def _assemble(self) -> None:
        """Take up what was kept and not assembled yet, also by an earlier run that was stopped."""
        self._assembly = self._assembly or Assembly(self._archive)
        self._onlooker.assembled(self._assembly.update(_Breaking(self._stop)))


class _Breaking(Follower):
    """Breaks assembling off after a batch, when asked to stop."""

    def __init__(self, stop: Stop) -> None:
        self._stop = stop

    def assembled(self, counts: Assembled) -> None:  # noqa: ARG002
        if self._stop.asked:
            raise Stopped


def _checked(address: str) -> str:
    if is_url(address):
        split_url(address)
        return address.partition("#")[0]
    if not Path(address).is_dir():
        raise UsageError("this is neither an address nor a folder", where=address, mend="Name the http(s)://… of a feed, or a folder.")
    return str(Path(address).resolve())
