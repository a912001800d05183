"""The two clocks: what had been published by a day, and what the archive had learnt by a moment."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, FromClause, and_, exists, or_

from dragoman.archive.schema import documents, reports, supersessions
from dragoman.records import UsageError


class View(msgspec.Struct, frozen=True):
    """What is looked at: by day of publication, by moment of learning, both, or (with neither) what stands now."""

    as_of: datetime.date | None = None
    learnt_by: datetime.datetime | None = None


def make_view(as_of: datetime.date | str | None, learnt_by: datetime.datetime | str | None) -> View:
    """The view of a day and a moment, given as such or written in ISO 8601; a moment without zone is UTC, a bare day its end.

    Raises:
        UsageError: one of them is no date.
    """
    return View(_day(as_of), _moment(learnt_by))


def standing_reports(view: View) -> list[ColumnElement[bool]]:
    """Conditions on ``reports`` joined with ``documents``: the reports that stand in the view."""
    return [*newest_reports(view), *standing_documents(view)]


def newest_reports(view: View) -> list[ColumnElement[bool]]:
    """Conditions on ``reports``: the newest of each document that the view knows."""
    if view.learnt_by is None:
        return [reports.c.superseded.is_(None)]
    return [reports.c.learnt <= view.learnt_by, or_(reports.c.superseded.is_(None), reports.c.superseded > view.learnt_by)]


def standing_documents(view: View, table: FromClause = documents, row: str = "row") -> list[ColumnElement[bool]]:
    """Conditions on documents, or on a table whose column ``row`` names them: published by then, and by nothing superseded."""
    by_then: list[ColumnElement[bool]] = [supersessions.c.document == table.c[row]]
    conditions: list[ColumnElement[bool]] = []
    if view.as_of is not None:
        by_then.append(supersessions.c.day <= view.as_of)
        published = documents.c.known_day <= view.as_of
        conditions.append(published if table is documents else exists().where(documents.c.row == table.c[row], published))
    if view.learnt_by is not None:
        by_then.append(supersessions.c.learnt <= view.learnt_by)
    return [*conditions, ~exists().where(and_(*by_then))]


def _day(value: Any) -> datetime.date | None:
    if value is None or (isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)):
        return value
    try:
        return datetime.date.fromisoformat(value) if isinstance(value, str) else value.date()
    except ValueError as error:
        raise UsageError(f'"{value}" is not a day', mend="Write it as YYYY-MM-DD.") from error


def _moment(value: datetime.datetime | str | None) -> datetime.datetime | None:
    if value is None:
        return None
    if isinstance(value, str):
        try:
            moment = datetime.datetime.fromisoformat(value)
        except ValueError as error:
            raise UsageError(f'"{value}" is not a moment', mend="Write it as YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ.") from error
        value = datetime.datetime.combine(moment, datetime.time.max) if len(value) == len("2023-10-07") else moment
    return value if value.tzinfo else value.replace(tzinfo=datetime.UTC)
