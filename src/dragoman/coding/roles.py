"""Who fills the roles of an event: from the words of a role to the actors of the document."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

import msgspec

from dragoman.coding.aims import aims, targets
from dragoman.coding.blame import blamed_for
from dragoman.coding.fillers import PEOPLE_OF_PLACES, Filler, FillerFinder, people_of_place
from dragoman.coding.light_verbs import light_verb
from dragoman.coding.noun_roles import noun_role
from dragoman.coding.phrases import Phrase
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
        """Give the fillers of all roles, each actor once.

        "else ROLE", and what only hangs on an object, counts where nothing was found before it.
        """
        found: list[Filler] = []
        for role in roles:
            if not found or not role.startswith("else "):
                found += self._fill_role(doc, cast, match, role.removeprefix("else "), teller, found)
        return [f for f in found if not f.is_place] or found

    def _fill_role(
        self, doc: Annotated, cast: Cast, match: Match, role: str, teller: Statement | None, before: Sequence[Filler]
    ) -> list[Filler]:
        """The fillers of one role that name somebody whom those ``before`` do not."""
        if role == "speaker":
            return _speaker(doc, match, teller)
        seen = {actor for filler in before for actor in filler.actors}
        if role == "aim":
            seen |= self._doers(doc, cast, match)
        found: list[Filler] = []
        is_settled = bool(before)
        for phrase in self.phrases(doc, match, role, keep=cast.actor_heads):
            if (phrase.is_inner and is_settled) or ((role == "aim" or match.form == "noun") and _describes_actor(doc, cast, phrase.head)):
                continue
            filler = self._named(doc, cast, match, role, phrase)
            if filler is not None and not set(filler.actors) <= seen:
                seen |= set(filler.actors)
                found.append(filler)
                is_settled |= not phrase.is_inner
                if role == "aim":
                    break
        if role in ("subject", "doer") and not (found or before) and match.form == "noun":
            found += self._blamed(doc, cast, match.head)
        return found

    def _named(self, doc: Annotated, cast: Cast, match: Match, role: str, phrase: Phrase) -> Filler | None:
        """Whom a phrase in a role names, or those for whom the place that it names stands."""
        doing = [r.removeprefix("else ") for r in match.entry.rule.actors]
        if role in LOCATIVES and match.entry.type in PEOPLE_OF_PLACES and doc.tokens[phrase.head].lemma.lower() in self._words["edges"]:
            return None
        place = self._place(doc, cast, match, role, phrase.head, phrase.how)
        if place is not None or (role in LOCATIVES and role in doing):
            return place
        return self._fillers.find(doc, cast, phrase.head, phrase.how)

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
            if filler is None:
                return None
            people = people_of_place(cast, filler.head, filler.how, match.entry.type, does_it=does_it)
            return people or msgspec.structs.replace(filler, is_place=True)
        return people_of_place(cast, head, how, match.entry.type, does_it=does_it)

    def _blamed(self, doc: Annotated, cast: Cast, noun: int) -> list[Filler]:
        """Those whom the text holds to have done what a noun names, where nobody else is said to have done it."""
        named = [self._fillers.find(doc, cast, phrase.head, phrase.how) for phrase in blamed_for(doc, noun, self._words)]
        found: list[Filler] = []
        for filler in named:
            if filler is not None and not set(filler.actors) <= {actor for other in found for actor in other.actors}:
                found.append(filler)
        return found

    def phrases(self, doc: Annotated, match: Match, role: str, *, keep: Container[int] = ()) -> list[Phrase]:
        """The phrases that stand in a role of a match.

        Nouns that the pattern asks for by name are left out, but for those in ``keep``.
        """
        if role == "condition":
            return [Phrase(h, "who is to meet the condition") for h in _conditioned(doc, match.head)]
        if role == "aim":
            return [Phrase(h, "what it is done for or against") for h in aims(doc, match, self._words)]
        if role == "target":
            return [Phrase(h, "whom it is to drive off, seize or kill") for h in targets(doc, match, self._words)]
        taken = {noun for noun in match.nouns if noun not in keep}
        found = noun_role(doc, match, role, self._words) if match.form == "noun" else verb_role(doc, match, role, self._words)
        return [phrase for phrase in found if phrase.head not in taken]

    def _doers(self, doc: Annotated, cast: Cast, match: Match) -> set[str]:
        fillers = (self._fillers.find(doc, cast, p.head, p.how) for p in self.phrases(doc, match, "subject"))
        return {actor for filler in fillers if filler is not None for actor in filler.actors}

    def carrier(self, doc: Annotated, match: Match) -> list[int]:
        """The light verb that carries a noun trigger ("attacks were carried out in Pakistan"), if one does."""
        verb = light_verb(doc, match.head, self._words) if match.form == "noun" else None
        return [] if verb is None else [verb]


def _speaker(doc: Annotated, match: Match, teller: Statement | None) -> list[Filler]:
    """Who tells it, where the text says so."""
    if teller is None or teller.source is None or not teller.source.actors:
        return []
    where = doc.token_at(teller.source.span.start) if teller.source.span else None
    return [Filler(teller.source.actors, match.head if where is None else where, "source of the statement that tells it")]


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
