"""Which occurrence and storyline the events of some reports are of, in one view of an archive, and which reports tell those."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, select

from dragoman.archive.asof import View
from dragoman.assembling.happenings import Happenings
from dragoman.assembling.tables import members, occurrences, parts_of
from dragoman.assembling.threads import storylines_of, within_storyline
from dragoman.assembling.tollscopes import Causes
from dragoman.records import Kept


class CauseFinder:
    """Looks causes up: as they were written where the view is of now, else by joining the events of the view again."""

    def __init__(self, connection: Connection, view: View, happenings: Happenings) -> None:
        self._connection, self._view, self._happenings = connection, view, happenings
        self._components: set[int] = set()
        self._joined: dict[str, str] = {}

    def causes(self, reports: Iterable[Kept]) -> Causes:
        """The occurrences of the reports' events, and their storylines."""
        texts = {bytes.fromhex(kept.report.document.sha256) for kept in reports}
        found = self._as_written(texts) if self._view == View() else self._as_viewed(texts)
        return Causes(found, storylines_of(self._connection, set(found.values())))

    def reports_of_occurrence(self, id: str) -> set[int]:
        """The rows of all reports that ever told of an occurrence."""
        if self._view == View():
            return set(self._connection.scalars(select(members.c.report).where(members.c.occurrence == id)))
        keys = [key for key, occurrence in self._joined.items() if occurrence == id]
        return self._reports_of_keys(keys)

    def reports_of_storyline(self, id: str) -> set[int]:
        """The rows of all reports that ever told of an occurrence of a storyline."""
        of_storyline = select(occurrences.c.id).where(within_storyline(id))
        return set(self._connection.scalars(select(members.c.report).where(members.c.occurrence.in_(of_storyline))))

    def _as_written(self, texts: Collection[bytes]) -> dict[str, str]:
        query = select(members.c.key, members.c.occurrence).where(members.c.occurrence.is_not(None))
        parts = (self._connection.execute(query.where(members.c.sha256.in_(part))).tuples() for part in parts_of(texts))
        return {key: occurrence for part in parts for key, occurrence in part if occurrence is not None}

    def _as_viewed(self, texts: Collection[bytes]) -> dict[str, str]:
        query = select(members.c.key, members.c.component)
        parts = (self._connection.execute(query.where(members.c.sha256.in_(part))).tuples() for part in parts_of(texts))
        home = {key: component for part in parts for key, component in part}
        new = set(home.values()) - self._components
        for _, occurrence in self._happenings.occurrences_of(self._connection, new, self._view):
            self._joined.update((telling.key, occurrence.id) for telling in occurrence.tellings)
        self._components |= new
        return {key: self._joined[key] for key in home if key in self._joined}

    def _reports_of_keys(self, keys: Collection[str]) -> set[int]:
        found: set[int] = set()
        for part in parts_of(keys):
            found |= set(self._connection.scalars(select(members.c.report).where(members.c.key.in_(part))))
        return found
