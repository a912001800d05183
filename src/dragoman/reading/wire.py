"""The wire's own form: dateline, slug, byline, paragraphs."""

from __future__ import annotations

import re

from dragoman.records import Document, text_digest


def read_story(
    text: str, *, id: str, published: str | None = None, title: str | None = None, source: str | None = None, url: str | None = None, language: str = "en"
) -> Document:
    """Make a document of a story's text and what is known of it from outside."""
    paragraphs = tuple((m.start(), m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*", text))
    return Document(
        id=id, text=text, title=title, source=source, published=published, url=url, language=language, sha256=text_digest(text), paragraphs=paragraphs
    )
