"""Who fills the roles of an event: from the words of a role to the actors of the document."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

import msgspec

from dragoman.coding.blame import blamed_for
from dragoman.coding.fillers import PEOPLE_OF_PLACES, Filler, FillerFinder, bound, people_of_place
from dragoman.coding.triggers import Match
from dragoman.language import Annotated, Token
from dragoman.language import grammar as g
from dragoman.records import Cast, Statement

LOCATIVES = ("in", "at", "near", "inside", "outside", "around", "along", "across", "throughout", "beside")
CLAUSE_PREPOSITIONS = ("with", "to", "against", "on", "from")
AIM_PREPOSITIONS = ("against", "over", "about", "at", "for", "following", "after", "outside")
PARTY_PREPOSITIONS = ("between", "among", "involving")


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
            return [(h, "what it is done for or against") for h in self._aims(doc, match)]
        taken = {noun for noun in match.nouns if noun not in keep}
        found = self._noun_role(doc, match, role) if match.form == "noun" else self._verb_role(doc, match, role)
        return [(head, how) for head, how in found if head not in taken]

    def _verb_role(self, doc: Annotated, match: Match, role: str) -> list[tuple[int, str]]:
        verb = match.head
        if role == "subject":
            if match.form == "adjective":
                return [(h, "subject of the copula") for h in _copula_subjects(doc, verb)]
            return [] if _shares_passive(doc, verb) else [(h, "subject of the verb") for h in g.doers(doc, verb)]
        if role == "object":
            if match.form == "obligation":
                return [(h, "subject of the obligation") for h in g.doers(doc, verb)]
            suffering = g.subjects(doc, verb) if _shares_passive(doc, verb) else []
            return [(h, "object of the verb") for h in (*suffering, *g.undergoers(doc, verb))]
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
        fillers = (self._fillers.find(doc, cast, head, how) for head, how in self.heads(doc, match, "subject"))
        return {actor for filler in fillers if filler is not None for actor in filler.actors}

    def _aims(self, doc: Annotated, match: Match) -> list[int]:
        """Everybody named, in order, in what the act is for or against ("to demand … by the government", "over a new law")."""
        governor = self._light_verb(doc, match.head) if match.form == "noun" else None
        holders = [match.head, *match.nouns] + ([governor] if governor is not None else [])
        roots: list[int] = []
        for holder in holders:
            for child in doc.children(holder, "advcl", "xcomp", "acl", "relcl", "prep"):
                if child.i > holder and child.i not in holders and self._is_aim(doc, child):
                    roots.append(child.i)
        named = {i for root in roots for i in range(root, doc.tokens[root].right + 1) if doc.tokens[i].pos in ("NOUN", "PROPN", "ADJ")}
        return sorted(named - self._harmed(doc, named))

    def _is_aim(self, doc: Annotated, child: Token) -> bool:
        """Whether a clause or preposition says what an act is for: "forcing shops to close" only says what comes of it."""
        if child.dep == "prep":
            return _names_aim(doc, child.i)
        return child.tag != "VBG" or child.lemma.lower() not in self._words["resulting"]

    def _harmed(self, doc: Annotated, named: set[int]) -> set[int]:
        """What stands below harm done: the farmer in "against the killing of a farmer", but not who did it."""
        deeds = [i for i in named if doc.tokens[i].lemma.lower() in self._words["harm_done"]]
        suffered = [o for deed in deeds for o in (*g.prepositions(doc, deed).get("of", ()), *g.possessors(doc, deed))]
        return {t.i for o in suffered for t in (doc.tokens[o], *doc.descendants(o))}

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
        if role == "doer":
            return [(h, 'after "by"') for h in preps.get("by", ())] + self._light_subject(doc, noun)
        if role == "subject":
            found = [(h, "possessor of the noun") for h in g.possessors(doc, noun)]
            found += [(h, 'after "by"') for h in preps.get("by", ())]
            found += [(h, "modifier of the noun") for h in (*g.modifiers(doc, noun), *bound(doc, noun, self._words["binding_compounds"]))]
            return found + self._light_subject(doc, noun)
        if role == "object":
            return [(h, 'after "of"') for h in preps.get("of", ())] + self._undergoing(doc, noun)
        if role == "owner":
            return self._owners(doc, noun)
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

    def carrier(self, doc: Annotated, match: Match) -> list[int]:
        """The light verb that carries a noun trigger ("attacks were carried out in Pakistan"), if one does."""
        verb = self._light_verb(doc, match.head) if match.form == "noun" else None
        return [] if verb is None else [verb]

    def _light_verb(self, doc: Annotated, noun: int) -> int | None:
        token = doc.tokens[noun]
        while token.dep == "conj":
            token = doc.tokens[token.head]
        head = doc.tokens[token.head]
        if token.dep == "pobj" and head.dep == "prep":  # "engaged in talks", but not "expressed sorrow over talks"
            if head.lower not in ("in", "into", "on", "with"):
                return None
            head = doc.tokens[head.head]
        if token.dep == "attr" and head.lemma.lower() in ("be", "become", "remain"):
            named = all(doc.tokens[s].pos in ("NOUN", "PROPN") for s in g.subjects(doc, head.i))
            return head.i if named else None  # "in what it says was an attack" names nobody
        if head.pos == "VERB" and head.lemma.lower() in self._words["light_verbs"] and token.dep in ("dobj", "nsubjpass", "pobj"):
            return head.i
        return None

    def _undergoing(self, doc: Annotated, noun: int) -> list[tuple[int, str]]:
        """Who suffers what a noun names: the subject of "faced an attack", "came under attack", "was subjected to torture"."""
        token = doc.tokens[noun]
        above = doc.tokens[token.head]
        if token.dep == "pobj" and above.lower in ("under", "to"):
            above = doc.tokens[above.head]
        elif token.dep != "dobj":
            return []
        if above.lemma.lower() not in self._words["undergoing"]:
            return []
        return [(h, f'subject of "{above.text}"') for h in g.subjects(doc, above.i)]

    def _light_subject(self, doc: Annotated, noun: int) -> list[tuple[int, str]]:
        participles = [c for c in doc.children(noun, "acl", "relcl") if c.lemma.lower() in self._words["light_verbs"]]
        told = [(h, f'after "{c.text} by"') for c in participles if g.is_passive(doc, c.i) for h in g.agents(doc, c.i)]
        governor = self._light_verb(doc, noun)
        if told or governor is None or doc.tokens[governor].lemma.lower() in self._words["undergoing"]:
            return told
        doers = g.doers(doc, governor) or (g.subjects(doc, governor) if _takes_part(doc, governor, noun) else [])
        return [(h, f'subject of "{doc.tokens[governor].text}"') for h in doers]

    def _governor_subjects(self, doc: Annotated, noun: int) -> list[tuple[int, str]]:
        """Who does something after, at or during what the noun names: "spoke after a meeting with the premier"."""
        above = doc.tokens[doc.tokens[noun].head]
        if above.pos != "ADP" or above.lower not in ("after", "during", "at", "in", "following"):
            return []
        verb = next((t for t in doc.ancestors(noun) if t.pos in ("VERB", "AUX")), None)
        return [] if verb is None else [(h, f'subject of "{verb.text}", {above.lower} it') for h in g.doers(doc, verb.i)]


def _describes_actor(doc: Annotated, cast: Cast, head: int) -> bool:
    """Whether a word only stands before one that names somebody: "Syrian" in "Syrian refugees"."""
    token = doc.tokens[head]
    return token.dep in ("amod", "compound", "nmod", "poss", "nummod") and token.head in cast.actor_heads


def _shares_passive(doc: Annotated, verb: int) -> bool:
    """Whether a participle with a subject of its own shares the "were" before it: "two were killed and three others wounded"."""
    token = doc.tokens[verb]
    return token.dep == "conj" and token.tag == "VBN" and not doc.children(verb, "aux", "auxpass", "dobj") and g.is_passive(doc, token.head)


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
