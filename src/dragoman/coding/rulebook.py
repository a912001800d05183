"""The event rules, compiled: every pattern under the lemma of its head."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import msgspec

from dragoman.lexicon import Lexicon
from dragoman.lexicon.patterns import Pattern, read_pattern
from dragoman.lexicon.schema import events as events_schema
from dragoman.lexicon.schema import ontology as ontology_schema
from dragoman.lexicon.schema import words as words_schema
from dragoman.lexicon.schema.events import Rule
from dragoman.lexicon.schema.ontology import EventType
from dragoman.records import LexiconError


class Entry(msgspec.Struct, frozen=True):
    """One pattern of one rule."""

    type: str
    rule: Rule
    pattern: Pattern
    order: int


class Rulebook(msgspec.Struct, frozen=True):
    """Entries by head lemma for verbs, nouns and adjectives, obligations by auxiliary, and the ontology."""

    verbs: Mapping[str, tuple[Entry, ...]]
    nouns: Mapping[str, tuple[Entry, ...]]
    adjectives: Mapping[str, tuple[Entry, ...]]
    obligations: Mapping[str, tuple[Entry, ...]]
    types: Mapping[str, EventType]
    words: Mapping[str, frozenset[str]]


def compile_rules(lexicon: Lexicon) -> Rulebook:
    """Compile every event rule.

    Raises:
        LexiconError: a pattern cannot be read, or a type, mode or CAMEO variant is not of the ontology.
    """
    shared = {name: words for file in lexicon.files(words_schema.SECTION).values() for name, words in file.lists.items()}
    types = {name: kind for file in lexicon.files(ontology_schema.SECTION).values() for name, kind in file.types.items()}
    tables: dict[str, dict[str, list[Entry]]] = {kind: defaultdict(list) for kind in ("verbs", "nouns", "adjectives", "obligations")}
    faults: list[str] = []
    order = 0
    for name, file in lexicon.files(events_schema.SECTION).items():
        for rule in file.rules:
            faults += _faults(name, file.type, rule, types)
            for kind, table in tables.items():
                for source in getattr(rule, kind):
                    try:
                        pattern = read_pattern(source, {**shared, **file.lists})
                    except ValueError as error:
                        faults.append(f"events/{name}.yaml: rule {rule.id}: {error}")
                        continue
                    order += 1
                    table[pattern.head].append(Entry(file.type, rule, pattern, order))
    if faults:
        raise LexiconError(f"the event rules have {len(faults)} fault(s)\n" + "\n".join(faults), mend="Mend each rule named.")
    frozen = {kind: {head: tuple(entries) for head, entries in table.items()} for kind, table in tables.items()}
    return Rulebook(**frozen, types=types, words={name: frozenset(words) for name, words in shared.items()})


def _faults(name: str, type_: str, rule: Rule, types: Mapping[str, EventType]) -> list[str]:
    where = f"events/{name}.yaml: rule {rule.id}"
    if type_ not in types:
        return [f'{where}: type "{type_}" is none of {", ".join(types)}']
    found = []
    for mode in (rule.mode, *rule.modes):
        if mode is not None and mode not in types[type_].modes:
            found.append(f'{where}: {type_} has no mode "{mode}"; its modes are {", ".join(types[type_].modes) or "none"}')
    for variant in rule.by_absorbed.values():
        kind = variant.type or type_
        if kind not in types or (variant.mode is not None and variant.mode not in types[kind].modes):
            found.append(f'{where}: by_absorbed gives "{kind} {variant.mode}", which is not in the ontology')
    return found
