"""What a section of the lexicon is: a folder, its schema, checks a schema cannot say, and how a later layer is laid over it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")


class Flaw(msgspec.Struct, frozen=True):
    """What is wrong in a file that keeps to its schema; ``at`` is the id, name or word at which it is wrong."""

    what: str
    at: str = ""


def _no_checks(_: object) -> Iterable[Flaw]:
    return ()


def _keep(lower: T, _: T) -> T:
    return lower


class Section(msgspec.Struct, Generic[T], frozen=True):
    """A folder of YAML files of one type."""

    folder: str
    type: type[T]
    check: Callable[[T], Iterable[Flaw]] = _no_checks
    """Yields the flaws of a file."""
    give_way: Callable[[T, T], T] = _keep
    """Gives a file of a lower layer without what a file of an upper layer, of whatever name, claims for itself."""
