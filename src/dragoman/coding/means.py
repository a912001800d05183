"""The words around a trigger that say by what means an event was done: its subject, weapon, cause and description."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.coding.pattern_fits import is_one_of, shared_verbs
from dragoman.coding.rulebook import Means
from dragoman.coding.triggers import Match
from dragoman.language import Annotated
from dragoman.language import grammar as g

_MEANS_PREPOSITIONS = ("in", "with", "by", "from", "of", "through", "during", "using", "via", "under")


def neighbours(doc: Annotated, match: Match, role: str) -> list[int]:
    """Tokens in a neighbour role of a match: ``trigger``, ``modifier``, ``after``, ``clause``, ``within`` or ``governor``.

    ``within`` holds the objects of the clause that the pattern took: "detail" in "declined to go into details".
    """
    holders = (match.head, *match.nouns, *shared_verbs(doc, match.head))
    if role == "trigger":
        return [match.head]
    if role == "modifier":
        return [m for h in holders for m in g.modifiers(doc, h)]
    if role == "after":
        return [o for h in holders for heads in g.prepositions(doc, h).values() for o in heads]
    if role == "clause":
        verbs = (match.head, *shared_verbs(doc, match.head))
        return [c.i for verb in verbs for c in doc.children(verb, "advcl", "xcomp", "ccomp", "acl", "relcl")]
    if role == "within":
        return [] if match.clause is None else _objects(doc, match.clause)
    token = doc.tokens[match.head]
    while token.dep == "conj":
        token = doc.tokens[token.head]
    above = doc.tokens[token.head]
    if above.pos == "ADP":
        above = doc.tokens[above.head]
    return [] if above.i == token.i else [above.i]


def _objects(doc: Annotated, verb: int) -> list[int]:
    """Heads of the objects of a verb, its own and those of its prepositions."""
    return [*g.objects(doc, verb), *(h for heads in g.prepositions(doc, verb).values() for h in heads)]


def find_means(doc: Annotated, match: Match, means: Iterable[Means]) -> Means | None:
    """The first refinement of whose words one stands around the trigger."""
    around: list[int] | None = None
    for found in means:
        if around is None:
            around = _around(doc, match)
        if any(is_one_of(doc, i, found.words) for i in around):
            return found
    return None


def _around(doc: Annotated, match: Match) -> list[int]:
    holders = [match.head, *match.nouns]
    found = list(match.nouns)
    if match.form == "noun":
        found += [match.head, *g.possessors(doc, match.head)]
    else:
        found += g.subjects(doc, match.head) if g.is_passive(doc, match.head) is False else []
        found += g.agents(doc, match.head)
        found += _clause_words(doc, match.head)
    for holder in holders:
        found += g.modifiers(doc, holder)
        preps = g.prepositions(doc, holder)
        for name in _MEANS_PREPOSITIONS:
            for head in preps.get(name, ()):
                found += [head, *g.modifiers(doc, head), *(h for heads in g.prepositions(doc, head).values() for h in heads)]
    return found


def _clause_words(doc: Annotated, verb: int) -> list[int]:
    """Verb, subjects and objects of what else the clause says: "when a bomb exploded", "using clubs", "armed with knives"."""
    found: list[int] = []
    for clause in doc.children(verb, "advcl", "xcomp", "conj", "acl"):
        if clause.pos == "VERB":
            found += [clause.i, *(c.i for c in doc.children(clause.i, "nsubj", "nsubjpass", "dobj"))]
            found += [h for heads in g.prepositions(doc, clause.i).values() for h in heads]
    for agent in g.agents(doc, verb):
        for clause in doc.children(agent, "acl", "relcl"):
            found += [h for heads in g.prepositions(doc, clause.i).values() for h in heads]
    return found
