"""Which occurrence and storyline the events of some reports are of, and which reports tell those."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from dragoman.assembling.tables import members, occurrences, parts_of
from dragoman.assembling.threads import storylines_of, within_storyline
from dragoman.assembling.tollscopes import Causes
from dragoman.records import Kept


class CauseFinder:
    """Looks causes up in the tables of what is assembled in a view."""

    def __init__(self, assembled: Connection) -> None:
        self._assembled = assembled

    def causes(self, reports: Iterable[Kept]) -> Causes:
        """The occurrences of the reports' events, and their storylines."""
        texts = {bytes.fromhex(kept.report.document.sha256) for kept in reports}
        query = select(members.c.key, members.c.occurrence).where(members.c.occurrence.is_not(None))
        parts = (self._assembled.execute(query.where(members.c.sha256.in_(part))).tuples() for part in parts_of(texts))
        found = {key: occurrence for part in parts for key, occurrence in part if occurrence is not None}
        return Causes(found, storylines_of(self._assembled, set(found.values())))

    def reports_of_occurrence(self, id: str) -> set[int]:
        """The rows of the reports that tell of an occurrence."""
        return set(self._assembled.scalars(select(members.c.report).where(members.c.occurrence == id)))

    def reports_of_storyline(self, id: str) -> set[int]:
        """The rows of the reports that tell of an occurrence of a storyline."""
        of_storyline = select(occurrences.c.id).where(within_storyline(id))
        return set(self._assembled.scalars(select(members.c.report).where(members.c.occurrence.in_(of_storyline))))

    def storyline_of(self, occurrence: str) -> str | None:
        """The storyline of an occurrence."""
        return storylines_of(self._assembled, [occurrence]).get(occurrence)
