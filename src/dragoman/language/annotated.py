"""A document as a language pack sees it: sentences, tokens, dependencies, entities.

Plain objects, not the model's own, so that coding knows no model and reading an attribute is cheap.
Dependency labels are those of the CLEAR scheme (``nsubj``, ``nsubjpass``, ``dobj``, ``prep``,
``pobj``, ``agent``, ``relcl``, ``conj`` …); a pack for another scheme maps its labels to these.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

import msgspec

from dragoman.records import Document, Span


class Token(msgspec.Struct, frozen=True, gc=False):
    """One word or mark. ``start`` and ``end`` are code points in the document's text."""

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    """Lower case, except that the lemma of a proper noun keeps its letters."""
    pos: str
    """Universal part of speech: NOUN, PROPN, VERB, AUX, ADJ, NUM, PRON, PUNCT …"""
    tag: str
    """Penn tag: NN, NNS, VBD, VBN …"""
    dep: str
    head: int
    """Index of the governing token; a root is its own head."""
    children: tuple[int, ...]
    left: int
    right: int
    """First and last token index of the subtree, both included."""
    sentence: int
    entity: str
    """Label of the entity it stands in (GPE, ORG, PERSON, DATE …), or ""."""


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """Tokens ``first`` to ``last`` (included) of one paragraph."""

    i: int
    first: int
    last: int
    start: int
    end: int
    paragraph: int


class Entity(msgspec.Struct, frozen=True, gc=False):
    """A named entity as the model found it: tokens ``first`` to ``last`` (included)."""

    first: int
    last: int
    label: str


class Annotated:
    """One document with its tokens; indices of tokens run through the whole document."""

    __slots__ = ("_children", "_starts", "document", "entities", "notices", "sentences", "text", "tokens")

    def __init__(
        self,
        document: Document,
        tokens: tuple[Token, ...],
        sentences: tuple[Sentence, ...],
        entities: tuple[Entity, ...],
        notices: tuple[str, ...] = (),
    ) -> None:
        self.document = document
        self.text = document.text
        self.tokens = tokens
        self.sentences = sentences
        self.entities = entities
        self.notices = notices
        self._starts = [token.start for token in tokens]
        self._children: list[list[Token] | None] = [None] * len(tokens)

    def span(self, first: int, last: int) -> Span:
        """The span from token ``first`` to token ``last``, both included."""
        return Span.of(self.text, self.tokens[first].start, self.tokens[last].end)

    def subtree(self, i: int) -> Span:
        """The span of everything that hangs on token ``i``."""
        token = self.tokens[i]
        return self.span(token.left, token.right)

    def token_at(self, offset: int) -> int | None:
        """The index of the token that covers the code point at ``offset``; None between tokens."""
        i = bisect_right(self._starts, offset) - 1
        return i if i >= 0 and offset < self.tokens[i].end else None

    def tokens_in(self, start: int, end: int) -> range:
        """Indices of the tokens that touch the code points from ``start`` to ``end`` (excluded)."""
        first = bisect_right(self._starts, start) - 1
        if first < 0 or self.tokens[first].end <= start:
            first += 1
        last = bisect_right(self._starts, end - 1)
        return range(first, max(first, last))

    def sentence_of(self, i: int) -> Sentence:
        """The sentence that holds token ``i``."""
        return self.sentences[self.tokens[i].sentence]

    def words(self, sentence: Sentence) -> tuple[Token, ...]:
        """The tokens of a sentence."""
        return self.tokens[sentence.first : sentence.last + 1]

    def children(self, i: int, *deps: str) -> list[Token]:
        """The tokens governed by ``i``, in order; only those with one of ``deps`` when given."""
        found = self._children[i]
        if found is None:
            tokens = self.tokens
            found = self._children[i] = [tokens[c] for c in tokens[i].children]
        if not found:
            return []
        return [t for t in found if t.dep in deps] if deps else found.copy()

    def descendants(self, i: int) -> Iterator[Token]:
        """Every token below ``i`` (not ``i`` itself), each once, parents before children."""
        todo = list(self.tokens[i].children)
        while todo:
            token = self.tokens[todo.pop(0)]
            yield token
            todo.extend(token.children)

    def ancestors(self, i: int) -> Iterator[Token]:
        """The governors of ``i``, from the nearest to the root."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield self.tokens[i]
