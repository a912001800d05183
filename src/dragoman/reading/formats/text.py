"""Plain text: one story a file."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.reading.letters import decode
from dragoman.reading.reader import LIMITS, Delivery, Reader
from dragoman.reading.wire import read_story
from dragoman.records import Document, ReadingError


def read(given: Delivery) -> Iterator[Document]:
    """Read the one story of a stream.

    Raises:
        ReadingError: it is empty, binary or far too long for a story.
    """
    content = given.stream.read(LIMITS.document_bytes + 1)
    if len(content) > LIMITS.document_bytes:
        mend = "Split it into stories, one a line of JSON Lines."
        raise ReadingError(f"it has more than {LIMITS.document_bytes:,} bytes, too long for one story", where=given.where, mend=mend)
    text, notices = decode(content, where=given.where)
    yield read_story(text, id=given.name, published=given.published, notices=notices)


READER = Reader("plain text, one story a file", (".txt", ".text"), read)
