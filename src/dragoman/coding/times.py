"""Time records: the expressions of a story that name days, lengths of time or habits.

Relative ones count from the story's day (its dateline, else its publication date). With no such day they are
still recorded, with no dates: a day is never guessed.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from dragoman.coding.time_context import is_other_word, wrap
from dragoman.coding.time_days import Days, Reading, Setting, one_day, single_day
from dragoman.coding.time_events import day_of_event, is_followed_by_event
from dragoman.coding.time_forms import Calendar, Match, lower_letters
from dragoman.coding.time_tense import direction
from dragoman.coding.time_values import RECKONINGS
from dragoman.language import Annotated
from dragoman.lexicon import Lexicon
from dragoman.records import Document, Explanation, Found, Reason, Span, Time

DATELINE_DAYS = 3
"""A dateline up to so many days before publication is the day that "today" means."""


ANCHOR_YEARS = range(1000, 9000)


class TimeFinder:
    """Finds time expressions by the forms of the lexicon's ``times`` section."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._calendar = Calendar(lexicon)

    def find(self, doc: Annotated) -> Found[Time]:
        """Find the time expressions of a document, the dateline's too, in text order."""
        low = lower_letters(doc.text)
        rejected: list[Explanation] = []
        kept: list[Match] = []
        for match in self._calendar.matches(low):
            why = is_other_word(doc, low, match, self._calendar)
            if why is None:
                kept.append(match)
            else:
                rejected.append(Explanation(None, "time", match.rule.id, rejected=f"{doc.text[match.start : match.end]!r}: {why}"))
        readings = wrap(low, self._read(doc, kept))
        records = tuple(_record(doc, n, reading) for n, reading in enumerate(readings, 1))
        return Found(records, (*(_explained(t, r) for t, r in zip(records, readings, strict=True)), *rejected))

    def _read(self, doc: Annotated, matches: Iterable[Match]) -> list[Reading]:
        anchor = anchor_of(doc.document)
        readings: list[Reading] = []
        waiting: list[Match] = []
        for match in matches:
            if is_followed_by_event(doc, match):
                waiting.append(match)
            elif (reading := self._reading(doc, match, anchor, _last_day(readings), _last_period(readings))) is not None:
                readings.append(reading)
        for match in waiting:
            day = day_of_event(doc, match, readings)
            if (reading := self._reading(doc, match, anchor, day, one_day(day))) is not None:
                readings.append(reading)
        return sorted(readings, key=lambda r: r.start)

    def _reading(
        self, doc: Annotated, match: Match, anchor: datetime.date | None, day: datetime.date | None, period: Days | None
    ) -> Reading | None:
        """What a form says, counted from the story's day or from the ``day`` or ``period`` last named."""
        look = direction(doc, _token(doc, match), self._calendar)
        days = RECKONINGS[match.rule.value](match.groups, Setting(anchor, day, look, self._calendar, period))
        if days is None:
            return None
        sentence = bisect_right([s.start for s in doc.sentences], match.start) - 1
        return Reading(match.start, match.end, days, match.rule.id, sentence)


def anchor_of(document: Document) -> datetime.date | None:
    """The day that "today" means: the dateline's when it is close before publication, else the day of publication.

    None also for a day whose neighbours by years the calendar lacks.
    """
    published, dateline = document.published_date, document.dateline.date if document.dateline else None
    if published is None or dateline is None:
        anchor = published or dateline
    else:
        anchor = dateline if 0 <= (published - dateline).days <= DATELINE_DAYS else published
    return anchor if anchor is not None and anchor.year in ANCHOR_YEARS else None


def _token(doc: Annotated, match: Match) -> int | None:
    """The head of the expression's tokens: the one governed from outside it."""
    inside = doc.tokens_in(match.start, match.end)
    return next((i for i in inside if doc.tokens[i].head not in inside), inside[0] if len(inside) else None)


def _last_day(readings: Sequence[Reading]) -> datetime.date | None:
    """The single day last named."""
    return next((day for reading in reversed(readings) if (day := single_day(reading)) is not None), None)


def _last_period(readings: Sequence[Reading]) -> Days | None:
    """The day, month or year last named."""
    dated = (r.days for r in reversed(readings) if r.days.kind == "date" and r.days.first is not None and r.days.last is not None)
    return next(dated, None)


def _record(doc: Annotated, number: int, reading: Reading) -> Time:
    days = reading.days
    return Time(f"time{number}", Span.of(doc.text, reading.start, reading.end), days.first, days.last, days.kind)


def _explained(time: Time, reading: Reading) -> Explanation:
    value = f"{time.from_ or ''}/{time.to or ''}" if time.from_ or time.to else "unknown"
    how = reading.days.how
    return Explanation(time.id, "time", reading.rule, (Reason("from", value, how, time.span), Reason("kind", time.kind, how, time.span)))
