"""What the search for places hands on: names as written, and whether each is a place here."""

from __future__ import annotations

import msgspec

from dragoman.records import Span
from dragoman.resolving.gazetteer import Entry


class Mention(msgspec.Struct):
    """A name of a place as written. ``first`` and ``last`` are tokens, -1 in a dateline, which is not parsed."""

    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    how: str
    words: Span | None = None
    first: int = -1
    last: int = -1
    hint: str = ""
    """What the words beside it say it is: ``province``, ``county``, ``town``, ``street`` or nothing."""
    within: int | None = None
    """Position, in the list of mentions, of the one that it is said to lie in."""
    dateline: bool = False
    holds: bool = False
    """Whether it stands right after a town that lies in it: always a place."""


class Verdict(msgspec.Struct, frozen=True):
    """Whether a name is a place here, and on which words that rests."""

    is_place: bool
    how: str
    words: Span | None = None


class Lookup(msgspec.Struct, frozen=True):
    """Tokens ``first`` to ``last`` and the places that have them as a name."""

    first: int
    last: int
    key: str
    entries: tuple[Entry, ...]
