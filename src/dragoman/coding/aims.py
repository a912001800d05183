"""Whom an act is for or against: everybody named in what it is done about."""

from __future__ import annotations

from dragoman.coding.light_verbs import Words, light_verb
from dragoman.coding.triggers import Match
from dragoman.language import Annotated, Token
from dragoman.language import grammar as g

AIM_PREPOSITIONS = ("against", "over", "about", "at", "for", "following", "after", "outside")


def aims(doc: Annotated, match: Match, words: Words) -> list[int]:
    """Everybody named, in order, in what the act is for or against ("to demand … by the government", "over a new law")."""
    governor = light_verb(doc, match.head, words) if match.form == "noun" else None
    holders = [match.head, *match.nouns] + ([governor] if governor is not None else [])
    roots: list[int] = []
    for holder in holders:
        for child in doc.children(holder, "advcl", "xcomp", "acl", "relcl", "prep"):
            if child.i > holder and child.i not in holders and _is_aim(doc, child, words):
                roots.append(child.i)
    named = {i for root in roots for i in range(root, doc.tokens[root].right + 1) if doc.tokens[i].pos in ("NOUN", "PROPN", "ADJ")}
    return sorted(named - _harmed(doc, named, words))


def targets(doc: Annotated, match: Match, words: Words) -> list[int]:
    """Whom force is used on: by its purpose ("fired tear gas to disperse the marchers") or what it does ("a curfew that confined …")."""
    governor = light_verb(doc, match.head, words) if match.form == "noun" else None
    holders = [match.head, *match.nouns] + ([governor] if governor is not None else [])
    purposes = [c for h in holders for c in doc.children(h, "advcl", "xcomp", "acl", "relcl") if c.tag == "VB" and c.i > match.head]
    found = [c for c in purposes if c.lemma.lower() in words["driving"]]
    found += [c for h in holders for c in doc.children(h, "relcl", "acl") if c.lemma.lower() in words["confining"]]
    return [h for c in found for h in g.objects(doc, c.i)]


def _is_aim(doc: Annotated, child: Token, words: Words) -> bool:
    """Whether a clause or preposition says what an act is for: "forcing shops to close" only says what comes of it."""
    if child.dep == "prep":
        return _names_aim(doc, child.i)
    return child.tag != "VBG" or child.lemma.lower() not in words["resulting"]


def _harmed(doc: Annotated, named: set[int], words: Words) -> set[int]:
    """What stands below harm done: the farmer in "against the killing of a farmer", but not who did it."""
    deeds = [i for i in named if doc.tokens[i].lemma.lower() in words["harm_done"]]
    suffered = [o for deed in deeds for o in (*g.prepositions(doc, deed).get("of", ()), *g.possessors(doc, deed))]
    suffered += [o for deed in deeds for clause in doc.children(deed, "relcl", "acl") for o in g.objects(doc, clause.i)]
    return {t.i for o in suffered for t in (doc.tokens[o], *doc.descendants(o))}


def _names_aim(doc: Annotated, prep: int) -> bool:
    """Whether a preposition says what an act is for or against: "over a law", "in protest at a law"."""
    inner = [
        doc.tokens[h].lemma.lower()
        for heads in g.prepositions(doc, doc.tokens[prep].head).values()
        for h in heads
        if doc.tokens[h].head == prep
    ]
    return doc.tokens[prep].lower in AIM_PREPOSITIONS or any(i in ("protest", "response", "opposition", "defiance", "anger") for i in inner)
