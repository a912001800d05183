"""Fields of a record as words for people: names for ids, bounds as they are said, days, quotations."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from dragoman.records import Actor, Event, Place, Report, Span, Statement, Time, Toll, TollEntry
from dragoman.wording.printing import printable

LONGEST_QUOTATION = 320
PRONOUNS = frozenset({"he", "she", "it", "they", "i", "we", "who", "that", "which"})


class Names:
    """The words for the ids of one report."""

    def __init__(self, report: Report) -> None:
        self._actors = {actor.id: actor for actor in report.actors}
        self._places = {place.id: place for place in report.places}
        self._times = {time.id: time for time in report.times}
        self._statements = {statement.id: statement for statement in report.statements}

    def actors(self, ids: Sequence[str]) -> str:
        """The names of actors, with commas."""
        return ", ".join(printable(self._actors[id].name) for id in ids)

    def parties(self, event: Event) -> str:
        """Who did it to whom: "Hamas → Israel"; all parties of a reciprocal event side by side."""
        doers, others = self.actors(event.actors), self.actors(event.recipients)
        if not event.actors and not event.recipients:
            return "—"
        return f"{doers or '?'} → {others}" if event.recipients else doers

    def place(self, id: str | None) -> str:
        """The name of a place, "" for none."""
        return printable(self._places[id].name) if id else ""

    def time(self, id: str | None) -> str:
        """The days of a time, "" for none."""
        return days(self._times[id]) if id else ""

    def teller(self, id: str | None) -> str:
        """Whose words: "ministry (s2)"; "" when the story itself tells it."""
        if id is None:
            return ""
        words = self.source(self._statements[id])[0]
        return f"{shortened(words, 40)} ({id})" if words else f"({id})"

    def source(self, statement: Statement) -> tuple[str, str]:
        """Whose words: as written, and who that is where the words do not say it ("" where they do)."""
        if statement.source is None:
            return "", ""
        words = printable(flat(statement.source.span.text)) if statement.source.span else ""
        known = self.actors(statement.source.actors)
        if not words or words.lower() in PRONOUNS:
            return known or words, ""
        return words, "" if _core(known) in _core(words) else known


def days(time: Time) -> str:
    """The days a time names: "7 Oct 2023", "since 7 Oct 2023", "1–3 May 2024"; its own words when it names none."""
    first, last = time.from_, time.to
    if first is None and last is None:
        return f"“{printable(flat(time.span.text))}”"
    if first is None or last is None:
        return f"until {day(last)}" if last else f"since {day(first)}"
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    return f"{day(first)} – {day(last)}"


def day(date: datetime.date | None) -> str:
    """A day as "7 Oct 2023", "" for none."""
    return f"{date.day} {date:%b} {date.year}" if date else ""


def standing(toll: Toll) -> str:
    """How a toll stands to the others: a running total, an increment, a sum, a part of another; "" for a plain count."""
    if toll.part_of:
        return f"part of {toll.part_of}"
    return {"count": "", "increment": "further", "running": "so far", "sum": "in all"}[toll.tally]


def bounds(toll: Toll | TollEntry) -> str:
    """A count with its bounds: "3,401+", "≈1,500", "up to 20", "24+ (vague)", "10–12"."""
    return bounds_of(toll.low, toll.high, approx=toll.approx, vague=toll.vague)


def bounds_of(low: int | None, high: int | None, *, approx: bool = False, vague: bool = False) -> str:
    """Bounds as they are said, None open."""
    if low is None and high is None:
        said = "?"
    elif low is None or (low == 0 and high):
        said = f"up to {high:,}"
    elif high is None:
        said = f"{low:,}+"
    else:
        said = f"{low:,}" if low == high else f"{low:,}–{high:,}"
    return f"{'≈' if approx else ''}{said}{' (vague)' if vague else ''}"


def codes(actor: Actor) -> str:
    """Primary code, then sectors."""
    return " ".join(actor.codes) or "—"


def where(place: Place) -> str:
    """What holds the place: "Gaza Strip, PSE"."""
    return ", ".join(printable(part) for part in (place.admin1, place.country) if part and part != place.name)


def point(place: Place) -> str:
    """Degrees as "25.29 N 51.53 E", "" when they are not known."""
    if place.lat is None or place.lon is None:
        return ""
    return f"{abs(place.lat):.2f} {'N' if place.lat >= 0 else 'S'} {abs(place.lon):.2f} {'E' if place.lon >= 0 else 'W'}"


def quotation(spans: Iterable[Span]) -> str:
    """The words of the spans, quoted, on one line, cut in the middle where they are long."""
    return " … ".join(f"“{shortened(printable(flat(span.text)), LONGEST_QUOTATION)}”" for span in spans)


def flat(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())


def shortened(text: str, longest: int) -> str:
    """The text, cut in the middle to ``longest`` characters."""
    if len(text) <= longest:
        return text
    half = (longest - 3) // 2
    return f"{text[:half].rstrip()} … {text[-half:].lstrip()}"


def depth(statement: Statement, statements: Sequence[Statement]) -> int:
    """How many statements a statement stands in."""
    above = {other.id: other.parent for other in statements}
    found, parent = 0, statement.parent
    while parent is not None and found < len(statements):
        found, parent = found + 1, above[parent]
    return found


def _core(name: str) -> str:
    return name.lower().removeprefix("the ")
