"""The step that joins events into occurrences: takes up new reports, and makes again what they touch."""

from __future__ import annotations

import datetime
import zlib
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, func, select, update

from dragoman.archive.asof import View, newest_reports, standing_documents
from dragoman.archive.corrections import each_correction
from dragoman.archive.indexing import UNDATED, actor_row, place_row
from dragoman.archive.schema import ROLES, correction_targets, corrections, reports
from dragoman.assembling import tables
from dragoman.assembling.blocks import blocks_of
from dragoman.assembling.changes import Changes, Taken
from dragoman.assembling.copies_index import CopyIndex
from dragoman.assembling.joining import are_two_of_one_text, join_members
from dragoman.assembling.likeness import compare
from dragoman.assembling.members import Member, members_of, spoken_by
from dragoman.assembling.occurrences import make_occurrence
from dragoman.assembling.phrasing import Phrasing
from dragoman.assembling.rules import Rules
from dragoman.assembling.rulings import Rulings
from dragoman.assembling.storylines import thread_of
from dragoman.assembling.tables import parts_of
from dragoman.records import Actor, Occurrence, Party

_encode = msgspec.msgpack.Encoder().encode
_members = msgspec.msgpack.Decoder(Member)
_occurrences = msgspec.json.Decoder(Occurrence)
_columns = tables.members.c


