"""From the model's own arrays to plain tokens: the one place that knows how spaCy keeps a parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.language.annotated import Annotated, Entity, Sentence, Token
from dragoman.language.english_lemmas import mend_lemma
from dragoman.records import Document

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Piece:
    """A stretch of a document that the model is given at once: ``offsets`` are its tokens' code points in the document.

    ``number`` counts the pieces of one document from 0.
    """

    __slots__ = ("document", "is_last", "notices", "number", "offsets", "paragraph", "starts")

    def __init__(self, document: Document, paragraph: int, number: int, offsets: tuple[int, ...], starts: tuple[bool, ...]) -> None:
        self.document, self.paragraph, self.number, self.offsets, self.starts = document, paragraph, number, offsets, starts
        self.is_last, self.notices = False, ()

    is_last: bool
    notices: tuple[str, ...]

    def close(self, notices: tuple[str, ...]) -> None:
        """Mark the last piece of its document."""
        self.is_last, self.notices = True, notices


class Assembly:
    """Collects the pieces of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._tokens: list[Token] = []
        self._sentences: list[Sentence] = []
        self._entities: list[Entity] = []

    def annotated(self, notices: tuple[str, ...]) -> Annotated:
        """The document with all that was added."""
        return Annotated(
            self._document, tuple(self._tokens), tuple(self._sentences), tuple(self._entities), (*self._document.notices, *notices)
        )

    def add(self, doc: Doc, piece: Piece) -> None:
        """Append a parsed piece; its sentences are those that were set before parsing."""
        if not piece.offsets:
            return
        base = len(self._tokens)
        self._add_tokens(doc, piece, base)
        firsts = [i for i, begins in enumerate(piece.starts) if begins or i == 0]
        for first, following in zip(firsts, [*firsts[1:], len(piece.offsets)], strict=True):
            first, last = base + first, base + following - 1
            self._sentences.append(
                Sentence(len(self._sentences), first, last, self._tokens[first].start, self._tokens[last].end, piece.paragraph)
            )
        self._entities.extend(Entity(base + entity.start, base + entity.end - 1, entity.label_) for entity in doc.ents)

    def _add_tokens(self, doc: Doc, piece: Piece, base: int) -> None:
        from spacy.attrs import DEP, ENT_TYPE, HEAD, LEMMA, LENGTH, POS, TAG

        strings, text, sentence = doc.vocab.strings, self._document.text, len(self._sentences) - 1
        rows = doc.to_array([LENGTH, LEMMA, POS, TAG, DEP, HEAD, ENT_TYPE])
        names = {code: strings[code] for code in map(int, set(rows[:, [1, 2, 3, 4, 6]].ravel().tolist()))}
        heads = [i + offset for i, offset in enumerate(rows[:, 5].astype("int64").tolist())]
        children, left, right = _tree(heads)
        append = self._tokens.append
        for i, (length, lemma_code, pos_code, tag, dep, _, entity) in enumerate(rows.tolist()):
            start = piece.offsets[i]
            word = text[start : start + length]
            lower, pos, lemma = word.lower(), names[pos_code], names[lemma_code]
            if pos != "PROPN":
                lemma = mend_lemma(lower, lemma.lower())
            if piece.starts[i] or i == 0:
                sentence += 1
            append(
                Token(
                    base + i,
                    start,
                    start + length,
                    word,
                    lower,
                    lemma or lower,
                    pos,
                    names[tag],
                    names[dep] if heads[i] != i else "ROOT",
                    base + heads[i],
                    tuple([base + child for child in children[i]]),
                    base + left[i],
                    base + right[i],
                    sentence,
                    names[entity],
                )
            )


def _tree(heads: list[int]) -> tuple[list[list[int]], list[int], list[int]]:
    """The children of each token, and the first and last token of its subtree."""
    size = len(heads)
    children: list[list[int]] = [[] for _ in range(size)]
    left, right = list(range(size)), list(range(size))
    for i, head in enumerate(heads):
        if head != i:
            children[head].append(i)
        # A governor further right has the edge already, and hands it on when its own turn comes.
        above, here = head, i
        while above != here and above < i:
            right[above] = i
            above, here = heads[above], above
    for i in range(size - 1, -1, -1):
        above, here = heads[i], i
        while above != here and above > i:
            left[above] = i
            above, here = heads[above], above
    return children, left, right
