"""The forms of time expressions in the lexicon, compiled: where each stands in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec

from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema.times import SECTION, TimeRule
from dragoman.records import LexiconError

WINDOW = 70
"""Code points on either side of a trigger word within which its expression stands."""


# In the order they are searched for: "the next day" before "day".
_TRIGGER_TABLES = (
    "near_days", "next_days", "feasts", "months", "weekdays", "short_weekdays", "seasons", "decades", "overnights", "weekends", "noons",
    "unit_days",
)  # fmt: skip
_WORD_PARTS = ("month", "weekday", "unit")


class Form(msgspec.Struct, frozen=True):
    """A rule with its compiled pattern, tried only near a word of one of the tables it ``needs``."""

    rule: TimeRule
    pattern: re.Pattern[str]
    needs: frozenset[str]


class Match(msgspec.Struct, frozen=True):
    """Where a form matched: code points, and the words of its groups in lower case."""

    start: int
    end: int
    rule: TimeRule
    groups: Mapping[str, str]


class Calendar:
    """Every word, number and form of the ``times`` section, put together."""

    def __init__(self, lexicon: Lexicon) -> None:
        files = lexicon.files(SECTION)
        self.numbers: dict[str, dict[str, int]] = {}
        self.lists: dict[str, frozenset[str]] = {}
        parts: dict[str, str] = {}
        rules: list[TimeRule] = []
        for words in files.values():
            for name, numbers in words.numbers.items():
                self.numbers.setdefault(name, {}).update(numbers)
            for name, listed in words.lists.items():
                self.lists[name] = self.lists.get(name, frozenset()) | frozenset(listed)
            parts.update(words.parts)
            rules.extend(words.rules)
        slots = {name: alternatives(words) for name, words in [*self.numbers.items(), *self.lists.items()]}
        self.forms = tuple(Form(rule, _compile(rule.id, rule.pattern, {**slots, **parts}), self._needs(rule, parts)) for rule in rules)
        self._tables = self._triggers()
        # One flat choice of words: the engine then looks at the first letter only.
        self._trigger = re.compile(rf"\b({alternatives(self._tables)})s?\b|[0-9]{{4}}|[0-9] ?[ap]\.?m|[0-9][/.:][0-9]")

    def _needs(self, rule: TimeRule, parts: Mapping[str, str]) -> frozenset[str]:
        """The tables one of whose words stands in every match; figures when there is none."""
        slots = set(re.findall(r"\{([a-z_]+)\}", rule.pattern))
        slots |= {inner for slot in slots & set(_WORD_PARTS) for inner in re.findall(r"\{([a-z_]+)\}", parts[slot])}
        return frozenset(slots & set(_TRIGGER_TABLES)) or frozenset({"figures"})

    def _triggers(self) -> dict[str, str]:
        """Every word that may be the heart of an expression, with its table."""
        return {word: table for table in reversed(_TRIGGER_TABLES) for word in self.numbers[table]}

    def matches(self, text: str) -> list[Match]:
        """Give the forms that stand in lower-case ``text``, longest first, none overlapping another; in text order."""
        found: list[tuple[int, int, int, re.Match[str]]] = []
        for start, end, tables in self._windows(text):
            for order, form in enumerate(self.forms):
                if not form.needs.isdisjoint(tables):
                    found += [(m.start() - m.end(), order, m.start(), m) for m in form.pattern.finditer(text, start, end)]
        taken: list[Match] = []
        for _, order, _, m in sorted(found, key=lambda f: f[:3]):
            if all(m.end() <= t.start or t.end <= m.start() for t in taken):
                groups = {k: v for k, v in m.groupdict().items() if v}
                start, end = self._trimmed(text, m.start(), m.end())
                taken.append(Match(start, end, self.forms[order].rule, groups))
        return sorted(taken, key=lambda t: t.start)

    def _trimmed(self, text: str, start: int, end: int) -> tuple[int, int]:
        """Without blanks and commas at the edges, nor the full stop of the sentence."""
        while start < end and text[start] in " ,\n":
            start += 1
        while end > start and text[end - 1] in " ,\n":
            end -= 1
        last = re.split(r"[ \n-]", text[start:end])[-1]
        if last.endswith(".") and not self._is_short(last[:-1]):
            end -= 1
        return start, end

    def _is_short(self, word: str) -> bool:
        return word in self.numbers["short_weekdays"] or word in self.lists["short_months"] or re.search(r"[ap]\. ?m$", word) is not None

    def _windows(self, text: str) -> list[tuple[int, int, set[str]]]:
        """Stretches of text round trigger words, and the tables those are of."""
        windows: list[tuple[int, int, set[str]]] = []
        for m in self._trigger.finditer(text):
            table = self._tables.get(" ".join((m.group(1) or "").split()), "figures")
            start, end = _word_edge(text, max(0, m.start() - WINDOW)), min(len(text), m.end() + WINDOW)
            if windows and start <= windows[-1][1]:
                windows[-1] = (windows[-1][0], end, windows[-1][2] | {table})
            else:
                windows.append((start, end, {table}))
        return windows


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longer first, so that "two days" never stops at "two"."""
    return "|".join(re.escape(word).replace(r"\ ", " +") for word in sorted(words, key=lambda w: (-len(w), w)))


def lower_letters(text: str) -> str:
    """Lower case, code point for code point: a letter whose small form is longer stays as it is."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _word_edge(text: str, start: int) -> int:
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    return start


def _compile(rule: str, pattern: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    for _ in range(6):  # parts stand in parts
        expanded = re.sub(r"\{([a-z_]+)\}", lambda m: parts.get(m.group(1), m.group()), pattern)
        if expanded == pattern:
            break
        pattern = expanded
    try:
        return re.compile(r"(?<![\w$])(?:" + pattern.replace("{{", "{").replace("}}", "}") + ")")
    except re.error as error:
        raise LexiconError(f"the pattern does not compile: {error}", where=rule, mend="Mend the pattern or the part it uses.") from error
