"""What a section of the lexicon is: a folder, its schema, and checks a schema cannot say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")


def _no_checks(_: object) -> Iterable[str]:
    return ()


class Section(msgspec.Struct, Generic[T], frozen=True):
    """A folder of YAML files of one type; ``check`` yields a sentence for each fault of a file."""

    folder: str
    type: type[T]
    check: Callable[[T], Iterable[str]] = _no_checks
