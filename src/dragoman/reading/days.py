"""Days as datelines, header lines and metadata write them; a year is never guessed."""

from __future__ import annotations

import datetime
import email.utils
import re

from dragoman.records import ReadingError

_MONTH_NAMES = {
    1: "january jan", 2: "february feb", 3: "march mar", 4: "april apr", 5: "may", 6: "june jun", 7: "july jul", 8: "august aug",
    9: "september sept sep", 10: "october oct", 11: "november nov", 12: "december dec",
}  # fmt: skip
MONTHS = {name: number for number, names in _MONTH_NAMES.items() for name in names.split()}
_MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_YEAR = r"(?P<year>(?:19|20)\d\d|['’]\d\d)(?!\d)"
# "13 JAN 90" is a cable's date; "Jan. 13, 90 people" is none, so only a day first may have a bare two-digit year.
_SHORT_YEAR = r"(?P<year2>(?:19|20)\d\d|['’]?\d\d)(?![\d:]|\.\d)"
DAY = re.compile(
    rf"{_WEEKDAY}(?:{_MONTH}\s{{0,2}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s{{1,2}}{_YEAR})?"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?[ \-](?:of\s)?{_MONTH.replace('<month>', '<month2>')}(?:,?[ \-]{_SHORT_YEAR})?"
    r"|(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?!\d))",
    re.IGNORECASE,
)
"""A day as words or ISO 8601; the parts are read by ``day_of``."""


class WrittenDay:
    """A day as written: the year is None when it was not."""

    __slots__ = ("day", "month", "year")

    def __init__(self, year: int | None, month: int, day: int) -> None:
        self.year, self.month, self.day = year, month, day

    def on(self, published: datetime.date | None) -> datetime.date | None:
        """The date, its year taken from ``published`` when it was not written: the last such day not after it.

        A dateline may be two days ahead of the date a desk stamped on the story (time zones, late
        filing). None when no year is known or there is no such day.
        """
        if self.year is not None:
            return _date(self.year, self.month, self.day)
        if published is None:
            return None
        limit = published + datetime.timedelta(days=2) if published <= datetime.date.max - datetime.timedelta(days=2) else published
        for year in (limit.year, limit.year - 1):
            found = _date(year, self.month, self.day)
            if found is not None and found <= limit:
                return found
        return None


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def day_of(match: re.Match[str]) -> WrittenDay | None:
    """Read the parts of a match of ``DAY``; None when there is no such day in any year."""
    part = match.groupdict()
    if part["iso"]:
        found = _date(*(int(number) for number in part["iso"].split("-")))
        return WrittenDay(found.year, found.month, found.day) if found else None
    month = MONTHS[(part["month"] or part["month2"]).lower()]
    day, year = int(part["day"] or part["day2"]), _year(part["year"] or part["year2"])
    return WrittenDay(year, month, day) if _date(year or 2000, month, day) else None


def _year(written: str | None) -> int | None:
    if not written:
        return None
    number = int(written.lstrip("'’"))
    # Two digits are a cable's of the last century or this one's first half.
    return number if number > 99 else 2000 + number if number < 50 else 1900 + number


def publication(value: str | datetime.date | None, *, where: str = "", field: str = "published") -> str | None:
    """Give a publication day or moment in ISO 8601: ``2023-10-19`` or ``2023-10-19T14:05:00+00:00``.

    Reads ISO 8601, the dates of mail and feeds (``Thu, 19 Oct 2023 14:05:00 GMT``) and days written
    with the month's name and a year. "" and None give None.

    Raises:
        ReadingError: it is none of these, or there is no such day.
    """
    if isinstance(value, datetime.date):
        return value.isoformat()
    if value is None or not value.strip():
        return None
    found = _iso(value.strip()) or _written(value.strip()) or _mail(value.strip())
    if found is None:
        raise ReadingError(
            f'field "{field}" is "{value[:60]}", not a date',
            where=where,
            mend="Write it as YYYY-MM-DD, or pass --published DATE for all of them.",
        )
    return found


def read_stamp(stamp: str | None) -> tuple[str | None, tuple[str, ...]]:
    """Read a date as a story's sender wrote it; one that names no day gives None and a notice that says so."""
    try:
        return publication(stamp), ()
    except ReadingError:
        return None, (f'The date that came with the story, "{stamp}", names no day; the story is taken as undated.',)


def _iso(value: str) -> str | None:
    try:
        if len(value) <= 10:
            return datetime.date.fromisoformat(value).isoformat() if "-" in value or len(value) == 8 else None
        return datetime.datetime.fromisoformat(value).isoformat()
    except ValueError:
        return None


def _mail(value: str) -> str | None:
    try:
        return email.utils.parsedate_to_datetime(value).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _written(value: str) -> str | None:
    match = DAY.fullmatch(value)
    day = day_of(match) if match else None
    if day is None or day.year is None:
        return None
    found = day.on(None)
    return found.isoformat() if found else None