class Happenings:
    """Events to occurrences."""

    tables = tables.metadata

    def __init__(self, rules: Rules, copies: CopyIndex) -> None:
        self._rules, self._phrasing, self._copies = rules, Phrasing(rules), copies

    def take(self, connection: Connection, changes: Changes) -> None:
        """Keep the events of new reports and make again the occurrences of their components."""
        components = _Components()
        self._add(connection, changes.reports, components)
        touched = set(_components_of(connection, _columns.document, changes.documents | {taken.document for taken in changes.reports}))
        touched |= set(_components_of(connection, _columns.sha256, changes.texts))
        texts = changes.texts | {bytes.fromhex(taken.kept.report.document.sha256) for taken in changes.reports}
        self._bring_together(connection, texts, components)
        touched = components.settle(connection, touched)
        self._make_again(connection, touched, changes)

    def occurrences_of(self, connection: Connection, components: Collection[int], view: View) -> Iterator[tuple[int, Occurrence]]:
        """The occurrences of whole components as they are in a view, each with its component."""
        by_component: dict[int, list[Member]] = {}
        for component, member in _standing(connection, _columns.component, components, view):
            by_component.setdefault(component, []).append(member)
        sha256s = {member.telling.sha256 for members in by_component.values() for member in members}
        rulings = self._rulings(connection, {bytes.fromhex(sha256) for sha256 in sha256s}, view)
        voices = self._copies.voices(connection, sha256s, view)
        for component in sorted(by_component):
            members = [spoken_by(member, voices.get(member.telling.sha256)) for member in by_component[component]]
            for group in join_members(members, self._rules, rulings):
                yield component, make_occurrence(group, self._rules, rulings, self._phrasing)

    def _add(self, connection: Connection, taken: Iterable[Taken], components: _Components) -> None:
        """Keep new events, and bring together the components of those that are alike."""
        row = connection.scalar(select(func.max(_columns.row))) or 0
        new: dict[int, tuple[Member, tuple[int, ...]]] = {}
        rows, placed = [], []
        for one in taken:
            for member in members_of(one.kept, self._rules):
                row += 1
                new[row] = (member, blocks_of(member, self._rules))
                rows.append(_member_row(row, member, one))
                placed += [{"block": block, "member": row} for block in new[row][1]]
        if rows:
            connection.execute(tables.members.insert(), rows)
        if placed:
            connection.execute(tables.blocks.insert(), placed)
        self._link(connection, new, components)

    def _link(self, connection: Connection, new: dict[int, tuple[Member, tuple[int, ...]]], components: _Components) -> None:
        by_block: dict[int, list[int]] = {}
        asked = sorted({block for _, blocks in new.values() for block in blocks})
        for part in parts_of(asked):
            for block, member in connection.execute(select(tables.blocks).where(tables.blocks.c.block.in_(part))):
                by_block.setdefault(block, []).append(member)
        candidates = {row for rows in by_block.values() for row in rows}
        known = {row: (component, member) for row, component, member in _by_row(connection, candidates)}
        for row, (member, blocks) in new.items():
            for other in sorted({one for block in blocks for one in by_block.get(block, ()) if one != row}):
                component, candidate = known[other]
                if are_two_of_one_text(candidate, member) or (other in new and other > row):
                    continue
                likeness = compare(member, candidate, self._rules)
                if likeness is not None and (likeness.is_one or likeness.is_fulfilment):
                    components.join(known[row][0], component)

    def _bring_together(self, connection: Connection, texts: Collection[bytes], components: _Components) -> None:
        """Make one component of what a person joined, however little alike it is."""
        rulings = self._rulings(connection, texts, View())
        keys = sorted({key for pair in rulings.joined for key in pair})
        home: dict[str, set[int]] = {}
        for part in parts_of(keys):
            for key, component in connection.execute(select(_columns.key, _columns.component).where(_columns.key.in_(part))):
                home.setdefault(key, set()).add(component)
        for pair in rulings.joined:
            together = sorted({component for key in pair for component in home.get(key, ())})
            for component in together[1:]:
                components.join(together[0], component)

    def _rulings(self, connection: Connection, texts: Collection[bytes], view: View) -> Rulings:
        """What people ruled on events of those texts, and the events of all texts that they ruled on with them."""
        if connection.scalar(select(corrections.c.row).limit(1)) is None:
            return Rulings((), ())
        rows: set[int] = set()
        for part in parts_of(texts):
            rows |= set(connection.scalars(select(correction_targets.c.correction).where(correction_targets.c.sha256.in_(part))))
        about = [one for row, one in each_correction(connection, learnt_by=view.learnt_by) if row in rows or one.action == "withdraw"]
        ruled = {bytes.fromhex(target.sha256) for one in about for target in one.targets}
        return Rulings(about, [member for _, member in _standing(connection, _columns.sha256, ruled, view)])

    def write(self, connection: Connection, made: Collection[tuple[int, Occurrence]]) -> set[tuple[str, datetime.date]]:
        """Write occurrences with their components; gives the days of threads that they are on."""
        rows = []
        for component, one in made:
            thread = thread_of(one, self._rules)
            rows.append(_occurrence_row(component, one) | {"thread": thread.name if thread else None})
        if rows:
            connection.execute(tables.occurrences.insert(), rows)
        if parties := [row for _, one in made for row in _party_rows(one)]:
            connection.execute(tables.occurrence_parties.insert(), parties)
        if tellings := [{"of": one.id, "of_key": telling.key} for _, one in made for telling in one.tellings]:
            query = update(tables.members).where(_columns.key == bindparam("of_key")).values(occurrence=bindparam("of"))
            connection.execute(query, tellings)
        return {(row["thread"], row["day"]) for row in rows if row["thread"] is not None}

    def _make_again(self, connection: Connection, components: Collection[int], changes: Changes) -> None:
        made = list(self.occurrences_of(connection, components, View()))
        gone = set()
        for part in parts_of(components):
            columns = tables.occurrences.c
            for id, thread, day in connection.execute(select(columns.id, columns.thread, columns.day).where(columns.component.in_(part))):
                gone.add(id)
                changes.thread_days |= {(thread, day)} if thread is not None else set()
            connection.execute(update(tables.members).where(_columns.component.in_(part)).values(occurrence=None))
        for part in parts_of(gone):
            connection.execute(tables.occurrence_parties.delete().where(tables.occurrence_parties.c.occurrence.in_(part)))
            connection.execute(tables.occurrences.delete().where(tables.occurrences.c.id.in_(part)))
        changes.thread_days |= self.write(connection, made)
        changes.occurrences |= gone | {occurrence.id for _, occurrence in made}


