"""What is compared of a story: its passages as levelled words, without what papers change around an agency's words.

A passage is a sentence, or short ones of a paragraph together. Case, accents, marks and the points of "U.N." do not count; the
title, the dateline, bylines and credits stand in no passage.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property

import msgspec

from dragoman.reading.dateline import find_dateline
from dragoman.records import Document

RUN_WORDS = 3
"""Stories are compared by runs of so many words."""
MARK_ONE_IN = 3
"""One run of content words in so many is a mark by which copies are looked up: the same ones in every story that has them."""
CONTENT_LETTERS = 4
"""Shorter words are mostly those of grammar: they weigh nothing."""

_WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
_NO_LETTER = re.compile(r"['’.,]")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[^\W_a-z])|\n+")

Run = tuple[str, ...]


class Passage(msgspec.Struct, frozen=True):
    """Words of a passage, levelled; which of them weigh; its names and numbers."""

    words: tuple[str, ...]
    weights: tuple[int, ...]
    names: frozenset[str]
    numbers: frozenset[str]
    runs: tuple[Run, ...]

    @property
    def weight(self) -> int:
        """How much it counts in its story."""
        return sum(self.weights)


class Print(msgspec.Struct, frozen=True, dict=True):
    """A text as it is compared; ``key`` is the digest of the whole text."""

    key: str
    passages: tuple[Passage, ...]

    @cached_property
    def passages_of(self) -> dict[Run, tuple[int, ...]]:
        """For each run of words the numbers of the passages that have it."""
        found: dict[Run, tuple[int, ...]] = {}
        for number, passage in enumerate(self.passages):
            for run in passage.runs:
                found[run] = (*found.get(run, ()), number)
        return found

    @cached_property
    def words_key(self) -> int:
        """A number that is the same for the same words in the same order."""
        return digest(word for passage in self.passages for word in passage.words)

    @property
    def weights(self) -> tuple[int, ...]:
        """How much each passage counts."""
        return tuple(passage.weight for passage in self.passages)

    @cached_property
    def marks(self) -> tuple[int, ...]:
        """Numbers by which texts with words in common are found; in order, each once."""
        content = [word for passage in self.passages for word, weight in zip(passage.words, passage.weights, strict=True) if weight]
        every = sorted({digest(content[i : i + RUN_WORDS]) for i in range(max(1, len(content) - RUN_WORDS + 1))}) if content else []
        chosen = tuple(mark for mark in every if mark % MARK_ONE_IN == 0)
        return chosen if chosen else tuple(every[:1])


def take_print(sha256: str, text: str, spans: Iterable[tuple[int, int]], *, passage_words: int) -> Print:
    """The print of a text; ``spans`` are those of its paragraphs (``body_paragraphs``)."""
    return Print(sha256, tuple(passage for start, end in spans for passage in _passages(text, start, end, passage_words)))


def digest(words: Iterable[str]) -> int:
    """A number of 63 bits for some words in their order."""
    return int.from_bytes(hashlib.blake2b("\n".join(words).encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1


def body_paragraphs(document: Document) -> list[tuple[int, int]]:
    """The paragraphs of a document without its title, and without a dateline that the reader left in one."""
    spans = list(document.paragraphs)
    title = (document.title or "").strip()
    if len(spans) > 1 and title and document.text[slice(*spans[0])].strip() == title:
        del spans[0]
    if spans and (found := find_dateline(document.text, *spans[0])) is not None and found.body < spans[0][1]:
        spans[0] = (found.body, spans[0][1])
    return spans


def _passages(text: str, start: int, end: int, passage_words: int) -> Iterator[Passage]:
    begun = start
    for sentence_end in [*(match.end() for match in _SENTENCE_END.finditer(text, start, end)), end]:
        if sentence_end == end or len(_WORD.findall(text, begun, sentence_end)) >= passage_words:
            if (passage := _passage(text[begun:sentence_end])).words:
                yield passage
            begun = sentence_end


def _passage(text: str) -> Passage:
    written = _WORD.findall(text)
    words = tuple(_level(word) for word in written)
    weights = tuple(int(len(word) >= CONTENT_LETTERS or word[:1].isdigit()) for word in words)
    capitals = not text.isupper()
    return Passage(
        words=words,
        weights=weights if any(weights) else (1,) * len(words),
        names=frozenset(level for i, (word, level) in enumerate(zip(written, words, strict=True)) if i and capitals and word[0].isupper()),
        numbers=frozenset(level for level in words if level[:1].isdigit()),
        runs=tuple(words[i : i + RUN_WORDS] for i in range(max(1, len(words) - RUN_WORDS + 1))),
    )


def _level(word: str) -> str:
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))
    return _NO_LETTER.sub("", plain).casefold()
