"""Verb dictionaries of TABARI and PETRARCH.

::

    &PARLEY                         a set of words, for patterns after it
    +TALKS
    +ROUND_OF_TALKS

    --- BREAK [160] ---             a block and its code; TABARI has no such line, the code stands at the verb
    BREAK {BROKE BROKEN}            its verbs, irregular forms in braces, a code of their own if they have one
    CALL_OFF [163]                  a verb with its particle; + marks the verb where it is not the first word (RE_+ARM)
    - * &PARLEY WITH + [161]        patterns of all of them: * is the verb, $ who does it, + to whom, % both
    - * {DIPLOMATIC TIES} (WITH +) [161]
    - * HABIT [---]                 a null code: no event
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from dragoman.lexicon.dictionaries.lines import Line, words_of

_CODE = re.compile(r"\s*\[\s*([^\]\s]+)\s*\]\s*$")
_HEADING = re.compile(r"-{3,}\s*(.*?)\s*(?:\[\s*([^\]\s]+)\s*\])?\s*-*")
_VERB = re.compile(r"(\+?[A-Za-z][\w'-]*(?:[ _]\+?[\w'-]+)*_?)\s*(?:\{([^}]*)\})?")
_TOKEN = re.compile(r"[(){}|]|[^\s(){}|]+")


class Verb(msgspec.Struct, frozen=True):
    """A verb of a block, in lower case, with its particle ("call off")."""

    line: Line
    words: tuple[str, ...]
    code: str | None


class VerbPattern(msgspec.Struct, frozen=True):
    """A pattern: its signs before and after the verb."""

    line: Line
    text: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    code: str | None


class Block(msgspec.Struct, frozen=True):
    """Verbs of one meaning and their patterns."""

    verbs: tuple[Verb, ...]
    patterns: tuple[VerbPattern, ...]


class VerbFile(msgspec.Struct, frozen=True):
    """What a verb dictionary holds; ``left`` are lines that are understood and not read."""

    blocks: tuple[Block, ...]
    sets: dict[str, tuple[str, ...]]
    faults: tuple[str, ...]
    left: tuple[Line, ...]


def read_verbs(lines: Iterable[Line]) -> VerbFile:
    """Read a verb dictionary; its faults begin with file and line."""
    reader = _Reader()
    for line in lines:
        reader.read(line)
    return reader.finish()


class _Reader:
    """Reads line by line. A block begins with a heading, or with a verb after patterns or an empty line."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._sets: dict[str, tuple[str, ...]] = {}
        self._faults: list[str] = []
        self._left: list[Line] = []
        self._verbs: list[Verb] = []
        self._patterns: list[VerbPattern] = []
        self._code: str | None = None
        self._set = ""
        self._broken = False
        self._in_block = False
        """Whether a heading or a verb has begun a block, in which + marks a verb and no word of a set."""

    def read(self, line: Line) -> None:
        text = line.text.strip()
        if not text:
            self._set, self._broken = "", True
        elif text.startswith("---"):
            self._heading(text)
        elif text.startswith("~"):
            self._left.append(line)
        elif text.startswith("&"):
            self._end()
            self._set, self._in_block = text.rstrip("_").lower(), False
            self._sets[self._set] = ()
        elif text.startswith("+") and (self._set or not self._in_block):
            self._member(line, text[1:])
        elif text.startswith("-"):
            self._pattern(line, text[1:].strip())
        else:
            self._verb(line, text)

    def finish(self) -> VerbFile:
        self._end()
        return VerbFile(tuple(self._blocks), self._sets, tuple(self._faults), tuple(self._left))

    def _heading(self, text: str) -> None:
        self._end()
        match = _HEADING.fullmatch(text)
        self._code, self._set, self._in_block = match.group(2) if match else None, "", True

    def _member(self, line: Line, text: str) -> None:
        if not self._set:
            self._fault(line, f'"+{text.strip()}" belongs to no set', "Put a line with &NAME before it.")
        elif words := words_of(text.lower()):
            self._sets[self._set] += (" ".join(words),)

    def _verb(self, line: Line, text: str) -> None:
        code = _CODE.search(text)
        match = _VERB.fullmatch(text[: code.start()] if code else text)
        if match is None:
            self._fault(
                line, f'"{text}" is no verb, pattern, set or heading', "Write VERB {FORMS} [CODE], - PATTERN [CODE], &SET, or +WORD."
            )
            return
        if self._patterns or (self._broken and self._verbs):
            self._end()
        self._set, self._broken, self._in_block = "", False, True
        own = code.group(1) if code else None
        if not self._verbs and self._code is None:
            self._code = own
        self._verbs.append(Verb(line, _verb_first(words_of(match.group(1).lower())), own or self._code))

    def _pattern(self, line: Line, text: str) -> None:
        code = _CODE.search(text)
        signs = _TOKEN.findall(text[: code.start()] if code else text)
        places = [i for i, sign in enumerate(signs) if set(sign) == {"*"}]
        if not self._verbs:
            self._fault(line, f'the pattern "{text}" belongs to no verb', "Put a verb before it.")
        elif len(places) != 1:
            self._fault(line, f'the pattern "{text}" has {len(places) or "no"} * for its verb', "Write * once, where the verb stands.")
        elif "[" in text[: code.start() if code else None] or "]" in text[: code.start() if code else None]:
            self._fault(line, f'the pattern "{text}" has a code that cannot be read', "End it with one code in square brackets.")
        elif faulty := [s for s in signs if s.startswith("&") and s.rstrip("_").lower() not in self._sets]:
            self._fault(
                line, f"the set {faulty[0]} is not defined before this line", "Define it with a line that holds its name, and +WORD lines."
            )
        else:
            at = places[0]
            lower = tuple(sign.rstrip("_").lower() for sign in signs)
            self._patterns.append(VerbPattern(line, text, lower[:at], lower[at + 1 :], code.group(1) if code else None))

    def _end(self) -> None:
        if self._verbs:
            self._blocks.append(Block(tuple(self._verbs), tuple(self._patterns)))
        self._verbs, self._patterns, self._code = [], [], None

    def _fault(self, line: Line, what: str, mend: str) -> None:
        self._faults.append(f"{line.where}: {what}\n  {mend}")


def _verb_first(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a verb, the one that + marks first where only particles follow it; a prefix is joined to it ("re_+arm": "rearm")."""
    marked = next((i for i, word in enumerate(words) if word.startswith("+")), 0)
    return ("".join(words[: marked + 1]).replace("+", ""), *words[marked + 1 :])
