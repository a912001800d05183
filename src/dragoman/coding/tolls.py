"""Toll records."""

from __future__ import annotations

from dragoman.language import Annotated
from dragoman.lexicon import Lexicon
from dragoman.records import Cast, Event, Found, Position, Statement, Time, Toll


class TollFinder:
    """Placeholder of the first commit."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def find(self, doc: Annotated, cast: Cast, times: tuple[Time, ...], statements: tuple[Statement, ...], events: tuple[Event, ...]) -> Found[Toll]:
        """Find nothing yet."""
        return Found()
