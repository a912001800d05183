"""Time expressions: where they stand, and the first day they name.

span     F1 of expressions that overlap, one to one, equal spans first
value    a gold expression that names a day, week, month or year counts when an overlapping one has the same first day; predictions
         on gold expressions without a day are left aside
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Any

import msgspec

from dragoman.evaluation.counts import Counts, Figures, class_figures, classes_under, share
from dragoman.evaluation.matching import Stretch, match, overlap, stretch
from dragoman.evaluation.sets import Pair, SetKind, holds
from dragoman.records import Report

_FIRST_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "AU": 9, "WI": 12}


class Expression(msgspec.Struct, frozen=True):
    """A gold expression: its stretch, the first days that are right (none where it names no day) and its type."""

    span: Stretch
    days: frozenset[str]
    type: str


def first_days(value: str) -> frozenset[str]:
    """The first days (ISO) that are right for a TIMEX-like value; none where it names no day.

    A clock time in UTC may be a day later than in the Americas, so the day before is right too.
    """
    value = value.strip()
    if found := re.match(r"(\d{4})[-:](\d{1,2})[-:](\d{1,2})(T.*)?$", value):
        return _day(int(found[1]), int(found[2]), int(found[3]), in_utc=(found[4] or "").endswith("Z"))
    if found := re.match(r"(\d{4})-?W(\d{2})(-WE)?$", value):
        try:
            return frozenset({datetime.date.fromisocalendar(int(found[1]), int(found[2]), 6 if found[3] else 1).isoformat()})
        except ValueError:
            return frozenset()
    if (found := re.match(r"(\d{4})-(\d{1,2})(-XX)?$", value)) and 1 <= int(found[2]) <= 12:
        return frozenset({f"{found[1]}-{int(found[2]):02d}-01"})
    if found := re.match(r"(\d{4})-(SP|SU|FA|AU|WI)$", value):
        return frozenset({f"{found[1]}-{_FIRST_MONTHS[found[2]]:02d}-01"})
    if found := re.match(r"(\d{3}[\dX])(-XX-XX)?$", value):
        return frozenset({found[1].replace("X", "0") + "-01-01"})
    return frozenset()


def _day(year: int, month: int, day: int, *, in_utc: bool) -> frozenset[str]:
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        return frozenset()
    days = {date.isoformat()}
    if in_utc:
        days.add((date - datetime.timedelta(1)).isoformat())
    return frozenset(days)


def count_document(row: dict[str, Any], report: Report) -> Counts:
    """The counts of one document."""
    counts = Counts()
    golds = [Expression((mark["start"], mark["end"]), first_days(mark["value"]), mark["type"]) for mark in row["timexes"]]
    given: dict[Stretch, str] = {}
    for time in report.times:
        given.setdefault(stretch(time.span), time.from_.isoformat() if time.from_ else "")
    times = list(given.items())

    def on(gold: Expression, time: tuple[Stretch, str]) -> bool:
        return overlap(gold.span, time[0])

    def equal(gold: Expression, time: tuple[Stretch, str]) -> bool:
        return gold.span == time[0]

    found = match(golds, times, on, best=equal)
    right = match(golds, times, lambda g, p: on(g, p) and p[1] in g.days, best=equal)
    undatable = [gold for gold in golds if not gold.days]
    dated = [j for j, time in enumerate(times) if time[1] and (j in right.values() or not any(on(gold, time) for gold in undatable))]
    counts.add_matches("span", right=len(found), predicted=len(times), gold=len(golds))
    counts.add_matches("value", right=len(right), predicted=len(dated), gold=sum(bool(gold.days) for gold in golds))
    counts.add("found_datable", sum(bool(golds[i].days) for i in {*found, *right}))
    for i, gold in enumerate(golds):
        counts.add_matches(("types", gold.type), right=i in found, predicted=0, gold=1)
        counts.add_matches(("values", gold.type), right=i in right, predicted=0, gold=bool(gold.days))
    return counts


def make_figures(whole: Counts) -> Figures:
    """All figures of the set."""
    figures: Figures = {}
    for name in ("span", "value"):
        figures |= {f"{name}_f1": whole.f1(name), f"{name}_precision": whole.precision(name), f"{name}_recall": whole.recall(name)}
    figures["value_acc"] = share(whole.right("value"), whole["found_datable"])
    return figures


def _classes(whole: Counts) -> list[tuple[str, Figures]]:
    rows = []
    for type_ in classes_under(whole, "types"):
        figures = class_figures(whole, ("types", type_))
        row = {"n_gold": figures["n_gold"], "R": figures["R"], "n_datable": whole.gold(("values", type_))}
        if row["n_datable"]:
            row["value_R"] = whole.recall(("values", type_))
        rows.append((type_, row))
    return rows


def _count(pairs: Sequence[Pair]) -> list[Counts]:
    return [count_document(row, report) for row, report in pairs]


SET = SetKind(
    name="times",
    is_kind=holds("timexes"),
    count=_count,
    figures=make_figures,
    headline=("span_f1", "span_recall", "value_f1", "value_recall", "value_acc"),
    classes=_classes,
    columns=("n_gold", "R", "n_datable", "value_R"),
)
