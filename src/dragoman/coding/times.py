"""Time records."""

from __future__ import annotations

from dragoman.language import Annotated
from dragoman.lexicon import Lexicon
from dragoman.records import Cast, Event, Found, Position, Statement, Time, Toll


class TimeFinder:
    """Placeholder of the first commit."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def find(self, doc: Annotated) -> Found[Time]:
        """Find nothing yet."""
        return Found()


def time_for(times: tuple[Time, ...], doc: Annotated, token: int) -> Time | None:
    """The expression that dates the clause of a token; none yet."""
    return None
