"""How far a long run is: a line on a terminal, a line now and then in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Self

from dragoman.archive import Listener
from dragoman.assembling import Assembled, Follower
from dragoman.records import Ingested, SetAside
from dragoman.wording.printing import printable

TERMINAL_EVERY_S, LOG_EVERY_S = 0.2, 10.0
MOST_LISTED = 1000


class Watcher(Listener):
    """Shows the counts with rate and time left, and lists at the end what was set aside.

    ``share_done`` gives how much of the work is done, 0 to 1, or None where nobody knows.
    """

    def __init__(self, share_done: Callable[[], float | None]) -> None:
        self._share_done = share_done
        self._on_terminal = sys.stderr.isatty()
        self._began = self._last = time.monotonic()
        self._reasons: list[SetAside] = []
        self._unlisted = 0

    def progress(self, counts: Ingested) -> None:
        """Show the counts, unless they were shown a moment ago."""
        now = time.monotonic()
        if now - self._last < (TERMINAL_EVERY_S if self._on_terminal else LOG_EVERY_S):
            return
        self._last = now
        line = f"{described(counts)}; {rate(counts, now - self._began)}{self._time_left(now - self._began)}"
        sys.stderr.write(f"\r\x1b[K{line}" if self._on_terminal else f"{line}\n")
        sys.stderr.flush()

    def set_aside(self, reason: SetAside) -> None:
        """Remember it for the list."""
        if len(self._reasons) < MOST_LISTED:
            self._reasons.append(reason)
        else:
            self._unlisted += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._on_terminal:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def closing(self, counts: Ingested) -> Ingested:
        """Write what was set aside and the sum, and give the counts back."""
        self.__exit__()
        for reason in self._reasons:
            print(f"set aside: {printable(str(reason))}", file=sys.stderr)
        if self._unlisted:
            print(f"and {self._unlisted:,} more; list them with: dragoman archive set-aside ARCHIVE", file=sys.stderr)
        sys.stderr.flush()
        seconds = time.monotonic() - self._began
        print(f"{described(counts)} in {spoken(seconds)} ({rate(counts, seconds)})")
        return counts

    def _time_left(self, seconds: float) -> str:
        share = self._share_done()
        return f", {share:.0%}, {spoken(seconds * (1 - share) / share)} left" if share else ""


class AssemblyWatcher(Follower):
    """Shows how many reports were taken up, and how many there are at the end."""

    def __init__(self) -> None:
        self._on_terminal = sys.stderr.isatty()
        self._began = self._last = time.monotonic()

    def assembled(self, counts: Assembled) -> None:
        """Show the counts, unless they were shown a moment ago."""
        now = time.monotonic()
        if now - self._last < (TERMINAL_EVERY_S if self._on_terminal else LOG_EVERY_S):
            return
        self._last = now
        share = counts.taken / max(1, counts.taken + counts.waiting)
        line = f"assembled {counts.taken:,} reports, {share:.0%}, {spoken((now - self._began) * (1 - share) / max(share, 0.001))} left"
        sys.stderr.write(f"\r\x1b[K{line}" if self._on_terminal else f"{line}\n")
        sys.stderr.flush()

    def closing(self, counts: Assembled) -> None:
        """Write the sum."""
        if self._on_terminal:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
        seconds = time.monotonic() - self._began
        held = f"{counts.occurrences:,} occurrences, {counts.storylines:,} storylines"
        print(f"{counts.taken:,} reports assembled in {spoken(seconds)}: {held}")


def described(counts: Ingested) -> str:
    """The counts as words: "1,204 stories: 1,180 coded, 20 known, 4 set aside"."""
    parts = [f"{counts.coded:,} coded"]
    parts += [f"{n:,} {word}" for n, word in ((counts.known, "known"), (counts.copies, "copies"), (counts.set_aside, "set aside")) if n]
    revisions = f" ({counts.revisions:,} newer versions of others)" if counts.revisions else ""
    return f"{counts.seen:,} stories: {', '.join(parts)}{revisions}"


def rate(counts: Ingested, seconds: float) -> str:
    """Stories a second."""
    return f"{counts.seen / max(seconds, 0.001):.1f} a second"


def spoken(seconds: float) -> str:
    """A length of time as people say it: "2 h 5 min", "3 min 10 s", "4 s"."""
    whole = round(seconds)
    if whole >= 3600:
        return f"{whole // 3600} h {whole % 3600 // 60} min"
    return f"{whole // 60} min {whole % 60} s" if whole >= 60 else f"{whole} s"
