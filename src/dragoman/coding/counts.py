"""Counts in a text: figures, words and mixtures of both, with the bounds said about them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from dragoman.lexicon import Lexicon, load_lexicon
from dragoman.lexicon.schema.tolls import SECTION
from dragoman.records import OffsetError, Span

LARGEST = 10_000_000_000


class Count(msgspec.Struct, frozen=True):
    """A number of people as written: ``span`` holds its bound too, ``number`` the number alone."""

    span: Span
    number: Span
    low: int | None
    high: int | None
    approx: bool = False
    vague: bool = False
    bound: str | None = None
    """The words that bound it ("more than"), in lower case."""


class Counter:
    """The grammar of counts, put together from the words of the ``tolls`` section."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._numbers: dict[str, int] = {}
        self._quantities: dict[str, tuple[int | None, int | None]] = {}
        self._bound_of: dict[str, str] = {}
        measures: set[str] = set()
        labels: set[str] = set()
        for words in lexicon.files(SECTION).values():
            self._numbers.update(words.numbers)
            self._quantities.update(words.quantities)
            self._bound_of.update({phrase: bound for bound, phrases in words.bounds.items() for phrase in phrases})
            measures.update(words.lists.get("measures", ()))
            labels.update(words.lists.get("labels", ()))
        self._compile(measures, labels)

    def _compile(self, measures: set[str], labels: set[str]) -> None:
        after = {phrase for phrase, bound in self._bound_of.items() if bound.startswith("or_")}
        before = set(self._bound_of) - after
        small = _choice(w for w, n in self._numbers.items() if n < 100 and w != "dozen")
        scale = _choice(w for w, n in self._numbers.items() if n >= 100 or w == "dozen")
        figures = r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+(?:\.[0-9]+(?= ?(?:thousand|million|billion|m\b|k\b)))?"
        word = rf"(?:(?:{small})(?:[- ](?:{small}))?)"
        opening = rf"(?:(?:{figures})(?:[mk]\b)?|half a|(?:a|an)(?= (?:{scale})\b)|{word}\b)"
        number = rf"{opening}(?:[- ](?:and[- ](?:a half )?)?(?:{scale}|{small})\b)*|(?:{scale})\b"
        vague = _choice(self._quantities)
        one = rf"(?:{vague})\b(?! (?:of )?(?:{scale})s?\b)|{number}"
        self._pattern = re.compile(
            rf"(?<![\w$€£¥#.,-])(?:(?P<before>(?:(?:{_choice(before)}) )*)(?:(?P<between>between|from) )?)(?P<first>{one})"
            rf"(?:(?P<link> (?:to|or|and) | ?[-–] ?)(?P<opt>(?:(?:up to|as many as|more than|perhaps|maybe) )?)(?P<second>{number}))?"
            rf"(?P<after> (?:{_choice(after)})\b|\+|-plus\b)?(?![\w%])"
        )
        lengths = "year|day|month|week|hour|mile|foot|metre|meter|kilo|mm"
        self._measure = re.compile(rf" ?-? ?(?:{_choice(measures)})(?![a-z])|[.,:/][0-9]|-(?:{lengths})|(?:st|nd|rd|th)\b")
        self._label = re.compile(rf"(?:^|[\s(])(?:{_choice(labels)}) ?$|[$€£¥#]$")

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Count]:
        """See ``find_counts``."""
        end = len(text) if end is None else end
        if not 0 <= start <= end <= len(text):
            raise OffsetError(f"no part of a text of {len(text)} code points runs from {start} to {end}", mend="Give 0 <= start <= end.")
        low = _lower(text[start:end])
        return [c for m in self._pattern.finditer(low) if (c := self._count(text, start, low, m)) is not None]

    def _count(self, text: str, offset: int, low: str, m: re.Match[str]) -> Count | None:
        begin, stop = m.start("first"), m.end("second") if m.group("second") else m.end("first")
        if self._measure.match(low, m.end()) or self._label.search(low, max(0, m.start() - 14), m.start()):
            return None
        values = self._values(m)
        if values is None:
            # "five and wounded": the second number was none of this count
            return None
        lowest, highest, vague = values
        before = self._bounds(m.group("before") or "")
        after = (m.group("after") or "").strip()
        bound = next((b for b in before if b[1] != "whole"), (after, self._bound_of.get(after, "or_more"))) if before or after else None
        approx = any(kind == "about" for _, kind in before) or (bound is not None and bound[1] == "or_so")
        for _, kind in [*before, *([bound] if bound and after else [])]:
            lowest, highest = _bounded(kind, lowest, highest)
        begin_bound = m.start("before") if m.group("before") else (m.start("between") if m.group("between") else begin)
        span = Span.of(text, offset + begin_bound, offset + m.end())
        number = Span.of(text, offset + begin, offset + stop)
        return Count(span, number, lowest, highest, approx and not vague, vague, bound[0] if bound else None)

    def _bounds(self, words: str) -> list[tuple[str, str]]:
        """The phrases said before a number, with what each does."""
        found, rest = [], words.strip()
        while rest:
            phrase = max((p for p in self._bound_of if rest == p or rest.startswith(p + " ")), key=len, default=None)
            if phrase is None:
                break
            found.append((phrase, self._bound_of[phrase]))
            rest = rest[len(phrase) :].strip()
        return found

    def _values(self, m: re.Match[str]) -> tuple[int | None, int | None, bool] | None:
        first = m.group("first")
        if first in self._quantities:
            low, high = self._quantities[first]
            return low, high, high is None or low != high
        value = self.number(first)
        if value is None:
            return None
        if not m.group("second"):
            return value, value, False
        second = self.number(m.group("second"))
        if second is None:
            return None
        if value < 100 and second >= 1000 and (scale := _scale(m.group("second"))) and value * scale <= second:
            value *= scale  # "two to three million"
        return (value, second, False) if value <= second else None

    def number(self, words: str) -> int | None:
        """The whole number that words or figures say; None when they say none."""
        parts = words.replace("-", " ").split()
        total, current, said = 0, 0.0, False
        for part in parts:
            if part in ("and", "a", "an"):
                if part != "and":
                    current, said = current or 1, True
                continue
            if part == "half":
                current, said = current + 0.5, True
                continue
            value = self._one(part)
            if value is None:
                return None
            scale = self._numbers.get(part, 0)
            if scale >= 1000:
                total += round((current or 1) * scale)
                current = 0
            elif scale in (12, 100) and part in ("dozen", "hundred"):
                current = (current or 1) * scale
            else:
                current += value
            said = True
        result = total + current
        return int(result) if said and result == int(result) and result <= LARGEST else None

    def _one(self, part: str) -> float | None:
        if part in self._numbers:
            return self._numbers[part]
        m = re.fullmatch(r"([0-9][0-9,]*(?:\.[0-9]+)?)([mk]?)", part)
        if m is None or len(m.group(1)) > 15:
            return None
        return float(m.group(1).replace(",", "")) * {"m": 1_000_000, "k": 1000, "": 1}[m.group(2)]


