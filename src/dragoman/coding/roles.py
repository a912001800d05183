"""Who fills the roles of an event: from the words of a role to the actors of the document."""

from __future__ import annotations

from collections.abc import Container, Iterable

import msgspec

from dragoman.coding.triggers import Match
from dragoman.language import Annotated
from dragoman.language import grammar as g
from dragoman.records import Cast, Statement


class Filler(msgspec.Struct, frozen=True):
    """Actors that fill a role, the head of the phrase that names them, and how it was reached."""

    actors: tuple[str, ...]
    head: int
    how: str


CLAUSE_PREPOSITIONS = ("with", "to", "against", "on", "from")
AIM_PREPOSITIONS = ("against", "over", "about", "at", "for", "following", "after", "outside")
PARTY_PREPOSITIONS = ("between", "among", "involving")
INNER_PREPOSITIONS = ("of", "for", "from")
"""What stands for its people: "a camp for Congolese refugees", "a convoy of the Red Cross"."""


class RoleFinder:
    """Finds fillers for roles; ``partitives`` are nouns that stand for what follows their "of"."""

    def __init__(self, partitives: frozenset[str], light_verbs: frozenset[str]) -> None:
        self._partitives = partitives
        self._light_verbs = light_verbs

    def fill(self, doc: Annotated, cast: Cast, match: Match, roles: Iterable[str], teller: Statement | None) -> list[Filler]:
        """Give the fillers of all roles, each actor once; "else ROLE" counts only where nothing was found before it."""
        found: list[Filler] = []
        seen: set[str] = set()
        for role in roles:
            if role.startswith("else "):
                if found:
                    continue
                role = role.removeprefix("else ")
            doers = self._doers(doc, cast, match) if role == "aim" else set()
            for head, how in self.heads(doc, match, role, keep=cast.actor_heads):
                filler = self.resolve(doc, cast, head, how)
                if filler is not None and not set(filler.actors) <= seen | doers:
                    seen |= set(filler.actors)
                    found.append(filler)
                    if role == "aim":
                        break
            if role == "speaker" and teller is not None and teller.source is not None and teller.source.actors:
                seen |= set(teller.source.actors)
                where = doc.token_at(teller.source.span.start) if teller.source.span else None
                found.append(Filler(teller.source.actors, match.head if where is None else where, "source of the statement that tells it"))
        return found

    def heads(self, doc: Annotated, match: Match, role: str, *, keep: Container[int] = ()) -> list[tuple[int, str]]:
        """Token heads that stand in a role of a match, and how each was reached.

        Nouns that the pattern asks for by name are left out, but for those in ``keep``.
        """
        if role == "condition":
            return [(h, "who is to meet the condition") for h in _conditioned(doc, match.head)]
        if role == "aim":
            return [(h, "what it is done for or against") for h in self._aims(doc, match)]
        taken = {noun for noun in match.nouns if noun not in keep}
        found = self._noun_role(doc, match, role) if match.form == "noun" else self._verb_role(doc, match, role)
        return [(head, how) for head, how in found if head not in taken]

    def _verb_role(self, doc: Annotated, match: Match, role: str) -> list[tuple[int, str]]:
        verb = match.head
        if role == "subject":
            if match.form == "adjective":
                return [(h, "subject of the copula") for h in _copula_subjects(doc, verb)]
            return [(h, "subject of the verb") for h in g.doers(doc, verb)]
        if role == "object":
            if match.form == "obligation":
                return [(h, "subject of the obligation") for h in g.subjects(doc, verb)]
            return [(h, "object of the verb") for h in g.undergoers(doc, verb)]
            # "imposed sanctions on Iraq": the object is part of the trigger, so whoever it falls on is next.
        if role == "complement":
            return self._clause_objects(doc, match)
        if role == "clause subject":
            return [] if match.clause is None else [(h, "subject of the clause") for h in g.subjects(doc, match.clause)]
        if role == "owner":
            # "condemned the killings by soldiers": with no noun in the pattern, whose the object is
            return [pair for noun in match.nouns or g.undergoers(doc, verb) for pair in self._owners(doc, noun)]
        holders = [verb, *match.nouns, *_hosts(doc, match)]
        if role in PARTY_PREPOSITIONS:  # "talks between Chad and Niger collapsed"
            holders += g.subjects(doc, verb)
        found = [(h, f'after "{role}"') for holder in holders for h in g.prepositions(doc, holder).get(role, ())]
        return found or self._deeper(doc, [*match.nouns, *g.undergoers(doc, verb)], role)

    def _deeper(self, doc: Annotated, nouns: list[int], role: str) -> list[tuple[int, str]]:
        """What the parser hangs on the object, or on what its preposition holds: "pledged $40 million in aid to Nepal"."""
        found = [(h, f'after "{role}" of the object') for n in nouns for h in g.prepositions(doc, n).get(role, ())]
        inner = [h for n in nouns for link in ("in", "of") for h in g.prepositions(doc, n).get(link, ())]
        return found or [(h, f'after "{role}" inside the object') for n in inner for h in g.prepositions(doc, n).get(role, ())]

    def _doers(self, doc: Annotated, cast: Cast, match: Match) -> set[str]:
        fillers = (self.resolve(doc, cast, head, how) for head, how in self.heads(doc, match, "subject"))
        return {actor for filler in fillers if filler is not None for actor in filler.actors}

    def _aims(self, doc: Annotated, match: Match) -> list[int]:
        """Everybody named, in order, in what the act is for or against ("to demand … by the government", "over a new law")."""
        governor = self._light_verb(doc, match.head) if match.form == "noun" else None
        holders = [match.head, *match.nouns] + ([governor] if governor is not None else [])
        roots: list[int] = []
        for holder in holders:
            for child in doc.children(holder, "advcl", "xcomp", "acl", "relcl", "prep"):
                if child.i > holder and child.i not in holders and (child.dep != "prep" or _names_aim(doc, child.i)):
                    roots.append(child.i)
        return sorted(
            {i for root in roots for i in range(root, doc.tokens[root].right + 1) if doc.tokens[i].pos in ("NOUN", "PROPN", "ADJ")}
        )

    def _clause_objects(self, doc: Annotated, match: Match) -> list[tuple[int, str]]:
        if match.clause is None:
            return []
        things = g.undergoers(doc, match.clause)
        found = [(h, "object of the clause") for h in things]
        # "to break relations with Russia": the preposition hangs on the clause's object
        for holder in (match.clause, *things):
            for prep, heads in g.prepositions(doc, holder).items():
                if prep in CLAUSE_PREPOSITIONS:
                    found += [(h, f'after "{prep}" in the clause') for h in heads]
        return found

    def _noun_role(self, doc: Annotated, match: Match, role: str) -> list[tuple[int, str]]:
        noun = match.head
        preps = g.prepositions(doc, noun)
        if role == "subject":
            found = [(h, "possessor of the noun") for h in g.possessors(doc, noun)]
            found += [(h, 'after "by"') for h in preps.get("by", ())]
            found += [(h, "modifier of the noun") for h in g.modifiers(doc, noun)]
            return found + self._light_subject(doc, noun)
        if role in ("object", "owner"):
            return [(h, 'after "of"') for h in preps.get("of", ())] if role == "object" else self._owners(doc, noun)
        if role == "possessor":
            return [(h, "possessor of the noun") for h in g.possessors(doc, noun)]
        if role == "origin":
            return [(h, "modifier of the noun") for h in g.modifiers(doc, noun)]
        if role == "complement":
            return self._clause_objects(doc, match)
        if role == "governor":
            return self._governor_subjects(doc, noun)
        found = [(h, f'after "{role}"') for holder in (noun, *match.nouns) for h in g.prepositions(doc, holder).get(role, ())]
        governor = self._light_verb(doc, noun)
        if not found and governor is not None:
            found = [(h, f'after "{role}" of the light verb') for h in g.prepositions(doc, governor).get(role, ())]
        return found

    def _owners(self, doc: Annotated, noun: int) -> list[tuple[int, str]]:
        preps = g.prepositions(doc, noun)
        found = [(h, "possessor of the object") for h in g.possessors(doc, noun)]
        found += [(h, f'after "{p}" of the object') for p in ("by", "from", "of") for h in preps.get(p, ())]
        return found + [(h, "modifier of the object") for h in g.modifiers(doc, noun)]

    def _light_verb(self, doc: Annotated, noun: int) -> int | None:
        token = doc.tokens[noun]
        while token.dep == "conj":
            token = doc.tokens[token.head]
        head = doc.tokens[token.head]
        if token.dep == "pobj" and head.dep == "prep":  # "engaged in talks", but not "expressed sorrow over talks"
            if head.lower not in ("in", "into", "on", "with"):
                return None
            head = doc.tokens[head.head]
        if head.pos == "VERB" and head.lemma.lower() in self._light_verbs and token.dep in ("dobj", "nsubjpass", "pobj"):
            return head.i
        return None

    def _light_subject(self, doc: Annotated, noun: int) -> list[tuple[int, str]]:
        governor = self._light_verb(doc, noun)
        if governor is None:
            return []
        doers = g.doers(doc, governor) or (g.subjects(doc, governor) if _takes_part(doc, governor, noun) else [])
        return [(h, f'subject of "{doc.tokens[governor].text}"') for h in doers]

    def _governor_subjects(self, doc: Annotated, noun: int) -> list[tuple[int, str]]:
        """Who does something after, at or during what the noun names: "spoke after a meeting with the premier"."""
        above = doc.tokens[doc.tokens[noun].head]
        if above.pos != "ADP" or above.lower not in ("after", "during", "at", "in", "following"):
            return []
        verb = next((t for t in doc.ancestors(noun) if t.pos in ("VERB", "AUX")), None)
        return [] if verb is None else [(h, f'subject of "{verb.text}", {above.lower} it') for h in g.doers(doc, verb.i)]

    def resolve(self, doc: Annotated, cast: Cast, head: int, how: str) -> Filler | None:
        """The actors that the phrase of ``head`` names; None when it names none."""
        if head in cast.actor_heads:
            return Filler(cast.actor_heads[head], head, how)
        if head in cast.origins:
            return Filler(cast.origins[head], head, how)
        token = doc.tokens[head]
        if (
            token.lemma.lower() in self._partitives
            or token.pos == "NUM"
            or token.lower in ("some", "many", "several", "most", "all", "both", "more", "others")
        ):
            for part in g.prepositions(doc, head).get("of", ()):
                if part != head and (inner := self.resolve(doc, cast, part, how)) is not None:
                    return Filler(inner.actors, part, f'{how}, of "{token.text}"')
        for apposed in doc.children(head, "appos"):
            if apposed.i in cast.actor_heads or apposed.i in cast.origins:
                apposed_to = cast.actor_heads.get(apposed.i) or cast.origins[apposed.i]
                return Filler(apposed_to, apposed.i, f"{how}, by apposition")
        owners = [i for i in (*g.possessors(doc, head), *g.modifiers(doc, head)) if i in cast.origins or i in cast.actor_heads]
        if owners:
            ids = tuple(dict.fromkeys(a for i in owners for a in cast.origins.get(i, cast.actor_heads.get(i, ()))))
            return Filler(ids, owners[0], f'{how}: whose "{token.text}" it is')
        preps = g.prepositions(doc, head)
        for link in INNER_PREPOSITIONS:
            for named in preps.get(link, ()):
                if named in cast.actor_heads:
                    return Filler(cast.actor_heads[named], named, f'{how}: "{token.text}" {link} whom')
        return None


