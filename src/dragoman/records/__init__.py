"""The records: what is passed about, frozen, with no behaviour beyond its own laws."""

from dragoman.records.cast import Cast
from dragoman.records.errors import DragomanError, LanguageError, LexiconError, OffsetError, ReadingError, UsageError
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
    Report,
    Source,
    Statement,
    Time,
    Toll,
    text_digest,
)
from dragoman.records.setaside import SetAside
from dragoman.records.span import Span, in_order, trimmed

__all__ = [
    "Actor",
    "Cast",
    "Dateline",
    "Document",
    "DragomanError",
    "Event",
    "Explanation",
    "Found",
    "LanguageError",
    "LexiconError",
    "Modality",
    "OffsetError",
    "Place",
    "Position",
    "ReadingError",
    "Reason",
    "Report",
    "SetAside",
    "Source",
    "Span",
    "Statement",
    "Time",
    "Toll",
    "UsageError",
    "in_order",
    "text_digest",
    "trimmed",
]
