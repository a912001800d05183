"""The words of a document that speak of a country, and how much each says where the text is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

import msgspec

from dragoman.language import Annotated
from dragoman.language.grammar import conjuncts
from dragoman.lexicon.schema.offices import OfficeWords
from dragoman.lexicon.schema.words import WordLists
from dragoman.resolving.bearings import Sign, What
from dragoman.resolving.knowledge import Knowledge
from dragoman.resolving.leaders import Leader
from dragoman.resolving.naming import NameUse, Use
from dragoman.resolving.pieces import Match

# Kinds of actors whose name says what country a text speaks of; an agency or a company is quoted everywhere.
_TELLING_KINDS = ("state", "government", "party", "population", "armed_group")

_BESIDE = ("compound", "amod", "nmod")
_MARKS = ('"', "“", "”", "``", "''")
# A quotation of at most so many words is a slogan or a name.
_SLOGAN = 5
# So many names of states in a row say little where the text is.
_LIST = 3


class Ground(msgspec.Struct, frozen=True):
    """A place on tokens ``first`` to ``last``, its name, and the country it lies in."""

    country: str
    first: int
    last: int
    name: str = ""


class SignFinder:
    """Finds signs. Holds only what the lexicon says."""

    def __init__(self, knowledge: Knowledge, words: WordLists) -> None:
        self._knowledge = knowledge
        self._seated = frozenset(words.lists["seated_compounds"])
        self._owning = frozenset(words.lists["owning_compounds"]) - self._seated
        self._borders = frozenset(words.lists["borders"])
        self._saying = frozenset(words.lists["saying_verbs"])
        self._kin = frozenset(words.lists["kin"])

    def find(
        self,
        doc: Annotated,
        uses: Iterable[NameUse],
        grounds: Mapping[int, Ground],
        known: Iterable[Match[Leader]],
        offices: Iterable[Match[OfficeWords]],
    ) -> Iterator[Sign]:
        """Find the signs of a document: names of states and their people, places, and leaders by full name."""
        media = {i for m in offices if m.values[0].kind == "media" for i in range(m.first, m.last + 1)}
        forces = {i for m in offices if "MIL" in m.values[0].sectors for i in range(m.first, m.last + 1)}
        seen: set[int] = set()
        shouted = _short_quotations(doc)
        for use in uses:
            code = use.known.codes[0] if use.known.codes else ""
            if code in self._knowledge.states and use.known.kind in _TELLING_KINDS:
                seen.update(range(use.first, use.last + 1))
                yield Sign(use.head, code, "aside" if use.head in shouted else self._of_name(doc, use, media, forces))
        for head, ground in grounds.items():
            code = self._knowledge.rulers.get(ground.country, ground.country)
            if head not in seen and code in self._knowledge.states:
                seen.add(head)
                aside = self._is_seat(doc, ground) or self._is_border(doc, head)
                yield Sign(head, code, "aside" if aside else self._weight(doc, head, "place"))
        for match in known:
            code = match.values[0].codes[0]
            if match.first not in seen and code in self._knowledge.states and len({v.codes[0] for v in match.values}) == 1:
                yield Sign(match.last, code, "origin")

    def _of_name(self, doc: Annotated, use: NameUse, media: set[int], forces: set[int]) -> What:
        if use.beside and use.beside not in self._owning:
            return "aside"  # "pro-Syrian", "U.S.-backed", "Paris-based"
        if use.first and doc.tokens[use.first - 1].lower in self._kin:
            return "aside"  # "ethnic Albanians" live elsewhere
        if self._is_border(doc, use.head):
            return "aside"
        first = doc.tokens[use.head]
        while first.dep == "conj" and first.head < first.i:
            first = doc.tokens[first.head]  # "NATO and U.S. convoys"
        if len([i for i in conjuncts(doc, first.i) if doc.tokens[i].pos == "PROPN"]) >= _LIST and use.known.is_state:
            return "aside"  # "the leaders of Chad, Norway and Peru" are anywhere
        governor = doc.tokens[first.head]
        if (use.use == "origin" or first.dep in _BESIDE) and governor.i > use.head:
            if governor.i in media:
                return "aside"  # "Iranian television" is quoted everywhere
            if governor.i in forces:
                return "force"
            if governor.dep in ("nsubj", "nsubjpass") and use.known.is_state:
                return "doer"
        # Armed groups cross borders: their name says less where the text is.
        return "origin" if use.known.kind == "armed_group" else self._weight(doc, use.head, use.use)

    def _is_border(self, doc: Annotated, head: int) -> bool:
        """Whether a country only bounds the ground: "a province bordering Chad", "near the Chadian border"."""
        token = doc.tokens[head]
        above = doc.tokens[token.head]
        if above.pos == "ADP" and token.dep == "pobj":
            above = doc.tokens[above.head]
        return above.i != token.i and above.lemma in self._borders

    def _weight(self, doc: Annotated, head: int, use: Use) -> What:
        """What a name is as a sign; where somebody speaks ("officials in Nairobi said") is no ground of the deed told."""
        if use == "people":
            return "origin"
        token = doc.tokens[head]
        noun = doc.tokens[doc.tokens[token.head].head]
        if use == "place" and token.dep == "pobj" and noun.dep == "nsubj" and doc.tokens[noun.head].lemma in self._saying:
            return "origin"
        return use

    def _is_seat(self, doc: Annotated, ground: Ground) -> bool:
        """Whether a place only says where something comes from: "Geneva-based"."""
        after = ground.last + 2
        return after < len(doc.tokens) and doc.tokens[after - 1].text == "-" and doc.tokens[after].lower in self._seated


def _short_quotations(doc: Annotated) -> frozenset[int]:
    """The tokens between quotation marks of a few words, such as slogans."""
    marks = [t.i for t in doc.tokens if t.text in _MARKS]
    pairs = [(a, b) for a, b in pairwise(marks) if 1 < b - a <= _SLOGAN and doc.tokens[a].sentence == doc.tokens[b].sentence]
    return frozenset(i for a, b in pairs for i in range(a + 1, b))
