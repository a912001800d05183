"""The toll ledger: series of counts that may be compared, with who counts, and their chart."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

import msgspec
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromQuery, PathParameter

from dragoman.records import TollEntry, TollSeries
from dragoman.web.both import both
from dragoman.web.desk import TheDesk
from dragoman.web.faults import NotHereError
from dragoman.web.question import TheQuestion
from dragoman.wording import cells

SeriesId = Annotated[str, PathParameter(description='of the series: "ts-" and the key of any of its entries')]


class Ledger(msgspec.Struct, frozen=True):
    """A series with what its chart draws."""

    series: TollSeries
    title: str
    headline: str
    chart: tuple[dict[str, Any], ...]


class Ledgers(msgspec.Struct, frozen=True):
    """Series with an entry that the filters let through."""

    ledgers: tuple[Ledger, ...]


def list_series(desk: TheDesk, question: TheQuestion, storyline: FromQuery[str | None] = None) -> Ledgers:
    """Series of tolls with an entry that the filters let through, those with the latest such entry first."""
    found = desk.assembly.series(question.filter, storyline=storyline, limit=question.limit, **question.view)
    return Ledgers(tuple(map(ledger_of, found)))


def read_series(desk: TheDesk, question: TheQuestion, id: SeriesId) -> Ledger:
    """A series of tolls: every entry with its bounds, whose count it is, and its words."""
    series = desk.assembly.toll_series(id, **question.view)
    if series is None:
        raise NotHereError(f'there is no series "{id}" in this view', mend="Move the day, or look through the ledger.")
    return ledger_of(series)


def ledger_of(series: TollSeries) -> Ledger:
    """A series with its title, its latest count in words, and its chart."""
    return Ledger(series, title_of(series), headline_of(series), tuple(_steps(series)))


def title_of(series: TollSeries) -> str:
    """What is counted: "killed, civilians, Gori, since 8 Aug 2008"."""
    place = series.place.name if series.place else None
    since = f"since {cells.day(series.since)}" if series.since else None
    return ", ".join(part for part in (series.kind, series.group, place, since) if part)


def headline_of(series: TollSeries) -> str:
    """The latest count: "215+ killed · Georgia's health ministry via Northlight · 16 Aug 2008"."""
    entry = series.entries[-1]
    parts = [f"{count_of(entry)} {series.kind}", whose(entry), cells.day(entry.as_of)]
    return " · ".join(part for part in parts if part)


def count_of(entry: TollEntry) -> str:
    """An entry's bounds in words."""
    return cells.bounds_of(entry.low, entry.high, approx=entry.approx, vague=entry.vague)


def whose(entry: TollEntry) -> str:
    """Whose count it is and who tells it."""
    return f"{entry.counter} via {entry.telling.voice}" if entry.counter and entry.counter != entry.telling.voice else entry.telling.voice


def _steps(series: TollSeries) -> list[dict[str, Any]]:
    """A counter's entries as steps: each stands from its day until the counter's next; the last until the last day of the series."""
    dated = [entry for entry in series.entries if entry.as_of is not None]
    days = [entry.as_of for entry in dated if entry.as_of is not None]
    steps = []
    for number, entry in enumerate(dated):
        later = [one.as_of for one in dated[number + 1 :] if one.counter == entry.counter and one.as_of is not None]
        end = min(later, default=max(days) + datetime.timedelta(days=1))
        first = entry.as_of
        assert first is not None
        step = {"from": f"{first}", "to": f"{max(end, first + datetime.timedelta(days=1))}", "low": entry.low, "high": entry.high}
        shown = entry.low if entry.low is not None else entry.high
        counter = entry.counter or entry.telling.voice
        steps.append(step | {"shown": shown, "open": entry.high is None, "counter": counter, "count": count_of(entry)})
    return steps


routes: list[HTTPRouteHandler] = [
    *both("/ledger", "ledger.html", list_series, name="list_series"),
    *both("/ledger/{id:str}", "series.html", read_series, name="read_series"),
]
