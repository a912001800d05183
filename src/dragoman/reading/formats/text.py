"""Plain text: one story a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from dragoman.reading.letters import decode
from dragoman.reading.wire import read_story
from dragoman.records import Document, ReadingError, SetAside

SUFFIXES = (".txt", ".text")
MOST_BYTES = 8_000_000


def read(stream: BinaryIO, *, where: str, name: str, published: str | None) -> Iterator[Document | SetAside]:
    """Read the one story of a stream.

    Raises:
        ReadingError: it is empty, binary or far too long for a story.
    """
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        mend = "Split it into stories, one a line of JSON Lines."
        raise ReadingError(f"it has more than {MOST_BYTES:,} bytes, too long for one story", where=where, mend=mend)
    text, notices = decode(content, where=where)
    yield read_story(text, id=name, published=published, notices=notices)


READER = read
