"""Many documents in one process: batches for speed, one at a time where a batch fails."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from dragoman.language import Annotated
from dragoman.records import Document, DragomanError, SetAside

T = TypeVar("T")
Annotate = Callable[[Iterable[Document]], Iterator[Annotated]]

BATCH_DOCUMENTS = 32
BATCH_CHARACTERS = 200_000

_log = logging.getLogger(__name__)


def in_batches(documents: Iterable[Document | SetAside]) -> Iterator[list[Document | SetAside]]:
    """Cut a stream into batches that bound both the count and the size of what is held at once."""
    batch: list[Document | SetAside] = []
    characters = 0
    for document in documents:
        size = 0 if isinstance(document, SetAside) else len(document.text)
        if batch and (len(batch) >= BATCH_DOCUMENTS or characters + size > BATCH_CHARACTERS):
            yield batch
            batch, characters = [], 0
        batch.append(document)
        characters += size
    if batch:
        yield batch


def explain_in_batches(
    documents: Iterable[Document | SetAside], annotate: Annotate, code: Callable[[Annotated], T]
) -> Iterator[T | SetAside]:
    """Code each document, in order; one that fails is set aside with its reason."""
    for batch in in_batches(documents):
        yield from explain_batch(batch, annotate, code)


def explain_batch(batch: list[Document | SetAside], annotate: Annotate, code: Callable[[Annotated], T]) -> Iterator[T | SetAside]:
    """Code the documents of one batch, in order."""
    readable = [document for document in batch if isinstance(document, Document)]
    annotated = iter(_annotate_each(readable, annotate))
    for document in batch:
        yield document if isinstance(document, SetAside) else _guarded(document, next(annotated), code)


def _annotate_each(documents: list[Document], annotate: Annotate) -> Iterator[Annotated | SetAside]:
    """Annotate the documents together; where that fails, one by one, so that only the bad one is lost."""
    try:
        yield from list(annotate(documents))
    except Exception:
        _log.debug("a batch of %d documents failed; each is annotated alone", len(documents), exc_info=True)
        for document in documents:
            yield _guarded(document, document, lambda one: next(annotate([one])))


U = TypeVar("U")


def _guarded(document: Document, given: U | SetAside, step: Callable[[U], T]) -> T | SetAside:
    """What the step makes of what it is given; a reason where it fails, whatever the failure."""
    if isinstance(given, SetAside):
        return given
    try:
        return step(given)
    except DragomanError as fault:
        return SetAside(fault.where or document.id, fault.what, fault.mend, document.id)
    except Exception as error:
        # A fault of ours: the document is lost to this run, but never silently, and never the others with it.
        _log.debug("document %s could not be coded", document.id, exc_info=True)
        return unexpected(document, f"{type(error).__name__}: {error}")


def unexpected(document: Document, what: str) -> SetAside:
    """The reason of a document that a fault of the program kept from being coded."""
    first_line = what.splitlines()[0][:200] if what else "no reason given"
    return SetAside(
        document.id,
        f"a fault in dragoman kept this story from being coded ({first_line})",
        "Please report it, with the story.",
        document.id,
    )
