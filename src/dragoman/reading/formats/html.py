"""HTML pages: the story, its headline and its day, found among the rest of the page with trafilatura."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dragoman.reading.reader import LIMITS, Delivery, Reader
from dragoman.reading.wire import read_story
from dragoman.records import Document, ReadingError

_OPENING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*(?:<!doctype\s+html|<html)\b", re.IGNORECASE | re.DOTALL
)


def read(given: Delivery) -> Iterator[Document]:
    """Read the one story of a page.

    Raises:
        ReadingError: the page is too long, or holds no story.
    """
    content = given.stream.read(LIMITS.document_bytes + 1)
    yield document_of_page(content, where=given.where, id=given.name, published=given.published)


def document_of_page(
    content: bytes, *, where: str, id: str, published: str | None = None, url: str | None = None, stamp: str | None = None
) -> Document:
    """Make a document of a page. Its day is ``stamp``, as who links to it wrote it, or the one that its own metadata names.

    Raises:
        ReadingError: the page is too long, or holds no story.
    """
    import trafilatura
    from trafilatura.utils import load_html

    if len(content) > LIMITS.document_bytes:
        mend = "Save the story alone."
        raise ReadingError(f"the page has more than {LIMITS.document_bytes:,} bytes", where=where, mend=mend)
    tree = load_html(content) if content.strip() else None
    found = None if tree is None else trafilatura.bare_extraction(
        tree, url=url, include_comments=False, include_tables=False, with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )  # fmt: skip
    told: dict[str, Any] = {} if found is None else found if isinstance(found, dict) else found.as_dict()
    if not (text := (told.get("text") or "").strip()):
        raise ReadingError("the page holds no story that can be told from the rest", where=where, mend="Save the story as plain text.")
    return read_story(
        text.replace("\n", "\n\n"),
        id=id,
        stamp=stamp or told.get("date"),
        published=published,
        title=told.get("title"),
        source=told.get("sitename"),
        url=told.get("url") or url,
        language=told.get("language") or "en",
    )


def _recognises(head: bytes) -> bool:
    """Whether its first element is of HTML; news in XML often has some further in."""
    return _OPENING.match(head) is not None


READER = Reader("web pages", (".html", ".htm", ".xhtml"), read, _recognises)