class _Components:
    """Components that turned out to be one, under the least of their numbers."""

    def __init__(self) -> None:
        self._above: dict[int, int] = {}

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.find(one), self.find(other)))
        if first != second:
            self._above[second] = first

    def find(self, component: int) -> int:
        while component in self._above:
            component = self._above[component]
        return component

    def settle(self, connection: Connection, touched: Iterable[int]) -> set[int]:
        """Write what became one, and give the components that are touched, under the numbers they have now."""
        for component in sorted(self._above):
            now = self.find(component)
            for table in (tables.members, tables.occurrences):
                connection.execute(update(table).where(table.c.component == component).values(component=now))
        return {self.find(component) for component in (*touched, *self._above)}


def _member_row(row: int, member: Member, taken: Taken) -> dict[str, Any]:
    return {
        "row": row,
        "key": member.key,
        "report": taken.kept.row,
        "document": taken.document,
        "sha256": bytes.fromhex(member.telling.sha256),
        "component": row,
        "day": member.days.last if member.days else taken.kept.report.document.published_date or UNDATED,
        "type": member.type,
        "country": member.place.country if member.place else None,
        "occurrence": None,
        "body": zlib.compress(_encode(member)),
    }


def _by_row(connection: Connection, rows: Collection[int]) -> Iterator[tuple[int, int, Member]]:
    for part in parts_of(rows):
        for row, component, body in connection.execute(
            select(_columns.row, _columns.component, _columns.body).where(_columns.row.in_(part))
        ):
            yield row, component, _members.decode(zlib.decompress(body))


def _standing(connection: Connection, column: Any, values: Collection[Any], view: View) -> Iterator[tuple[int, Member]]:
    """Members by a column, with their components: those whose reports stand in a view."""
    query = (
        select(_columns.component, _columns.body)
        .join(reports, reports.c.row == _columns.report)
        .where(*newest_reports(view), *standing_documents(view, tables.members, "document"))
    )
    for part in parts_of(values):
        for component, body in connection.execute(query.where(column.in_(part))):
            yield component, _members.decode(zlib.decompress(body))


def _components_of(connection: Connection, column: Any, values: Collection[Any]) -> Iterator[int]:
    for part in parts_of(values):
        yield from connection.scalars(select(_columns.component).where(column.in_(part)).distinct())


def _occurrence_row(component: int, one: Occurrence) -> dict[str, Any]:
    return {
        "id": one.id,
        "component": component,
        "day": one.from_ or UNDATED,
        "last_day": one.to or one.from_ or UNDATED,
        "type": one.type,
        "mode": one.modes[0] if one.modes else None,
        "modality": one.modality,
        "country": one.place.country if one.place else None,
        "place": place_row(one.place)["row"] if one.place else None,
        "voices": len(one.belief.voices),
        "belief": one.belief.value,
        "published": one.published,
        "learnt": one.learnt,
        "body": zlib.compress(msgspec.json.encode(one)),
    }


def _party_rows(one: Occurrence) -> list[dict[str, Any]]:
    found = {}
    for role, parties in (("actor", one.actors), ("recipient", one.recipients)):
        for party in parties:
            row = actor_row(_actor(party))
            key = {"code": row["code"], "day": one.from_ or UNDATED, "occurrence": one.id, "role": ROLES[role], "actor": row["row"]}
            found[tuple(key.values())] = key
    return list(found.values())


def _actor(party: Party) -> Actor:
    return Actor("", party.name, party.kind, party.codes, party.office, key=party.key)


def read_occurrence(body: bytes) -> Occurrence:
    """An occurrence as it was written."""
    return _occurrences.decode(zlib.decompress(body))
