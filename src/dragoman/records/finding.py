"""Finds again what a correction is about, after its text was coded anew; and which corrections stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.records.archive import Correction, RecordKind, RecordRef
from dragoman.records.report import Record, Report, record_spans
from dragoman.records.span import Span


def reference_to(report: Report, kind: RecordKind, record: Record) -> RecordRef:
    """A reference to a record of a report, by which it is found again."""
    words = tuple((span.start, span.end) for span in record_spans(record))
    return RecordRef(report.document.id, report.document.sha256, kind, record.id, words)


def find_record(report: Report, ref: RecordRef) -> Record | None:
    """The record of a report that a reference means; None where its text has none that stands on half of the words."""
    if report.document.sha256 != ref.sha256:
        return None
    records: tuple[Record, ...] = getattr(report, f"{ref.kind}s")
    found = find_meant(ref, [(record.id, record_spans(record)) for record in records])
    return None if found is None else records[found]


def find_meant(ref: RecordRef, candidates: Sequence[tuple[str, Iterable[Span]]]) -> int | None:
    """Which of the records of a reference's kind and text it means: the one that has most of its words, half of them at least.

    A candidate is a record's id and its spans. Of several with as many words the one with the same id is meant, else
    the first. A reference without words means an id. Gives the place among the candidates, from 0.
    """
    asked = _letters(ref.words)
    if not asked:
        return next((place for place, (id, _) in enumerate(candidates) if id == ref.id), None)
    shares = [
        (len(asked & _letters((span.start, span.end) for span in spans)), id == ref.id, -place)
        for place, (id, spans) in enumerate(candidates)
    ]
    most, _, place = max(shares, default=(0, False, 0))
    return -place if 2 * most >= len(asked) else None


def standing(corrections: Iterable[Correction]) -> list[Correction]:
    """The corrections that nobody withdrew, in the order given; withdrawals themselves are left out."""
    given = list(corrections)
    withdrawn = {str(one.value) for one in given if one.action == "withdraw"}
    return [one for one in given if one.action != "withdraw" and one.id not in withdrawn]


def _letters(words: Iterable[tuple[int, int]]) -> set[int]:
    return {place for start, end in words for place in range(start, end)}
