"""Toponyms and where they are.

detect     F1 of mentions that overlap, one to one, equal spans first; marks that are no toponyms (a homonym, a language) are neither
           wanted nor wrong
acc161     the share within 161 km (100 miles) of the gold's point: of those found, and of all with a point
auc        the mean of ln(1 + km) / ln(1 + 20,039): 0 is perfect, 1 the far side of the earth; of those found, and of all (missed is 1)
median_km  the median error of those found; a mention without a point is 20,039 km off
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, TypeAlias

from dragoman.evaluation.counts import Counts, Figures, Interval, class_figures, classes_under, draw, percentiles, share
from dragoman.evaluation.matching import Stretch, match, overlap, stretch
from dragoman.evaluation.sets import BY_CLASS, Pair, SetKind, holds
from dragoman.records import Report

Point: TypeAlias = tuple[float, float]

FARTHEST_KM = 20039.0
NEAR_KM = 161
EARTH_RADIUS_KM = 6371.0
MEDIAN_DRAWS = 300
"""Draws of the median's interval at most: each sorts every error anew."""
_NO_TOPONYMS = frozenset({"Non_Toponym", "Homonym", "Demonym", "Language"})
_CORPORA = {"geovirus": "GeoVirus", "gwn": "GeoWebNews", "lgl": "LGL", "trnews": "TR-News"}


def distance_km(a: Point, b: Point) -> float:
    """The great-circle distance."""
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (*a, *b))
    h = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(h)))


def _pair_up(row: dict[str, Any], report: Report) -> tuple[list[Any], dict[Stretch, Point | None], dict[int, int]]:
    """The wanted marks, the mentions given with their points, and which is which."""
    wanted = [mark for mark in row["toponyms"] if mark.get("kind") not in _NO_TOPONYMS]
    given: dict[Stretch, Point | None] = {}
    for place in report.places:
        point = None if place.lat is None or place.lon is None else (place.lat, place.lon)
        for span in place.mentions:
            given.setdefault(stretch(span), point)
    golds = [(mark["start"], mark["end"]) for mark in wanted]
    return wanted, given, match(golds, list(given), overlap, best=lambda g, p: g == p)


def find_errors(row: dict[str, Any], report: Report) -> list[float | None]:
    """For each wanted mark with a point the error in km, None where it was not found."""
    wanted, given, found = _pair_up(row, report)
    points = list(given.values())
    errors: list[float | None] = []
    for i, mark in enumerate(wanted):
        if mark.get("lat") is None or mark.get("lon") is None:
            continue
        point = points[found[i]] if i in found else None
        error = FARTHEST_KM if point is None else distance_km((float(mark["lat"]), float(mark["lon"])), point)
        errors.append(error if i in found else None)
    return errors


def count_document(row: dict[str, Any], report: Report) -> Counts:
    """The counts of one document."""
    counts = Counts()
    corpus = _CORPORA.get(row["id"].split("-")[0], "other")
    wanted, given, found = _pair_up(row, report)
    loose = [(mark["start"], mark["end"]) for mark in row["toponyms"] if mark.get("kind") in _NO_TOPONYMS]
    used = set(found.values())
    forgiven = sum(j not in used and any(overlap(span, mark) for mark in loose) for j, span in enumerate(given))
    for name in ("detect", ("corpora", corpus)):
        counts.add_matches(name, right=len(found), predicted=len(given) - forgiven, gold=len(wanted))
    for error in find_errors(row, report):
        for part in ("", corpus):
            counts.add(("points", part))
            if error is not None:
                counts.add(("found", part))
                counts.add(("near", part), error <= NEAR_KM)
                counts.add(("log", part), math.log(1 + min(error, FARTHEST_KM)) / math.log(1 + FARTHEST_KM))
    return counts


def make_figures(whole: Counts) -> Figures:
    """All figures but the median."""
    missed = whole["points", ""] - whole["found", ""]
    return {
        "detect_f1": whole.f1("detect"),
        "detect_precision": whole.precision("detect"),
        "detect_recall": whole.recall("detect"),
        "acc161_found": share(whole["near", ""], whole["found", ""]),
        "acc161_all": share(whole["near", ""], whole["points", ""]),
        "auc_found": _auc(whole, ""),
        "auc_all": share(whole["log", ""] + missed, whole["points", ""]),
    }


def _auc(whole: Counts, part: str) -> float:
    return share(whole["log", part], whole["found", part]) if whole["found", part] else 1.0


def _classes(whole: Counts) -> list[tuple[str, Figures]]:
    rows = []
    for corpus in classes_under(whole, "corpora"):
        points = {
            "n_points": whole["points", corpus],
            "acc161_found": share(whole["near", corpus], whole["found", corpus]),
            "acc161_all": share(whole["near", corpus], whole["points", corpus]),
            "auc_found": _auc(whole, corpus),
        }
        rows.append((corpus, class_figures(whole, ("corpora", corpus)) | points))
    return rows


def median(values: Sequence[float]) -> float:
    """The middle value; the farthest of none."""
    if not values:
        return FARTHEST_KM
    ordered = sorted(values)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def _medians(pairs: Sequence[Pair], draws: int) -> dict[str, tuple[float, Interval | None]]:
    errors = [[error for error in find_errors(row, report) if error is not None] for row, report in pairs]
    drawn = (
        [median([error for i in picked for error in errors[i]]) for picked in draw(len(errors), min(draws, MEDIAN_DRAWS))] if errors else []
    )
    return {"median_km": (median([error for some in errors for error in some]), percentiles(drawn) if drawn else None)}


def _count(pairs: Sequence[Pair]) -> list[Counts]:
    return [count_document(row, report) for row, report in pairs]


SET = SetKind(
    name="places",
    is_kind=holds("toponyms"),
    count=_count,
    figures=make_figures,
    headline=("detect_f1", "detect_precision", "detect_recall", "acc161_found", "acc161_all", "auc_found", "median_km"),
    classes=_classes,
    columns=(*BY_CLASS, "n_points", "acc161_found", "acc161_all", "auc_found"),
    more=_medians,
)
