"""Registers in which words of conflict mean something else: ``lexicon/relevance/TOPIC.yaml``, one file for each."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dragoman.lexicon.section import Flaw, Section


class RegisterExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence in our own words in which an event of ``type`` is turned down; as a counterexample, one in which it stands."""

    text: str
    type: str


class Register(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A register: words that speak for it by weight, words that speak against it, and what it does to events.

    Words are lemmas in lower case, or several words as they stand. A sentence reads as the register when the weights of its
    different words, less those against, come to ``sentence`` or more; a document when they come to ``document`` or more in a
    hundred words, of at least ``different`` different ones, and stand in half of its sentences or more. In a document that
    does, a sentence does too unless its words against outweigh those for it.
    """

    topic: str
    means: str
    source: str
    words: dict[int, tuple[str, ...]]
    sentence: int
    document: float | None
    """None: no document as a whole reads as it."""
    examples: tuple[RegisterExample, ...]
    counterexamples: tuple[RegisterExample, ...]
    different: int = 4
    against: dict[int, tuple[str, ...]] = {}
    turns_down: tuple[str, ...] = ()
    """Types of events that are none in a sentence of the register."""
    lowers: dict[str, float] = {}
    """Types, or "*" for all others, and how much less sure an event of a sentence of the register is."""


def _check(file: Register) -> Iterable[Flaw]:
    if not file.examples or not file.counterexamples:
        yield Flaw(f"the register {file.topic} needs an example and a counterexample", file.topic)
    if not (file.turns_down or file.lowers):
        yield Flaw(f"the register {file.topic} does nothing: say what it turns_down or lowers", file.topic)
    weighed = [word for words in (*file.words.values(), *file.against.values()) for word in words]
    for word in sorted({word for word in weighed if weighed.count(word) > 1}):
        yield Flaw(f'the word "{word}" of {file.topic} stands twice', word)
    for word in (word for word in weighed if word != word.lower()):
        yield Flaw(f'the word "{word}" of {file.topic} is not in lower case', word)


SECTION: Section[Register] = Section("relevance", Register, _check)
