"""Tolls: the words that say people were killed, hurt or held, how many, and who counts as people (``lexicon/tolls``)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from dragoman.lexicon.section import Flaw, Section
from dragoman.records.report import TollKind

Form = Literal["object", "subject", "companion", "lives", "result", "noun", "state", "total", "home", "none"]
"""How a predicate governs those it counts.

object     the object of a verb, the subject of its passive ("killed 12", "12 were killed")
subject    the subject of a verb ("12 died")
companion  the subject of a verb with one of ``nouns`` as object ("12 lost their lives"), or the object of one ("took 12 hostage")
lives      those after "of" or the number before one of ``nouns`` that is the object of a verb ("claimed 12 lives")
result     the object of a verb, with one of ``results`` said of it ("left 12 dead", "shot 12 dead", "12 stabbed to death")
noun       the number before the noun, or those after its "of" or before its "'s" ("12 deaths", "the murder of two men")
state      those of whom an adjective or phrase is said ("12 are missing", "12 dead", "12 in custody")
total      the number a sum is or rises to ("the death toll rose to 12")
none       nobody, where "no" stands before the noun ("no casualties")
home       those who leave, or are driven from, one of ``nouns`` ("12 fled their homes")
"""


class TollAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A toll that an example must give: the words of its count and its bounds."""

    count: str
    low: int | None = None
    high: int | None = None
    kind: TollKind | None = None
    """The kind of the rule's file when not given."""
    group: str | None = None


class TollExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence in our own words and every toll it must give."""

    text: str
    tolls: tuple[TollAnswer, ...]


class TollCounterexample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence in which the rule must find no toll."""

    text: str
    why: str


class TollRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Predicates of one form. ``words`` are lemmas of its verbs, nouns, adjectives or phrases."""

    id: str
    form: Form
    words: tuple[str, ...]
    examples: tuple[TollExample, ...]
    nouns: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    particle: str | None = None
    """A particle the verb must have ("gun down")."""
    needs_number: bool = False
    """Counted only where a number, a quantity or an indefinite article says how many."""
    needs_people: bool = False
    """Counted only where the noun is in the list of people; other verbs take any noun that is no thing."""
    spares: str | None = None
    """A list of nouns that the rule never counts."""
    doers: str | None = None
    """A list of nouns, one of which the doer must be."""
    counterexamples: tuple[TollCounterexample, ...] = ()


class TollWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Rules of one ``kind``, or numbers, quantities, bounds and word lists that all kinds share."""

    means: str
    source: str
    kind: TollKind | None = None
    adds_up: Literal["never", "further", "always"] = "never"
    """Whether the sum of people of this kind is worked out where they are told one after another.

    always   within an operation ("a leader was seized … two aides were seized in the raid")
    further  only where the later words say that there were others before ("two more guards died")
    """
    rules: tuple[TollRule, ...] = ()
    numbers: dict[str, int] = {}
    quantities: dict[str, tuple[int | None, int | None]] = {}
    """Words for numbers that are not exact, with their bounds: "dozens" is 24 or more."""
    bounds: dict[str, tuple[str, ...]] = {}
    lists: dict[str, tuple[str, ...]] = {}


def _check(words: TollWords) -> Iterable[Flaw]:
    if words.rules and words.kind is None:
        yield Flaw("a file with rules must say their kind")
    for rule in words.rules:
        if not rule.examples:
            yield Flaw(f"rule {rule.id} has no example", rule.id)
        if rule.form in ("companion", "lives", "home") and not rule.nouns:
            yield Flaw(f"rule {rule.id} of form {rule.form} needs nouns", rule.id)
        if rule.form == "result" and not rule.results:
            yield Flaw(f"rule {rule.id} of form result needs results", rule.id)


SECTION: Section[TollWords] = Section("tolls", TollWords, _check)
