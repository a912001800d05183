"""Who is named in an archive, how often and when: persons, bodies and groups as reports name them, not yet joined across spellings."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, func, select

from dragoman.archive.asof import View, newest_reports, standing_documents
from dragoman.archive.filters import Filter, actor_conditions
from dragoman.archive.indexing import UNDATED
from dragoman.archive.schema import NO_CODE, actor_appearances, actors, reports
from dragoman.records import UsageError

_ASKED_BY = frozenset({"actor", "since", "until"})


class NamedActor(msgspec.Struct, frozen=True):
    """One name with its kind, codes and office; in how many stories it is named, and from which day to which."""

    name: str
    kind: str
    codes: tuple[str, ...]
    office: str | None
    key: str | None
    stories: int
    first_day: datetime.date | None
    last_day: datetime.date | None


def find_actors(connection: Connection, wanted: Filter, view: View, *, limit: int | None) -> Iterator[NamedActor]:
    """The actors of standing reports, the most often named first.

    Raises:
        UsageError: something is asked that actors do not have.
    """
    for name, value in msgspec.structs.asdict(wanted).items():
        if value is not None and name not in _ASKED_BY:
            raise UsageError(f"actors cannot be asked for by {name}", mend="They can by actor, since, until.")
    seen = actor_appearances.c
    stories = func.count(seen.report.distinct()).label("stories")
    query = (
        select(actors.c.name, actors.c.kind, actors.c.codes, actors.c.office, actors.c.key, stories, func.min(seen.day), func.max(seen.day))
        .join(actor_appearances, seen.actor == actors.c.row)
        .join(reports, reports.c.row == seen.report)
        .where(*newest_reports(view), *standing_documents(view, reports, "document"))
        .where(seen.current == 1 if view.learnt_by is None else seen.current.in_((0, 1)))
        .group_by(actors.c.row)
        .order_by(stories.desc(), actors.c.name, actors.c.row)
        .limit(limit)
    )
    if wanted.actor is not None:
        query = query.where(*actor_conditions(wanted.actor))
    if wanted.since is not None:
        query = query.where(seen.day >= wanted.since)
    if wanted.until is not None:
        query = query.where(seen.day <= wanted.until, seen.day > UNDATED)
    for name, kind, codes, office, key, count, first, last in connection.execute(query):
        days = (None if day == UNDATED else day for day in (first, last))
        yield NamedActor(name, kind, () if codes == NO_CODE else tuple(codes.split("/")), office, key, count, *days)
