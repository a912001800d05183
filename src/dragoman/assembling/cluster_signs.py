"""What a story is grouped by: its words, the names and numbers in it, and where it happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import msgspec

from dragoman.language import Annotated
from dragoman.records import Actor, Cast

_GRAMMAR = frozenset({"PUNCT", "SPACE", "SYM", "DET", "ADP", "PRON", "CCONJ", "SCONJ", "PART", "AUX"})
_NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT"})
_SHORTEST_WORD, _SHORTEST_NAME = 3, 2


class Signs(msgspec.Struct, frozen=True):
    """How often each sign stands in a story. Countries are codes of places and actors; places are GeoNames ids, or names without one."""

    id: str
    published: str | None
    sha256: str
    words: Mapping[str, int]
    names: Mapping[str, int]
    numbers: Mapping[str, int]
    countries: Mapping[str, int]
    places: Mapping[str, int]
    place_names: Mapping[str, str]
    """What each of ``places`` is called."""

    @property
    def order(self) -> tuple[bool, str, str, str]:
        """Earliest first; a story without a date comes last."""
        return (self.published is None, self.published or "", self.id, self.sha256)

    @property
    def size(self) -> int:
        """How many different words and names it has."""
        return len(self.words) + len(self.names)


def signs_of(doc: Annotated, cast: Cast) -> Signs:
    """The signs of a story."""
    words, names, numbers = Counter[str](), Counter[str](), Counter[str]()
    for token in doc.tokens:
        if token.pos == "NUM" or any(letter.isdigit() for letter in token.text):
            numbers[token.lower] += 1
        if token.pos in _GRAMMAR or token.pos == "NUM":
            continue
        if token.pos == "PROPN" or token.entity in _NAMED:
            names[token.lemma.lower()] += len(token.text) >= _SHORTEST_NAME
        if token.pos != "PROPN" and len(token.text) >= _SHORTEST_WORD:
            words[token.lemma.lower()] += 1
    countries, places = Counter[str](), Counter[str]()
    for place in cast.places:
        places[_place_key(place.geoname_id, place.name)] += len(place.mentions)
        if place.country is not None:
            countries[place.country] += len(place.mentions)
    for actor in cast.actors:
        if actor.codes and actor.kind != "media" and _has_name(doc, actor):
            countries[actor.codes[0]] += len(actor.mentions)
    document = doc.document
    called = {_place_key(place.geoname_id, place.name): place.name for place in cast.places}
    counted = (+words, +names, +numbers, +countries, +places)
    return Signs(document.id, document.published, document.sha256, *counted, called)


def _has_name(doc: Annotated, actor: Actor) -> bool:
    """Whether an actor is named, and not only described ("the rebels")."""
    if actor.kind in ("state", "igo"):
        return True
    return any(doc.tokens[i].pos == "PROPN" for span in actor.mentions for i in doc.tokens_in(span.start, span.end))


def _place_key(geoname_id: int | None, name: str) -> str:
    return name if geoname_id is None else str(geoname_id)
