"""Times counted from another day: so long ago, so long after the day last named, the same year, the past months."""

from __future__ import annotations

from dragoman.coding.time_days import UNKNOWN, Date, Days, Groups, Setting, add_months, month_end, moved, one_day, shifted, stretch

_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "night": 1, "week": 7, "fortnight": 14}


def next_day(groups: Groups, setting: Setting) -> Days | None:
    """The next or the same day as the one last named."""
    if setting.reference is None:
        return UNKNOWN
    return one_day(shifted(setting.reference, setting.number("next_days", groups["next"])), "counted from the day last named")


def named_unit(groups: Groups, setting: Setting) -> Days | None:
    """ "The same year", "the following week": by the day, month or year last named."""
    name, period = groups["unit"], setting.period
    if name not in _MONTHS and name not in _DAYS:
        return None
    if period is None or period.first is None:
        return UNKNOWN
    found = stretch(period.first, name, setting.number("named_which", groups["named"]))
    return UNKNOWN if found is None else Days(*found, how=f"the {name} counted from the day last named")


def ago(groups: Groups, setting: Setting) -> Days | None:
    """ "Two days ago": from the anchor; a whole month or year when counted in those, unless "exactly" so long ago."""
    months = {"month": 1, "year": 12}.get(groups["unit"])
    if "exactly" in groups and setting.anchor is not None and months and (count := amount(groups, setting)):
        return one_day(add_months(setting.anchor, -round(count * months)), "counted back from the story's day")
    return _away(setting.anchor, -1, groups, setting, "counted back from the story's day")


def ahead(groups: Groups, setting: Setting) -> Days | None:
    """ "In two days' time": from the anchor."""
    return _away(setting.anchor, 1, groups, setting, "counted on from the story's day")


def later(groups: Groups, setting: Setting) -> Days | None:
    """ "Two days later": from the day last named; "two years later" also from the month or year last named."""
    unit = groups["unit"]
    if unit in setting.calendar.lists["short_units"]:
        return None  # "ten minutes later" says nothing of the day
    sign, how = (1 if groups["side"] in ("later", "after") else -1), "counted from the day last named"
    period = setting.period
    if unit in _DAYS or period is None or period.first is None or period.first == period.last:
        return _away(setting.reference, sign, groups, setting, how)
    count = amount(groups, setting)
    start = None if count is None or unit not in _MONTHS else add_months(period.first, sign * round(count * _MONTHS[unit]))
    if start is None or not _is_measured_in(period, unit):
        return UNKNOWN
    return Days(start, Date(start.year, 12, 31) if _is_year(period) else month_end(start.year, start.month), how=how)


def _is_measured_in(period: Days, unit: str) -> bool:
    """Whether a period is one month or one year, and so can be counted from in months or years."""
    first, last = period.first, period.last
    if _is_year(period):
        return unit != "month"
    return first is not None and first.day == 1 and last == month_end(first.year, first.month)


def _is_year(period: Days) -> bool:
    first, last = period.first, period.last
    return first is not None and last is not None and (first, last) == (Date(first.year, 1, 1), Date(first.year, 12, 31))


def past_length(groups: Groups, setting: Setting) -> Days | None:
    """ "The past 18 months", "the past year": a length that ends, or begins, on the story's day."""
    back, unit, anchor = setting.number("which", groups["which"]) < 0, groups["unit"], setting.anchor
    count = amount(groups, setting)
    if not back and setting.direction == "past":
        return UNKNOWN  # "the next year he fled": counted from what was told before
    if anchor is None or count is None or (unit not in _MONTHS and unit not in _DAYS):
        return Days(kind="duration", how="a length of time")
    sign = -1 if back else 1
    other = shifted(anchor, round(sign * count * _DAYS[unit])) if unit in _DAYS else add_months(anchor, round(sign * count * _MONTHS[unit]))
    if other is None:
        return Days(kind="duration", how="a length of time")
    return Days(min(other, anchor), max(other, anchor), "duration", "a length up to or from the story's day")


def length(groups: Groups, _: Setting) -> Days | None:
    """A length of time with no place on the calendar."""
    return Days(kind="duration", how="a length of time") if groups["unit"] != "second" else None


def clock(_: Groups, setting: Setting) -> Days | None:
    """A time of the clock or a part of the day: the day is the one last named."""
    day = setting.reference
    return Days(how="no day is named before it") if day is None else Days(day, day, how="the day last named")


def amount(groups: Groups, setting: Setting) -> float | None:
    """How many units, one where no number stands; None when the words do not say ("several")."""
    word = groups.get("number", "one")
    if word[0].isdigit():
        return float(word)
    parts = word.replace("-", " ").split()
    table = setting.calendar.numbers["small_numbers"]
    if " ".join(parts) in table:
        return table[" ".join(parts)]
    return sum(table[p] for p in parts) if all(p in table for p in parts) else None


def _away(start: Date | None, sign: int, groups: Groups, setting: Setting, how: str) -> Days | None:
    count = amount(groups, setting)
    if start is None or count is None:
        return UNKNOWN
    if groups["unit"] in setting.calendar.lists["short_units"]:
        return Days(how="a time of the same day or the one next to it")
    found = moved(start, sign * count, groups["unit"])
    return UNKNOWN if found is None else Days(*found, how=how)
