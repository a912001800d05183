"""Where an event happened, as its own clause names it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import msgspec

from dragoman.language import Annotated
from dragoman.language import grammar as g
from dragoman.records import Cast

PREPOSITIONS = ("on", "in", "at", "near", "outside", "inside", "around", "across", "into", "over", "along", "throughout", "against", "of")
GOVERNOR_PREPOSITIONS = ("in", "at", "near", "outside", "inside", "around", "across", "throughout", "along", "into", "to", "from")

_REACH_SENTENCES = 4


class Spot(msgspec.Struct, frozen=True):
    """A place id, the token that names it and the preposition that links it."""

    place: str
    head: int
    link: str
    phrase: int
    """Head of the whole phrase in which the name stands."""


def places_of(doc: Annotated, cast: Cast, head: int, nouns: Iterable[int] = ()) -> list[Spot]:
    """The places named right at a trigger: after its prepositions, or after those of what it is coordinated with."""
    found = []
    for holder in (head, *nouns):
        preps = g.prepositions(doc, holder)
        for link in PREPOSITIONS:
            for phrase in preps.get(link, ()):
                found += [Spot(place, at, link, phrase) for place, at in _named_in(doc, cast, phrase)]
        if found and doc.tokens[head].pos == "NOUN":
            # "attacks on Gaza as well as districts in Lebanon": parsed as if the districts were attacks
            for other in doc.children(holder, "conj"):
                for phrases in g.prepositions(doc, other.i).values():
                    found += [Spot(place, at, found[0].link, phrase) for phrase in phrases for place, at in _named_in(doc, cast, phrase)]
    return found


def place_of(
    doc: Annotated,
    cast: Cast,
    head: int,
    nouns: Iterable[int],
    fillers: Iterable[int],
    *,
    struck: Iterable[int] = (),
    towns: Collection[str] = (),
) -> str | None:
    """The place of an event: named at its trigger, at the verb or noun above it, or at one of its sides.

    Else the town or the region that it struck itself: ``struck`` are verbs whose object is where they do it, and ``towns`` the
    words by which a town is called again ("shelled the town").
    """
    near = places_of(doc, cast, head, nouns)
    if near:
        return near[0].place
    above = [t.i for t in list(doc.ancestors(head))[:2] if t.pos in ("VERB", "AUX", "NOUN")]
    governors = above if doc.tokens[head].dep not in ("relcl",) else []
    for holder in (*governors, *fillers):
        preps = g.prepositions(doc, holder)
        for link in GOVERNOR_PREPOSITIONS:
            for phrase in preps.get(link, ()):
                if named := _named_in(doc, cast, phrase):
                    return named[0][0]
    for verb in struck:
        for thing in g.undergoers(doc, verb):
            for place, _ in _named_in(doc, cast, thing):
                if cast.place(place).kind != "country":
                    return place
            if (again := _called_again(doc, cast, thing, towns)) is not None:
                return again
    return None


def _called_again(doc: Annotated, cast: Cast, thing: int, towns: Collection[str]) -> str | None:
    """The last town named before "the town", a few sentences back at most."""
    token = doc.tokens[thing]
    definite = any(child.lower in ("the", "this", "that") for child in doc.children(thing, "det"))
    has_own_name = any(child.lower in ("of", "in", "near") for child in doc.children(thing, "prep"))
    if token.lemma.lower() not in towns or not definite or has_own_name or doc.children(thing, "relcl", "acl", "appos"):
        return None
    first = doc.sentences[max(token.sentence - _REACH_SENTENCES, 0)].first
    named = (cast.place_heads[i] for i in range(thing - 1, first - 1, -1) if i in cast.place_heads)
    return next((place for place in named if cast.place(place).kind in ("city", "capital")), None)


def _named_in(doc: Annotated, cast: Cast, head: int) -> list[tuple[str, int]]:
    """Places named by a phrase: its head, or a place after "of" or "in", before it, or in apposition."""
    if head in cast.place_heads:
        return [(cast.place_heads[head], head)]
    preps = g.prepositions(doc, head)
    deeper = [h for link in ("of", "in", "near") for h in preps.get(link, ())]
    beside = [*g.modifiers(doc, head), *g.possessors(doc, head), *(c.i for c in doc.children(head, "appos"))]
    return [(cast.place_heads[i], i) for i in (*deeper, *beside) if i in cast.place_heads]
