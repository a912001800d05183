"""Factiva downloads as text: with field codes (HD, PD, SN, LP, TD) or as articles that end with "Document CODE"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.reading.exports import Entry, labelled, read_entries
from dragoman.reading.reader import Delivery, Outcome, Reader

_LABEL = re.compile(
    r"^(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|CLM|ART)(?:[ \t]{2,}|\t|[ \t]*$)", re.MULTILINE
)
_CODED_END = re.compile(r"^AN(?:[ \t]+|\t|\n)\s*Document [A-Za-z0-9]+.*$", re.MULTILINE)
_PLAIN_END = re.compile(r"^Document ([A-Z]{2,}[A-Za-z0-9]{8,})[ \t]*$", re.MULTILINE)
_LENGTH = re.compile(r"^[\d,.]+ words$", re.MULTILINE)
_LANGUAGE = re.compile(r"^(English|French|German|Spanish|Arabic|Russian|Chinese|Portuguese|Italian|Turkish)$", re.MULTILINE)


def read(given: Delivery) -> Iterator[Outcome]:
    """Read each story of a download.

    Raises:
        ReadingError: it is no text, or holds no story.
    """
    return read_entries(given, find_entries)


def find_entries(text: str) -> Iterator[Entry]:
    """The stories of a download, in order."""
    begun = 0
    if _CODED_END.search(text):
        for end in _CODED_END.finditer(text):
            yield _coded(text[begun : end.end()])
            begun = end.end()
        return
    for end in _PLAIN_END.finditer(text):
        if (entry := _plain(text[begun : end.start()], end[1])) is not None:
            yield entry
        begun = end.end()


def _coded(text: str) -> Entry:
    fields = labelled(text, _LABEL)
    return Entry(
        text="\n\n".join(fields[label] for label in ("lp", "td") if fields.get(label)),
        title=fields.get("hd"),
        source=fields.get("sn"),
        day=fields.get("pd"),
        language=fields.get("la"),
        id=fields.get("an", "").removeprefix("Document").strip() or None,
    )


def _plain(text: str, id: str) -> Entry | None:
    """An article without field codes: title, writer, length, day, hour, source, code, page, language, rights, then the text."""
    length, language = _LENGTH.search(text), _LANGUAGE.search(text)
    if length is None or language is None or language.start() < length.end():
        return None
    above = [line.strip() for line in text[: length.start()].split("\n") if line.strip()]
    between = [line.strip() for line in text[length.end() : language.start()].split("\n") if line.strip()]
    names = [line for line in between[1:] if not re.fullmatch(r"\d\d?:\d\d.*", line)]
    rights, _, body = text[language.end() :].strip().partition("\n")
    if not re.match(r"(?:copyright|\(c\)|©)", rights, re.IGNORECASE):
        body = f"{rights}\n{body}"
    return Entry(
        text=body.strip(),
        title=above[0] if above else None,
        source=names[0] if names else None,
        day=between[0] if between else None,
        language=language[1],
        id=id,
    )


READER = Reader(
    "Factiva downloads as text",
    (".factiva",),
    read,
    lambda head: (
        (
            re.search(rb"^(?:SE|HD)(?:[ \t]{2,}|\t|\r?\n)", head, re.MULTILINE) is not None
            and re.search(rb"^WC(?:[ \t]+|\t)[\d,]+ words", head, re.MULTILINE) is not None
        )
        or (
            re.search(rb"^[\d,.]+ words\s*$", head, re.MULTILINE) is not None
            and re.search(rb"^\d\d? [A-Z][a-z]+ \d{4}\s*$", head, re.MULTILINE) is not None
        )
    ),
)
