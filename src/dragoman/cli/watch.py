"""``dragoman watch``: feeds and folders in, reports kept, until it is stopped."""

from __future__ import annotations

import datetime
import sys
from argparse import Namespace

from dragoman.archive import Archive
from dragoman.assembling import Assembled
from dragoman.cli.code import make_coder
from dragoman.cli.progress import described
from dragoman.watching import Look, Onlooker, Settings, Stop, Watch
from dragoman.wording.printing import printable


def run(arguments: Namespace) -> int:
    """Watch; 0 when stopped by SIGINT or SIGTERM. With ``--once`` 1 where a feed failed or a story was set aside."""
    settings = Settings(
        every_s=arguments.every,
        follow=arguments.follow,
        allow_private=arguments.allow_private,
        published=arguments.published,
        format=arguments.read,
        processes=arguments.processes,
    )
    stop = Stop()
    with stop.on_signals(), Archive(arguments.archive) as archive:
        watch = Watch(
            archive, arguments.feeds, lambda: make_coder(arguments), settings, stop=stop, onlooker=_Telling(is_once=arguments.once)
        )
        if arguments.once:
            return 0 if watch.run_once() else 1
        watch.run()
    return 0


class _Telling(Onlooker):
    """Writes a line on standard error for each look at a feed, and for what was assembled after it."""

    def __init__(self, *, is_once: bool) -> None:
        self._is_once = is_once

    def looked(self, look: Look) -> None:
        if look.feed.is_url or self._is_once or look.came != "unchanged":  # folders are looked at every few seconds
            _tell(f"{printable(look.feed.address)}: {came(look)}")

    def assembled(self, counts: Assembled) -> None:
        if counts.taken:
            _tell(f"{counts.taken:,} reports assembled: {counts.occurrences:,} occurrences, {counts.storylines:,} storylines")


def came(look: Look) -> str:
    """What came of a look, as words."""
    feed = look.feed
    when = f"; next look {feed.next:%H:%M:%S}" if feed.next else ""
    if look.came in ("failed", "left"):
        head = "failed" if look.came == "failed" else "left alone since it failed"
        return f"{head} ({feed.failures:,} in a row): {printable(feed.fault or '')}{when}"
    return (described(look.counts) if look.came == "new" else "nothing new") + when


def _tell(line: str) -> None:
    print(f"{datetime.datetime.now(datetime.UTC):%H:%M:%S} {line}", file=sys.stderr, flush=True)
