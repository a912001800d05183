"""Whether the name of a state or capital stands for a government, for the ground, or for an origin.

"Moscow said" is Russia's government, "in Moscow" a place; in "Iraq's oil minister" and "U.S. troops"
the name only says whose. Decided by the grammar of the phrase; the words that decide are in
``lexicon/places/metonyms.yaml``.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from dragoman.language import Annotated
from dragoman.language.annotated import Token
from dragoman.language.grammar import is_passive
from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema.places import SECTION
from dragoman.records import Span

Stands = Literal["actor", "place", "origin"]
NameKind = Literal["state", "capital"]

_NOMINAL = ("NOUN", "PROPN", "PRON")
_SIDES = ("amod", "nmod", "compound")


class Reading(msgspec.Struct, frozen=True):
    """What a name stands for, why, and the word that decided it."""

    stands: Stands
    how: str
    words: Span | None = None


class Metonyms:
    """Reads names of states and capitals in their sentences. Holds word lists only."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lists = {name: frozenset(words) for name, words in lexicon.files(SECTION)["metonyms"].lists.items()}

    def read_as(self, doc: Annotated, head: int, kind: NameKind = "state") -> Reading:
        """Tell what the name whose last word is token ``head`` stands for.

        ``kind`` is ``"state"`` for the name of a country, ``"capital"`` for a capital or another seat
        of government, which stands for the government only where it plainly acts or is dealt with.
        """
        token = _name_head(doc, head)
        if (side := self._part_of_ground(doc, token)) is not None:
            return self._read(doc, "place", "a part of the ground is meant", side)
        if token.dep == "poss":
            return self._possessor(doc, token)
        if token.dep in _SIDES:
            return self._modifier(doc, token, kind)
        first = _first_conjunct(doc, token)
        if first.i != token.i and first.dep == "poss":
            return self._possessor(doc, first)
        if first.dep in ("nsubj", "nsubjpass"):
            return self._subject(doc, first, kind)
        if first.dep in ("dobj", "dative", "oprd"):
            return self._object(doc, first, kind)
        if first.dep == "pobj":
            return self._after_preposition(doc, first, kind)
        if first.dep == "appos" and doc.tokens[first.head].pos == "NOUN" and kind == "state":
            return self._apposition(doc, first)
        return Reading("place", "nothing in the sentence makes it act or be dealt with")

    def in_office(self, doc: Annotated, head: int) -> Reading | None:
        """Whether the name of any place is only part of an office or of armed people's: "envoy for the Middle East", "Khost governor"."""
        token = _name_head(doc, head)
        if token.dep in _SIDES:
            noun = doc.tokens[token.head]
            part = noun.text.islower() and (self._in("armed_people", noun) or self._in("area_officers", noun))
            return self._read(doc, "origin", "says where somebody or some body belongs", noun) if part and noun.i == token.i + 1 else None
        first = _first_conjunct(doc, token)
        preposition = doc.tokens[first.head]
        if first.dep != "pobj" or preposition.lower not in ("for", "to", "on"):
            return None
        governor = _governor(doc, preposition)
        return self._read(doc, "origin", f"'{preposition.lower}' after an office", governor) if self._in("envoys", governor) else None

    def _in(self, name: str, token: Token) -> bool:
        words = self._lists[name]
        return token.lemma.lower() in words or token.lower in words

    def _read(self, doc: Annotated, stands: Stands, how: str, token: Token) -> Reading:
        return Reading(stands, how, doc.span(token.i, token.i))

    def _part_of_ground(self, doc: Annotated, token: Token) -> Token | None:
        """The "northern" of "northern Iraq"; None for the "South" of "South Korea"."""
        if token.dep in _SIDES:
            return None
        before = (c for c in doc.children(token.i, "amod", "compound", "advmod") if c.i < token.i)
        return next((c for c in before if self._in("ground_adjectives", c) and (c.text.islower() or c.lower.endswith("ern"))), None)

    def _possessor(self, doc: Annotated, token: Token) -> Reading:
        noun = doc.tokens[token.head]
        if self._in("office_nouns", noun):
            return self._read(doc, "origin", "says whose body or officer it is", noun)
        if self._in("deed_nouns", noun):
            return self._read(doc, "actor", "possessor of a deed or an attitude", noun)
        return self._read(doc, "place", "possessor of something on its ground", noun)

    def _modifier(self, doc: Annotated, token: Token, kind: NameKind) -> Reading:
        noun = doc.tokens[token.head]
        if kind == "capital" and (body := self._town_body(doc, token, noun)) is not None:
            return self._read(doc, "place", "a city before a body or people of its own", body)
        if self._in("office_nouns", noun) or _is_person(noun):
            return self._read(doc, "origin", "says where somebody or some body belongs", noun)
        if self._in("happening_nouns", noun) or self._in("place_nouns", noun):
            return self._read(doc, "place", "names the ground of it", noun)
        if kind == "capital":
            return self._read(doc, "place", "a city before a noun", noun)
        return self._read(doc, "origin", "a state's name before a noun", noun)

    def _town_body(self, doc: Annotated, token: Token, noun: Token) -> Token | None:
        """The "police" of "Athens police" and of "the Athens Police Department"."""
        return next((t for t in doc.tokens[token.i + 1 : noun.i + 1] if t.lower in self._lists["town_bodies"]), None)

    def _subject(self, doc: Annotated, token: Token, kind: NameKind) -> Reading:
        verb = doc.tokens[token.head]
        if token.dep == "nsubjpass" or is_passive(doc, verb.i):
            return self._passive_subject(doc, verb, kind)
        if verb.lemma.lower() == "be":
            return self._predicate(doc, verb, kind)
        if kind == "capital":
            if self._in("acting_verbs", verb) and not self._in("place_subject_verbs", verb):
                return self._read(doc, "actor", "subject of a verb of acting or saying", verb)
            return self._read(doc, "place", "subject of a verb that a city can have", verb)
        if self._in("place_subject_verbs", verb) and not self._in("acting_verbs", verb):
            return self._read(doc, "place", "subject of a verb that the ground itself can have", verb)
        if (counted := self._counted(doc, verb)) is not None:
            return self._read(doc, "place", "has what is counted on its ground", counted)
        return self._read(doc, "actor", "subject of the verb", verb)

    def _counted(self, doc: Annotated, verb: Token) -> Token | None:
        """The "cases" of "has 40 cases"."""
        return next((t for t in doc.children(verb.i, "dobj") if self._in("ground_counts", t)), None)

    def _passive_subject(self, doc: Annotated, verb: Token, kind: NameKind) -> Reading:
        if kind == "capital" and not self._in("actor_object_verbs", verb):
            return self._read(doc, "place", "something is done to the city", verb)
        if self._in("place_passive_verbs", verb) or self._in("place_object_verbs", verb):
            return self._read(doc, "place", "something befalls the ground", verb)
        return self._read(doc, "actor", "something is done to the state", verb)

    def _predicate(self, doc: Annotated, verb: Token, kind: NameKind) -> Reading:
        for predicate in doc.children(verb.i, "acomp", "attr", "xcomp"):
            if self._in("actor_predicates", predicate):
                return self._read(doc, "actor", "said to be what only a government can be", predicate)
            if self._in("place_nouns", predicate) or kind == "capital":
                return self._read(doc, "place", "said to be what ground can be", predicate)
        return self._read(doc, "actor" if kind == "state" else "place", "subject of the verb", verb)

    def _object(self, doc: Annotated, token: Token, kind: NameKind) -> Reading:
        verb = doc.tokens[token.head]
        if self._in("actor_object_verbs", verb):
            return self._read(doc, "actor", "somebody is spoken to or dealt with", verb)
        if self._in("place_object_verbs", verb) or kind == "capital":
            return self._read(doc, "place", "object of a verb of moving, holding or befalling", verb)
        return self._read(doc, "actor", "object of the verb", verb)

    def _apposition(self, doc: Annotated, token: Token) -> Reading:
        noun = doc.tokens[token.head]
        if self._in("place_nouns", noun):
            return self._read(doc, "place", "explains a word for a place", noun)
        return self._read(doc, "actor", "explains a word for somebody", noun)

    def _after_preposition(self, doc: Annotated, token: Token, kind: NameKind) -> Reading:
        preposition = doc.tokens[token.head]
        word = preposition.lower
        governor = _governor(doc, preposition)
        if preposition.dep == "agent" or (word == "by" and is_passive(doc, governor.i)):
            return self._read(doc, "actor", "passive agent after 'by'", preposition)
        if word in self._lists["place_prepositions"]:
            return self._read(doc, "place", f"after '{word}'", preposition)
        if word in self._lists["actor_prepositions"]:
            return self._dealt_with(doc, preposition, governor, kind)
        return self._mixed(doc, preposition, governor, kind)

    def _dealt_with(self, doc: Annotated, preposition: Token, governor: Token, kind: NameKind) -> Reading:
        if self._in("between_place_words", governor) or self._in("between_place_words", _given(doc, governor, preposition)):
            return self._read(doc, "place", f"'{preposition.lower}' after a word for a place", governor)
        if preposition.lower in ("toward", "towards") and (kind == "capital" or self._in("motion_words", governor)):
            return self._read(doc, "place", "where something moves", governor)
        return self._read(doc, "actor", f"dealt with: after '{preposition.lower}'", preposition)

    def _mixed(self, doc: Annotated, preposition: Token, governor: Token, kind: NameKind) -> Reading:
        """A preposition that needs the word before it: "trip to Iran" and "warning to Iran"."""
        word = preposition.lower
        given = _given(doc, governor, preposition)
        stands: Stands = "place"
        if word == "to" and not self._in("motion_words", governor):
            stands = "actor" if self._in("recipient_words", governor) or self._in("recipient_words", given) else "place"
        elif word == "of" and (self._in("of_actor_words", governor) or self._in("office_nouns", governor)):
            stands = "origin" if self._in("office_nouns", governor) else "actor"
        elif word == "between":
            stands = "place" if self._in("between_place_words", governor) else "actor"
        elif word == "for" and self._in("office_nouns", governor):
            stands = "origin"
        elif kind == "state" and word in ("from", "on", "upon", "for", "about", "over", "among"):
            words = {"from": "from_actor_words", "on": "on_actor_words", "upon": "on_actor_words"}.get(word, "recipient_words")
            stands = "actor" if self._in(words, governor) else "place"
        return self._read(doc, stands, f"'{word}' after '{governor.lower}'", governor)


