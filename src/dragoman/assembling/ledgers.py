"""The step that notes in which ledgers and spells a report could take part, so that each is made from its own reports when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, func, select

from dragoman.archive.asof import View, standing_reports
from dragoman.archive.digests import fold, stable_key
from dragoman.archive.indexing import UNDATED
from dragoman.archive.schema import reports
from dragoman.archive.shelves import select_shelved, unshelve
from dragoman.assembling.changes import Changes, Taken
from dragoman.assembling.groups import Groups
from dragoman.assembling.ledger_tables import metadata, post_holders, stand_blocks, total_reports
from dragoman.assembling.parties import identify
from dragoman.assembling.posts import Post, Posts
from dragoman.assembling.tables import parts_of
from dragoman.assembling.told import Told, tell
from dragoman.assembling.tollscopes import is_total
from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema.words import SECTION as WORDS
from dragoman.records import Actor, Kept, Position
from dragoman.resolving.spellings import Spellings


class Ledgers:
    """Notes reports by the ledgers and spells that they could change; a new report costs its own rows and no more."""

    tables = metadata

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    @cached_property
    def posts(self) -> Posts:
        """Reads posts."""
        return Posts(self._lexicon)

    @cached_property
    def groups(self) -> Groups:
        """Compares groups of people."""
        return Groups(self._lexicon)

    @cached_property
    def spellings(self) -> Spellings:
        """Compares names."""
        return Spellings(self._lexicon.files(WORDS)["spellings"])

    def take(self, connection: Connection, changes: Changes) -> None:
        """Note new reports."""
        row = connection.scalar(select(func.max(post_holders.c.row))) or 0
        holders = [holder | {"row": row + n} for n, holder in enumerate(self._holders(changes.reports), start=1)]
        totals = [{"report": taken.kept.row} for taken in changes.reports if _tells_total(taken.kept)]
        blocks = {(self.block_of_stand(told), taken.kept.row) for taken in changes.reports for told in _positions(taken.kept)}
        stands = [{"block": block, "report": report} for block, report in sorted(blocks)]
        for table, rows in ((post_holders, holders), (total_reports, totals), (stand_blocks, stands)):
            if rows:
                connection.execute(table.insert(), rows)

    def block_of_stand(self, told: Told[Position]) -> int:
        """What positions of one actor, or of all holders of one post, on one issue have in common."""
        identity = identify(told.actor(told.record.actor), told.telling, self.posts)
        return stable_key(*identity, told.record.issue.lower())

    def _holders(self, taken: Iterable[Taken]) -> Iterator[dict[str, Any]]:
        for one in taken:
            report = one.kept.report
            for number, actor in enumerate(report.actors):
                for post in self.posts.of(actor):
                    day = report.document.published_date or UNDATED
                    yield {"report": one.kept.row, "number": number, "day": day, **_holder(actor, post)}


def block_of_post(post: Post) -> int:
    """What the holders of a post have in common."""
    return stable_key(post.code, post.name)


def read_standing(connection: Connection, rows: Iterable[int], view: View) -> Iterator[Kept]:
    """Those of some reports that stand in a view."""
    for part in parts_of(rows):
        for row in connection.execute(select_shelved().where(reports.c.row.in_(part), *standing_reports(view))).all():
            yield unshelve(row).kept()


def _holder(actor: Actor, post: Post) -> dict[str, Any]:
    return {
        "block": block_of_post(post),
        "code": actor.codes[0],
        "codes": "/".join(actor.codes),
        "post": post.name,
        "folded": fold(actor.name),
        "key": actor.key,
    }


def _positions(kept: Kept) -> Iterator[Told[Position]]:
    return tell(kept, "position")


def _tells_total(kept: Kept) -> bool:
    return any(is_total(toll, kept.report) for toll in kept.report.tolls)
