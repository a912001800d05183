"""When a feed is looked at next, and how long a host is left alone."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

LONGEST_S = 6 * 3600.0
"""A feed that goes on failing is looked at so often at least."""
LEAST_S = 30.0
"""A feed that fails is left alone for so long at least."""


def seconds_to_next(every_s: float, failures: int, draws: random.Random, *, retry_after_s: float | None = None) -> float:
    """Seconds until the next look: ``every_s`` where all is well, twice as long with each failure in a row.

    A share of it is drawn, so that many who failed at once do not all come back at once; it is never sooner than a server asked.
    """
    if not failures:
        return every_s
    longest = max(LONGEST_S, every_s)
    backed_off = min(max(every_s, LEAST_S) * 2.0 ** min(failures, 30), longest)
    return max(backed_off * draws.uniform(0.5, 1.0), retry_after_s or 0.0)


class Hosts:
    """When each host was asked last; ``wait`` lets it rest."""

    def __init__(self, interval_s: float, wait: Callable[[float], None]) -> None:
        self._interval_s, self._wait = interval_s, wait
        self._asked: dict[str, float] = {}

    def rest(self, host: str) -> None:
        """Wait until the host may be asked again."""
        if (last := self._asked.get(host)) is not None and (left := last + self._interval_s - time.monotonic()) > 0:
            self._wait(left)

    def asked(self, host: str) -> None:
        """Note that a host was asked, its answer being there or not."""
        self._asked[host] = time.monotonic()
