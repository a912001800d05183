"""Time expressions: the words of the calendar and the forms a date is written in (``lexicon/times``)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

import msgspec

from dragoman.lexicon.section import Flaw, Section


class TimeAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    """What an example must give: the words of the expression and the days it names."""

    words: str
    from_: datetime.date | None = None
    to: datetime.date | None = None
    kind: str = "date"


class TimeExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence in our own words, the day it was published and every time it must give."""

    text: str
    times: tuple[TimeAnswer, ...]
    published: datetime.date | None = None


class TimeCounterexample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence that the rule must leave alone."""

    text: str
    why: str
    published: datetime.date | None = None


class TimeRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A form of expression. ``pattern`` is a regular expression over lower-case text with {parts}.

    ``value`` names the reckoning (``coding/time_values.py``) that turns the groups into days.
    ``capital`` asks that the month or weekday be written with a capital letter.
    """

    id: str
    pattern: str
    value: str
    examples: tuple[TimeExample, ...]
    counterexamples: tuple[TimeCounterexample, ...] = ()
    capital: bool = False


class TimeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words with numbers, plain word lists, the parts that patterns are put together from, and rules."""

    means: str
    source: str
    numbers: dict[str, dict[str, int]] = {}
    lists: dict[str, tuple[str, ...]] = {}
    parts: dict[str, str] = {}
    rules: tuple[TimeRule, ...] = ()


def _check(words: TimeWords) -> Iterable[Flaw]:
    seen: set[str] = set()
    for rule in words.rules:
        if rule.id in seen:
            yield Flaw(f"rule {rule.id} is given twice", rule.id)
        seen.add(rule.id)
        if not rule.examples:
            yield Flaw(f"rule {rule.id} has no example", rule.id)


SECTION: Section[TimeWords] = Section("times", TimeWords, _check)