def _conditioned(doc: Annotated, head: int) -> list[int]:
    """Subjects of the conditions below a trigger: "threatened to attack unless Baghdad yields"."""
    clauses = [
        t.i
        for t in doc.descendants(head)
        if t.dep == "advcl" and any(m.lower in ("if", "unless", "until") for m in doc.children(t.i, "mark"))
    ]
    return [h for clause in clauses for h in g.subjects(doc, clause)]


def _names_aim(doc: Annotated, prep: int) -> bool:
    """Whether a preposition says what an act is for or against: "over a law", "in protest at a law"."""
    inner = [
        doc.tokens[h].lemma.lower()
        for heads in g.prepositions(doc, doc.tokens[prep].head).values()
        for h in heads
        if doc.tokens[h].head == prep
    ]
    return doc.tokens[prep].lower in AIM_PREPOSITIONS or any(i in ("protest", "response", "opposition", "defiance", "anger") for i in inner)


def _takes_part(doc: Annotated, verb: int, noun: int) -> bool:
    """Whether a passive verb's subject does what the noun says: "were engaged in fighting"."""
    return doc.tokens[verb].lemma.lower() in ("engage", "involve", "lock") and doc.tokens[noun].dep == "pobj"


def _copula_subjects(doc: Annotated, adjective: int) -> list[int]:
    own = g.subjects(doc, adjective)
    head = doc.tokens[adjective].head
    return own or (g.subjects(doc, head) if head != adjective and doc.tokens[head].pos in ("AUX", "VERB") else [])


def _hosts(doc: Annotated, match: Match) -> list[int]:
    """Particles that carry the verb's prepositions ("pulled out of")."""
    return [c.i for c in doc.children(match.head, "prt", "advmod", "prep") if c.i in match.words]
