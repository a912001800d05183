"""Whether a name that places bear is a place where it stands, and on which words that rests.

A name is taken on the model's word, after a preposition of place, beside a word such as "province", before a state it
lies in, or when the curated lexicon has it. It is left alone inside names of persons, teams and bodies.
"""

from __future__ import annotations

from dragoman.language.annotated import Entity, Token
from dragoman.records import Span
from dragoman.resolving.gazetteer import Entry
from dragoman.resolving.places_against import speaks_against
from dragoman.resolving.places_beside import speaks_beside
from dragoman.resolving.places_mentions import Lookup, Verdict
from dragoman.resolving.places_text import CONTAINERS, HYPHENS, PlaceText

_COUNTS = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "MONEY", "PERCENT"})
_WIDE = frozenset({"country", "territory", "continent", "region", "historical state"})
_LEFT_OPEN = Verdict(False, "")


class PlaceJudge:
    """Judges the names of one document."""

    def __init__(self, text: PlaceText) -> None:
        self._text, self._lists, self._names = text, text.lists, text.names

    def verdict(self, found: Lookup) -> Verdict:
        """Whether a name is a place; with no reason where nothing decides."""
        entity = self._text.entity(found)
        label = entity.label if entity else ""
        if (against := speaks_against(self._text, found, entity)) is not None:
            return against
        if entity is not None and label in ("GPE", "LOC") and self._is_whole(found, entity):
            return Verdict(True, "the model takes it for a place", self._words(entity))
        if label not in ("GPE", "LOC") and (beside := speaks_beside(self._text, found, label)) is not None:
            return beside
        return self._unlabelled(found) if entity is None else self._labelled(found, entity)

    def _labelled(self, found: Lookup, entity: Entity) -> Verdict:
        """By what the model takes the words around the name for."""
        match entity.label:
            case "GPE" | "LOC" | "ORG":
                return self._in_body(found, entity)
            case "FAC":
                return self._in_facility(found, entity)
            case "PERSON":
                return self._in_person(found, entity)
            case "NORP":
                return _LEFT_OPEN
        curated = entity.label not in _COUNTS and self._names.is_curated(found.key) and found.first != entity.first
        return Verdict(True, "the lexicon has it") if curated else _LEFT_OPEN

    def _unlabelled(self, found: Lookup) -> Verdict:
        if (dateline := self._as_dateline(found)) is not None:
            return dateline
        if found.first == found.last and self._text.doc.tokens[found.first].pos not in ("PROPN", "NOUN", "X"):
            return _LEFT_OPEN
        if self._names.is_curated(found.key):
            return Verdict(True, "the lexicon has it")
        return self._after_preposition(found) or _LEFT_OPEN

    def _is_whole(self, found: Lookup, entity: Entity) -> bool:
        """Whether a name is its entity but for articles, directions and words that say what kind of place."""
        tokens = self._text.doc.tokens
        lead = tokens[entity.first : found.first]
        if any(t.text[0].isupper() and t.lower not in self._lists["direction_words"] for t in lead):
            before = tokens[found.first - 1]
            apart = before.text == "," or before.tag == "POS" or before.lower == "of"
            return apart or (self._names.is_curated(found.key) and found.last == entity.last)
        rest = [t for t in tokens[found.last + 1 : entity.last + 1] if t.text[0].isupper()]
        if not rest or rest[0].lower in self._lists["kinds_after"]:
            return True
        return tokens[found.last + 1].text in (",", "'s", "’s") or tokens[found.last + 1].text in HYPHENS

    def _in_facility(self, found: Lookup, entity: Entity) -> Verdict:
        if found.first <= entity.first + 1 and found.last == entity.last:
            return Verdict(True, "the model takes it for a place", self._words(entity))
        return self._in_body(found, entity)

    def _in_body(self, found: Lookup, entity: Entity) -> Verdict:
        """A name in what the model takes for a body, or in a longer name of a place."""
        lead = self._text.doc.tokens[entity.first : found.first]
        starts = all(t.lower == "the" or t.lower in self._lists["direction_words"] for t in lead)
        if starts and found.last >= entity.last:
            return self._as_whole_body(found)
        if any(_is_wide(e) for e in found.entries) and not any(e.kind == "state" for e in found.entries):
            return Verdict(False, "part of the name of a body", self._words(entity))
        if self._is_division_of_body(found, starts=starts):
            return Verdict(True, "names the division of a body", self._words(entity))
        after = self._text.after(found.last)
        local = starts and after is not None and self._is_local_body(after)
        if local or self._text.word_before_of(found.first) in self._lists["bodies_of"]:
            return Verdict(True, "names the town of a body or building", self._words(entity))
        return Verdict(False, "part of the name of a body", self._words(entity))

    def _as_whole_body(self, found: Lookup) -> Verdict:
        """A name that is all of what the model takes for a body: the model may be wrong."""
        if (after := self._after_preposition(found)) is not None:
            return after
        if self._names.is_curated(found.key) and not self._text.runs_on(found.last):
            return Verdict(True, "the lexicon has it")
        return self._as_dateline(found) or _LEFT_OPEN

    def _is_division_of_body(self, found: Lookup, *, starts: bool) -> bool:
        """A state, province or county at the head of a body's name ("Oregon State Police")."""
        if not any(_is_named_division(e) for e in found.entries):
            return False
        before, last = self._text.before(found.first), self._text.doc.tokens[found.last]
        directed = before is not None and before.lower in self._lists["direction_words"]
        return (starts or directed) and (self._names.is_curated(found.key) or last.lower in self._lists["county_words"])

    def _is_local_body(self, token: Token) -> bool:
        return token.lower in self._lists["local_bodies"] or token.lower.rstrip("s") in self._lists["local_bodies"]

    def _in_person(self, found: Lookup, entity: Entity) -> Verdict:
        if found.first != entity.first or found.last < entity.last:
            return Verdict(False, "part of the name of a person", self._words(entity))
        if (decided := self._after_preposition(found) or self._as_dateline(found)) is not None:
            return decided
        curated = self._names.is_curated(found.key) and any(e.kind in CONTAINERS for e in found.entries)
        return Verdict(True, "the lexicon has it") if curated else _LEFT_OPEN

    def _after_preposition(self, found: Lookup) -> Verdict | None:
        preposition = self._text.preposition(found.first, "sure_prepositions")
        if preposition is None or self._text.runs_on(found.last):
            return None
        return Verdict(True, "after a preposition of place", self._text.doc.span(preposition.i, preposition.i))

    def _as_dateline(self, found: Lookup) -> Verdict | None:
        if self._text.in_capitals(found) and self._text.opens(found.first):
            return Verdict(True, "stands as a dateline")
        return None

    def _words(self, entity: Entity) -> Span:
        return self._text.doc.span(entity.first, entity.last)


def _is_wide(entry: Entry) -> bool:
    """Whether it is a country of the lexicon, or a wider region."""
    return entry.number < 0 and entry.kind in _WIDE


def _is_named_division(entry: Entry) -> bool:
    """Whether bodies and places are usually named after such a division."""
    return entry.kind in ("state", "admin2") or (entry.kind == "province" and entry.country in ("CAN", "AUS"))
