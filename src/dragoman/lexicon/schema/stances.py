"""Words that take a stand: ``lexicon/stances/STANCE.yaml``."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dragoman.lexicon.schema.cues import Frame
from dragoman.lexicon.section import Flaw, Section
from dragoman.records.report import Stance


class StanceExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence of our own and a position it declares; ``actor`` is a name the cast gives."""

    text: str
    actor: str
    issue: str
    stance: Stance | None = None
    """Where it differs from the file's: a negated "supports" is against."""
    target: str | None = None
    forum: tuple[str, ...] = ()


class StanceCounterexample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence of our own in which the rule finds no position, and why."""

    text: str
    why: str


class StanceRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that take the same stand in the same frames."""

    id: str
    frames: tuple[Frame, ...]
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()
    """"unless", "without": nothing will be done but on this condition."""
    actor_object: bool = False
    """The frame ``object`` holds only where the object is somebody in the cast: blamed *the rebels*."""
    prepositions: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    known_issue: bool = False
    """The words are weak: they take a stand only on an issue of the lexicon."""
    issues: tuple[str, ...] = ()
    """Only on these issues (names of the lexicon): *declared* a ceasefire."""
    passive_subject: bool = False
    """The subject of a passive holds the stand: *Norway* is opposed to it."""
    subjunctive: bool = False
    """The frame ``clause`` holds only for what should be: insisted that he *leave*, not that he *left*."""
    predicative: bool = False
    """An adjective only after its verb: said it is *illegal*, not *illegal* drugs."""
    only_plain: bool = False
    """Negated, the word declares nothing: to have *not ruled out* talks is not to favour them."""
    not_objects: tuple[str, ...] = ()
    """Objects that make another thing of the word: rejected a *claim* is a denial."""
    only_negated: bool = False
    """Only where the word is negated, and the stance is then the file's own: said it *will not* negotiate."""
    within_statement: bool = False
    """Only in words that somebody is reported to have said; the position is the speaker's."""
    examples: tuple[StanceExample, ...] = ()
    counterexamples: tuple[StanceCounterexample, ...] = ()


class StanceFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One stance and the rules that declare it; ``negated`` is the stance when the word is negated, None for none."""

    stance: Stance
    means: str
    source: str
    rules: tuple[StanceRule, ...]
    negated: Stance | None = None


def _check(file: StanceFile) -> Iterator[Flaw]:
    for rule in file.rules:
        if not (rule.verbs or rule.nouns or rule.adjectives or rule.markers):
            yield Flaw(f'rule "{rule.id}" has no words: give verbs, nouns, adjectives or markers', rule.id)
        if ("preposition" in rule.frames) != bool(rule.prepositions):
            yield Flaw(f'rule "{rule.id}": the frame "preposition" and the list "prepositions" go together', rule.id)


SECTION: Section[StanceFile] = Section("stances", StanceFile, _check)
