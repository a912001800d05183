"""One document as the search for places reads it: names that places bear, and what stands beside a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from dragoman.language import Annotated
from dragoman.language.annotated import Entity, Token
from dragoman.resolving.gazetteer import name_key
from dragoman.resolving.gazetteer_names import PlaceNames
from dragoman.resolving.places_mentions import Lookup

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
CONTAINERS = frozenset({"country", "territory", "state", "province", "admin1", "historical state", "region", "continent"})
HYPHENS = frozenset("-–—")
LONGEST_NAME = 7
"""Tokens of the longest name that is looked up."""


class PlaceText:
    """A document, the names and word lists it is read with, and which tokens are spoken for."""

    def __init__(self, doc: Annotated, names: PlaceNames, lists: Mapping[str, frozenset[str]], taken: frozenset[int]) -> None:
        self.doc, self.names, self.lists = doc, names, lists
        self.used = set(taken)
        self.surnames = _surnames(doc)
        self.towns = Counter(name_key(doc.span(e.first, e.last).text) for e in doc.entities if e.label == "GPE")
        self.entity_of: dict[int, Entity] = {i: e for e in doc.entities for i in range(e.first, e.last + 1)}

    def before(self, i: int) -> Token | None:
        """The token before token ``i``; None at the start of the text."""
        return self.doc.tokens[i - 1] if i > 0 else None

    def after(self, i: int) -> Token | None:
        """The token after token ``i``; None at the end of the text."""
        return self.doc.tokens[i + 1] if i + 1 < len(self.doc.tokens) else None

    def entity(self, found: Lookup) -> Entity | None:
        """The entity that a name stands in."""
        return self.entity_of.get(found.first) or self.entity_of.get(found.last)

    def is_whole_entity(self, found: Lookup) -> bool:
        """Whether a name is all of the entity it stands in."""
        entity = self.entity(found)
        return entity is not None and (entity.first, entity.last) == (found.first, found.last)

    def longest(self, i: int, sentence_last: int) -> Lookup | None:
        """The longest name that begins at token ``i`` and that a place bears."""
        tokens = self.doc.tokens
        if not self._may_begin(tokens[i]):
            return None
        for j in reversed(list(self._ends(i, min(sentence_last, i + LONGEST_NAME - 1)))):
            written = self.doc.text[tokens[i].start : tokens[j].end]
            short = self._after_party(i) or (tokens[i].entity == "GPE" and written.endswith("."))
            if short and (division := self.names.after_town(written)) is not None:
                return Lookup(i, j, name_key(division.name), (division,))
            key = name_key(written)
            if key and (j > i or not self.is_common(tokens[i])) and (entries := self.names.find_key(key)):
                return Lookup(i, j, key, entries)
        return None

    def _after_party(self, i: int) -> bool:
        """ "D-Pa.": a lawmaker's state after the party's letter."""
        tokens = self.doc.tokens
        return i >= 2 and tokens[i - 1].text in HYPHENS and tokens[i - 2].lower in self.lists["party_letters"]

    def _may_begin(self, token: Token) -> bool:
        word = token.text
        return (word[0].isupper() and (len(word) > 1 or token.entity in PLACE_LABELS)) or (word in ("al", "el") and bool(token.entity))

    def _ends(self, i: int, limit: int) -> Iterator[int]:
        """Tokens at which a name that begins at ``i`` may end."""
        tokens, gap = self.doc.tokens, 0
        for j in range(i, limit + 1):
            token = tokens[j]
            if j in self.used:
                return
            if token.text[0].isupper() or (j > i and (token.lower in self.lists["kinds_after"] or _is_elided(token.text))):
                yield j
                gap = 0
            elif j == i and token.text in ("al", "el"):
                gap = 0
            elif (token.text in HYPHENS and tokens[j - 1].end == token.start) or (token.lower in self.lists["inner_words"] and gap < 2):
                gap += 1
            elif token.lower[0] in "'’" and token.tag != "POS" and gap == 0:
                yield j
            else:
                return

    def is_common(self, token: Token) -> bool:
        """Whether a lone word is an ordinary one that only the model's label makes a place."""
        if token.entity in ("GPE", "LOC"):
            return token.text.islower()
        return token.lower in self.lists["common_words"]

    def preposition(self, first: int, words: str) -> Token | None:
        """The preposition before a name, past articles and words such as "northern" and "nearby"."""
        i = first - 1
        while (
            i >= 0
            and first - i <= 3
            and (self.doc.tokens[i].lower == "the" or (self.doc.tokens[i].pos == "ADJ" and self.doc.tokens[i].text.islower()))
        ):
            i -= 1
        token = self.doc.tokens[i] if i >= 0 else None
        return token if token is not None and token.lower in self.lists[words] and token.pos in ("ADP", "SCONJ") else None

    def word_before_of(self, first: int) -> str:
        """The word before "of" before a name, in lower case ("city" in "the city of Wana"); "" where there is none."""
        tokens = self.doc.tokens
        return tokens[first - 2].lower if first >= 2 and tokens[first - 1].lower == "of" else ""

    def runs_on(self, last: int) -> bool:
        """Whether a name that ends at token ``last`` goes on in capitals, so that it is part of a longer one."""
        after = self.after(last)
        return after is not None and after.text[0].isupper() and after.pos == "PROPN" and after.sentence == self.doc.tokens[last].sentence

    def in_capitals(self, found: Lookup) -> bool:
        """Whether a name is in capitals before what ends a dateline: an agency, a dash, a division."""
        tokens = self.doc.tokens[found.first : found.last + 1]
        after = self.doc.tokens[found.last + 1].text if found.last + 1 < len(self.doc.tokens) else ""
        if after not in ("(", ",", "--", "—", "–", "-", "_", "|") and not (
            after == ":" and max(e.population for e in found.entries) > 100_000
        ):
            return False
        return sum(len(t.text) for t in tokens if t.text.isupper()) >= 3 and all(t.text.isupper() or not t.text.isalpha() for t in tokens)

    def opens(self, i: int) -> bool:
        """Whether a token opens its sentence, or follows one that closes another."""
        return (
            i == self.doc.sentence_of(i).first
            or self.doc.tokens[i - 1].text[0].isdigit()
            or self.doc.tokens[i - 1].text in (".", "!", "?", '"', "”", ":", ";", "--", "—", ")")
        )

    def division_after(self, last: int) -> Lookup | None:
        """The state or country after a town that ends at token ``last``, and a comma."""
        tokens = self.doc.tokens
        comma = last + 1
        if comma + 1 >= len(tokens) or tokens[comma].text != "," or not tokens[comma + 1].text[0].isupper():
            return None
        begin, end = comma + 1, tokens[comma].sentence
        for stop in (begin + 2, begin + 1, begin):
            if stop < len(tokens) and tokens[stop].sentence == end:
                entry = self.names.after_town(self.doc.text[tokens[begin].start : tokens[stop].end])
                if entry is not None:
                    return Lookup(begin, stop, name_key(entry.name), (entry,))
        found = self.longest(begin, self.doc.sentence_of(begin).last)
        if found is not None and found.entries[0].kind in CONTAINERS and found.entries[0].kind != "region":
            return Lookup(found.first, found.last, found.key, tuple(e for e in found.entries if e.kind in CONTAINERS))
        return None

    def is_said_in(self, last: int, container: Lookup) -> bool:
        """Whether a name that ends at token ``last`` is said to lie in another: "Tripoli in northern Lebanon"."""
        between = self.doc.tokens[last + 1 : container.first]
        if not 0 <= last < container.first or not between or between[0].lower != "in":
            return False
        small = all(token.lower == "the" or token.lower in self.lists["direction_words"] for token in between[1:])
        return small and container.entries[0].kind in CONTAINERS

    def shared_kind(self, last: int) -> str:
        """The plural that closes a list of names: "counties" in "Clay, Grant and Wilkin counties"."""
        tokens = self.doc.tokens
        for j in range(last + 1, min(len(tokens), last + 24)):
            token = tokens[j]
            if token.lower in ("counties", "streets", "avenues", "roads", "parishes"):
                return token.lower
            if not (token.text[0].isupper() or token.text == "," or token.lower in ("and", "or")):
                return ""
        return ""

    def hint(self, found: Lookup) -> str:
        """What the words beside a name say it is: ``province``, ``county``, ``town``, ``street`` or ""."""
        next_token, before = self.after(found.last), self.word_before_of(found.first)
        after = next_token.lower if next_token is not None else ""
        for hint in ("province", "county", "town"):
            if after in self.lists[f"{hint}_words"] or before in self.lists[f"{hint}_words"]:
                return hint
        plural = self.shared_kind(found.last)
        if plural in self.lists["county_words"]:
            return "county"
        if after in self.lists["street_words"] or plural in self.lists["street_words"]:
            return "street"
        return ""


def _is_elided(word: str) -> bool:
    """Whether it is a name with a short article: "d'Ivoire"."""
    return word[1:2] in ("'", "’") and word[2:3].isupper()


def _surnames(doc: Annotated) -> Counter[str]:
    """How often persons are named with another name before this last one."""
    last = (
        doc.tokens[e.last if doc.tokens[e.last].tag != "POS" else e.last - 1]
        for e in doc.entities
        if e.label == "PERSON" and e.last > e.first
    )
    return Counter(name_key(token.text) for token in last)
