"""Whom a text holds to have done what a noun names: accused of it, blamed for it, said to be behind it."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.language import Annotated
from dragoman.language import grammar as g

BLAMING_PREPOSITIONS = ("of", "for", "with", "in", "over")
ASCRIBING_PREPOSITIONS = ("on", "to", "by")


def blamed_for(doc: Annotated, noun: int, words: Mapping[str, frozenset[str]]) -> list[tuple[int, str]]:
    """Heads of the phrases that name the blamed, and how each was reached.

    ``words`` has the lists ``blaming``, ``ascribing`` and ``answerable``.
    """
    token = doc.tokens[noun]
    while token.dep == "conj":
        token = doc.tokens[token.head]
    above = doc.tokens[token.head]
    if token.dep == "pobj" and above.pos == "ADP":
        return _answering(doc, above.i, words)
    ascribed = [above.i] if token.dep in ("dobj", "nsubjpass") else []
    ascribed += [c.i for c in doc.children(noun, "acl", "relcl")]
    found = []
    for verb in ascribed:
        if doc.tokens[verb].lemma.lower() in words["ascribing"]:
            preps = g.prepositions(doc, verb)
            found += [(h, f'the deed is laid "{p}" them') for p in ASCRIBING_PREPOSITIONS for h in preps.get(p, ())]
    return found


def _answering(doc: Annotated, preposition: int, words: Mapping[str, frozenset[str]]) -> list[tuple[int, str]]:
    """Who is accused of, responsible for or behind the object of a preposition."""
    link = doc.tokens[preposition]
    governor = doc.tokens[link.head]
    lemma = governor.lemma.lower()
    if link.lower == "behind" and lemma == "be":
        return [(h, 'said to be "behind" it') for h in g.subjects(doc, governor.i)]
    if link.lower not in BLAMING_PREPOSITIONS:
        return []
    if governor.pos == "VERB" and lemma in words["blaming"]:
        return [(h, f'"{governor.text} {link.text}" it') for h in g.undergoers(doc, governor.i)]
    verb = doc.tokens[governor.head]
    if verb.lemma.lower() in words["blaming"] and governor.i in g.undergoers(doc, verb.i):
        return [(governor.i, f'"{verb.text} … {link.text}" it')]  # parsers hang "of the attack" on whom it is blamed
    if lemma in words["answerable"]:
        copula = doc.tokens[governor.head]
        subjects = g.subjects(doc, copula.i) if governor.dep in ("acomp", "attr") else [copula.i] if governor.dep in ("amod", "acl") else []
        return [(h, f'"{governor.text} {link.text}" it') for h in subjects]
    return []
