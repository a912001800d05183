"""The records of a story in its margin: by paragraph, in the order of their words, those that somebody tells under what tells them."""

from __future__ import annotations

import msgspec

from dragoman.records import Report, Statement, record_spans
from dragoman.web.lines import Line, Told, line_in

_KINDS = ("statement", "event", "position", "toll")


class Note(msgspec.Struct, frozen=True):
    """A record beside its words; ``depth`` is how many statements it stands in."""

    line: Line
    depth: int


def notes_of(report: Report) -> tuple[tuple[Note, ...], ...]:
    """For each line of the text that is not blank, the notes of the records whose words begin in it."""
    text = report.document.text
    records = [(kind, record) for kind in _KINDS for record in getattr(report, f"{kind}s")]
    ordered = sorted(records, key=lambda one: (*_place(one[1]), _depth(report, one[1]), _KINDS.index(one[0])))
    found, start = [], 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        if line.strip():
            found.append(tuple(_note(report, kind, record) for kind, record in ordered if start <= _place(record)[0] < end))
        start = end
    return tuple(found)


def _place(record: Told) -> tuple[int, int]:
    spans = record.content or record_spans(record) if isinstance(record, Statement) else record_spans(record)
    return (min(span.start for span in spans), -max(span.end for span in spans)) if spans else (0, 0)


def _depth(report: Report, record: Told) -> int:
    above = {statement.id: statement.parent for statement in report.statements}
    told_by = record.parent if isinstance(record, Statement) else record.attribution
    depth = 0
    while told_by is not None:
        depth, told_by = depth + 1, above.get(told_by)
    return depth


def _note(report: Report, kind: str, record: Told) -> Note:
    return Note(line_in(report, kind, record), _depth(report, record))
