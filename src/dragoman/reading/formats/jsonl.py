"""JSON Lines: one story a line, with ``text`` and what is known of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from dragoman.reading.reader import LIMITS, Delivery, Outcome, Reader, set_aside
from dragoman.reading.rows import document_of_row
from dragoman.records import Document, ReadingError

_OBJECT = re.compile(rb'\s*\{[ \t]*"')


def read(given: Delivery) -> Iterator[Outcome]:
    """Read a story from each line; a line that cannot be read is set aside by its number, and the next goes on."""
    number, most = 0, LIMITS.document_bytes
    while line := given.stream.readline(most + 1):
        number += 1
        if line.isspace():
            continue
        at = f"{given.where}:{number}"
        try:
            if len(line) > most:
                while not line.endswith(b"\n") and (line := given.stream.readline(most)):
                    pass  # the rest of the line is passed over, never held
                raise ReadingError(f"the line has more than {most:,} bytes", where=at, mend="Split it into stories, one a line.")
            yield _story(line, at, given.published)
        except ReadingError as error:
            yield set_aside(error, at)


def _story(line: bytes, at: str, published: str | None) -> Document:
    # The standard library's reader takes a lone surrogate escape, which stands in real feeds; faster ones refuse the line.
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ReadingError(f"the line is not JSON: {error}", where=at, mend="Write one complete JSON object a line.") from error
    if not isinstance(row, dict):
        raise ReadingError("the line is no JSON object", where=at, mend='Write {"id": …, "text": …} on each line.')
    return document_of_row(row, where=at, published=published)


READER = Reader(
    "JSON Lines, one story a line", (".jsonl", ".ndjson"), read, lambda head: _OBJECT.match(head.removeprefix(b"\xef\xbb\xbf")) is not None
)
