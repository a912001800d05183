"""From the head of a phrase to the actors it names: itself, or by what it is part of, whose it is, or what it carries."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from dragoman.language import Annotated
from dragoman.language import grammar as g
from dragoman.records import Cast


class Filler(msgspec.Struct, frozen=True):
    """Actors that fill a role, the head of the phrase that names them, and how it was reached."""

    actors: tuple[str, ...]
    head: int
    how: str
    is_place: bool = False
    """Named only by the place where it is done: they count where nobody else is named."""


PEOPLE_OF_PLACES = frozenset({"ASSAULT", "COERCE", "AID"})
"""Acts that fall on those who live in a place (PLOVER gold records: "shelled Juba" is SDN CVL); others are between states."""
INNER_PREPOSITIONS = ("of", "for", "from")
"""What stands for its people: "a camp for Congolese refugees", "a convoy of the Red Cross"."""
COUNTING = ("some", "many", "several", "most", "all", "both", "more", "others", "those")


class FillerFinder:
    """Finds the actors that phrases name."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        self._words = words

    def find(self, doc: Annotated, cast: Cast, head: int, how: str) -> Filler | None:
        """The actors that the phrase of ``head`` names, ``how`` being how it was reached; None when it names none."""
        if head in cast.actor_heads:
            return Filler(cast.actor_heads[head], head, how)
        if head in cast.origins:
            return Filler(cast.origins[head], head, how)
        return (
            self._part(doc, cast, head, how)
            or _apposed(doc, cast, head, how)
            or self._owner(doc, cast, head, how)
            or self._inner(doc, cast, head, how)
            or self._clause(doc, cast, head, how)
            or self._sender(doc, cast, head, how)
        )

    def _part(self, doc: Annotated, cast: Cast, head: int, how: str) -> Filler | None:
        """Those of whom the phrase counts or names a part: "dozens of rebels"; or who is "among those" it means."""
        token = doc.tokens[head]
        above = doc.tokens[token.head]
        if token.lower == "those" and above.lower == "among":
            named = [self.find(doc, cast, s, how) for s in g.subjects(doc, above.head)]
            return next((f for f in named if f is not None), None)
        if token.lemma.lower() not in self._words["partitives"] and token.pos != "NUM" and token.lower not in COUNTING:
            return None
        parts = [part for part in g.prepositions(doc, head).get("of", ()) if part != head]
        fillers = [self.find(doc, cast, part, how) for part in parts]
        known = [filler for filler in fillers if filler is not None]
        actors = tuple(dict.fromkeys(actor for inner in known for actor in inner.actors))
        return Filler(actors, known[0].head, f'{how}, of "{token.text}"') if known else None

    def _owner(self, doc: Annotated, cast: Cast, head: int, how: str) -> Filler | None:
        before = (*g.possessors(doc, head), *g.modifiers(doc, head), *bound(doc, head, self._words["binding_compounds"]))
        owners = [i for i in before if i in cast.origins or i in cast.actor_heads]
        if not owners:
            return None
        ids = tuple(dict.fromkeys(a for i in owners for a in cast.origins.get(i, cast.actor_heads.get(i, ()))))
        return Filler(ids, owners[0], f'{how}: whose "{doc.tokens[head].text}" it is')

    def _inner(self, doc: Annotated, cast: Cast, head: int, how: str) -> Filler | None:
        """Those for whom a thing is, or who are in it; but the farmer in "the killing of a farmer" is hurt, not the killing."""
        preps = g.prepositions(doc, head)
        harm = doc.tokens[head].lemma.lower() in self._words["harm_done"]
        for link in INNER_PREPOSITIONS:
            for named in preps.get(link, ()) if not (harm and link == "of") else ():
                if named in cast.actor_heads:
                    return Filler(cast.actor_heads[named], named, f'{how}: "{doc.tokens[head].text}" {link} whom')
        return None

    def _clause(self, doc: Annotated, cast: Cast, head: int, how: str) -> Filler | None:
        """Those whom a clause ties to a thing: "missiles fired by the army", "a bus carrying workers", "a car belonging to …"."""
        for clause in doc.children(head, "acl", "relcl"):
            if clause.dep == "relcl" and not any(s.tag in ("WDT", "WP") for s in doc.children(clause.i, *g.SUBJECTS, *g.PASSIVE_SUBJECTS)):
                continue  # "a day on which he was freed by the army": the day is not what it is said of
            lemma = clause.lemma.lower()
            phrases = g.agents(doc, clause.i) if g.is_passive(doc, clause.i) else []
            if lemma in self._words["holding"] and not phrases:
                phrases = [h for o in doc.children(clause.i, "dobj") for h in g.conjuncts(doc, o.i)]
            if lemma in self._words["belonging"]:
                phrases = g.prepositions(doc, clause.i).get("to", [])
            for phrase in phrases:
                if phrase != head and (inner := self.find(doc, cast, phrase, how)) is not None:
                    return Filler(inner.actors, inner.head, f'{how}: "{doc.tokens[head].text} {clause.text}"')
        return None

    def _sender(self, doc: Annotated, cast: Cast, head: int, how: str) -> Filler | None:
        """Whose words a paper carries: "a letter from the emir", "released a report accusing …"."""
        token = doc.tokens[head]
        if token.lemma.lower() not in self._words["vehicles"]:
            return None
        preps, verb = g.prepositions(doc, head), doc.tokens[token.head]
        phrases = [*preps.get("by", ()), *preps.get("from", ())]
        if token.dep == "dobj" and verb.lemma.lower() in self._words["sending"]:
            phrases += g.doers(doc, verb.i)
        named = (self.find(doc, cast, phrase, how) for phrase in phrases if phrase != head)
        return next((Filler(f.actors, f.head, f'{how}: whose "{token.text}" it is') for f in named if f is not None), None)


def people_of_place(cast: Cast, head: int, how: str, type_: str, *, does_it: bool = False) -> Filler | None:
    """Whom the place of token ``head`` stands for in an event of a type: its people, or its state, which alone acts."""
    ids = cast.peoples.get(head) if type_ in PEOPLE_OF_PLACES and not does_it else cast.origins.get(head)
    return Filler(ids, head, how, is_place=True) if ids else None


def _apposed(doc: Annotated, cast: Cast, head: int, how: str) -> Filler | None:
    for apposed in doc.children(head, "appos"):
        if ids := cast.actor_heads.get(apposed.i) or cast.origins.get(apposed.i):
            return Filler(ids, apposed.i, f"{how}, by apposition")
    return None


def bound(doc: Annotated, noun: int, compounds: frozenset[str]) -> list[int]:
    """Names tied to a noun by a hyphen and a participle: Saudi in "a Saudi-led strike"."""
    tied = [c for c in doc.children(noun, "amod", "compound") if c.lower in compounds]
    return [c.i for participle in tied for c in doc.children(participle.i, "npadvmod", "compound", "amod", "nmod", "advmod")]
