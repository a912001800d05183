"""JSON Lines: one story a line, with ``text`` and what is known of it."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from dragoman.reading.wire import read_story
from dragoman.records import Document, ReadingError, SetAside

SUFFIXES = (".jsonl", ".ndjson")
MOST_BYTES = 8_000_000
_TEXTS = ("id", "title", "source", "url", "language")


def read(stream: BinaryIO, *, where: str, name: str, published: str | None) -> Iterator[Document | SetAside]:  # noqa: ARG001
    """Read a story from each line; a line that cannot be read is set aside by its number, and the next goes on."""
    number = 0
    while line := stream.readline(MOST_BYTES + 1):
        number += 1
        at = f"{where}:{number}"
        try:
            if len(line) > MOST_BYTES:
                while not line.endswith(b"\n") and (line := stream.readline(MOST_BYTES)):
                    pass  # the rest of the line is passed over, never held
                raise ReadingError(f"the line has more than {MOST_BYTES:,} bytes", where=at, mend="Split it into stories, one a line.")
            if line.strip():
                yield _story(line, at, published)
        except ReadingError as error:
            yield SetAside(error.where, error.what, error.mend)


def _story(line: bytes, at: str, published: str | None) -> Document:
    # The standard library's reader takes a lone surrogate escape, which stands in real feeds; faster ones refuse the line.
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ReadingError(f"the line is not JSON: {error}", where=at, mend="Write one complete JSON object a line.") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ReadingError('the line has no field "text" with the story', where=at, mend='Write {"id": …, "text": …} on each line.')
    texts = {key: _text(row, key, at) for key in _TEXTS}
    return read_story(
        row["text"],
        id=texts["id"] or at,
        published=_date(row, at) or published,
        title=texts["title"],
        source=texts["source"],
        url=texts["url"],
        language=texts["language"] or "en",
    )


def _text(row: dict[str, Any], key: str, at: str) -> str | None:
    value = row.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str | int):
        raise ReadingError(
            f'field "{key}" is {json.dumps(value)[:60]}, not text', where=at, mend=f'Write "{key}" as text, or leave it out.'
        )
    return str(value)


def _date(row: dict[str, Any], at: str) -> str | None:
    key = "published" if row.get("published") else "date"
    value = _text(row, key, at)
    if value is None:
        return None
    try:
        datetime.datetime.fromisoformat(value)
    except ValueError as error:
        mend = "Write it as YYYY-MM-DD, or pass --published DATE for all of them."
        raise ReadingError(f'field "{key}" is "{value}", not a date; the story is set aside', where=at, mend=mend) from error
    return value


READER = read
