"""A story's text cut at the edges of its records' words, so that each piece knows the records it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import msgspec

from dragoman.records import Record, Report, record_spans

KINDS = ("statement", "event", "toll", "position", "actor", "place", "time")
"""Kinds of record in the order of the legend."""


class Piece(msgspec.Struct, frozen=True):
    """A stretch of text and the records (``kind``, id) whose words it belongs to, in the order of ``KINDS``."""

    text: str
    start: int
    records: tuple[tuple[str, str], ...]


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph in pieces; ``is_coded`` is false for datelines, bylines, credits."""

    pieces: tuple[Piece, ...]
    is_coded: bool


def records_of(report: Report) -> list[tuple[str, Record]]:
    """All records of a report with their kinds."""
    return [(kind, record) for kind in KINDS for record in getattr(report, f"{kind}s")]


def mark_paragraphs(report: Report) -> tuple[Paragraph, ...]:
    """The lines of the story's text, each in pieces. Offsets are code points of the text; together the pieces are the lines."""
    text = report.document.text
    spans = sorted((span.start, span.end, rank, record.id) for rank, (kind, record) in _ranked(report) for span in record_spans(record))
    kinds = {rank: kind for rank, (kind, _) in _ranked(report)}
    found, start = [], 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        if line.strip():
            touching = [span for span in spans if span[0] < end and span[1] > start]
            coded = any(first < end and last > start for first, last in report.document.paragraphs)
            found.append(Paragraph(tuple(_pieces(text, start, start + len(line.rstrip("\r\n")), touching, kinds)), coded))
        start = end
    return tuple(found)


def _ranked(report: Report) -> Iterable[tuple[int, tuple[str, Record]]]:
    return enumerate(records_of(report))


def _pieces(text: str, start: int, end: int, spans: list[tuple[int, int, int, str]], kinds: dict[int, str]) -> Iterable[Piece]:
    edges = sorted({start, end, *(edge for span in spans for edge in span[:2] if start < edge < end)})
    for first, last in pairwise(edges):
        inside = sorted({(rank, id) for low, high, rank, id in spans if low <= first and high >= last})
        yield Piece(text[first:last], first, tuple((kinds[rank], id) for rank, id in inside))
