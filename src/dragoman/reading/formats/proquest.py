"""ProQuest downloads as text: stories between lines of underscores, each with labelled fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.reading.exports import Entry, labelled, read_entries
from dragoman.reading.reader import Delivery, Outcome, Reader

_RULE = re.compile(r"^_{20,}[ \t]*$", re.MULTILINE)
_LABEL = re.compile(
    r"^(Title|Author|Publication info|Publication title|Publication date|Publication year|Publication subject|ProQuest document link|"
    r"ProQuest document ID|Abstract|Links|Full text|Subject|Location|People|Company / organization|Identifier / keyword|Classification|"
    r"First page|Pages?|Number of pages|Publisher|Place of publication|Country of publication|ISSN|Source type|Language of publication|"
    r"Document type|Document URL|Dateline|Section|Copyright|Last updated|Database|Volume|Issue|Credit)(?::|[ \t]*$)[ \t]*",
    re.MULTILINE,
)


def read(given: Delivery) -> Iterator[Outcome]:
    """Read each story of a download.

    Raises:
        ReadingError: it is no text, or holds no story.
    """
    return read_entries(given, find_entries)


def find_entries(text: str) -> Iterator[Entry]:
    """The stories of a download, in order: parts between rules that have a title and a full text."""
    for part in _RULE.split(text):
        fields = labelled(part, _LABEL)
        if "full text" in fields and ("title" in fields or "publication title" in fields):
            yield _entry(part, fields)


def _entry(text: str, fields: dict[str, str]) -> Entry:
    first = next((line.strip() for line in text.split("\n") if line.strip()), None)
    return Entry(
        text=fields["full text"],
        title=fields.get("title") or first,
        source=fields.get("publication title") or fields.get("publication info", "").partition(";")[0] or None,
        day=fields.get("publication date") or fields.get("publication info"),
        language=fields.get("language of publication"),
        id=fields.get("proquest document id") or None,
    )


READER = Reader(
    "ProQuest downloads as text",
    (".proquest",),
    read,
    lambda head: re.search(rb"^_{20,}\s*$", head, re.MULTILINE) is not None and b"ProQuest" in head,
)