def _name_head(doc: Annotated, i: int) -> Token:
    """The head of the name that token ``i`` stands in: "Korea" for "South" in "South Korea"."""
    token = doc.tokens[i]
    while (
        token.dep == "compound"
        and token.entity in ("GPE", "LOC")
        and token.head == token.i + 1
        and doc.tokens[token.head].entity == token.entity
    ):
        token = doc.tokens[token.head]
    return token


def _first_conjunct(doc: Annotated, token: Token) -> Token:
    while token.dep == "conj" and doc.tokens[token.head].pos in _NOMINAL:
        token = doc.tokens[token.head]
    return token


def _governor(doc: Annotated, preposition: Token) -> Token:
    """The verb or noun that the preposition belongs to, past a chain ("out of", "because of")."""
    governor = doc.tokens[preposition.head]
    while governor.dep == "prep" and governor.pos == "ADP" and governor.head != governor.i:
        governor = doc.tokens[governor.head]
    return governor


def _given(doc: Annotated, governor: Token, preposition: Token) -> Token:
    """The object before the preposition ("border" in "use the border with Iraq"); the governor itself when there is none."""
    return next((c for c in reversed(doc.children(governor.i, "dobj")) if c.i < preposition.i), governor)


def _is_person(token: Token) -> bool:
    return token.entity == "PERSON"
