"""Stands: a stance word on an issue, before it is given to those who hold it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dragoman.coding.stance.issues import Issues, segments
from dragoman.coding.stance.phrases import as_said, is_hypothetical, main_tokens
from dragoman.coding.stance.words import StanceSense, StanceWords, opposite, phrase_of, stance_of
from dragoman.language import Annotated, Token
from dragoman.lexicon import Lexicon
from dragoman.records import Cast, Span
from dragoman.records.report import Stance

_NEAR = 12  # tokens between a stance word and its phrase; beyond it the evidence is the phrase alone


class Stand(msgspec.Struct, frozen=True):
    """One stance on one issue. ``known`` tells whether the issue is one of the lexicon or the words as said."""

    token: int
    sense: StanceSense
    stance: Stance
    issue: str
    known: bool
    evidence: Span
    phrase: frozenset[int]
    """All tokens on which the stand is taken; ``part`` are those of this issue."""
    part: tuple[int, ...]
    frame: str


class Stands:
    """Finds the stands that a word takes; a phrase that lists issues gives one for each."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = StanceWords(lexicon)
        self._issues = Issues(lexicon)

    def find(self, doc: Annotated, token: Token, cast: Cast) -> Iterator[list[Stand]]:
        """The stands of each rule that the word may follow, in the lexicon's order; only rules that yield any."""
        for sense in self._words.senses(doc, token):
            stance = stance_of(doc, token, sense)
            if stance is None or (not sense.rule.markers and is_hypothetical(doc, token)):
                continue
            phrase, frame = phrase_of(doc, token, sense)
            tokens = main_tokens(doc, phrase)
            if not tokens or (sense.rule.actor_object and not _actors_in_object(doc, token, cast)):
                continue
            stand = Stand(
                token.i,
                sense,
                opposite(doc, token, frame, stance),
                "",
                True,
                doc.span(token.i, token.i),
                frozenset(tokens),
                tuple(tokens),
                frame,
            )
            found = list(self._on_known_issues(doc, stand, tokens)) or list(_on_words_said(doc, stand, tokens, cast))
            if found:
                yield found

    def _on_known_issues(self, doc: Annotated, stand: Stand, tokens: list[int]) -> Iterator[Stand]:
        rule = stand.sense.rule
        for number, part in enumerate(segments(doc, tokens)):
            match = self._issues.find(doc, part)
            if match is not None and (not rule.issues or match.name in rule.issues):
                with_word = number == 0 and abs(part[0] - stand.token) < _NEAR
                first = min(stand.token, part[0]) if with_word else part[0]
                yield msgspec.structs.replace(stand, issue=match.name, part=tuple(part), evidence=doc.span(first, max(part[-1], first)))


def _on_words_said(doc: Annotated, stand: Stand, tokens: list[int], cast: Cast) -> Iterator[Stand]:
    if stand.sense.rule.known_issue or stand.sense.rule.issues:
        return
    things = _actors_in_object(doc, doc.tokens[stand.token], cast) if stand.frame == "object" else []
    beyond = [t for t in tokens if things and t > things[-1].right]  # of "blamed Chad for the raid", the raid
    words = as_said(doc, beyond or tokens)
    if words is not None:
        evidence = doc.span(min(stand.token, words[0]), max(stand.token, words[-1]))
        yield msgspec.structs.replace(stand, issue=doc.span(words[0], words[-1]).text, known=False, evidence=evidence)


def _actors_in_object(doc: Annotated, token: Token, cast: Cast) -> list[Token]:
    return [o for o in doc.children(token.i, "dobj") if o.i in cast.actor_heads]
