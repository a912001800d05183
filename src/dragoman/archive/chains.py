"""Finds the versions of one story among the documents of an archive."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, bindparam, exists, select

from dragoman.archive.revisions import WITHIN_DAYS, Revisions, Version
from dragoman.archive.schema import documents, sources, supersessions
from dragoman.archive.shelves import select_versions, version_of

# Made once: building a query costs more than most of them take.
_VERSIONS = select_versions().order_by(documents.c.row)
_OF_ROWS = _VERSIONS.where(documents.c.row.in_(bindparam("rows", expanding=True)))
_OTHERS = _VERSIONS.where(~exists().where(supersessions.c.document == documents.c.row, supersessions.c.kind == "same_text"))
_OTHERS_OF_IDS = _OTHERS.where(documents.c.id.in_(bindparam("ids", expanding=True)))
_OTHERS_OF_ROWS = _OTHERS.where(documents.c.row.in_(bindparam("rows", expanding=True)))
_HEADLINES = (
    select(documents.c.row, documents.c.headline, documents.c.mark_kind, documents.c.published_day)
    .join(sources, sources.c.row == documents.c.source)
    .where(sources.c.agency == bindparam("agency"), documents.c.published_day.in_(bindparam("days", expanding=True)))
)
_MARKED_HEADLINES = _HEADLINES.where(documents.c.mark.is_not(None))


def find_chains(connection: Connection, new: list[int], revisions: Revisions) -> Iterator[tuple[Version, Version, str]]:
    """Pairs of which one is new: the older version, the newer that supersedes it, and how that is known."""
    if not new:
        return
    versions = [version_of(row) for row in connection.execute(_OF_ROWS, {"rows": new})]
    near = _near(connection, versions, revisions)
    wanted = {row for rows in near.values() for row in rows}
    others = {row.row: version_of(row) for row in connection.execute(_OTHERS_OF_ROWS, {"rows": sorted(wanted)})} if wanted else {}
    same_id = [version_of(row) for row in connection.execute(_OTHERS_OF_IDS, {"ids": sorted({version.id for version in versions})})]
    found: set[tuple[int, int]] = set()
    for version in versions:
        candidates = {other.row: other for other in same_id if other.id == version.id}
        candidates |= {row: others[row] for row in near[version.row] if row in others}
        for _, other in sorted(candidates.items()):
            pair = revisions.supersedes(version, other) if other.sha256 != version.sha256 else None
            if pair is not None and (pair[0].row, pair[1].row) not in found:
                found.add((pair[0].row, pair[1].row))
                yield pair


def _near(connection: Connection, versions: Iterable[Version], revisions: Revisions) -> dict[int, list[int]]:
    """For each version the rows of stories of its agency and days that may be the same; of two without a mark none are."""
    by_agency: defaultdict[str, list[Version]] = defaultdict(list)
    for version in versions:
        if version.agency is not None and version.day is not None:
            by_agency[version.agency].append(version)
    near: defaultdict[int, list[int]] = defaultdict(list)
    for agency, of_agency in by_agency.items():
        days = {day for version in of_agency for day in _days_around(version)}
        marked = connection.execute(_MARKED_HEADLINES, {"agency": agency, "days": sorted(days)}).all()
        for version in of_agency:
            own_days = _days_around(version)
            heads = marked
            if version.mark is not None:
                heads = connection.execute(_HEADLINES, {"agency": agency, "days": sorted(own_days)}).all()
            near[version.row] = [
                row
                for row, headline, kind, day in heads
                if day in own_days and row != version.row and revisions.may_be_one_story(version, headline, kind)
            ]
    return near


def _days_around(version: Version) -> set[datetime.date]:
    if version.day is None:
        return set()
    middle = version.day.toordinal()
    first, last = max(1, middle - WITHIN_DAYS), min(datetime.date.max.toordinal(), middle + WITHIN_DAYS)
    return {datetime.date.fromordinal(day) for day in range(first, last + 1)}
