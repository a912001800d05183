"""The ``tolls`` section of the lexicon, compiled: predicates by lemma, and what counts as people."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from dragoman.language import Annotated, Token
from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema.tolls import SECTION, TollRule
from dragoman.records.report import TollKind


class Predicate(msgspec.Struct, frozen=True):
    """A rule with its kind and the words after the first of the phrase that was found."""

    rule: TollRule
    kind: TollKind
    rest: tuple[str, ...] = ()


class Sufferer(msgspec.Struct, frozen=True):
    """The head of a phrase that names those harmed or held, and how the grammar led there."""

    head: int
    how: str
    among: bool = False
    """Whether they are said to be among others who were harmed or held."""
    company: bool = False
    """Whether they are said to be in company with others."""


class Match(msgspec.Struct, frozen=True):
    """A predicate at ``head``, the tokens that make it up, and the phrases it counts."""

    predicate: Predicate
    head: int
    words: tuple[int, ...]
    sufferers: tuple[Sufferer, ...]
    verbal: bool
    numbers_only: bool = False
    """Only a phrase with a number is a toll ("12 missing sailors", not "the missing sailors")."""


_PARTICULAR = ("none", "companion", "home", "lives", "result", "total")


def _breadth(predicate: Predicate) -> tuple[int, bool]:
    return (-len(predicate.rest), predicate.rule.form not in _PARTICULAR and predicate.rule.doers is None)


class TollLexicon:
    """Predicates by the lemma or word they begin with, and the shared word lists."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lists: dict[str, frozenset[str]] = {}
        found: dict[str, list[Predicate]] = {}
        summed = {words.kind: words.adds_up for words in lexicon.files(SECTION).values() if words.kind and words.adds_up != "never"}
        self.adding = frozenset(kind for kind, adds_up in summed.items() if adds_up == "always")
        """Kinds whose people are told one after another."""
        self.summed = tuple(sorted(summed))
        """Kinds whose sums are worked out, if only where more are told."""
        for words in lexicon.files(SECTION).values():
            for name, listed in words.lists.items():
                self.lists[name] = self.lists.get(name, frozenset()) | frozenset(listed)
            for rule in words.rules:
                for phrase in rule.words:
                    first, *rest = phrase.split()
                    assert words.kind is not None  # the schema's check
                    found.setdefault(first, []).append(Predicate(rule, words.kind, tuple(rest)))
        # The more particular first: "death toll" before "toll", "fled their homes" before "fled".
        self.predicates: Mapping[str, tuple[Predicate, ...]] = {word: tuple(sorted(ps, key=_breadth)) for word, ps in found.items()}

    def at(self, doc: Annotated, i: int) -> list[Predicate]:
        """The predicates that begin at token ``i``."""
        token = doc.tokens[i]
        lemma = token.lemma.lower()
        found = (*self.predicates.get(lemma, ()), *(self.predicates.get(token.lower, ()) if token.lower != lemma else ()))
        return [p for p in found if self._continues(doc, i, p.rest)]

    @staticmethod
    def _continues(doc: Annotated, i: int, rest: tuple[str, ...]) -> bool:
        if not rest:
            return True
        following = [t.lower for t in doc.tokens[i + 1 : i + 1 + max(3, len(rest))]]
        if len(rest) == 1:
            return rest[0] in following[:3]  # "in military custody"
        return tuple(following[: len(rest)]) == rest

    def is_in(self, token: Token, name: str) -> bool:
        """Whether a token's word or lemma is in a list."""
        listed = self.lists[name]
        if token.lower in listed or token.lemma.lower() in listed:
            return True
        # The lemma of a name keeps its plural: "Revolutionary Guards".
        return token.tag == "NNPS" and token.lower.removesuffix("s") in listed
