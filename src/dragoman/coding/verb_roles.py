"""The phrases that stand in a role of a verb or adjective: subject, object, owner, clause, preposition."""

from __future__ import annotations

import msgspec

from dragoman.coding.light_verbs import Words
from dragoman.coding.phrases import Phrase
from dragoman.coding.triggers import Match
from dragoman.language import Annotated
from dragoman.language import grammar as g

CLAUSE_PREPOSITIONS = ("with", "to", "against", "on", "from")
PARTY_PREPOSITIONS = ("between", "among", "involving")


def verb_role(doc: Annotated, match: Match, role: str, words: Words) -> list[Phrase]:
    """Heads of the phrases that stand in a role of the verb or adjective of a match, and how each was reached."""
    verb = match.head
    if role == "subject":
        if match.form == "adjective":
            return [Phrase(h, "subject of the copula") for h in _copula_subjects(doc, verb)]
        return [] if _shares_passive(doc, verb) else [Phrase(h, "subject of the verb") for h in g.doers(doc, verb)]
    if role == "object":
        if match.form == "obligation":
            return [Phrase(h, "subject of the obligation") for h in g.doers(doc, verb)]
        suffering = g.subjects(doc, verb) if _shares_passive(doc, verb) else []
        return [Phrase(h, "object of the verb") for h in (*suffering, *g.undergoers(doc, verb))]
        # "imposed sanctions on Iraq": the object is part of the trigger, so whoever it falls on is next.
    if role == "complement":
        return clause_objects(doc, match)
    if role == "clause subject":
        return clause_subjects(doc, match)
    if role == "owner":
        # "condemned the killings by soldiers": with no noun in the pattern, whose the object is
        inner = not match.nouns
        return [
            msgspec.structs.replace(phrase, is_inner=inner)
            for noun in match.nouns or g.undergoers(doc, verb)
            for phrase in owners(doc, noun, words)
        ]
    holders = [verb, *match.nouns, *_hosts(doc, match)]
    if role in PARTY_PREPOSITIONS:  # "talks between Chad and Niger collapsed"
        holders += g.subjects(doc, verb)
    found = [Phrase(h, f'after "{role}"') for holder in holders for h in g.prepositions(doc, holder).get(role, ())]
    return found or _deeper(doc, [*match.nouns, *g.undergoers(doc, verb)], role)


def _deeper(doc: Annotated, nouns: list[int], role: str) -> list[Phrase]:
    """What the parser hangs on the object, or on what its preposition holds: "pledged $40 million in aid to Nepal"."""
    found = [Phrase(h, f'after "{role}" of the object', is_inner=True) for n in nouns for h in g.prepositions(doc, n).get(role, ())]
    inner = [h for n in nouns for link in ("in", "of") for h in g.prepositions(doc, n).get(link, ())]
    return found or [
        Phrase(h, f'after "{role}" inside the object', is_inner=True) for n in inner for h in g.prepositions(doc, n).get(role, ())
    ]


def clause_subjects(doc: Annotated, match: Match) -> list[Phrase]:
    """Heads of the subjects of the clause that a match took."""
    return [] if match.clause is None else [Phrase(h, "subject of the clause") for h in g.subjects(doc, match.clause)]


def clause_objects(doc: Annotated, match: Match) -> list[Phrase]:
    """Heads of what hangs on the prepositions of the clause that a match took, and of its objects, which count after them.

    "To break relations with Russia": the preposition hangs on the clause's object. "To discuss Iraq with Iran": Iraq is the topic.
    """
    if match.clause is None:
        return []
    things = g.undergoers(doc, match.clause)
    found = [
        Phrase(head, f'after "{prep}" in the clause')
        for holder in (match.clause, *things)
        for prep, heads in g.prepositions(doc, holder).items()
        if prep in CLAUSE_PREPOSITIONS
        for head in heads
    ]
    return found + [Phrase(h, "object of the clause", is_inner=True) for h in things]


def owners(doc: Annotated, noun: int, words: Words) -> list[Phrase]:
    """Heads of those by whom a thing is, else of those whose it is or from whom it comes; but not of those hurt by a deed it names."""
    preps = g.prepositions(doc, noun)
    if makers := [Phrase(h, 'after "by" of the object') for h in preps.get("by", ())]:
        return makers
    is_harm = doc.tokens[noun].lemma.lower() in words["harm_done"]
    found = [] if is_harm else [Phrase(h, "possessor of the object") for h in g.possessors(doc, noun)]
    links = ("from",) if is_harm else ("from", "of")
    found += [Phrase(h, f'after "{p}" of the object') for p in links for h in preps.get(p, ())]
    return found + [Phrase(h, "modifier of the object") for h in g.modifiers(doc, noun)]


def _shares_passive(doc: Annotated, verb: int) -> bool:
    """Whether a participle with a subject of its own shares the "were" before it: "two were killed and three others wounded"."""
    token = doc.tokens[verb]
    return token.dep == "conj" and token.tag == "VBN" and not doc.children(verb, "aux", "auxpass", "dobj") and g.is_passive(doc, token.head)


def _copula_subjects(doc: Annotated, adjective: int) -> list[int]:
    own = g.subjects(doc, adjective)
    head = doc.tokens[adjective].head
    return own or (g.subjects(doc, head) if head != adjective and doc.tokens[head].pos in ("AUX", "VERB") else [])


def _hosts(doc: Annotated, match: Match) -> list[int]:
    """Particles that carry the verb's prepositions ("pulled out of")."""
    return [c.i for c in doc.children(match.head, "prt", "advmod", "prep") if c.i in match.words]
