"""What stands around a time expression: words that make it something else, or part of a longer one."""

from __future__ import annotations

import datetime
import re

import msgspec

from dragoman.coding.time_days import Days, Reading
from dragoman.coding.time_forms import Calendar, Match
from dragoman.language import Annotated

_OPEN_BRACKET = re.compile(r" ?[(\[] ?$")
_RANGE = re.compile(r" ?(to|until|till|through|and|-|–) (?:the )?$")
_AGE = re.compile(r"[ -]olds?\b| of age\b")


def is_other_word(doc: Annotated, low: str, match: Match, calendar: Calendar) -> str | None:
    """Why a match is no time after all; None when it is one."""
    if match.rule.capital and not _is_capital(doc, match):
        return "not written with a capital letter"
    if match.rule.value == "month":
        return "the end of a person's name" if _ends_a_name(doc, match) else _month_fault(low, match, calendar)
    if match.rule.value == "year":
        return _year_fault(doc, low, match, calendar)
    if match.rule.value == "length" and _is_rate(doc, match):
        return "so much for each of them"
    if match.rule.value == "length" and (_AGE.match(low, match.end) or low[max(0, match.start - 5) : match.start] in ("aged ", " age ")):
        return "an age"
    if match.rule.value == "length" and match.groups["unit"] == "quarter" and low.startswith(" of ", match.end):
        return "a fraction"
    if match.rule.value == "feast" and match.groups["feast"] == "christmas" and low[match.end : match.end + 1].isalpha():
        return "part of a word"
    return None


def _is_rate(doc: Annotated, match: Match) -> bool:
    """ "Nine hundred a month", "twice a day": a price or a rate, not a length."""
    inside = doc.tokens_in(match.start, match.end)
    if not len(inside) or doc.tokens[inside[0]].lower not in ("a", "an"):
        return False
    before = doc.tokens[inside[0] - 1] if inside[0] else None
    return before is not None and (before.pos == "NUM" or before.lower in ("once", "twice", "times") or before.tag == "NNS")


def _is_capital(doc: Annotated, match: Match) -> bool:
    word = match.groups.get("month") or match.groups.get("weekday")
    if word is None:
        return doc.text[match.start].isupper()
    at = doc.text.lower().find(word, match.start, match.end)
    return at < 0 or doc.text[at].isupper()


def _ends_a_name(doc: Annotated, match: Match) -> bool:
    """ "Gao Jun", "Theresa May": a bare month right after a word of a person's name."""
    inside = doc.tokens_in(match.start, match.end)
    before = doc.tokens[inside[0] - 1] if len(inside) and inside[0] else None
    return (
        before is not None
        and before.entity == "PERSON"
        and set(match.groups) == {"month"}
        and before.sentence == doc.tokens[inside[0]].sentence
    )


def _before(low: str, start: int, words: int) -> list[str]:
    """The last words before ``start`` on its line."""
    line = low[low.rfind("\n", 0, start) + 1 : start]
    return line.split()[-words:] if line[-1:].isspace() or line[-1:] == "-" else [line.split()[-1] if line.split() else ""]


def _month_fault(low: str, match: Match, calendar: Calendar) -> str | None:
    if "year" in match.groups or "which" in match.groups or match.groups["month"] not in calendar.lists["homonym_months"]:
        return None
    before = _before(low, match.start, 1)
    if before and before[0].strip("(,") in calendar.lists["months_before"]:
        return None
    return "a word that is also a month, with no preposition before it"


def _year_fault(doc: Annotated, low: str, match: Match, calendar: Calendar) -> str | None:
    if len(low[match.start : match.end]) > 4:
        return None  # "late 2001"
    before = [w.strip("([,") for w in _before(low, match.start, 2)]
    after = low[match.end : match.end + 25].split()
    if low[match.start - 1 : match.start] in ("$", "€", "£", "#", "-", "/", ".", ",") or low[match.end : match.end + 1] in ("-", "%", "/"):
        return "part of another number or word"
    if before and (before[-1] in calendar.lists["not_before_year"] or " ".join(before) in calendar.lists["not_before_year"]):
        return "a count"
    if after and after[0].strip(".,;") in calendar.lists["not_after_year"] and low[match.end : match.end + 1] == " ":
        return "a count"
    inside = doc.tokens_in(match.start, match.end)
    token = doc.tokens[inside[0]] if len(inside) else None
    if token is not None and token.dep == "nummod" and doc.tokens[token.head].tag == "NNS" and token.entity != "DATE":
        return "counts the noun after it"
    return None


def wrap(low: str, readings: list[Reading]) -> list[Reading]:
    """Join what belongs together: "today (14 October)", "from May to June", "since 1983", "until Friday"."""
    joined: list[Reading] = []
    for reading in readings:
        if joined and (whole := _joined(low, joined[-1], reading)) is not None:
            joined[-1] = whole
        else:
            joined.append(reading)
    return [_bounded(low, r) for r in joined]


def _joined(low: str, first: Reading, second: Reading) -> Reading | None:
    between = low[first.end : second.start]
    kinds = (first.days.kind, second.days.kind)
    if len(between) > 12 or "\n" in between or "set" in kinds:
        return None
    if _OPEN_BRACKET.fullmatch(between) and low[second.end : second.end + 1] in (")", "]", ",") and kinds[0] == kinds[1]:
        end = second.end + (low[second.end : second.end + 1] in (")", "]"))
        return _stretched(first, end, second.days)
    link = _RANGE.fullmatch(between)
    before = low[max(0, first.start - 8) : first.start]
    opener = r"\bbetween $" if link and link.group(1) == "and" else r"\bfrom $"
    if link and kinds == ("date", "date") and re.search(opener, before):
        opens, closes = first.days.first, second.days.last
        if opens is not None and closes is not None and opens > closes and first.days.last is not None:
            # "from November to March 2003": the year stands with the second only
            opens = _same_year(opens, closes)
        if opens is None or closes is None or opens <= closes:
            return _stretched(first, second.end, Days(opens, closes, how="from the one to the other"))
    return None


def _same_year(start: datetime.date, end: datetime.date) -> datetime.date | None:
    for year in (end.year, end.year - 1):
        try:
            moved = start.replace(year=year)
        except ValueError:
            continue
        if moved <= end:
            return moved
    return None


def _stretched(first: Reading, end: int, days: Days) -> Reading:
    return msgspec.structs.replace(first, end=end, days=days)


def _bounded(low: str, reading: Reading) -> Reading:
    if reading.days.kind != "date":
        return reading
    for word, kind in (("ever since ", "since"), ("since ", "since"), ("until ", "until"), ("till ", "until")):
        start = reading.start - len(word)
        if low[max(0, start) : reading.start] == word and not low[max(0, start - 1) : start].isalnum():
            first, last = (reading.days.first, None) if kind == "since" else (None, reading.days.last)
            days = Days(first, last, kind, f"{reading.days.how}, open by {word.strip()!r}")  # type: ignore[arg-type]
            return msgspec.structs.replace(reading, start=start, days=days)
    return reading
