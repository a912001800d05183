"""The event rules, compiled: every pattern under the lemma of its head."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

import msgspec

from dragoman.lexicon import Lexicon
from dragoman.lexicon.patterns import Pattern, expand_words, read_patterns
from dragoman.lexicon.schema import events as events_schema
from dragoman.lexicon.schema import ontology as ontology_schema
from dragoman.lexicon.schema import words as words_schema
from dragoman.lexicon.schema.events import Conditions, EventRules, Refinement, Rule
from dragoman.lexicon.schema.ontology import EventType
from dragoman.records import LexiconError

FORMS = ("verbs", "nouns", "adjectives", "obligations")
CONDITION_ROLES = ("subject", "object", "trigger", "modifier", "after", "governor", "clause", "within", "sentence")


class Entry(msgspec.Struct, frozen=True):
    """One pattern of one rule. ``only``, ``unless`` and ``unless_alone`` are the rule's conditions, by role, with their lists filled in."""

    type: str
    rule: Rule
    pattern: Pattern
    order: int
    only: Mapping[str, frozenset[str]] = {}
    unless: Mapping[str, frozenset[str]] = {}
    unless_alone: Mapping[str, frozenset[str]] = {}

    @property
    def weight(self) -> int:
        """How narrow it is: the pattern's own weight, and what the rule asks of its neighbours."""
        return self.pattern.weight + len(self.only)


class Idiom(msgspec.Struct, frozen=True):
    """A pattern that looks like a trigger of a type and is none."""

    type: str
    pattern: Pattern


class Means(msgspec.Struct, frozen=True):
    """A refinement of a type with its lists filled in."""

    words: frozenset[str]
    refinement: Refinement


class Rulebook(msgspec.Struct, frozen=True):
    """Entries by head lemma for verbs, nouns and adjectives, obligations by auxiliary, and the ontology."""

    verbs: Mapping[str, tuple[Entry, ...]]
    nouns: Mapping[str, tuple[Entry, ...]]
    adjectives: Mapping[str, tuple[Entry, ...]]
    obligations: Mapping[str, tuple[Entry, ...]]
    types: Mapping[str, EventType]
    words: Mapping[str, frozenset[str]]
    idioms: Mapping[str, Mapping[str, tuple[Idiom, ...]]]
    """Idioms by form (``verbs``, ``nouns``, ``adjectives``), then by head lemma."""
    phrases: Mapping[str, tuple[str, ...]]
    """Idioms as they stand in the text, by type."""
    means: Mapping[str, tuple[Means, ...]]
    """Refinements by type, in order."""


def compile_rules(lexicon: Lexicon) -> Rulebook:
    """Compile every event rule.

    Raises:
        LexiconError: a pattern cannot be read, or a type, mode or CAMEO variant is not of the ontology.
    """
    shared = {name: words for file in lexicon.files(words_schema.SECTION).values() for name, words in file.lists.items()}
    types = {name: kind for file in lexicon.files(ontology_schema.SECTION).values() for name, kind in file.types.items()}
    book = _Compiler(shared, types)
    names = Counter(name for file in lexicon.files(words_schema.SECTION).values() for name in file.lists)
    book.faults += [
        (name, f"the list {name} stands in {times} files of words; give each its own name") for name, times in names.items() if times > 1
    ]
    for file in lexicon.files(events_schema.SECTION).values():
        book.add(file)
    if book.faults:
        faults = [f"{lexicon.where(events_schema.SECTION.folder, at) or at}: {what}" for at, what in book.faults]
        raise LexiconError(f"the event rules have {len(faults)} fault(s)\n" + "\n".join(faults), mend="Mend each rule named.")
    return book.rulebook()


class _Compiler:
    """Gathers the entries of all files, and every fault on the way."""

    def __init__(self, shared: Mapping[str, tuple[str, ...]], types: Mapping[str, EventType]) -> None:
        self.faults: list[tuple[str, str]] = []
        """The id of a rule, or the words in a file, and what is wrong with it."""
        self._shared, self._types = shared, types
        self._entries: dict[str, dict[str, list[Entry]]] = {kind: defaultdict(list) for kind in FORMS}
        self._idioms: dict[str, dict[str, list[Idiom]]] = {kind: defaultdict(list) for kind in FORMS}
        self._means: dict[str, list[Means]] = defaultdict(list)
        self._phrases: dict[str, tuple[str, ...]] = defaultdict(tuple)
        self._order = 0

    def add(self, file: EventRules) -> None:
        lists = {**self._shared, **file.lists}
        for rule in file.rules:
            self.faults += ((rule.id, what) for what in _faults(file.type, rule, self._types))
            only, unless, alone = (self._conditions(rule.id, c, lists) for c in (rule.only, rule.unless, rule.unless_alone))
            for kind in FORMS:
                for pattern in self._patterns(rule.id, getattr(rule, kind), lists):
                    self._order += 1
                    self._entries[kind][pattern.head].append(Entry(file.type, rule, pattern, self._order, only, unless, alone))
        for kind in ("verbs", "nouns", "adjectives"):
            for pattern in self._patterns(file.means, getattr(file.idioms, kind), lists):
                self._idioms[kind][pattern.head].append(Idiom(file.type, pattern))
        self._phrases[file.type] += file.idioms.phrases
        for number, refinement in enumerate(file.refinements, 1):
            words = self._expanded(file.means, refinement.words, lists)
            self._means[file.type].append(Means(words, refinement))
            if refinement.mode is not None and file.type in self._types and refinement.mode not in self._types[file.type].modes:
                self.faults.append((refinement.mode, f'refinement {number}: {file.type} has no mode "{refinement.mode}"'))

    def rulebook(self) -> Rulebook:
        entries = {kind: {head: tuple(found) for head, found in table.items()} for kind, table in self._entries.items()}
        idioms = {kind: {head: tuple(found) for head, found in table.items()} for kind, table in self._idioms.items()}
        words = {name: frozenset(words) for name, words in self._shared.items()}
        means = {kind: tuple(found) for kind, found in self._means.items()}
        return Rulebook(**entries, types=self._types, words=words, idioms=idioms, phrases=dict(self._phrases), means=means)

    def _patterns(self, at: str, sources: tuple[str, ...], lists: Mapping[str, tuple[str, ...]]) -> list[Pattern]:
        found = []
        for source in sources:
            try:
                found += read_patterns(source, lists)
            except ValueError as error:
                self.faults.append((at, f"{at}: {error}"))
        return found

    def _conditions(self, at: str, conditions: Conditions, lists: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
        found = {}
        for role in CONDITION_ROLES:
            if words := getattr(conditions, role):
                found[role] = self._expanded(at, words, lists)
        return found

    def _expanded(self, at: str, words: tuple[str, ...], lists: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
        try:
            return expand_words(words, lists)
        except ValueError as error:
            self.faults.append((at, f"{at}: {error}"))
            return frozenset()


def _faults(type_: str, rule: Rule, types: Mapping[str, EventType]) -> list[str]:
    where = f"rule {rule.id}"
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
