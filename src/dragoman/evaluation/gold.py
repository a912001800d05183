"""Gold files: read, recognised, and turned into what the coder is given."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from dragoman.evaluation import cameo, events, places, quotes, relations, stories, times, tolls
from dragoman.evaluation.sets import Pair, Row, SetKind
from dragoman.reading.wire import read_story
from dragoman.records import Document, ReadingError, Report

SETS: tuple[SetKind, ...] = (
    stories.SET,
    quotes.SET,
    places.SET,
    times.SET,
    relations.SET,
    events.SET,
    cameo.SET,
    tolls.SET_OF_SPANS,
    tolls.SET_OF_DOCUMENTS,
)
"""In the order in which they are tried: what holds everything before what holds a part."""


def read_gold(path: Path) -> list[Row]:
    """The rows of a gold file: JSON Lines, plain or compressed with gzip.

    Raises:
        ReadingError: there is no such file, it holds no row, or a line is no JSON object with ``id`` and ``text``.
    """
    rows = []
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise ReadingError(f"this line is no JSON: {error}", where=f"{path}:{number}", mend="Write one JSON object a line.") from error
        if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not isinstance(row.get("text"), str):
            raise ReadingError('a gold row needs an "id" and a "text"', where=f"{path}:{number}", mend="Add them, both as strings.")
        rows.append(row)
    if not rows:
        raise ReadingError("the gold file holds no row", where=str(path), mend="Give JSON Lines with a marked text a line.")
    return rows


def _lines(path: Path) -> Iterator[str]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            yield from file
    except (OSError, EOFError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ReadingError(
            f"it cannot be read: {reason}", where=str(path), mend="Give a JSON Lines file in UTF-8, or one compressed with gzip."
        ) from error


def recognise(rows: Sequence[Row], where: str) -> SetKind:
    """The kind of set that the fields of the rows tell.

    Raises:
        ReadingError: the fields are those of no known kind.
    """
    for kind in SETS:
        if kind.is_kind(rows):
            return kind
    raise ReadingError(
        "the fields " + ", ".join(sorted(rows[0])) + " are those of no known gold set",
        where=where,
        mend="The kinds are " + ", ".join(kind.name for kind in SETS) + "; docs/evaluation.md has their fields.",
    )


def to_document(row: Row) -> Document:
    """What the coder is given of a row: no marks."""
    stamp = row.get("published") or row.get("reference_date") or row.get("date")
    return read_story(row["text"], id=row["id"], stamp=stamp or None, title=row.get("title") or row.get("headline") or None)


def read_reports(path: Path) -> list[Report]:
    """Reports from a JSON Lines file that ``dragoman code`` wrote.

    Raises:
        ReadingError: the file cannot be read, or a line is no report.
    """
    found = []
    decoder = msgspec.json.Decoder(Report)
    for number, line in enumerate(_lines(path), 1):
        try:
            found.append(decoder.decode(line))
        except msgspec.MsgspecError as error:
            raise ReadingError(
                f"this line is no report: {error}", where=f"{path}:{number}", mend="Write it with: dragoman code … --format jsonl"
            ) from error
    return found


def pair_up(rows: Sequence[Row], reports: Iterable[Report]) -> tuple[list[Pair], list[str]]:
    """Each row with its report, an empty one where there is none; and what is to be said of those that do not fit."""
    by_id: dict[str, Report] = {}
    twice = 0
    for report in reports:
        twice += report.document.id in by_id
        by_id[report.document.id] = report
    pairs = [(row, by_id.get(row["id"]) or Report(to_document(row))) for row in rows]
    ids = {row["id"] for row in rows}
    counted = (
        (sum(id not in by_id for id in ids), "gold rows have no record"),
        (sum(id not in ids for id in by_id), "records have no gold row"),
        (twice, "ids come twice among the records, the last counts"),
        (
            sum(report.document.text != row["text"] for row, report in pairs),
            "records have another text than the gold row, so their offsets may be off",
        ),
    )
    return pairs, [f"{count} {what}" for count, what in counted if count]
