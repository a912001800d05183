"""Whom a text holds to have done what a noun names: accused of it, blamed for it, said to be behind it."""

from __future__ import annotations

from dragoman.coding.light_verbs import Words
from dragoman.coding.phrases import Phrase
from dragoman.language import Annotated, Token
from dragoman.language import grammar as g

BLAMING_PREPOSITIONS = ("of", "for", "with", "in", "over", "to")
ASCRIBING_PREPOSITIONS = ("on", "to", "by")


def blamed_for(doc: Annotated, noun: int, words: Words) -> list[Phrase]:
    """Heads of the phrases that name the blamed, and how each was reached.

    ``words`` has the lists ``blaming``, ``confessing``, ``owning_up``, ``ascribing``, ``answerable``, ``sharing`` and ``answering``.
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
    if token.dep == "dobj" and above.lemma.lower() in words["owning_up"] and g.is_negated(doc, above.i) is None:
        found += [Phrase(h, f'"{above.text}" it') for h in g.doers(doc, above.i)]
    for verb in ascribed:
        if doc.tokens[verb].lemma.lower() in words["ascribing"]:
            preps = g.prepositions(doc, verb)
            found += [Phrase(h, f'the deed is laid "{p}" them') for p in ASCRIBING_PREPOSITIONS for h in preps.get(p, ())]
    return found


def _answering(doc: Annotated, preposition: int, words: Words) -> list[Phrase]:
    """Who is accused of, responsible for or behind the object of a preposition."""
    link = doc.tokens[preposition]
    governor = doc.tokens[link.head]
    lemma, how = governor.lemma.lower(), f'"{governor.text} {link.text}" it'
    if link.lower == "behind" and lemma == "be":
        return [Phrase(h, 'said to be "behind" it') for h in g.subjects(doc, governor.i)]
    if link.lower not in BLAMING_PREPOSITIONS:
        return []
    if governor.pos == "VERB" and lemma in words["blaming"]:
        return [Phrase(h, how) for h in g.undergoers(doc, governor.i)]
    if governor.pos == "VERB" and lemma in words["confessing"]:
        return [Phrase(h, how) for h in g.doers(doc, governor.i)]
    verb = doc.tokens[governor.head]
    if verb.lemma.lower() in words["blaming"] and governor.i in g.undergoers(doc, verb.i):
        return [Phrase(governor.i, f'"{verb.text} … {link.text}" it')]  # parsers hang "of the attack" on whom it is blamed
    if lemma in words["answerable"]:
        copula = doc.tokens[governor.head]
        subjects = g.subjects(doc, copula.i) if governor.dep in ("acomp", "attr") else [copula.i] if governor.dep in ("amod", "acl") else []
        return [Phrase(h, how) for h in subjects]
    named = [governor] if lemma in words["sharing"] else _shares(doc, governor, link, words)
    return [Phrase(h, f'"{noun.text} {link.text}" it') for noun in named for h in _sharers(doc, noun, words)]


def _shares(doc: Annotated, verb: Token, link: Token, words: Words) -> list[Token]:
    """The "trial" of "is on trial for it", the "responsibility" of "claimed responsibility for it"."""
    preps = [prep for prep in doc.children(verb.i, "prep") if prep.i < link.i]
    things = [*doc.children(verb.i, "dobj"), *(o for prep in preps for o in doc.children(prep.i, "pobj"))]
    return [thing for thing in things if thing.lemma.lower() in words["sharing"]]


def _sharers(doc: Annotated, noun: Token, words: Words) -> list[int]:
    """Whose part, charge or trial a noun names: whose it is, who is accused of it, who has or faces it."""
    own = [*g.possessors(doc, noun.i), *g.prepositions(doc, noun.i).get("of", ())]
    above = doc.tokens[noun.head]
    if own or noun.dep not in ("dobj", "pobj"):
        return own
    verb = doc.tokens[above.head] if noun.dep == "pobj" else above
    if verb.lemma.lower() in words["blaming"]:
        return g.undergoers(doc, verb.i)
    return g.subjects(doc, verb.i) if verb.lemma.lower() in words["answering"] and g.is_negated(doc, verb.i) is None else []
