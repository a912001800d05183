"""JSON: one array of stories, or one object that is a story."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from dragoman.reading.letters import decode
from dragoman.reading.reader import Delivery, Outcome, Reader, set_aside
from dragoman.reading.rows import document_of_row
from dragoman.records import ReadingError

_OPENING = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*\{|\{\s*\n\s*")')


def read(given: Delivery) -> Iterator[Outcome]:
    """Read each story of an array; one that cannot be read is set aside by its number.

    Raises:
        ReadingError: it is no JSON.
    """
    for number, row in enumerate(rows_of(decode(given.whole(), where=given.where)[0], given.where), 1):
        at = f"{given.where}#{number}"
        try:
            if not isinstance(row, dict):
                raise ReadingError("it is no JSON object", where=at, mend="Give an array of objects, each a story.")
            yield document_of_row(row, where=at, published=given.published)
        except ReadingError as error:
            yield set_aside(error, at)


def rows_of(text: str, where: str) -> list[Any]:
    """The members of an array, or the one object that a text is.

    Raises:
        ReadingError: it is no JSON.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadingError(f"it is not JSON: {error}", where=where, mend="Send it again; one object a line is JSON Lines.") from error
    return found if isinstance(found, list) else [found]


READER = Reader("JSON, an array of stories", (".json",), read, lambda head: _OPENING.match(head) is not None)
