"""Event rules: ``lexicon/events/TYPE.yaml``, one file for each PLOVER type."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from dragoman.lexicon.section import Flaw, Section

Role = str
"""``subject``, ``object``, ``possessor``, ``origin``, ``owner``, ``speaker``, ``complement``, ``clause subject``, ``governor`` (who
does something after or during what a noun names), ``aim`` (whoever is named first in what an act is for or against),
``target`` (whom it is to drive off, seize or kill by its own purpose, "to disperse the marchers", or confines),
``condition`` (who is to meet the condition it hangs on), ``doer`` (who is said to do what a noun names, its possessor being who it
is done to) or a preposition ("with").

``else ROLE`` is asked only when no role before it found anybody ("arrested in Lebanon": ``[subject, else in]``)."""


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence in our own words that the rule must code, and what must come out."""

    text: str
    actors: tuple[str, ...] = ()
    """Words of each actor; a mention of the coded actor must share them."""
    recipients: tuple[str, ...] = ()
    type: str | None = None
    """The coded type where it is not the file's own ("will visit" is AGREE)."""
    modality: str | None = None


class Counterexample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence that the rule must leave alone, and why."""

    text: str
    why: str


class Variant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the event becomes when it takes up another ("threatened to attack")."""

    type: str | None = None
    mode: str | None = None
    cameo: str | None = None


class Conditions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words or kinds that a role or a neighbour may, or may not, have; ``@name`` is a list, as in patterns."""

    subject: tuple[str, ...] = ()
    """Lemmas of the subject's head, or kinds and sectors in capitals (PERSON, STATE, GOV, MIL …)."""
    object: tuple[str, ...] = ()
    trigger: tuple[str, ...] = ()
    """The trigger word itself, where a rule takes any ("must" with "understand")."""
    modifier: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    """Heads after any preposition of the trigger."""
    governor: tuple[str, ...] = ()
    """The word that governs the trigger, over its preposition if it has one."""
    within: tuple[str, ...] = ()
    """Objects of the clause that the pattern takes."""
    clause: tuple[str, ...] = ()
    """Verbs of the clauses that hang on the trigger ("killed when their bus overturned")."""
    sentence: tuple[str, ...] = ()
    """Lemmas anywhere in the sentence."""


class Idioms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns that look like triggers of a type and are none ("strike [deal]", "[heart] attack")."""

    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    """Words as they stand in the text, in lower case ("in protest"): no trigger inside them counts."""


class Refinement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words around a trigger (its means, its cause, its description) that say the mode where the rule does not."""

    words: tuple[str, ...]
    mode: str | None = None
    cameo: str | None = None
    contexts: tuple[str, ...] = ()


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way in which the wire tells one kind of event."""

    id: str
    examples: tuple[Example, ...]
    counterexamples: tuple[Counterexample, ...]
    cameo: str | None = None
    mode: str | None = None
    modes: tuple[str, ...] = ()
    """Further modes after the chief one."""
    contexts: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    obligations: tuple[str, ...] = ()
    """Auxiliaries ("must", "should") that make any verb inside a statement a trigger."""
    actors: tuple[Role, ...] = ("subject",)
    recipients: tuple[Role, ...] = ("object",)
    apart: bool = False
    """Nobody asks it of himself: a recipient must differ from the actors in state or sector."""
    crosses_borders: bool = False
    """The sides must be of different countries: at home nobody is a visitor."""
    mutual: bool = False
    """All parties are actors and there is no recipient."""
    needs: Literal["actor", "recipient", "both", "either", "place", "none"] = "actor"
    """Which sides must be filled; ``place``: a side or a named place ("clashes in the West Bank")."""
    only: Conditions = Conditions()
    unless: Conditions = Conditions()
    unless_alone: Conditions = Conditions()
    """As ``unless``, where nobody stands on the other side: a council that meets sits, one that meets rebels talks to them."""
    absorbs: bool = False
    """Takes up the event of its clause or object ("threatened to attack"), which is then not coded by itself."""
    own_acts: bool = False
    """With ``absorbs``: what it takes up must not be another's ("stopped the rebels' attack" is no truce of the army's)."""
    by_absorbed: dict[str, Variant] = {}
    """What it becomes by the type, or TYPE/mode, of the event it takes up."""
    also: Variant | None = None
    """A second event that the same words tell, of the same sides ("sentenced to prison": convicted, and held)."""
    is_aim: bool | None = None
    """Whether as somebody's purpose it is but an aim ("met to improve relations") or done by it ("fired tear gas to disperse them");
    ``None`` as most acts of its type are."""
    alone: bool = True
    """With ``absorbs``: whether it stands when there is no event to take up."""
    added: str = ""


class EventRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rules of one PLOVER type."""

    type: str
    means: str
    source: str
    rules: tuple[Rule, ...]
    lists: dict[str, tuple[str, ...]] = {}
    idioms: Idioms = Idioms()
    refinements: tuple[Refinement, ...] = ()
    """Applied in order, the first that fits, to events of rules that name no mode."""


def _check(file: EventRules) -> Iterable[Flaw]:
    seen: set[str] = set()
    for rule in file.rules:
        if rule.id in seen:
            yield Flaw(f"rule {rule.id} stands twice", rule.id)
        seen.add(rule.id)
        if not (rule.verbs or rule.nouns or rule.adjectives or rule.obligations):
            yield Flaw(f"rule {rule.id} has no trigger: give verbs, nouns, adjectives or obligations", rule.id)
        for role in (*rule.actors, *rule.recipients):
            if not role.replace(" ", "").isalpha():
                yield Flaw(f"rule {rule.id} names no role by {role!r}: write letters only, quotes around all of it", rule.id)
        if not rule.examples:
            yield Flaw(f"rule {rule.id} has no example: give a sentence that it must code", rule.id)
        if not rule.counterexamples:
            yield Flaw(f"rule {rule.id} has no counterexample: give a sentence that it must leave alone", rule.id)


def _give_way(lower: EventRules, upper: EventRules) -> EventRules:
    """Without the rules whose ids the upper file uses."""
    claimed = {rule.id for rule in upper.rules}
    return msgspec.structs.replace(lower, rules=tuple(rule for rule in lower.rules if rule.id not in claimed))


SECTION: Section[EventRules] = Section("events", EventRules, _check, _give_way)
