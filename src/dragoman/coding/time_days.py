"""Days, months and years as the calendar has them, and what a time expression is read against."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Mapping
from typing import Literal

import msgspec

from dragoman.coding.time_forms import Calendar
from dragoman.records.report import TimeKind

Direction = Literal["past", "future"]
Date = datetime.date
Groups = Mapping[str, str]
"""The words that the groups of a form matched, by the name of the group."""
ONE_DAY = datetime.timedelta(1)


class Days(msgspec.Struct, frozen=True):
    """First and last day named, both included; None where open or unknown."""

    first: Date | None = None
    last: Date | None = None
    kind: TimeKind = "date"
    how: str = "as written"


class Reading(msgspec.Struct, frozen=True):
    """An expression with the days it was read as: code points ``start`` to ``end`` of the document."""

    start: int
    end: int
    days: Days
    rule: str
    sentence: int


def single_day(reading: Reading) -> Date | None:
    """The day an expression names, when it names just one."""
    days = reading.days
    return days.first if days.kind == "date" and days.first == days.last else None


class Setting(msgspec.Struct, frozen=True):
    """What an expression is read against: ``anchor`` the story's day, ``reference`` the day last named.

    ``period`` is the day, month or year last named, whichever came last.
    """

    anchor: Date | None
    reference: Date | None
    direction: Direction | None
    calendar: Calendar
    period: Days | None = None

    def number(self, table: str, word: str) -> int:
        """The number a word of the lexicon stands for."""
        return self.calendar.numbers[table][" ".join(word.split())]


UNKNOWN = Days(how="nothing gives the day it counts from")


def day_of(year: int, month: int, day: int) -> Date | None:
    """The day, or None where the calendar has none such."""
    try:
        return Date(year, month, day)
    except ValueError:
        return None


def one_day(day: Date | None, how: str = "as written") -> Days | None:
    """A single day, or None."""
    return None if day is None else Days(day, day, how=how)


def shifted(day: Date, days: int) -> Date | None:
    """A day so many days on; None outside the calendar."""
    try:
        return day + datetime.timedelta(days)
    except OverflowError:
        return None


def month_end(year: int, month: int) -> Date:
    """The last day of a month."""
    return Date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: Date, months: int) -> Date | None:
    """A day so many months on, no later in its month than the month is long; None outside the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return Date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1])) if 1 <= year <= 9998 else None


def whole_years(first: int, last: int) -> Days:
    """From the first day of one year to the last of another."""
    return Days(Date(first, 1, 1), Date(last, 12, 31))


def stretch(anchor: Date, unit: str, step: int) -> tuple[Date, Date] | None:
    """The whole week, month, year … ``step`` away from the one the anchor stands in."""
    unit = {"fortnight": "week"}.get(unit, unit)
    if unit in ("day", "night", "morning"):
        day = shifted(anchor, step)
        return (day, day) if day else None
    if unit == "week":
        monday = shifted(anchor, -anchor.weekday() + 7 * step)
        return (monday, monday + 6 * ONE_DAY) if monday else None
    if unit in ("month", "quarter"):
        length = 3 if unit == "quarter" else 1
        start = add_months(anchor.replace(month=(anchor.month - 1) // length * length + 1, day=1), step * length)
        return (start, month_end(start.year, start.month + length - 1)) if start else None
    years = {"year": 1, "decade": 10, "century": 100}.get(unit)
    if years is None:
        return None
    first = anchor.year // years * years + step * years
    return (Date(first, 1, 1), Date(first + years - 1, 12, 31)) if 1 <= first <= 9000 else None


def moved(day: Date, amount: float, unit_name: str) -> tuple[Date, Date] | None:
    """The day, or the month or year, that lies ``amount`` units from ``day``."""
    whole = round(amount)
    if unit_name in ("month", "quarter", "year", "decade", "century"):
        months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit_name]
        away = add_months(day, round(amount * months))
        return stretch(away, "month" if unit_name in ("month", "quarter") or amount != whole else "year", 0) if away else None
    lengths = {"day": 1, "night": 1, "morning": 1, "week": 7, "weekend": 7, "fortnight": 14}
    away = shifted(day, round(amount * lengths[unit_name])) if unit_name in lengths and abs(amount) < 1e6 else None
    return (away, away) if away else None
