"""The house: what the archive holds, what was set aside and why, which coders coded it."""

from __future__ import annotations

from itertools import islice

import msgspec
from litestar.handlers import HTTPRouteHandler

from dragoman.archive import Stats
from dragoman.records import SetAside
from dragoman.web.both import both
from dragoman.web.desk import TheDesk

MOST_SET_ASIDE = 100


class House(msgspec.Struct, frozen=True):
    """What the archive holds; the first of what was set aside; and reports that wait to be assembled."""

    stats: Stats
    set_aside: tuple[SetAside, ...]
    waiting: int


def show_house(desk: TheDesk) -> House:
    """What the archive holds, what was set aside and why, which coders coded it."""
    reasons = (reason for reason, _ in desk.archive.set_aside())
    return House(desk.archive.stats(), tuple(islice(reasons, MOST_SET_ASIDE)), desk.assembly.waiting())


routes: list[HTTPRouteHandler] = both("/house", "house.html", show_house, name="show_house")
