"""Words that attribute: ``lexicon/cues/CLASS.yaml``, one file for each class of saying."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from dragoman.lexicon.section import Flaw, Section

Frame = Literal[
    "clause",  # said (that) it was late; asked whether it was late
    "quotation",  # said: "It is late"
    "aside",  # the ship, he said, was late; as he said
    "infinitive",  # promised to come
    "object_infinitive",  # urged Oslo to come
    "gerund",  # denied coming
    "object",  # condemned the raid
    "naming",  # called the raid a farce; described it as a farce
    "preposition",  # called for a truce
]


class CueExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence of our own and the statement it holds; ``content`` pieces in text order."""

    text: str
    content: tuple[str, ...] = ()
    source: str | None = None
    cue: str | None = None


class CueCounterexample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence of our own in which the rule must find no statement, and why."""

    text: str
    why: str


class CueRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that take the same frames. A verb with a particle is written with it ("point out")."""

    id: str
    frames: tuple[Frame, ...] = ()
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    """Prepositions whose object is the content, for the frame ``preposition``; they count as part of the cue."""
    tail: tuple[str, ...] = ()
    """Prepositions that carry the content on after an object: accused Oslo *of* lying, described it *as* a farce."""
    needs_tail: bool = False
    """The frame ``object`` holds only where one of ``tail`` follows."""
    hearer: bool = False
    """The object is who was told and no part of the content: told *reporters* that …"""
    sources: Literal["any", "documents"] = "any"
    """``documents``: only a poll, a report, a letter can be the source ("the report shows")."""
    takes_rest: bool = False
    """The verb takes no object: a clause after it is content even where the parser saw none."""
    objects: tuple[str, ...] = ()
    """The frame ``object`` holds only for these objects: claimed *responsibility*."""
    not_objects: tuple[str, ...] = ()
    """The frame ``object`` does not hold for these: welcomed *him*, *troops* backed by tanks."""
    not_sources: tuple[str, ...] = ()
    """Who does something else with the word: *police* questioned a man, a *plan* calls for a bridge."""
    no_question: bool = False
    """The clause tells what was come to, so it is no open question: sought to determine *whether* it holds."""
    own_source: bool = False
    """A noun that is itself the source when nobody else is named: *reports* that …"""
    examples: tuple[CueExample, ...] = ()
    counterexamples: tuple[CueCounterexample, ...] = ()


class CueClass(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One class of saying: what it means and the words that do it."""

    verb_class: str
    means: str
    source: str
    polarity: Literal["affirms", "denies", "doubts"] = "affirms"
    """What the cue does to its content: a denial says that it did not happen."""
    outright: bool = True
    """Whether words were uttered; false for what is only thought, wanted or felt."""
    rules: tuple[CueRule, ...] = ()


def _check(file: CueClass) -> Iterator[Flaw]:
    for rule in file.rules:
        if not rule.id.startswith(f"{file.verb_class}."):
            yield Flaw(f'rule "{rule.id}" of class "{file.verb_class}": begin its id with "{file.verb_class}."', rule.id)
        if not (rule.verbs or rule.nouns or rule.adjectives):
            yield Flaw(f'rule "{rule.id}" has no words: give verbs, nouns or adjectives', rule.id)
        if not rule.frames:
            yield Flaw(f'rule "{rule.id}" has no frames: say what its words take', rule.id)
        if ("preposition" in rule.frames) != bool(rule.prepositions):
            yield Flaw(f'rule "{rule.id}": the frame "preposition" and the list "prepositions" go together', rule.id)


SECTION: Section[CueClass] = Section("cues", CueClass, _check)
