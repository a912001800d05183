"""What a kind of gold set is: how it is recognised, counted and shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import msgspec

from dragoman.evaluation.counts import Counts, Figures, Interval
from dragoman.records import Report

Row: TypeAlias = dict[str, Any]
"""A line of a gold file."""
Pair: TypeAlias = tuple[Row, Report]

BY_CLASS = ("n_gold", "n_pred", "P", "R", "F1")


def _no_classes(_: Counts) -> list[tuple[str, Figures]]:
    return []


def _nothing_more(_pairs: Sequence[Pair], _draws: int) -> dict[str, tuple[float, Interval | None]]:
    return {}


class SetKind(msgspec.Struct, frozen=True):
    """A kind of gold set and how it is scored."""

    name: str
    is_kind: Callable[[Sequence[Row]], bool]
    count: Callable[[Sequence[Pair]], list[Counts]]
    """The counts of each document."""
    figures: Callable[[Counts], Figures]
    headline: tuple[str, ...]
    """The figures that are shown first."""
    classes: Callable[[Counts], list[tuple[str, Figures]]] = _no_classes
    columns: tuple[str, ...] = BY_CLASS
    more: Callable[[Sequence[Pair], int], dict[str, tuple[float, Interval | None]]] = _nothing_more
    """Figures that are no function of added counts, each with its interval."""
    notes: Callable[[Sequence[Pair]], Sequence[str]] = lambda _: ()


def holds(*fields: str) -> Callable[[Sequence[Row]], bool]:
    """Whether every row has these fields."""
    return lambda rows: all(field in row for row in rows for field in fields)
