"""LexisNexis downloads as text: the older ones ("3 of 500 DOCUMENTS") and those of Nexis Uni ("End of Document")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.reading.days import DAY
from dragoman.reading.exports import Entry, labelled, read_entries
from dragoman.reading.reader import Delivery, Outcome, Reader

_COUNT = re.compile(r"^[ \t]*\d+ of \d+ DOCUMENTS?[ \t]*$", re.MULTILINE)
_CLOSE = re.compile(r"^[ \t]*End of Document[ \t]*$", re.MULTILINE)
_LABEL = re.compile(
    r"^[ \t]*(HEADLINE|BYLINE|SECTION|LENGTH|DATELINE|HIGHLIGHT|BODY|GRAPHIC|LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|JOURNAL-CODE|SUBJECT|"
    r"ORGANIZATION|GEOGRAPHIC|COUNTRY|STATE|CITY|PERSON|COMPANY|INDUSTRY|TICKER|DOCUMENT-TYPE|CORRECTION|CORRECTION-DATE|NOTES|CLASSIFICATION)"
    r"(?::[ \t]*|[ \t]*$)",
    re.MULTILINE | re.IGNORECASE,
)
_HEAD = ("headline", "byline", "section", "length", "dateline", "highlight", "body")
_RIGHTS = re.compile(r"^[ \t]*(?:Copyright|©).*(?:\n.*rights reserved.*)?$", re.MULTILINE | re.IGNORECASE)


def read(given: Delivery) -> Iterator[Outcome]:
    """Read each story of a download.

    Raises:
        ReadingError: it is no text, or holds no story.
    """
    return read_entries(given, find_entries)


def find_entries(text: str) -> Iterator[Entry]:
    """The stories of a download, in order."""
    if _COUNT.search(text):
        yield from (_entry(part, title_first=False) for part in _COUNT.split(text)[1:])
    elif _CLOSE.search(text):
        yield from (_entry(part, title_first=True) for part in _CLOSE.split(text)[:-1])


def _entry(text: str, *, title_first: bool) -> Entry:
    first = _LABEL.search(text)
    head = [line.strip() for line in text[: first.start() if first else 0].split("\n") if line.strip()]
    fields = labelled(text, _LABEL)
    dated = next((number for number, line in enumerate(head) if DAY.search(line)), None)
    around = head[:dated] if dated is not None else head[:1]
    after = [line for line in head[dated + 1 :] if not _RIGHTS.match(line)] if dated is not None else []
    return Entry(
        text=_body(fields),
        title=fields.get("headline") or (around[0] if title_first and around else " ".join(after) or None),
        source=around[-1] if around else None,
        day=head[dated] if dated is not None else None,
        dateline=fields.get("dateline", "").split("\n")[0].strip() or None,
        language=fields.get("language", "").split("\n")[0].strip() or None,
    )


def _body(fields: dict[str, str]) -> str:
    """What follows the labels that open a story, up to those that close it."""
    if "body" in fields:
        body = fields["body"]
    else:
        opening = [label for label in _HEAD if label in fields]
        # Without a label of its own, the text stands under the last of these, after that label's own line.
        _, _, body = fields[opening[-1]].partition("\n") if opening else ("", "", "")
    return _RIGHTS.sub("", body).strip()


READER = Reader(
    "LexisNexis downloads as text",
    (".nexis",),
    read,
    lambda head: (
        re.search(rb"^[ \t\xef\xbb\xbf]*1 of \d+ DOCUMENTS?\s*$", head, re.MULTILINE) is not None
        or (
            re.search(rb"^Length:\s*\d+ words", head, re.MULTILINE) is not None and re.search(rb"^Body\s*$", head, re.MULTILINE) is not None
        )
    ),
)
