"""Finds spells of positions and offices: each is made, when asked for, from the reports of its actor and issue, or post, in the view."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, literal, or_, select, tuple_

from dragoman.archive.asof import View, standing_reports
from dragoman.archive.columns import Day
from dragoman.archive.digests import fold
from dragoman.archive.filters import Filter
from dragoman.archive.indexing import UNDATED
from dragoman.archive.query import find_records
from dragoman.archive.schema import documents, reports
from dragoman.assembling.judged import Judgements
from dragoman.assembling.ledger_tables import post_holders, stand_blocks
from dragoman.assembling.ledgers import Ledgers, block_of_post, read_standing
from dragoman.assembling.offices import make_office_spells
from dragoman.assembling.positions import make_position_spells
from dragoman.assembling.told import Told, VoiceOf, tell
from dragoman.records import Actor, Kept, OfficeSpell, Position, PositionSpell, UsageError, keys_of

PAGE = 500
_OFFICES_BY = frozenset({"since", "until", "actor", "country", "type", "document"})


class SpellFinder:
    """Finds spells in one view of an archive."""

    def __init__(self, connection: Connection, view: View, ledgers: Ledgers, voice_of: VoiceOf) -> None:
        self._connection, self._view, self._ledgers, self._voice_of = connection, view, ledgers, voice_of
        self._judgements = Judgements(connection, view)

    def positions(self, wanted: Filter, *, limit: int | None = None) -> Iterator[PositionSpell]:
        """The spells with a statement that a filter lets through, those with the latest such statement first."""
        seen: set[str] = set()
        count = 0
        for hit in find_records(self._connection, "position", wanted, self._view):
            if count == limit:
                return
            kept = Kept(0, hit.report, hit.learnt)
            key = keys_of(hit.report, "position")[hit.record.id]
            told = next((one for one in self._stands(kept) if one.key == key), None)
            if told is not None and told.key not in seen:
                spell = next((one for one in self._spells_of(told) if told.key in {telling.key for telling in one.tellings}), None)
                # A story that was not taken up yet is in no spell.
                if spell is not None:
                    seen |= {telling.key for telling in spell.tellings}
                    count += 1
                    yield spell

    def offices(self, wanted: Filter, *, limit: int | None = None) -> Iterator[OfficeSpell]:
        """The spells that a document tells of as a filter asks (``type`` is the post), those with the latest such document first.

        Raises:
            UsageError: offices have no such field.
        """
        _check(wanted)
        seen: set[str] = set()
        count = 0
        for kept, number, post in self._holders(wanted):
            if count == limit:
                return
            id = kept.report.actors[number].id
            told = next((one for one in self._actors(kept) if one.record.id == id), None)
            key = f"{told.key} {post}" if told is not None else ""
            if told is not None and key not in seen:
                spell = next((one for one in self._offices_of(told, post) if told.key in {telling.key for telling in one.tellings}), None)
                if spell is not None:
                    seen |= {f"{telling.key} {post}" for telling in spell.tellings}
                    count += 1
                    yield spell

    def _spells_of(self, told: Told[Position]) -> tuple[PositionSpell, ...]:
        block = self._ledgers.block_of_stand(told)
        rows = self._connection.scalars(select(stand_blocks.c.report).where(stand_blocks.c.block == block))
        stands = [one for kept in read_standing(self._connection, rows, self._view) for one in self._stands(kept)]
        of_block = [one for one in stands if self._ledgers.block_of_stand(one) == block]
        return make_position_spells(of_block, self._ledgers.issues, self._ledgers.posts, self._ledgers.spellings)

    def _offices_of(self, told: Told[Actor], name: str) -> tuple[OfficeSpell, ...]:
        post = next((post for post in self._ledgers.posts.of(told.record) if post.name == name), None)
        if post is None:
            return ()
        rows = self._connection.scalars(select(post_holders.c.report).where(post_holders.c.block == block_of_post(post)))
        holders = [one for kept in read_standing(self._connection, set(rows), self._view) for one in self._actors(kept)]
        of_post = [one for one in holders if post in self._ledgers.posts.of(one.record)]
        spells = make_office_spells(of_post, self._ledgers.posts, self._ledgers.spellings)
        return tuple(spell for spell in spells if spell.office == post.name)

    def _stands(self, kept: Kept) -> Iterator[Told[Position]]:
        stands: Iterator[Told[Position]] = tell(kept, "position", self._voice_of)
        return self._judgements.applied(stands)

    def _actors(self, kept: Kept) -> Iterator[Told[Actor]]:
        actors: Iterator[Told[Actor]] = tell(kept, "actor", self._voice_of)
        return self._judgements.applied(actors)

    def _holders(self, wanted: Filter) -> Iterator[tuple[Kept, int, str]]:
        """Who is said to hold a post, the latest first: the report, the actor's place in it, the post."""
        columns = post_holders.c
        query = select(columns.day, columns.row, columns.report, columns.number, columns.post)
        query = query.join(reports, reports.c.row == columns.report).join(documents, documents.c.row == reports.c.document)
        query = query.where(*_conditions(wanted), *standing_reports(self._view))
        last: tuple[datetime.date, int] | None = None
        while True:
            rest = (
                query if last is None else query.where(tuple_(columns.day, columns.row) < tuple_(literal(last[0], Day), literal(last[1])))
            )
            page = self._connection.execute(rest.order_by(columns.day.desc(), columns.row.desc()).limit(PAGE)).all()
            kept = {one.row: one for one in read_standing(self._connection, {row.report for row in page}, self._view)}
            yield from ((kept[row.report], row.number, row.post) for row in page)
            if len(page) < PAGE:
                return
            last = (page[-1].day, page[-1].row)


def _check(wanted: Filter) -> None:
    for name in Filter.__struct_fields__:
        if getattr(wanted, name) is not None and name not in _OFFICES_BY:
            raise UsageError(f"offices cannot be asked for by {name}", mend=f"They can by {', '.join(sorted(_OFFICES_BY))}.")


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    columns = post_holders.c
    found: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        found.append(columns.day >= wanted.since)
    if wanted.until is not None:
        found += [columns.day <= wanted.until, columns.day > UNDATED]
    if wanted.country is not None:
        found.append(columns.code == wanted.country)
    if wanted.type is not None:
        found.append(columns.post == wanted.type.lower())
    if wanted.document is not None:
        found.append(documents.c.id == wanted.document)
    if wanted.actor is not None:
        found.append(_is_holder(wanted.actor))
    return found


def _is_holder(said: str) -> ColumnElement[bool]:
    """Whether the holder has the codes (``RUS``, ``RUS/GOV``), the lexicon's key, or the part of a name."""
    columns = post_holders.c
    if ":" in said:
        return columns.key == said
    if said.isupper():
        return or_(columns.codes == said, columns.codes.startswith(f"{said}/", autoescape=True))
    return columns.folded.contains(fold(said), autoescape=True)
