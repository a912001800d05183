"""Places: one with what happened and what was counted there, and the map of occurrences."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Annotated

import msgspec
from litestar.handlers import HTTPRouteHandler
from litestar.params import PathParameter

from dragoman.archive import Filter
from dragoman.records import Occurrence, Place
from dragoman.web.both import both
from dragoman.web.desk import Desk, TheDesk
from dragoman.web.faults import NotHereError
from dragoman.web.lines import Line, line_of
from dragoman.web.maps import Map, draw
from dragoman.web.pages.occurrences import Happening, say
from dragoman.web.pages.storylines import spots
from dragoman.web.question import Question, TheQuestion

MOST_ON_MAP, MOST_DAYS = 200, 120
PlaceId = Annotated[str, PathParameter(description="of the place: a GeoNames id, or a name")]


class Whole(msgspec.Struct, frozen=True):
    """A place: what happened there, the latest day first, what was counted there, and a map of it."""

    name: str
    place: Place | None
    happenings: tuple[Happening, ...]
    next: str | None
    tolls: tuple[Line, ...]
    map: Map


class Mapped(msgspec.Struct, frozen=True):
    """Occurrences on a map and as a list; ``days`` are those on which the map can be seen, ``next`` is where the list goes on."""

    map: Map
    happenings: tuple[Happening, ...]
    nowhere: int
    days: tuple[datetime.date, ...]
    next: str | None


def read_place(desk: TheDesk, question: TheQuestion, id: PlaceId) -> Whole:
    """A place: what happened there, the latest day first, and what was counted there."""
    id = id.removeprefix("/")  # a path: names may have strokes
    there = Filter(place=id, since=question.since, until=question.until)
    asked = desk.assembly.occurrences(there, limit=question.limit + 1, after=question.after, **question.view)
    found = list(asked)
    tolls = tuple(map(line_of, desk.archive.query("toll", there, limit=question.limit, **question.view)))
    if not found and not tolls:
        raise NotHereError(f'nothing is told of a place "{id}" in this view', mend="Move the day, or look on the map.")
    shown = found[: question.limit]
    place = _place(shown, tolls)
    return Whole(
        name=place.name if place is not None else id,
        place=place,
        happenings=tuple(say(desk, one) for one in shown),
        next=shown[-1].id if len(found) > len(shown) else None,
        tolls=tolls,
        map=draw(spots(shown[:1])),
    )


def map_occurrences(desk: TheDesk, question: TheQuestion) -> Mapped:
    """The latest occurrences that the filters let through, on a map and as a list."""
    found = list(desk.assembly.occurrences(question.filter, limit=MOST_ON_MAP + 1, after=question.after, **question.view))
    shown = found[:MOST_ON_MAP]
    drawn = draw(spots(shown))
    return Mapped(
        map=drawn,
        happenings=tuple(say(desk, one) for one in shown),
        nowhere=sum(one.place is None for one in shown) + len(drawn.nowhere),
        days=_days(desk, question),
        next=shown[-1].id if len(found) > len(shown) else None,
    )


def _place(occurrences: Sequence[Occurrence], tolls: Iterable[Line]) -> Place | None:
    """The place as the latest record has it."""
    placed = (one.place for one in occurrences if one.place is not None)
    counted = (one for line in tolls for one in line.refers_to.values() if isinstance(one, Place))
    return next(placed, None) or next(counted, None)


def _days(desk: Desk, question: Question) -> tuple[datetime.date, ...]:
    """The days up to the last of these occurrences, as far as the slider reaches back; none where there is but one."""
    known = list(desk.assembly.occurrences(question.filter, limit=MOST_ON_MAP))
    days = [one.from_ for one in known if one.from_ is not None]
    if not days:
        return ()
    count = min((max(days) - min(days)).days + 1, MOST_DAYS)
    return tuple(max(days) - datetime.timedelta(days=back) for back in reversed(range(count)))


routes: list[HTTPRouteHandler] = [
    *both("/map", "mapped.html", map_occurrences, name="map_occurrences"),
    *both("/places/{id:path}", "place.html", read_place, name="read_place"),
]
