"""Agent dictionaries of TABARI and PETRARCH: words for what somebody does, with the code that they add to an actor's.

::

    !MEMBER! = MAN, WOMAN, PERSON   a set, of which each word makes an entry
    LAWMAKER [~LEG]                 the code is added after the actor's: a lawmaker of Ruritania is RURLEG
    AID_WORKER [NGO~]               the code stands before it
    CHILD {CHILDREN} [~CVL]         a plural that is not made by -S, -ES or -IES; {} for none
    PARLIAMENT!MEMBER! [~LEG]
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from dragoman.lexicon.dictionaries.actors import parts_of
from dragoman.lexicon.dictionaries.lines import Line, words_of

_SET = re.compile(r"(![\w-]+!)\s*=\s*(.+)")
_ENTRY = re.compile(r"([^\[{]+?)\s*(?:\{([^}]*)\})?\s*\[\s*(~?)([^\s\]~]+)(~?)\s*\]")
_MARK = re.compile(r"![\w-]+!")


class AgentRecord(msgspec.Struct, frozen=True):
    """Words of one meaning, in lower case, and the parts of the code they add; ``before``: it stands before the actor's."""

    line: Line
    words: tuple[str, ...]
    plurals: tuple[str, ...] | None
    """None: as English makes them."""
    code: tuple[str, ...]
    before: bool


def read_agents(lines: Iterable[Line]) -> tuple[list[AgentRecord], list[str]]:
    """The records of a file, and its faults, each with file and line."""
    sets: dict[str, tuple[str, ...]] = {}
    records: list[AgentRecord] = []
    faults: list[str] = []
    for line in lines:
        text = line.text.strip()
        if not text:
            continue
        if (named := _SET.fullmatch(text)) is not None:
            sets[named.group(1)] = tuple(word.strip() for word in named.group(2).split(",") if word.strip())
            continue
        try:
            records += _entry(line, text, sets)
        except ValueError as error:
            faults.append(f"{line.where}: {error}\n  Write WORD_WORD [~CODE], with {{PLURAL}} before the code where English makes another.")
    return records, faults


def _entry(line: Line, text: str, sets: dict[str, tuple[str, ...]]) -> list[AgentRecord]:
    match = _ENTRY.fullmatch(text)
    if match is None:
        raise ValueError(f'"{text}" is no agent')
    phrase, plural, after, code, before = match.groups()
    if not after and not before:
        raise ValueError(f'the code of "{phrase}" has no ~ to say whether it is added after the actor\'s or stands before it')
    [parts] = parts_of(code) or ((),)
    marks = _MARK.findall(phrase)
    if unknown := [mark for mark in marks if mark not in sets]:
        raise ValueError(f"the set {unknown[0]} is not defined before this line")
    plurals = None if plural is None else tuple(" ".join(words_of(p)).lower() for p in (plural,) if p.strip())
    phrases = [phrase]
    for mark in marks:
        phrases = [p.replace(mark, word, 1) for p in phrases for word in sets[mark]]
    words = tuple(" ".join(words_of(p)).lower() for p in phrases)
    return [AgentRecord(line, words, () if marks else plurals, parts, bool(before))]