def _scale(words: str) -> int | None:
    last = words.split()[-1]
    return {"thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}.get(last)


def _bounded(kind: str, low: int | None, high: int | None) -> tuple[int | None, int | None]:
    if kind in ("at_least", "or_more"):
        return low, None
    if kind == "more_than":
        return (None if low is None else low + 1), None
    if kind in ("at_most", "or_less"):
        return None, high if high is not None else low
    if kind == "less_than":
        top = high if high is not None else low
        return None, None if top is None else max(0, top - 1)
    return low, high


def _choice(words: Iterable[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))


def _lower(text: str) -> str:
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@lru_cache(maxsize=1)
def _shipped() -> Counter:
    return Counter(load_lexicon())


def find_counts(text: str, start: int = 0, end: int | None = None) -> list[Count]:
    """Find the counts of people in part of a text, by the words of the lexicon that ships with the program.

    ``text`` is the whole document text, never a sentence cut from it. ``start`` and ``end``
    are code point offsets into it, end excluded; ``end=None`` is its end. Counts come in
    order of ``span.start`` and do not overlap. ``low`` and ``high`` are whole people, both
    included; ``None`` is an open end.

    Raises:
        OffsetError: ``start`` and ``end`` do not lie in order inside ``text``.
    Source: low and high estimates side by side, after the UCDP GED codebook.

    >>> [(c.span.text, c.low, c.high) for c in find_counts("Over 1,400 died; up to 3 are missing.")]
    [('Over 1,400', 1401, None), ('up to 3', None, 3)]
    """
    return _shipped().find(text, start, end)
