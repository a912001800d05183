"""The records: what is passed about, frozen, with no behaviour beyond its own laws."""

from dragoman.records.archive import (
    Correction,
    Hit,
    Ingested,
    Kept,
    RecordKind,
    RecordRef,
    Supersession,
    correction_id,
)
from dragoman.records.cast import Cast
from dragoman.records.errors import ArchiveError, DragomanError, LanguageError, LexiconError, OffsetError, ReadingError, UsageError
from dragoman.records.explanation import Explanation, Reason
from dragoman.records.found import Found
from dragoman.records.report import (
    Actor,
    Dateline,
    Document,
    Event,
    Modality,
    Place,
    Position,
    Record,
    Report,
    Source,
    Statement,
    Time,
    Toll,
    record_spans,
    text_digest,
)
from dragoman.records.setaside import SetAside
from dragoman.records.span import Span, in_order, trimmed

__all__ = [
    "Actor",
    "ArchiveError",
    "Cast",
    "Correction",
    "Dateline",
    "Document",
    "DragomanError",
    "Event",
    "Explanation",
    "Found",
    "Hit",
    "Ingested",
    "Kept",
    "LanguageError",
    "LexiconError",
    "Modality",
    "OffsetError",
    "Place",
    "Position",
    "ReadingError",
    "Reason",
    "Record",
    "RecordKind",
    "RecordRef",
    "Report",
    "SetAside",
    "Source",
    "Span",
    "Statement",
    "Supersession",
    "Time",
    "Toll",
    "UsageError",
    "correction_id",
    "in_order",
    "record_spans",
    "text_digest",
    "trimmed",
]
