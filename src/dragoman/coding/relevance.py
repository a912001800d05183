"""Registers that a document and its sentences read as: sport, the stage, markets, weather, memory.

In such a register words of conflict mean something else, or tell of long ago. What each does to events stands in
``lexicon/relevance``; here words are weighed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping

import msgspec

from dragoman.language import Annotated, Token
from dragoman.language.annotated import Sentence
from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema.relevance import SECTION, Register

_MOST_OF_A_WORD = 3
"""How often one word counts in a document, however often it stands there."""
_SHOWN = 5


class Reading(msgspec.Struct, frozen=True):
    """That a sentence reads as a register, by itself or with its story, and the tokens of its words that say so."""

    register: Register
    tokens: tuple[int, ...]
    by_itself: bool

    def why(self, doc: Annotated) -> str:
        """The register and its words, for people."""
        words = list(dict.fromkeys(doc.tokens[i].text for i in self.tokens))[:_SHOWN]
        return f"the {'sentence' if self.by_itself else 'story'} reads as {self.register.topic}" + (
            f" ({', '.join(words)})" if words else ""
        )


class Relevance(msgspec.Struct, frozen=True):
    """The registers of one document: those it reads as itself with their words, and the readings of each sentence by number."""

    topics: Mapping[str, tuple[str, ...]]
    sentences: Mapping[int, tuple[Reading, ...]]

    def turned_down(self, sentence: int, type_: str) -> Reading | None:
        """The reading of a sentence in which an event of a type is none."""
        return next((r for r in self.sentences.get(sentence, ()) if type_ in r.register.turns_down), None)

    def lowered(self, sentence: int, type_: str) -> tuple[float, Reading] | None:
        """How much less sure an event of a type is in a sentence, and the reading that says so."""
        found = ((r.register.lowers.get(type_, r.register.lowers.get("*", 0.0)), r) for r in self.sentences.get(sentence, ()))
        return max((pair for pair in found if pair[0]), key=lambda pair: pair[0], default=None)

    def notices(self) -> Iterator[str]:
        """A sentence for each register that the whole document reads as."""
        for topic, words in self.topics.items():
            yield f"The story reads as {topic} ({', '.join(words[:_SHOWN])}): words of conflict may mean something else in it."


class Hit(msgspec.Struct, frozen=True):
    """A word of a register: the register's number, its weight there (below 0: against), the word, and its first token."""

    register: int
    weight: int
    word: str
    token: int


class RelevanceReader:
    """Reads documents with the lexicon's registers."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._registers = tuple(lexicon.files(SECTION).values())
        self._words: dict[str, list[tuple[tuple[str, ...], int, int]]] = defaultdict(list)
        for number, register in enumerate(self._registers):
            for sign, weighed in ((1, register.words), (-1, register.against)):
                for weight, phrases in weighed.items():
                    for phrase in phrases:
                        self._words[phrase.split()[0]].append((tuple(phrase.split()), number, sign * weight))

    def read(self, doc: Annotated) -> Relevance:
        """The registers of a document and its sentences."""
        hits = {sentence.i: list(self._hits(doc, sentence)) for sentence in doc.sentences}
        topics = {number: words for number in range(len(self._registers)) if (words := self._topic(doc, hits.values(), number))}
        sentences = {i: readings for i, found in hits.items() if (readings := tuple(self._readings(found, topics)))}
        return Relevance({self._registers[number].topic: words for number, words in topics.items()}, sentences)

    def _hits(self, doc: Annotated, sentence: Sentence) -> Iterator[Hit]:
        tokens = doc.words(sentence)
        for at, token in enumerate(tokens):
            for first in {token.lower: None, token.lemma.lower(): None}:
                for phrase, number, weight in self._words.get(first, ()):
                    if _stands(tokens[at + 1 : at + len(phrase)], phrase[1:]):
                        yield Hit(number, weight, " ".join(phrase), token.i)

    def _topic(self, doc: Annotated, sentences: Collection[list[Hit]], number: int) -> tuple[str, ...]:
        """The words by which a document reads as a register, the commonest first; none where it does not."""
        register = self._registers[number]
        count: Counter[tuple[str, int]] = Counter((h.word, h.weight) for hits in sentences for h in hits if h.register == number)
        total = sum(weight * min(times, _MOST_OF_A_WORD) for (_, weight), times in count.items())
        words = [word for (word, weight), _ in count.most_common() if weight > 0]
        spread = sum(any(hit.register == number and hit.weight > 0 for hit in found) for found in sentences)
        if register.document is None or total * 100 < register.document * len(doc.tokens) or len(words) < register.different:
            return ()
        return tuple(words) if words and spread * 2 >= len(doc.sentences) else ()

    def _readings(self, hits: list[Hit], topics: Mapping[int, tuple[str, ...]]) -> Iterator[Reading]:
        for number, register in enumerate(self._registers):
            mine = {hit.word: hit for hit in reversed(hits) if hit.register == number}.values()
            total = sum(hit.weight for hit in mine)
            if total >= register.sentence or (number in topics and total >= 0):
                yield Reading(register, tuple(sorted(hit.token for hit in mine if hit.weight > 0)), total >= register.sentence)


def _stands(tokens: tuple[Token, ...], words: tuple[str, ...]) -> bool:
    return len(tokens) == len(words) and all(word in (t.lower, t.lemma.lower()) for t, word in zip(tokens, words, strict=True))
