"""The small language in which event rules say what words trigger them.

A pattern is a head word with what must stand around it, read from left to right::

    attack                              the verb (under ``verbs``) or the noun (under ``nouns``)
    crack down on                       a particle, then a preposition
    open [fire] on                      an object whose head is "fire"
    call for [ceasefire|@truces]        the object of a preposition; @truces is a list of the file or of lexicon/words
    call for [end|halt] to [fighting]   a preposition of that object, in turn
    accuse <meet|talk>                  an infinitive, gerund or clause whose verb is one of these; <*> is any
    agree to <*>, demand that <*>       only an infinitive (or a gerund after "to"); only a finite clause, with or without "that"
    [air|missile] strike                a modifier before the head
    fire|shoot at|on                    bare words with bars are patterns of their own: "fire at", "fire on", "shoot at" …

Words are lemmas in lower case. Several words inside a bracket alternative are matched one after another
against the phrase ("prisoner of war" is written ``prisoner of war``).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

_TOKEN = re.compile(r"\[([^\]]*)\]|<([^>]*)>|(\S+)")


class Pattern(msgspec.Struct, frozen=True):
    """A compiled pattern: head lemma and the conditions on its neighbours."""

    source: str
    head: str
    modifiers: frozenset[str] = frozenset()
    object: frozenset[str] = frozenset()
    links: tuple[tuple[str, frozenset[str]], ...] = ()
    """Prepositions and particles in order; the set holds the lemmas its object may have, empty for any or none."""
    complement: frozenset[str] = frozenset()
    """Lemmas of the clause's verb; ``{"*"}`` for any; empty when no clause is asked for."""
    opening: Literal["", "to", "that"] = ""
    """What the clause must open with; "" for any clause."""
    asks: tuple[frozenset[str], ...] = ()
    """Of each of these sets a sentence must hold a word, or the pattern cannot match in it: a quick look before the slow one."""

    @property
    def weight(self) -> int:
        """How narrow the pattern is: the narrowest of the patterns that match a word wins."""
        narrow = 2 * bool(self.object) + 2 * bool(self.modifiers) + sum(1 + 2 * bool(objects) for _, objects in self.links)
        return narrow + (0 if not self.complement else 1 if "*" in self.complement else 3)


def read_patterns(source: str, lists: Mapping[str, tuple[str, ...]]) -> list[Pattern]:
    """Compile a pattern, once for each choice of its bare words with bars.

    Raises:
        ValueError: as ``read_pattern``.
    """
    choices: list[list[str]] = [[]]
    for bracket, clause, word in _TOKEN.findall(source):
        if bracket or clause:
            parts = [f"[{bracket}]" if bracket else f"<{clause}>"]
        else:
            parts = sorted(expand_words(word.split("|"), lists)) if "|" in word or word.startswith("@") else [word]
        choices = [[*before, part] for before in choices for part in parts]
    if source.count("[") != source.count("]") or source.count("<") != source.count(">") or not any(choices):
        return [read_pattern(source, lists)]
    return [msgspec.structs.replace(read_pattern(" ".join(words), lists), source=source) for words in choices]


def read_pattern(source: str, lists: Mapping[str, tuple[str, ...]]) -> Pattern:
    """Compile one pattern.

    Raises:
        ValueError: the pattern has no head word, a bracket stands open, or a list is unknown.
    """
    if source.count("[") != source.count("]") or source.count("<") != source.count(">"):
        raise ValueError(f'pattern "{source}" has a bracket that does not close')
    head = ""
    modifiers = objects = complement = frozenset[str]()
    links: list[tuple[str, frozenset[str]]] = []
    opening: Literal["", "to", "that"] = ""
    for bracket, clause, word in _TOKEN.findall(source):
        if bracket:
            words = _expand(bracket, lists, source)
            if not head:
                modifiers = words
            elif links:
                links[-1] = (links[-1][0], words)
            else:
                objects = words
        elif clause:
            complement = _expand(clause, lists, source)
        elif not head:
            head = word
        elif word in ("to", "that") and re.search(rf"\b{word} <[^>]*>$", source.rstrip()):
            opening = "to" if word == "to" else "that"
        else:
            links.append((word, frozenset()))
    if not head:
        raise ValueError(f'pattern "{source}" has no head word')
    asked = (modifiers, objects, *(frozenset({word}) for word, _ in links), *(words for _, words in links), complement - {"*"})
    asks = tuple(_single_words(words) for words in asked if words)
    return Pattern(source, head, modifiers, objects, tuple(links), complement, opening, asks)


@functools.cache
def _single_words(words: frozenset[str]) -> frozenset[str]:
    """The words, and the last one of each that is several: "air strike" and "cease-fire" are found by their heads."""
    return words | {part for word in words for part in (word.split()[-1], word.rpartition("-")[2])}


def expand_words(words: Iterable[str], lists: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Give the words, each ``@name`` replaced by the words of that list, which may name lists in turn.

    Raises:
        ValueError: a list is unknown.
    """
    found: set[str] = set()
    for word in words:
        if not word.startswith("@"):
            found.add(word)
        elif word[1:] in lists:
            found |= expand_words(lists[word[1:]], lists)
        else:
            raise ValueError(f"the list {word} is neither in this file nor in lexicon/words")
    return frozenset(found)


def _expand(bracket: str, lists: Mapping[str, tuple[str, ...]], source: str) -> frozenset[str]:
    try:
        return expand_words((word.strip() for word in bracket.split("|")), lists)
    except ValueError as error:
        raise ValueError(f'pattern "{source}": {error}') from error
