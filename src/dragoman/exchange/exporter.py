"""What an exporter is: one module of ``exchange/formats`` for one outside format, and what it is given."""

from __future__ import annotations

from collections import Counter
from typing import Any, Literal

import msgspec

from dragoman import registry
from dragoman.archive import QueryKind
from dragoman.exchange.codes import Codes

GROUP = "dragoman.exchange.formats"
How = Literal["filled", "derived", "empty"]
HAPPENED = ("asserted", "historical")
"""The modalities of what is told as having happened."""


class Column(msgspec.Struct, frozen=True):
    """A column (or key) of a format, by its exact name.

    ``filled`` holds a value of ours or the format's own empty value, ``derived`` one that is worked out as ``note`` says,
    ``empty`` is always the format's empty value, for the reason in ``note``.
    """

    name: str
    how: How = "filled"
    note: str = ""


def derived(name: str, note: str) -> Column:
    """A column that is worked out."""
    return Column(name, "derived", note)


def empty(name: str, note: str) -> Column:
    """A column that is never filled."""
    return Column(name, "empty", note)


class Exporter(msgspec.Struct, frozen=True):
    """One format. A module of ``exchange/formats`` names one ``EXPORTER``, and has ``write(records, out, run)``.

    Happenings are occurrences, or events that stand alone. ``cannot_carry`` are fields of ours that the format has no
    place for.
    """

    means: str
    suffix: str
    media_type: str
    columns: dict[QueryKind, tuple[Column, ...]]
    """Of each kind of record that it holds; the first kind is written when none is asked for."""
    takes: Literal["hits", "happenings"] = "happenings"
    """What ``write`` is given of events; of other kinds always hits."""
    tells_modality: bool = False
    """Whether a reader of it can tell what happened from what did not; where not, only what happened is written."""
    cannot_carry: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[QueryKind, ...]:
        """The kinds of record that it holds."""
        return tuple(self.columns)


class Tally:
    """Counts what is written and what is left out, for the sidecar."""

    def __init__(self) -> None:
        self.records = self.rows = 0
        self.left_out: Counter[str] = Counter()
        self.remarks: Counter[str] = Counter()
        self.coders: set[str] = set()
        self.filled: set[str] = set()
        self.learnt: Any = None

    def leave_out(self, reason: str) -> None:
        """Count a record that the format has no home for."""
        self.left_out[reason] += 1

    def remark(self, what: str) -> None:
        """Count a row of which the reader has to know something."""
        self.remarks[what] += 1


class Run(msgspec.Struct, frozen=True):
    """What every ``write`` gets beside the records: the kind of record, the codes of outside lists, and what counts."""

    kind: QueryKind
    codes: Codes
    tally: Tally


def exporters() -> dict[str, Exporter]:
    """Every format that can be written, in order of name."""
    return {name: registry.load(GROUP, name).EXPORTER for name in registry.available(GROUP)}
