"""The cast of a document."""

from __future__ import annotations

from dragoman.language import Annotated
from dragoman.lexicon import Lexicon
from dragoman.records import Cast, Explanation


class CastFinder:
    """Placeholder of the first commit."""

    version = "gazetteer-0"

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def find(self, doc: Annotated) -> tuple[Cast, tuple[Explanation, ...]]:
        """Find nothing yet."""
        return Cast((), (), {}, {}, {}), ()
