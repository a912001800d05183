"""From the words of a time expression to the days it names: plain reckoning with the calendar."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from dragoman.coding.time_days import (
    ONE_DAY,
    UNKNOWN,
    Date,
    Days,
    Groups,
    Setting,
    add_months,
    day_of,
    month_end,
    one_day,
    shifted,
    stretch,
    whole_years,
)
from dragoman.coding.time_relative import ago, ahead, clock, later, length, named_unit, next_day, past_length

PAST_DAYS, FUTURE_DAYS = 90, 150
"""A day of the coming year goes to the last one under a verb in the past only when so many days ahead at least, and one of
the past year to the next under a verb of the future only when so many days back: nearer, writers would say which year."""
PAST_MONTHS, FUTURE_MONTHS = 3, 5

Reckoning = Callable[[Groups, Setting], Days | None]


def _year(groups: Groups, setting: Setting) -> int | None:
    if "year" in groups:
        return int(groups["year"])
    if "yy" in groups:
        return _full_year(groups["yy"], setting)
    return None


def _full_year(two: str, setting: Setting) -> int:
    near = setting.anchor.year if setting.anchor else 2000
    return min((century + int(two) for century in (1900, 2000)), key=lambda y: (abs(y - near), y))


def nearest(days: list[Date], setting: Setting) -> Date | None:
    """Of days a year apart, the one nearest the anchor, unless the tense clearly asks for another."""
    if setting.anchor is None or not days:
        return None
    anchor = setting.anchor
    best = min(days, key=lambda d: (abs(d - anchor), d))
    if setting.direction == "past" and (best - anchor).days > PAST_DAYS:
        return max((d for d in days if d <= anchor), default=best)
    if setting.direction == "future" and (anchor - best).days > FUTURE_DAYS:
        return min((d for d in days if d >= anchor), default=best)
    return best


def calendar_day(groups: Groups, setting: Setting) -> Days | None:
    """A day and month, with a year as written or the nearest to the anchor."""
    month, day = setting.number("months", groups["month"]), int(groups["day"])
    year = _year(groups, setting)
    if year is None and "which" in groups and setting.anchor is not None:
        year = setting.anchor.year + setting.number("which", groups["which"])
    if year is not None:
        return one_day(day_of(year, month, day))
    if day_of(2000, month, day) is None:
        return None
    if setting.anchor is None:
        return UNKNOWN
    years = (setting.anchor.year + n for n in (-1, 0, 1))
    return one_day(nearest([d for y in years if (d := day_of(y, month, day))], setting), "the year nearest the story's day")


def day_range(groups: Groups, setting: Setting) -> Days | None:
    """Two days of one month."""
    first = calendar_day(groups, setting)
    last = calendar_day({**groups, "day": groups["day2"]}, setting)
    if first is None or last is None or (first.first and last.first and last.first <= first.first):
        return None
    return Days(first.first, last.last, how=first.how)


def iso_day(groups: Groups, _: Setting) -> Days | None:
    """Year, month and day in figures."""
    return one_day(day_of(int(groups["iso_year"]), int(groups["iso_month"]), int(groups["iso_day"])))


def numeric_day(groups: Groups, setting: Setting) -> Days | None:
    """Day and month in figures in either order; which is told by the figures or by the anchor, else left open."""
    if groups["mark"] == "." and len(groups["last"]) == 2:
        return None
    year = int(groups["last"]) if len(groups["last"]) == 4 else _full_year(groups["last"], setting)
    a, b = int(groups["first"]), int(groups["second"])
    orders = ((b, a),) if groups["mark"] == "." else ((a, b), (b, a))
    readings = sorted({d for month, day in orders if (d := day_of(year, month, day))})
    if not readings:
        return None
    if len(readings) == 1:
        return one_day(readings[0])
    anchor = setting.anchor
    if anchor is None:
        return UNKNOWN
    return one_day(min(readings, key=lambda d: (abs(d - anchor), d)), "day and month in the order nearest the story's day")


def month(groups: Groups, setting: Setting) -> Days | None:
    """A month with its year, or "last May", or the nearest by tense."""
    number = setting.number("months", groups["month"])
    year = _year(groups, setting)
    if year is None:
        year, how = _year_of_month(number, groups.get("which"), setting), "the year by tense, from the story's day"
    else:
        how = "as written"
    return UNKNOWN if year is None else Days(Date(year, number, 1), month_end(year, number), how=how)


def _year_of_month(number: int, which: str | None, setting: Setting) -> int | None:
    anchor = setting.anchor
    if anchor is None:
        return None
    step = setting.number("which", which) if which else None
    if step == 0:
        return anchor.year
    if step == 1:
        return anchor.year + (number <= anchor.month)
    if step == -1:
        return anchor.year - (number >= anchor.month)
    ahead = (number - anchor.month + 6) % 12 - 6  # months from the story's: six back to five ahead
    if setting.direction == "past" and ahead >= PAST_MONTHS:
        ahead -= 12
    elif setting.direction == "future" and ahead <= -FUTURE_MONTHS:
        ahead += 12
    return anchor.year + (anchor.month - 1 + ahead) // 12


def month_of_year(groups: Groups, setting: Setting) -> Days | None:
    """ "August last year": a month of the year before, of or after the story's day."""
    anchor, number = setting.anchor, setting.number("months", groups["month"])
    if anchor is None:
        return UNKNOWN
    of = anchor.year + setting.number("which", groups["which"])
    return Days(Date(of, number, 1), month_end(of, number), how="a month of the year counted from the story's day")


