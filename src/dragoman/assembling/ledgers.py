"""The step that notes in which ledgers and spells a report could take part, so that each is made from its own reports when asked for."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, func, select

from dragoman.archive.asof import View, standing_reports
from dragoman.archive.digests import fold, stable_key
from dragoman.archive.indexing import UNDATED
from dragoman.archive.schema import reports, texts
from dragoman.archive.shelves import select_shelved, unshelve
from dragoman.assembling.changes import Changes
from dragoman.assembling.copies import CopyFinder
from dragoman.assembling.groups import Groups
from dragoman.assembling.issues import Issues
from dragoman.assembling.judged import Judgements
from dragoman.assembling.ledger_tables import metadata, post_holders, stand_blocks, toll_keys, total_reports
from dragoman.assembling.parties import identify
from dragoman.assembling.posts import Post, Posts
from dragoman.assembling.tables import parts_of
from dragoman.assembling.told import Told, tell
from dragoman.assembling.tollscopes import is_total
from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema.words import SECTION as WORDS
from dragoman.records import Actor, Kept, Position, Toll
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
    def issues(self) -> Issues:
        """Compares issues."""
        return Issues(self._lexicon)

    @cached_property
    def copies(self) -> CopyFinder:
        """Finds copies."""
        return CopyFinder(self._lexicon)

    @cached_property
    def groups(self) -> Groups:
        """Compares groups of people."""
        return Groups(self._lexicon)

    @cached_property
    def spellings(self) -> Spellings:
        """Compares names."""
        return Spellings(self._lexicon.files(WORDS)["spellings"])

    def take(self, connection: Connection, changes: Changes) -> None:
        """Note new reports, and anew those of texts that people corrected: by what was coded and by what they said."""
        judgements = Judgements(connection, View())
        corrected = list(_reports_of_texts(connection, changes.texts))
        notes = _Notes()
        for kept in (*(taken.kept for taken in changes.reports), *corrected):
            self._note(kept, notes, _as_coded)
            self._note(kept, notes, judgements.applied)
        again = sorted({kept.row for kept in corrected} - {taken.kept.row for taken in changes.reports})
        for table in (post_holders, total_reports, stand_blocks, toll_keys):
            for part in parts_of(again):
                connection.execute(table.delete().where(table.c.report.in_(part)))
        notes.write(connection)

    def block_of_stand(self, told: Told[Position]) -> int:
        """What positions of one actor, or of all holders of one post, on one issue have in common."""
        identity = identify(told.actor(told.record.actor), told.telling, self.posts)
        return stable_key(identity, self.issues.key(told))

    def states_of(self, told: Told[Toll]) -> tuple[str, ...]:
        """The states whose people a toll counts, and that in which it counts them."""
        peoples = {part.removeprefix("state:") for part in self.groups.key(told.record.group) if part.startswith("state:")}
        place = next((place for place in told.report.places if place.id == told.record.place), None)
        return tuple(sorted(peoples | ({place.country} if place is not None and place.country else set())))

    def _note(self, kept: Kept, notes: _Notes, judge: Callable[[Iterable[Told[Any]]], Iterable[Told[Any]]]) -> None:
        report, row = kept.report, kept.row
        numbers = {actor.id: number for number, actor in enumerate(report.actors)}
        for told in judge(tell(kept, "actor")):
            for post in self.posts.of(told.record):
                day = report.document.published_date or UNDATED
                notes.add_holder({"report": row, "number": numbers[told.record.id], "day": day, **_holder(told.record, post)})
        notes.stands |= {(self.block_of_stand(told), row) for told in judge(tell(kept, "position"))}
        for told in judge(tell(kept, "toll")):
            notes.keys.add((told.key, row))
            if is_total(told.record, told.report):
                notes.totals |= {(row, code, report.document.published_date or UNDATED) for code in self.states_of(told) or ("",)}


class _Notes:
    """Rows of the tables, each once."""

    def __init__(self) -> None:
        self._holders: dict[tuple[int, int, int], dict[str, Any]] = {}
        self.stands: set[tuple[int, int]] = set()
        self.keys: set[tuple[str, int]] = set()
        self.totals: set[tuple[int, str, datetime.date]] = set()

    def add_holder(self, row: dict[str, Any]) -> None:
        self._holders[row["report"], row["number"], row["block"]] = row

    def write(self, connection: Connection) -> None:
        last = connection.scalar(select(func.max(post_holders.c.row))) or 0
        holders = [holder | {"row": last + n} for n, (_, holder) in enumerate(sorted(self._holders.items()), start=1)]
        stands = [{"block": block, "report": report} for block, report in sorted(self.stands)]
        keys = [{"key": key, "report": report} for key, report in sorted(self.keys)]
        totals = [{"report": report, "code": code, "day": day} for report, code, day in sorted(self.totals)]
        for table, rows in ((post_holders, holders), (stand_blocks, stands), (toll_keys, keys), (total_reports, totals)):
            if rows:
                connection.execute(table.insert(), rows)


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


def _as_coded(told: Iterable[Told[Any]]) -> Iterable[Told[Any]]:
    return told


def _reports_of_texts(connection: Connection, digests: Iterable[bytes]) -> Iterator[Kept]:
    for part in parts_of(digests):
        for row in connection.execute(select_shelved().where(texts.c.sha256.in_(part)).order_by(reports.c.row)).all():
            yield unshelve(row).kept()
