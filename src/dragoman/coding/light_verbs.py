"""Verbs that only carry what a noun names ("launched an attack", "came under attack"), and who does or suffers it by them."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.coding.phrases import Phrase
from dragoman.language import Annotated, Token
from dragoman.language import grammar as g

Words = Mapping[str, frozenset[str]]
"""The lists of words that a rulebook has, by name."""


def light_verb(doc: Annotated, noun: int, words: Words) -> int | None:
    """The token of the verb that carries a noun: "carried out" for the attacks that "were carried out"; None where no such verb does."""
    token = _counted_as(doc, noun, words)
    head = doc.tokens[token.head]
    if token.dep == "pobj" and head.dep == "prep":  # "engaged in talks", but not "expressed sorrow over talks"
        if head.lower not in ("in", "into", "on", "with"):
            return None
        head = doc.tokens[head.head]
    if token.dep == "attr" and head.lemma.lower() in ("be", "become", "remain"):
        named = not doc.children(head.i, "expl") and all(doc.tokens[s].pos in ("NOUN", "PROPN") for s in g.subjects(doc, head.i))
        return head.i if named else None  # "in what it says was an attack" names nobody
    if head.pos == "VERB" and head.lemma.lower() in words["light_verbs"] and token.dep in ("dobj", "nsubjpass", "pobj"):
        return head.i
    return None


def _counted_as(doc: Annotated, noun: int, words: Words) -> Token:
    """The first of those coordinated with a noun, or what they are a series of: "wave" of "a wave of raids and bombings"."""
    token = doc.tokens[noun]
    while token.dep == "conj":
        token = doc.tokens[token.head]
    link = doc.tokens[token.head]
    series = doc.tokens[link.head]
    return series if token.dep == "pobj" and link.lower == "of" and series.lemma.lower() in words["series"] else token


def light_subjects(doc: Annotated, noun: int, words: Words) -> list[Phrase]:
    """Heads of those who do what a noun names by the verb that carries it, and how each was reached."""
    clauses = doc.children(noun, "acl", "relcl")
    clauses += [c for clause in clauses for c in doc.children(clause.i, "ccomp")]  # "a strike that witnesses say was carried out by …"
    participles = [c for c in clauses if c.lemma.lower() in words["light_verbs"]]
    told = [Phrase(h, f'after "{c.text} by"') for c in participles if g.is_passive(doc, c.i) for h in g.agents(doc, c.i)]
    governor = light_verb(doc, noun, words)
    if told or governor is None or doc.tokens[governor].lemma.lower() in words["undergoing"]:
        return told
    doers = g.doers(doc, governor) or (g.subjects(doc, governor) if _takes_part(doc, governor, noun) else [])
    return [Phrase(h, f'subject of "{doc.tokens[governor].text}"') for h in doers]


def undergoing(doc: Annotated, noun: int, words: Words) -> list[Phrase]:
    """Who suffers what a noun names: the subject of "faced an attack", "came under attack", "is under investigation"."""
    token = doc.tokens[noun]
    above = doc.tokens[token.head]
    link = above.lower if token.dep == "pobj" else ""
    if link in ("under", "to"):
        above = doc.tokens[above.head]
    elif token.dep != "dobj":
        return []
    if above.lemma.lower() not in words["undergoing"] and not (link == "under" and above.lemma.lower() == "be"):
        return []
    return [Phrase(h, f'subject of "{above.text}"') for h in g.subjects(doc, above.i)]


def _takes_part(doc: Annotated, verb: int, noun: int) -> bool:
    """Whether a passive verb's subject does what the noun says: "were engaged in fighting"."""
    return doc.tokens[verb].lemma.lower() in ("engage", "involve", "lock") and doc.tokens[noun].dep == "pobj"
