"""Tables as CSV: a story a row, under the column names that stories go by."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from dragoman.reading.reader import LIMITS, Delivery, Outcome, Reader, set_aside
from dragoman.reading.rows import NAMES, document_of_row, has_text
from dragoman.reading.streams import peek
from dragoman.records import ReadingError

_SEPARATORS = ",;\t|"


def read(given: Delivery) -> Iterator[Outcome]:
    """Read a story from each row; one that cannot be read is set aside by its line.

    Raises:
        ReadingError: no column is called as a story's text is, or the rest of the table cannot be read.
    """
    csv.field_size_limit(LIMITS.document_bytes)
    head, stream = peek(given.stream)
    lines = io.TextIOWrapper(stream, _encoding(head), errors="surrogateescape", newline="")
    table = csv.DictReader(lines, delimiter=_separator(head))
    names = tuple(table.fieldnames or ())
    if not has_text(names):
        known, found = ", ".join(NAMES["text"][:4]), ", ".join(map(repr, names[:12])) or "none"
        raise ReadingError(
            f"no column holds the story; the columns are {found}", where=f"{given.where}:1", mend=f"Name one of them {known} or the like."
        )
    try:
        for row in table:
            yield _outcome(row, f"{given.where}:{table.line_num}", given.published)
    except csv.Error as error:
        raise ReadingError(
            f"the table cannot be read on: {error}", where=f"{given.where}:{table.line_num}", mend="Mend that line."
        ) from error


def _outcome(row: dict[str, str], at: str, published: str | None) -> Outcome:
    try:
        if None in row:
            raise ReadingError("the row has more fields than the table has columns", where=at, mend="Quote fields that hold separators.")
        return document_of_row({name: _letters(value) for name, value in row.items()}, where=at, published=published)
    except ReadingError as error:
        return set_aside(error, at)


def _letters(value: str | None) -> str | None:
    """A field whose bytes were not of the table's encoding, read as Windows-1252."""
    if value is None or not any("\udc80" <= letter <= "\udcff" for letter in value):
        return value
    return value.encode("utf-8", "surrogateescape").decode("cp1252", "replace")


def _encoding(head: bytes) -> str:
    return "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"


def _separator(head: bytes) -> str:
    first = head.replace(b"\0", b"").splitlines()[0].decode("utf-8", "replace") if head.strip() else ""
    return max(_SEPARATORS, key=first.count)


READER = Reader("tables as CSV or TSV, a story a row", (".csv", ".tsv", ".tab"), read)
