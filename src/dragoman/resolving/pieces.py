"""Names as sequences of pieces, and a tree of names that is matched against a document's tokens.

A piece is a run of letters and digits without full stops, so that "U.S.-led", "al-Qaida's" and "Workers ' Party"
are found however a tokenizer cut them: hyphens, apostrophes and full stops inside a name do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Generic, TypeVar

import msgspec

from dragoman.language import Annotated

T = TypeVar("T")

_PIECE = re.compile(r"[^\W_]+(?:\.[^\W_]+)*\.?|[^\w\s]|_")
_SILENT = frozenset("-'\u2018\u2019\u2010\u2011.`\"")


@lru_cache(maxsize=65536)
def pieces_of(word: str) -> tuple[str, ...]:
    """Give the pieces of a word or name in order, their letters' case kept.

    >>> pieces_of("U.S.-led"), pieces_of("al-Qaida's")
    (('US', 'led'), ('al', 'Qaida', 's'))
    """
    return tuple(piece.replace(".", "") for piece in _PIECE.findall(word) if piece not in _SILENT)


class Match(msgspec.Struct, Generic[T], frozen=True):
    """A name found on tokens ``first`` to ``last`` (included); ``values`` are what bears the name."""

    first: int
    last: int
    values: tuple[T, ...]
    form: str
    """The name as the lexicon writes it."""
    partial: bool = False
    """Whether the name is only a part of its first or last token ("U.S." in "U.S.-led")."""
    loud: bool = False
    """Whether it stands in a sentence all in capitals."""


class PieceSentence:
    """The pieces of one sentence: as said, in lower case, and the token each stands in."""

    __slots__ = ("loud", "lower", "said", "tokens")

    def __init__(self, said: list[str], tokens: list[int]) -> None:
        self.said = said
        self.lower = [piece.lower() for piece in said]
        self.tokens = tokens
        capitals = sum(map(str.isupper, said))
        self.loud = capitals > 3 and capitals * 5 > 4 * sum(map(str.isalpha, said))
        """Whether it is all in capitals, so that letters' case tells nothing."""


class PieceText:
    """The pieces of a document, made once for all trees."""

    __slots__ = ("sentences",)

    def __init__(self, doc: Annotated) -> None:
        self.sentences: list[PieceSentence] = []
        for sentence in doc.sentences:
            said: list[str] = []
            tokens: list[int] = []
            for token in doc.words(sentence):
                for piece in pieces_of(token.text):
                    said.append(piece)
                    tokens.append(token.i)
            self.sentences.append(PieceSentence(said, tokens))


class _Node(Generic[T]):
    __slots__ = ("next", "values")

    def __init__(self) -> None:
        self.next: dict[str, _Node[T]] = {}
        self.values: list[tuple[tuple[str, ...], str, T]] = []


class NameTree(Generic[T]):
    """Names in a tree by their pieces in lower case; longest match first, no match inside another."""

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()

    def add(self, name: str, value: T) -> None:
        """Add one name; several values may bear the same."""
        pieces = pieces_of(name)
        node = self._root
        for piece in pieces:
            node = node.next.setdefault(piece.lower(), _Node())
        node.values.append((pieces, name, value))

    def find(self, text: PieceText) -> Iterator[Match[T]]:
        """Find names in a document, sentence by sentence, from left to right."""
        starts = self._root.next
        for sentence in text.sentences:
            at, end = 0, len(sentence.lower)
            while at < end:
                found = self._longest(sentence, at) if sentence.lower[at] in starts else None
                if found is None:
                    at += 1
                    continue
                yield found[0]
                at = found[1]

    def _longest(self, sentence: PieceSentence, at: int) -> tuple[Match[T], int] | None:
        node, i, best, lower = self._root, at, None, sentence.lower
        while i < len(lower):
            following = node.next.get(lower[i])
            if following is None:
                break
            node, i = following, i + 1
            if node.values:
                fitting = _fitting(node, sentence, at)
                best = (fitting, i) if fitting else best
        if best is None:
            return None
        fitting, i = best
        tokens = sentence.tokens
        first, last = tokens[at], tokens[i - 1]
        partial = (i < len(lower) and tokens[i] == last and lower[i] != "s") or (at > 0 and tokens[at - 1] == first)
        return Match(first, last, tuple(v for _, v in fitting), fitting[0][0], partial, sentence.loud), i


def _fitting(node: _Node[T], sentence: PieceSentence, at: int) -> list[tuple[str, T]]:
    """The names of a node that the text's letters may be; those written just so come alone ("GUAM", not "Guam")."""
    if sentence.loud:
        return [(form, v) for _, form, v in node.values]
    fitting = [(pieces, form, v) for pieces, form, v in node.values if _case_fits(pieces, sentence.said, at)]
    same = [x for x in fitting if list(x[0]) == sentence.said[at : at + len(x[0])]]
    return [(form, v) for _, form, v in same or fitting]


def _case_fits(pieces: tuple[str, ...], said: list[str], at: int) -> bool:
    """Whether the text's letters may be this name: capitals where the name has them, acronyms all in capitals."""
    for k, piece in enumerate(pieces):
        word = said[at + k]
        if len(piece) > 1 and piece.isupper() and not word.isupper() and not (len(piece) > 3 and word.istitle()):
            return False
        if piece[0].isupper() and not word[0].isupper():
            return False
    return True
