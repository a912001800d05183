"""What a step of coding gives: records and why they stand there."""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

from dragoman.records.explanation import Explanation

T = TypeVar("T")


class Found(msgspec.Struct, Generic[T], frozen=True):
    """The records of one step, in text order, and an explanation for each and for what was turned down."""

    records: tuple[T, ...] = ()
    explanations: tuple[Explanation, ...] = ()
