"""Stands: a stance word on an issue, before it is given to those who hold it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dragoman.coding.stance.issues import Issues, segments
from dragoman.coding.stance.phrases import (
    action_asked,
    as_said,
    first_of_group,
    is_asked_of_another,
    is_asked_upon,
    is_hypothetical,
    main_tokens,
    with_action,
)
from dragoman.coding.stance.words import StanceSense, StanceWords, opposite, phrase_of, stance_of
from dragoman.language import Annotated, Token
from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema.words import SECTION as WORDS
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
        lists = lexicon.files(WORDS)["stances"].lists if "stances" in lexicon.files(WORDS) else {}
        self.lists = {name: frozenset(words) for name, words in lists.items()}

    def find(self, doc: Annotated, token: Token, cast: Cast) -> Iterator[list[Stand]]:
        """The stands of each rule that the word may follow, in the lexicon's order; only rules that yield any."""
        for sense in self._words.senses(doc, token):
            stance = stance_of(doc, token, sense)
            if stance is None or (not sense.rule.markers and (is_hypothetical(doc, token, self.lists) or is_asked_of_another(doc, token))):
                continue
            phrase, frame = phrase_of(doc, token, sense)
            if phrase and frame in ("object", "preposition"):
                people = cast.actor_heads.keys() if stance == "calls_for" else frozenset()
                phrase = with_action(doc, phrase, self.lists.get("intents", frozenset()), people)
            if sense.rule.only_negated:
                phrase = {*phrase, token.i}  # "will not negotiate": the verb tells the issue
            tokens = main_tokens(doc, phrase)
            if any(doc.tokens[i].lower == "whether" for i in tokens[:2]):
                continue  # "will decide on whether to go": an open question
            if not tokens or (sense.rule.actor_object and not _actors_in_object(doc, token, cast)):
                continue
            stand = Stand(
                token.i,
                sense,
                self._given(doc, token, opposite(doc, token, frame, stance)),
                "",
                True,
                doc.span(token.i, token.i),
                frozenset(tokens),
                tuple(tokens),
                frame,
            )
            found = list(self._on_known_issues(doc, stand, tokens, cast)) or list(self._on_words_said(doc, stand, tokens, cast))
            if found:
                yield found

    def _given(self, doc: Annotated, token: Token, stance: Stance) -> Stance:
        """The stance, turned round where a favour is taken back or kept back: *withdrew* its support."""
        verb = doc.tokens[token.head]
        kept_back = token.dep == "dobj" and verb.pos == "VERB" and verb.lemma.lower() in self.lists.get("withholding", ())
        return "against" if kept_back and stance == "for" else stance

    def _on_known_issues(self, doc: Annotated, stand: Stand, tokens: list[int], cast: Cast) -> Iterator[Stand]:
        rule = stand.sense.rule
        action = action_asked(doc, tokens)
        asked = stand.frame == "object_infinitive" or (
            stand.frame == "preposition" and _is_somebody(doc, [i for i in tokens if action and i < action[0]], cast)
        )
        for number, part in enumerate(segments(doc, tokens)):
            wanted = stand.stance in ("for", "calls_for")
            match = self._issues.find(doc, part, stand.phrase, wanted=wanted)
            if match is not None and action and asked and match.last < action[0]:  # only who is asked: "urged the interim government to …"
                match = self._issues.find(doc, [i for i in part if i >= action[0]], stand.phrase, wanted=wanted)
            if match is not None and (not rule.issues or match.name in rule.issues):
                opens = number == 0 or bool(action and part[0] <= action[0] <= part[-1])  # who is asked may be a list: "urged A and B to"
                with_word = opens and abs(part[0] - stand.token) < _NEAR
                first = min(first_of_group(doc, stand.token), part[0]) if with_word else part[0]
                evidence = doc.span(first, max(part[-1], first))
                ended = stand.token if self._issues.is_end(doc.tokens[stand.token]) and rule.only_negated else match.ended
                name = match.name if ended is None else _words_of_end(doc, part, ended)
                if name is not None:
                    yield msgspec.structs.replace(stand, issue=name, known=ended is None, part=tuple(part), evidence=evidence)

    def _on_words_said(self, doc: Annotated, stand: Stand, tokens: list[int], cast: Cast) -> Iterator[Stand]:
        token = doc.tokens[stand.token]
        if stand.sense.rule.known_issue or stand.sense.rule.issues or self._is_backed_thing(doc, token):
            return
        things = _actors_in_object(doc, token, cast) if stand.frame == "object" else []
        beyond = [t for t in tokens if things and t > things[-1].right]  # of "blamed Chad for the raid", the raid
        action = action_asked(doc, tokens)
        somebody = stand.frame == "preposition" and _is_somebody(doc, [i for i in tokens if not action or i < action[0]], cast)
        doers = [s for c in doc.children(token.i, "ccomp") if c.i > token.i for s in doc.children(c.i, "nsubj")]
        if stand.frame == "clause" and token.pos == "VERB" and doers:
            beyond = [i for i in tokens if i > doers[0].right]  # of "demanded that Chad open the port", opening the port
        elif stand.frame == "object_infinitive" or is_asked_upon(doc, token, tokens):
            if not action:
                return
            beyond = action  # of "urged Chad to open the port", opening the port
        elif things and not action and stand.stance == "calls_for" and _are_people(things, cast):
            return  # "urged doctors who …": what they should do is not told
        elif action and (somebody or (things and stand.stance == "calls_for")):
            beyond = action
        if stand.frame in ("infinitive", "object_infinitive") and stand.stance == "against":
            beyond = [i for i in beyond or tokens if doc.tokens[i].dep != "neg"]  # "urged Chad not to open it": the stance is turned
        words = as_said(doc, beyond or tokens)
        if words is not None and not all(self._is_bare(doc.tokens[i]) for i in words):
            evidence = doc.span(min(first_of_group(doc, stand.token), words[0]), max(stand.token, words[-1]))
            yield msgspec.structs.replace(stand, issue=doc.span(words[0], words[-1]).text, known=False, evidence=evidence)

    def _is_bare(self, token: Token) -> bool:
        return token.pos == "DET" or token.lemma.lower() in self.lists.get("bare_issues", ())

    def _is_backed_thing(self, doc: Annotated, token: Token) -> bool:
        """Whether a participle only tells what a thing lives on: "rebels *supported* by Chad", but not "a plan *backed* by Chad"."""
        return token.dep == "acl" and token.tag == "VBN" and doc.tokens[token.head].lemma.lower() not in self.lists.get("intents", ())


def _words_of_end(doc: Annotated, part: list[int], end: int) -> str | None:
    """What is to be done to an issue, in the words said: *abandon its missiles*."""
    words = as_said(doc, sorted({end, *(i for i in part if i >= end)}))
    return doc.span(words[0], words[-1]).text if words else None


def _is_somebody(doc: Annotated, tokens: list[int], cast: Cast) -> bool:
    """Whether a phrase has an actor at its head: "*Chad* to open the port", not "*talks* with Chad to open the port"."""
    heads = [i for i in tokens if doc.tokens[i].dep in ("pobj", "nsubj", "nsubjpass")]
    return bool(heads) and heads[0] in cast.actor_heads


def _are_people(things: list[Token], cast: Cast) -> bool:
    return any(cast.actor(a).kind in ("person", "population") for t in things for a in cast.actor_heads.get(t.i, ()))


def _actors_in_object(doc: Annotated, token: Token, cast: Cast) -> list[Token]:
    return [o for o in doc.children(token.i, "dobj") if o.i in cast.actor_heads]
