"""The cast of a document: its actors and places, and which phrase names which."""

from __future__ import annotations

from dragoman.language import Annotated
from dragoman.lexicon import Lexicon
from dragoman.records import Cast, Explanation
from dragoman.resolving.actors import ActorFinder


class CastFinder:
    """Finds the cast of documents."""

    version = "gazetteer-0"

    def __init__(self, lexicon: Lexicon) -> None:
        self._actors = ActorFinder(lexicon)

    def find(self, doc: Annotated) -> tuple[Cast, tuple[Explanation, ...]]:
        """Find actors and places, and say why each is coded as it is."""
        uses = self._actors.names(doc)
        figures = self._actors.find(doc, uses, {})
        actors, ids, reasons = figures.numbered()
        heads = {head: tuple(ids[key] for key in keys) for head, keys in sorted(figures.heads.items())}
        origins = {head: tuple(ids[key] for key in keys) for head, keys in sorted(figures.origins.items())}
        return Cast(actors, (), heads, {}, origins), reasons
