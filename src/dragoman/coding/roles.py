"""Who fills the roles of an event: from the words of a role to the actors of the document."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

import msgspec

from dragoman.coding.aims import aims
from dragoman.coding.blame import blamed_for
from dragoman.coding.fillers import PEOPLE_OF_PLACES, Filler, FillerFinder, people_of_place
from dragoman.coding.light_verbs import light_verb
from dragoman.coding.noun_roles import noun_role
from dragoman.coding.triggers import Match
from dragoman.coding.verb_roles import verb_role
from dragoman.language import Annotated
from dragoman.language import grammar as g
from dragoman.records import Cast, Statement

LOCATIVES = ("in", "at", "near", "inside", "outside", "around", "along", "across", "throughout", "beside")


class RoleFinder:
    """Finds fillers for roles with the lexicon's word lists."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        self._words = words
        self._fillers = FillerFinder(words)

    def fill(self, doc: Annotated, cast: Cast, match: Match, roles: Iterable[str], teller: Statement | None) -> list[Filler]:
        """Give the fillers of all roles, each actor once; "else ROLE" counts only where nothing was found before it."""
        found: list[Filler] = []
        seen: set[str] = set()
        doing = [role.removeprefix("else ") for role in match.entry.rule.actors]
        for role in roles:
            if role.startswith("else "):
                if found:
                    continue
                role = role.removeprefix("else ")
            doers = self._doers(doc, cast, match) if role == "aim" else set()
            for head, how in self.heads(doc, match, role, keep=cast.actor_heads):
                if (role == "aim" or match.form == "noun") and _describes_actor(doc, cast, head):
                    continue
                filler = self._place(doc, cast, match, role, head, how)
                if filler is None and not (role in LOCATIVES and role in doing):
                    filler = self._fillers.find(doc, cast, head, how)
                if filler is not None and not set(filler.actors) <= seen | doers:
                    seen |= set(filler.actors)
                    found.append(filler)
                    if role == "aim":
                        break
            if role in ("subject", "doer") and not found and match.form == "noun":
                found += self._blamed(doc, cast, match.head, seen)
            if role == "speaker" and teller is not None and teller.source is not None and teller.source.actors:
                seen |= set(teller.source.actors)
                where = doc.token_at(teller.source.span.start) if teller.source.span else None
                found.append(Filler(teller.source.actors, match.head if where is None else where, "source of the statement that tells it"))
        return [f for f in found if not f.is_place] or found

    def _place(self, doc: Annotated, cast: Cast, match: Match, role: str, head: int, how: str) -> Filler | None:
        """Those whom a place stands for where it only says where something is done."""
        locative = role in LOCATIVES or (role == "on" and match.form == "verb" and match.entry.type in PEOPLE_OF_PLACES)
        if not locative or head in cast.actor_heads:
            return None
        does_it = role in [r.removeprefix("else ") for r in match.entry.rule.actors]
        if does_it and head not in cast.place_heads and doc.tokens[head].lemma.lower() in self._words["custody"]:
            holder = self._fillers.find(doc, cast, head, how)
            spots = [at for link in LOCATIVES for at in g.prepositions(doc, head).get(link, ()) if at in cast.origins]
            return holder or next((Filler(cast.origins[at], at, how) for at in spots), None)
        if head not in cast.place_heads:  # "near the Pakistani border"
            filler = self._fillers.find(doc, cast, head, how) if doc.tokens[head].lemma.lower() in self._words["grounds"] else None
            return None if filler is None else msgspec.structs.replace(filler, is_place=True)
        return people_of_place(cast, head, how, match.entry.type, does_it=does_it)

    def _blamed(self, doc: Annotated, cast: Cast, noun: int, seen: set[str]) -> list[Filler]:
        """Those whom the text holds to have done what a noun names, where nobody else is said to have done it."""
        found = [self._fillers.find(doc, cast, head, how) for head, how in blamed_for(doc, noun, self._words)]
        fillers = [f for f in found if f is not None and not set(f.actors) <= seen]
        seen.update(a for f in fillers for a in f.actors)
        return fillers

    def heads(self, doc: Annotated, match: Match, role: str, *, keep: Container[int] = ()) -> list[tuple[int, str]]:
        """Token heads that stand in a role of a match, and how each was reached.

        Nouns that the pattern asks for by name are left out, but for those in ``keep``.
        """
        if role == "condition":
            return [(h, "who is to meet the condition") for h in _conditioned(doc, match.head)]
        if role == "aim":
            return [(h, "what it is done for or against") for h in aims(doc, match, self._words)]
        taken = {noun for noun in match.nouns if noun not in keep}
        found = noun_role(doc, match, role, self._words) if match.form == "noun" else verb_role(doc, match, role)
        return [(head, how) for head, how in found if head not in taken]

    def _doers(self, doc: Annotated, cast: Cast, match: Match) -> set[str]:
        fillers = (self._fillers.find(doc, cast, head, how) for head, how in self.heads(doc, match, "subject"))
        return {actor for filler in fillers if filler is not None for actor in filler.actors}

    def carrier(self, doc: Annotated, match: Match) -> list[int]:
        """The light verb that carries a noun trigger ("attacks were carried out in Pakistan"), if one does."""
        verb = light_verb(doc, match.head, self._words) if match.form == "noun" else None
        return [] if verb is None else [verb]


def _describes_actor(doc: Annotated, cast: Cast, head: int) -> bool:
    """Whether a word only stands before one that names somebody: "Syrian" in "Syrian refugees"."""
    token = doc.tokens[head]
    return token.dep in ("amod", "compound", "nmod", "poss", "nummod") and token.head in cast.actor_heads


def _conditioned(doc: Annotated, head: int) -> list[int]:
    """Subjects of the conditions below a trigger: "threatened to attack unless Baghdad yields"."""
    clauses = [
        t.i
        for t in doc.descendants(head)
        if t.dep == "advcl" and any(m.lower in ("if", "unless", "until") for m in doc.children(t.i, "mark"))
    ]
    return [h for clause in clauses for h in g.subjects(doc, clause)]
