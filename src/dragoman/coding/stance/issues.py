"""Which issue of the lexicon a phrase speaks of, and how a phrase falls into a list of issues."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from dragoman.language import Annotated, Token
from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema.issues import SECTION

_REACH = 7
_BACK = 3  # behind the first step, unless that is a passive verb: "prisoners … be freed"
_BORDERS = frozenset({",", ";", "and", "or", "including", "but", "—", "–", "--"})


class IssueMatch(msgspec.Struct, frozen=True):
    """An issue's name and the tokens (first, last) that speak of it."""

    name: str
    first: int
    last: int
    words: int


class Issues:
    """Finds the issues of the lexicon by lemmas that stand near one another."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._by_lemma: dict[str, list[tuple[str, tuple[frozenset[str], ...]]]] = {}
        for file in lexicon.files(SECTION).values():
            for issue in file.issues:
                for pattern in issue.patterns:
                    steps = tuple(frozenset(step.split("|")) for step in pattern.split())
                    for lemma in sorted(steps[0]):
                        self._by_lemma.setdefault(lemma, []).append((issue.name, steps))

    def find(self, doc: Annotated, tokens: Sequence[int]) -> IssueMatch | None:
        """The issue that the tokens speak of: the earliest, or what tells more and begins within it; None when there is none."""
        found: list[IssueMatch] = []
        for place, i in enumerate(tokens):
            for word in _forms(doc.tokens[i]):
                for name, steps in self._by_lemma.get(word, ()):
                    spread = _spread(doc, tokens, place, steps)
                    if spread is not None:
                        found.append(IssueMatch(name, *spread, len(steps)))
        earliest = min(found, key=lambda m: (m.first, -m.words), default=None)
        if earliest is None:
            return None
        touching = [m for m in found if m.first <= earliest.last]
        return min(touching, key=lambda m: (-m.words, m.first, m.last))


def _forms(token: Token) -> tuple[str, ...]:
    lemma = token.lemma.lower()
    return (lemma,) if lemma == token.lower else (lemma, token.lower)


def _spread(doc: Annotated, tokens: Sequence[int], place: int, steps: Sequence[frozenset[str]]) -> tuple[int, int] | None:
    """The tokens (first, last) over which all steps are met, the first step at ``place``, the others near it on either side."""
    verb = doc.tokens[tokens[place]]
    back = _REACH + 2 if doc.children(verb.i, "auxpass") else _BACK
    near = range(max(0, place - back), min(place + 1 + _REACH, len(tokens)))
    met = {place}
    for step in steps[1:]:
        found = min(
            (k for k in near if k not in met and step.intersection(_forms(doc.tokens[tokens[k]]))),
            key=lambda k: (abs(k - place), k),
            default=None,
        )
        if found is None:
            return None
        met.add(found)
    return tokens[min(met)], tokens[max(met)]


def _joins_modifiers(doc: Annotated, i: int) -> bool:
    """Whether "and" joins words before one noun: "in U.S. *and* Iraqi custody"."""
    token = doc.tokens[i]
    if token.dep != "cc":
        return False
    first = doc.tokens[token.head]
    return first.dep in ("amod", "nmod", "compound", "poss", "nummod", "advmod", "det")


def segments(doc: Annotated, tokens: Iterable[int]) -> list[list[int]]:
    """The parts of a list: the tokens between commas and coordinators, brackets left whole."""
    found: list[list[int]] = [[]]
    depth = 0
    for i in sorted(tokens):
        text = doc.tokens[i].lower
        depth += (text in ("[", "(")) - (text in ("]", ")"))
        if text in _BORDERS and depth <= 0 and not _joins_modifiers(doc, i):
            found.append([])
        else:
            found[-1].append(i)
    return [part for part in found if part]
