"""Maps drawn by the server: the countries in view, marks where something happened, and what is known only to a country hatched.

Coordinates are those of ``countries.json``: whole hundredths of a degree from the antimeridian and from the north pole,
in an equirectangular projection whose width is true in the middle of the view.
"""

from __future__ import annotations

import functools
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Any

import msgspec

WORLD = (0.0, 0.0, 36_000.0, 18_000.0)
LARGE = 12_000
"""A view wider than so many hundredths of a degree is drawn with the coarser outlines."""
LEAST = 800
"""The narrowest view, in hundredths of a degree."""
SMALL = 1_500
"""A country no wider than so many hundredths of a degree is shown whole though only something somewhere in it is known."""
CELLS = 24
"""Marks nearer than this part of the view's width are one."""


class Spot(msgspec.Struct, frozen=True):
    """Something to show: at a point, or (``lat`` None) somewhere in a country; ``ids`` of what happened there."""

    name: str
    lat: float | None
    lon: float | None
    country: str | None
    ids: tuple[str, ...]


class Mark(msgspec.Struct, frozen=True):
    """Spots near one another, drawn as one circle in the middle of them; ``radius`` grows with the root of how many there are."""

    x: float
    y: float
    radius: float
    names: tuple[str, ...]
    ids: tuple[str, ...]


class Country(msgspec.Struct, frozen=True):
    """A country's outline; ``ids`` are of what happened somewhere in it."""

    code: str
    path: str
    ids: tuple[str, ...]


class Map(msgspec.Struct, frozen=True):
    """A drawn view: ``box`` is that of the SVG (x, y, width, height), ``stretch`` what widths are multiplied by."""

    box: tuple[float, float, float, float]
    stretch: float
    countries: tuple[Country, ...]
    marks: tuple[Mark, ...]
    nowhere: tuple[str, ...]
    """Ids of what happened nobody says where."""


def draw(spots: Iterable[Spot]) -> Map:
    """A map of spots, as near as lets all of them be seen; of the world where there is none."""
    spots = list(spots)
    points = [(_x(spot.lon), _y(spot.lat), spot) for spot in spots if spot.lat is not None and spot.lon is not None]
    vague: defaultdict[str, list[str]] = defaultdict(list)
    for spot in spots:
        if spot.lat is None and spot.country:
            vague[spot.country] += spot.ids
    view = _view([(x, y) for x, y, _ in points], _bounds_of(vague, alone=not points))
    low_x, low_y, high_x, high_y = view
    stretch = math.cos(math.radians(90 - (low_y + high_y) / 200))
    box = (low_x * stretch, low_y, (high_x - low_x) * stretch, high_y - low_y)
    outlines = _outlines(fine=high_x - low_x <= LARGE)
    countries = [
        Country(code, outline["path"], tuple(vague.get(code, ())))
        for code, outline in outlines.items()
        if outline["bounds"] and _touches(outline["bounds"], view)
    ]
    unplaced = [id for spot in spots if spot.lat is None and (not spot.country or spot.country not in outlines) for id in spot.ids]
    return Map(box, stretch, tuple(countries), tuple(_marks(points, stretch, max(box[2], box[3]))), tuple(unplaced))


def _marks(points: list[tuple[float, float, Spot]], stretch: float, width: float) -> Iterable[Mark]:
    cell = width / CELLS
    cells: defaultdict[tuple[int, int], list[tuple[float, float, Spot]]] = defaultdict(list)
    for x, y, spot in points:
        cells[int(x * stretch / cell), int(y / cell)].append((x * stretch, y, spot))
    for inside in (cells[key] for key in sorted(cells)):
        ids = tuple(dict.fromkeys(id for _, _, spot in inside for id in spot.ids))
        x, y = (sum(place[axis] for place in inside) / len(inside) for axis in (0, 1))  # type: ignore[misc]
        radius = width / 120 * (1 + math.sqrt(len(ids)) / 2)
        yield Mark(x, y, min(radius, cell / 1.5), tuple(sorted({spot.name for _, _, spot in inside})), ids)


def _view(points: list[tuple[float, float]], bounds: list[list[int]]) -> tuple[float, float, float, float]:
    """The least view of three to two that holds the points and the bounds, with a margin."""
    xs = [x for x, _ in points] + [bound[axis] for bound in bounds for axis in (0, 2)]
    ys = [y for _, y in points] + [bound[axis] for bound in bounds for axis in (1, 3)]
    if not xs:
        return WORLD
    middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    height = max(1.3 * (max(ys) - min(ys)), 1.3 * (max(xs) - min(xs)) * 2 / 3, LEAST)
    height = min(height, WORLD[3])
    width = min(height * 1.5 / max(math.cos(math.radians(90 - middle_y / 100)), 0.2), WORLD[2])
    low_x = min(max(middle_x - width / 2, 0.0), WORLD[2] - width)
    low_y = min(max(middle_y - height / 2, 0.0), WORLD[3] - height)
    return low_x, low_y, low_x + width, low_y + height


def _bounds_of(codes: Iterable[str], *, alone: bool) -> list[list[int]]:
    """The bounds of countries to be seen: where there are points too, only of those that are not large."""
    known = [outline["bounds"] for code in codes if (outline := _outlines(fine=True).get(code)) is not None and outline["bounds"]]
    return [bound for bound in known if alone or bound[2] - bound[0] <= SMALL]


def _touches(bounds: list[int], view: tuple[float, float, float, float]) -> bool:
    return bounds[0] < view[2] and bounds[2] > view[0] and bounds[1] < view[3] and bounds[3] > view[1]


def _x(lon: float) -> float:
    return (lon + 180) * 100


def _y(lat: float) -> float:
    return (90 - lat) * 100


@functools.cache
def _scales() -> list[dict[str, dict[str, Any]]]:
    scales: list[dict[str, dict[str, Any]]] = json.loads(resources.files("dragoman.web").joinpath("countries.json").read_text("ascii"))
    return scales


def _outlines(*, fine: bool) -> Mapping[str, dict[str, Any]]:
    return _scales()[1 if fine else 0]
