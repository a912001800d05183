"""The English pack, on spaCy: one paragraph is parsed at a time, so no sentence crosses paragraphs.

The sentence borders are set by ``english_sentences`` before the parser runs, because wire copy has
what a parser trained on running prose splits wrongly: datelines, agency names, brackets, quotations.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dragoman.language.annotated import Annotated
from dragoman.language.english_case import CaseReader
from dragoman.language.english_letters import parser_text
from dragoman.language.english_models import load_model
from dragoman.language.english_prose import not_prose
from dragoman.language.english_sentences import sentence_starts
from dragoman.language.english_tokens import Assembly, Piece
from dragoman.records import Document, ReadingError

if TYPE_CHECKING:
    from spacy.tokens import Doc

BATCH_PIECES = 128
PIECE_TOKENS = 500
"""A longer paragraph is parsed in pieces, cut between sentences, so that memory stays bounded."""
LONGEST_DOCUMENT = 500_000
"""Code points; what is longer takes more than half a minute to parse and is no story."""


class English:
    """A loaded English model. Loading takes a second or two; parsing is deterministic.

    ``model`` names an installed package or a folder; with None the packaged one is used, else an
    official one.

    Raises:
        LanguageError: there is no such model, or it lacks a component.
    """

    def __init__(self, model: str | None = None) -> None:
        self._nlp, self.version = load_model(model)
        self._case = CaseReader(self._nlp.vocab)

    def annotate(self, document: Document) -> Annotated:
        """Annotate one document.

        Raises:
            ReadingError: the document is empty or too long.
        """
        return next(self.annotate_many([document]))

    def annotate_many(self, documents: Iterable[Document]) -> Iterator[Annotated]:
        """Annotate documents in order; paragraphs of many documents share the model's batches.

        Raises:
            ReadingError: a document is empty or too long; those before it have come out.
        """
        pieces = itertools.chain.from_iterable(self._pieces(document) for document in documents)
        assembly: Assembly | None = None
        for doc, piece in self._nlp.pipe(pieces, as_tuples=True, batch_size=BATCH_PIECES):
            if assembly is None or piece.number == 0:
                assembly = Assembly(piece.document)
            assembly.add(doc, piece)
            if piece.is_last:
                yield assembly.annotated(piece.notices)

    def _pieces(self, document: Document) -> Iterator[tuple[Doc, Piece]]:
        """Cut a document into what the model is given at once; a document without prose gives one empty piece."""
        check_size(document)
        notices: list[str] = []
        made: list[tuple[Doc, Piece]] = []
        for paragraph, (start, end) in enumerate(document.paragraphs):
            if (reason := not_prose(document.text, start, end)) is not None:
                notices += [reason] if reason else []
                continue
            made += self._cut(document, paragraph, start, end, len(made))
        if not made:
            made = [(self._nlp.make_doc(""), Piece(document, 0, 0, (), ()))]
        made[-1][1].close(tuple(notices))
        yield from made

    def _cut(self, document: Document, paragraph: int, start: int, end: int, number: int) -> Iterator[tuple[Doc, Piece]]:
        from spacy.tokens import Doc

        tokens = [token for token in self._nlp.tokenizer(self._case.restored(parser_text(document.text[start:end]))) if not token.is_space]
        starts = sentence_starts([token.text_with_ws for token in tokens])
        begun = 0
        for i in range(1, len(tokens) + 1):
            if i < len(tokens) and not (starts[i] and i - begun >= PIECE_TOKENS):
                continue
            part = tokens[begun:i]
            doc = Doc(
                self._nlp.vocab,
                words=[token.text for token in part],
                spaces=[bool(token.whitespace_) for token in part],
                sent_starts=list(starts[begun:i]),
            )
            yield doc, Piece(document, paragraph, number, tuple(start + token.idx for token in part), tuple(starts[begun:i]))
            number, begun = number + 1, i


def check_size(document: Document) -> None:
    """Refuse a document without a letter, and one too long to be a story.

    Raises:
        ReadingError: it is one of these.
    """
    if not document.text.strip():
        raise ReadingError("the story is empty", where=document.id, mend="Take it out, or see whether its text was lost on the way.")
    if len(document.text) > LONGEST_DOCUMENT:
        raise ReadingError(
            f"the story has {len(document.text):,} characters, more than the {LONGEST_DOCUMENT:,} that one story may have",
            where=document.id,
            mend="Split it into stories, one a line of JSON Lines.",
        )
