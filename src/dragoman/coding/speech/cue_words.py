"""The attribution lexicon made ready: which rules a word may follow."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from dragoman.language import Annotated, Token
from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema.cues import SECTION, CueRule
from dragoman.lexicon.schema.words import SECTION as WORDS


class CueSense(msgspec.Struct, frozen=True):
    """A rule of the lexicon with what its file says of the class."""

    verb_class: str
    outright: bool
    rule: CueRule
    particle: str = ""


class CueWords:
    """Looks up what a token may be as a cue; senses come in the lexicon's order."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._verbs: dict[str, list[CueSense]] = {}
        self._nouns: dict[str, list[CueSense]] = {}
        self._adjectives: dict[str, list[CueSense]] = {}
        for file in lexicon.files(SECTION).values():
            for rule in file.rules:
                self._enter(CueSense(file.verb_class, file.outright, rule))
        self.words: Mapping[str, frozenset[str]] = {
            name: frozenset(words)
            for name, words in (lexicon.files(WORDS)["speech"].lists if "speech" in lexicon.files(WORDS) else {}).items()
        }

    def _enter(self, sense: CueSense) -> None:
        for verb in sense.rule.verbs:
            lemma, _, particle = verb.partition(" ")
            self._verbs.setdefault(lemma, []).append(msgspec.structs.replace(sense, particle=particle))
        for noun in sense.rule.nouns:
            self._nouns.setdefault(noun, []).append(sense)
        for adjective in sense.rule.adjectives:
            self._adjectives.setdefault(adjective, []).append(sense)

    def senses(self, doc: Annotated, token: Token) -> list[CueSense]:
        """The rules that the token's lemma and part of speech may follow; [] when it is no cue word."""
        lemma = token.lemma.lower()
        if token.pos in ("VERB", "AUX"):
            return [s for s in self._verbs.get(lemma, ()) if not s.particle or _has_particle(doc, token, s.particle)]
        if token.pos == "NOUN":
            return self._nouns.get(lemma, [])
        if token.pos == "ADJ":
            return self._adjectives.get(lemma, [])
        return []

    def has(self, name: str, token: Token) -> bool:
        """Whether a word list of the speech file holds the token's lemma."""
        return token.lemma.lower() in self.words.get(name, ())


def _has_particle(doc: Annotated, token: Token, particle: str) -> bool:
    return any(c.lower == particle for c in doc.children(token.i, "prt", "advmod", "prep"))
