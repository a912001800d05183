"""Which occurrence and storyline the events of some reports are of, and which reports tell those."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable

from sqlalchemy import Connection, select

from dragoman.assembling.tables import members, occurrences, parts_of, storylines
from dragoman.assembling.threads import read_story, storylines_of, within_storyline
from dragoman.assembling.tollscopes import SINCE_TOLERANCE_DAYS, Causes
from dragoman.records import Kept

LATER_DAYS = 10
"""So many days after a storyline's last occurrence a story that tells only totals may still be of it."""


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

    def storyline_near(self, states: Collection[str], since: datetime.date | None, day: datetime.date) -> str | None:
        """The storyline of any of those states that goes on at a day and began nearest to another; of two the older."""
        open_then = (storylines.c.since <= day, storylines.c.last >= _before(day))
        found = [read_story(body) for body in self._assembled.scalars(select(storylines.c.body).where(*open_then))]
        of_states = [
            one for one in found if one.since is not None and set(states) & {code for party in one.parties for code in party.codes[:1]}
        ]
        if since is not None:
            of_states = [one for one in of_states if abs(one.since - since).days <= SINCE_TOLERANCE_DAYS]  # type: ignore[operator]
        return min(((one.since, one.id) for one in of_states), default=(None, None))[1]

    def span_of_storyline(self, id: str) -> tuple[set[str], datetime.date, datetime.date] | None:
        """The states that a storyline is of, its first day, and the last on which a story without its occurrences may be of it."""
        body = self._assembled.scalar(select(storylines.c.body).where(storylines.c.id == id))
        if body is None or (story := read_story(body)).since is None or story.last is None:
            return None
        return {code for party in story.parties for code in party.codes[:1]}, story.since, story.last + datetime.timedelta(days=LATER_DAYS)

    def reports_of_storyline(self, id: str) -> set[int]:
        """The rows of the reports that tell of an occurrence of a storyline."""
        of_storyline = select(occurrences.c.id).where(within_storyline(id))
        return set(self._assembled.scalars(select(members.c.report).where(members.c.occurrence.in_(of_storyline))))

    def storyline_of(self, occurrence: str) -> str | None:
        """The storyline of an occurrence."""
        return storylines_of(self._assembled, [occurrence]).get(occurrence)


def _before(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=LATER_DAYS) if day - datetime.date.min > datetime.timedelta(days=LATER_DAYS) else datetime.date.min
