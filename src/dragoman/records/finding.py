"""Finds a record again in a report, after its text was coded anew."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.records.archive import RecordKind, RecordRef
from dragoman.records.report import Record, Report, record_spans


def reference_to(report: Report, kind: RecordKind, record: Record) -> RecordRef:
    """A reference to a record of a report, by which it is found again."""
    return RecordRef(report.document.id, report.document.sha256, kind, record.id, tuple(_words(record)))


def find_record(report: Report, ref: RecordRef) -> Record | None:
    """The record that a reference means: of those of its kind the one that has most of its words, and half of them at least.

    Of several with as many, the one with the same id, else the first. A reference without words means an id.
    """
    if report.document.sha256 != ref.sha256:
        return None
    records: tuple[Record, ...] = getattr(report, f"{ref.kind}s")
    asked = _letters(ref.words)
    if not asked:
        return next((record for record in records if record.id == ref.id), None)
    shares = [
        (len(asked & _letters((span.start, span.end) for span in record_spans(one))), one.id == ref.id, -number)
        for number, one in enumerate(records)
    ]
    best = max(shares, default=(0, False, 0))
    return records[-best[2]] if 2 * best[0] >= len(asked) else None


def _words(record: Record) -> Iterable[tuple[int, int]]:
    return ((span.start, span.end) for span in record_spans(record))


def _letters(words: Iterable[tuple[int, int]]) -> set[int]:
    return {place for start, end in words for place in range(start, end)}
