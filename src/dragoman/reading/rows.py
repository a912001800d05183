"""A row of fields (a JSON object, a table's row) to a document: the names that fields go by, and faults that name them."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any

from dragoman.reading.wire import read_story
from dragoman.records import Document, ReadingError

NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "story", "article", "full_text", "fulltext", "maintext", "body_text"),
    "id": ("id", "doc_id", "document_id", "story_id", "guid", "uri"),
    "title": ("title", "headline"),
    "published": ("published", "date", "published_at", "publication_date", "date_published", "publish_date", "pubdate", "date_publish"),
    "source": ("source", "publisher", "outlet", "publication", "agency", "source_name"),
    "url": ("url", "link", "sourceurl", "source_url"),
    "language": ("language", "lang"),
}
"""What each field of a story may be called, in lower case; the first that a row has and that is not empty counts."""


def has_text(names: Mapping[str, Any] | tuple[str, ...]) -> bool:
    """Whether one of the names is one that a story's text goes by."""
    return any(name.strip().lower() in NAMES["text"] for name in names)


def document_of_row(row: Mapping[str, Any], *, where: str, published: str | None) -> Document:
    """Make a document of a row; its id is ``where`` when it has none.

    Raises:
        ReadingError: it has no text, or a field is not what its name says.
    """
    named = {str(name).strip().lower(): value for name, value in row.items()}
    text = _first(named, "text")
    if not isinstance(text, str):
        raise ReadingError('there is no field "text" with the story', where=where, mend='Give each story a field "text", and an "id".')
    fields = {field: _text(named, field, where) for field in ("id", "title", "source", "url", "language")}
    return read_story(
        text,
        id=fields["id"] or where,
        stamp=_stamp(named, where),
        published=published,
        title=fields["title"],
        source=fields["source"],
        url=fields["url"],
        language=fields["language"] or "en",
    )


def _first(named: Mapping[str, Any], field: str) -> Any:
    return next((named[name] for name in NAMES[field] if named.get(name) not in (None, "")), None)


def _text(named: Mapping[str, Any], field: str, where: str) -> str | None:
    value = _first(named, field)
    if value is None:
        return None
    if not isinstance(value, str | int):
        shown = json.dumps(value, default=str)[:60]
        raise ReadingError(f'field "{field}" is {shown}, not text', where=where, mend=f'Write "{field}" as text, or leave it out.')
    return str(value)


def _stamp(named: Mapping[str, Any], where: str) -> str | None:
    value = _first(named, "published")
    return value.isoformat() if isinstance(value, datetime.date) else _text(named, "published", where)  # a datetime is a date, too