def part_of_year(groups: Groups, setting: Setting) -> Days | None:
    """ "The first quarter of 2009", "the second half of last year"."""
    year = _year(groups, setting)
    if year is None and "which" in groups and setting.anchor is not None:
        year = setting.anchor.year + setting.number("which", groups["which"])
    if year is None:
        return UNKNOWN
    months = setting.number("parts_of_year", groups["part"])
    place = groups["place"]
    first = 13 - months if place in ("last", "final") else 1 + months * (setting.number("ordinals", place) - 1)
    return Days(Date(year, first, 1), month_end(year, first + months - 1)) if first + months <= 13 else None


def year(groups: Groups, _: Setting) -> Days | None:
    """A whole year."""
    return whole_years(int(groups["year"]), int(groups["year"]))


def year_range(groups: Groups, _: Setting) -> Days | None:
    """From one year to another, the second perhaps with two figures."""
    first, second = int(groups["year"]), groups["year2"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    return whole_years(first, last) if first < last <= first + 120 else None


def decade(groups: Groups, setting: Setting) -> Days | None:
    """Ten years."""
    if "decade" in groups:
        first = int(groups["decade"])
        return whole_years(first, first + (99 if first % 100 == 0 and first < 2000 else 9))
    return whole_years(1900 + setting.number("decades", groups["tens"]), 1909 + setting.number("decades", groups["tens"]))


def weekday(groups: Groups, setting: Setting) -> Days | None:
    """A day of the week near the anchor: before it, or after it where the tense is future."""
    anchor = setting.anchor
    if anchor is None:
        return UNKNOWN
    number = setting.number("weekdays", groups["weekday"])
    which = groups.get("week") or groups.get("which")
    if which and which.endswith("week"):
        monday = anchor - datetime.timedelta(anchor.weekday()) + 7 * ONE_DAY * setting.number("which", which.split()[0])
        return one_day(monday + number * ONE_DAY, f"the {groups['weekday']} of {which}")
    step = setting.number("which", which) if which else None
    back = (anchor.weekday() - number) % 7
    if step == 1 or (step in (None, 0) and setting.direction == "future"):
        ahead = (number - anchor.weekday()) % 7
        return one_day(shifted(anchor, ahead or (7 if step == 1 else 0)), "the first after the story's day, by its words or tense")
    return one_day(shifted(anchor, -(back or (7 if step == -1 else 0))), "the last before the story's day")


def near_day(groups: Groups, setting: Setting) -> Days | None:
    """Today, yesterday, tomorrow and their parts."""
    if setting.anchor is None:
        return UNKNOWN
    return one_day(shifted(setting.anchor, setting.number("near_days", groups["near"])), "counted from the story's day")


def overnight(_: Groups, setting: Setting) -> Days | None:
    """From the day before to the story's day."""
    anchor = setting.anchor
    return UNKNOWN if anchor is None else Days(shifted(anchor, -1), anchor, how="the night before the story's day")


def unit(groups: Groups, setting: Setting) -> Days | None:
    """ "Last week", "earlier this month", "next year"."""
    step, name = setting.number("which", groups["which"]), groups["unit"]
    if name not in ("day", "night", "morning", "week", "month", "quarter", "year", "decade", "century") or (name == "day" and step == 0):
        return None
    if setting.anchor is None:
        return UNKNOWN
    found = stretch(setting.anchor, name, step)
    if found is None:
        return UNKNOWN
    first, last = found
    edge = groups.get("edge", "").strip()
    if step == 0 and edge in ("earlier", "early"):
        last = setting.anchor
    elif step == 0 and edge == "later":
        first = setting.anchor
    return Days(first, last, how=f"the {name} counted from the story's day")


def weekend(groups: Groups, setting: Setting) -> Days | None:
    """Saturday and Sunday, before the anchor unless the words or the tense look ahead."""
    anchor = setting.anchor
    if anchor is None:
        return UNKNOWN
    ahead = setting.number("which", groups["which"]) == 1 if "which" in groups else False
    if ahead or setting.direction == "future":
        saturday = shifted(anchor, (5 - anchor.weekday()) % 7)
    else:
        saturday = shifted(anchor, -((anchor.weekday() - 5) % 7))
    return None if saturday is None else Days(saturday, shifted(saturday, 1), how="the weekend next to the story's day")


def habit(_: Groups, __: Setting) -> Days | None:
    """A time that comes again."""
    return Days(kind="set", how="comes again")


def season(groups: Groups, setting: Setting) -> Days | None:
    """Three months from the first of the season, as in the north."""
    written = _year(groups, setting)
    first = setting.number("seasons", groups["season"])
    if written is None:
        if "which" not in groups:
            return None  # "the fall of the town"
        if setting.anchor is None:
            return UNKNOWN
        written = _year_of_season(first, groups["which"], setting)
    if written is None:
        return UNKNOWN
    start = Date(written, first, 1)
    end = add_months(start, 2)
    return None if end is None else Days(start, month_end(end.year, end.month), how="the season as in the north")


def _year_of_season(first: int, which: str, setting: Setting) -> int | None:
    """The year that a season begins in; "this winter" in March is the one just over."""
    anchor = setting.anchor
    if anchor is None or setting.number("which", which) != 0:
        return _year_of_month(first, which, setting)
    return anchor.year - ((first - anchor.month) % 12 > 7 and first > anchor.month)


def feast(groups: Groups, setting: Setting) -> Days | None:
    """A feast with a fixed day."""
    number = setting.number("feasts", groups["feast"])
    written = _year(groups, setting)
    if written is not None:
        return one_day(day_of(written, number // 100, number % 100))
    if setting.anchor is None:
        return UNKNOWN
    days = [Date(setting.anchor.year + n, number // 100, number % 100) for n in (-1, 0, 1)]
    return one_day(nearest(days, setting), "the year nearest the story's day")


RECKONINGS: dict[str, Reckoning] = {
    f.__name__: f
    for f in (
        calendar_day, day_range, iso_day, numeric_day, month, year, year_range, decade, weekday, near_day, overnight, next_day, unit,
        weekend, ago, ahead, later, past_length, length, habit, season, feast, clock, month_of_year, part_of_year, named_unit,
    )
}  # fmt: skip
