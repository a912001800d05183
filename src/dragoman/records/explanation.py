"""Why something was coded, or was not: the answer to a researcher's first question."""

from __future__ import annotations

import msgspec

from dragoman.records.span import Span


class Reason(msgspec.Struct, frozen=True):
    """One step on the way to one field: what was decided, by what, on which words."""

    field: str
    """The record's field this explains: ``type``, ``actors``, ``modality``, ``attribution``, ``low`` …"""
    value: str
    how: str
    """One plain clause: "subject of the verb", "passive agent after 'by'", "outermost cue 'said'"."""
    words: Span | None = None


class Explanation(msgspec.Struct, frozen=True):
    """Why one record stands in the report, or why a candidate does not (``record`` is None)."""

    record: str | None
    kind: str
    """Record kind: ``event``, ``statement``, ``position``, ``toll``, ``actor``, ``place``, ``time``."""
    rule: str | None
    reasons: tuple[Reason, ...] = ()
    rejected: str | None = None
    """For a candidate that was turned down: what turned it down."""
