"""Finds occurrences by what is filtered, newest first; in the tables as they stand, or in those of a view."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, exists, literal, select, tuple_

from dragoman.archive.columns import Day
from dragoman.archive.filters import Filter, actor_conditions, day_conditions, is_one_of, place_rows, source_rows
from dragoman.archive.schema import ROLES, actors, documents
from dragoman.archive.search import parse_words, rows_with
from dragoman.assembling.happenings import read_occurrence
from dragoman.assembling.tables import members, occurrence_parties, occurrences
from dragoman.assembling.threads import storyline_of, within_storyline
from dragoman.records import Occurrence, UsageError

PAGE = 100
ASKED_BY = tuple(name for name in Filter.__struct_fields__ if name != "stance")


class Asked(msgspec.Struct, frozen=True):
    """A filter with what the archive's own tables say of it: rows of places, codes and rows of parties, stories that tell."""

    wanted: Filter
    places: list[int] | None
    parties: list[tuple[list[str], list[int] | None, str | None]]
    stories: list[Select[Any]]


def resolve(connection: Connection, wanted: Filter) -> Asked:
    """Look up what a filter means in an archive.

    Raises:
        UsageError: occurrences have no such field, or a value cannot be read.
    """
    for name in Filter.__struct_fields__:
        if getattr(wanted, name) is not None and name not in ASKED_BY:
            raise UsageError(f"occurrences cannot be asked for by {name}", mend=f"They can by {', '.join(ASKED_BY)}.")
    asked = [(wanted.actor, "actor" if wanted.recipient is not None else None), (wanted.recipient, "recipient")]
    return Asked(
        wanted,
        place_rows(connection, wanted.place) if wanted.place is not None else None,
        [_party(connection, said, role) for said, role in asked if said is not None],
        list(_stories(connection, wanted)),
    )


def find_occurrences(
    connection: Connection, asked: Asked, *, storyline: str | None = None, limit: int | None = None, after: str | None = None
) -> Iterator[Occurrence]:
    """Occurrences that a filter lets through, the latest day first; ``after`` is the id of the last one seen.

    Raises:
        UsageError: there is no occurrence of that id.
    """
    table = occurrences.c
    query = select(table.day, table.id, table.body, table.thread).where(*_conditions(asked))
    if storyline is not None:
        query = query.where(within_storyline(storyline))
    last, left = _place_of(connection, after), limit
    while left is None or left > 0:
        size = PAGE if left is None else min(PAGE, left)
        rest = query
        if last is not None:
            rest = query.where(table.day <= last[0], tuple_(table.day, table.id) < tuple_(literal(last[0], Day), literal(last[1])))
        page = connection.execute(rest.order_by(table.day.desc(), table.id.desc()).limit(size)).all()
        yield from (_with_storyline(connection, row) for row in page)
        if len(page) < size:
            return
        last = (page[-1].day, page[-1].id)
        left = None if left is None else left - len(page)


def find_occurrence(connection: Connection, key: str) -> Occurrence | None:
    """The occurrence that has the event of a key."""
    table = occurrences.c
    query = select(table.day, table.id, table.body, table.thread).join(members, members.c.occurrence == table.id)
    row = connection.execute(query.where(members.c.key == key).limit(1)).one_or_none()
    return _with_storyline(connection, row) if row is not None else None


def _with_storyline(connection: Connection, row: Row[Any]) -> Occurrence:
    return msgspec.structs.replace(read_occurrence(row.body), storyline=storyline_of(connection, row.thread, row.day))


def _conditions(asked: Asked) -> list[ColumnElement[bool]]:
    table, wanted = occurrences.c, asked.wanted
    found = day_conditions(occurrences, wanted)
    equal = {"type": wanted.type, "mode": wanted.mode, "modality": wanted.modality, "country": wanted.country}
    found += [table[name] == value for name, value in equal.items() if value is not None]
    if asked.places is not None:
        found.append(is_one_of(table.place, asked.places))
    found += [_has_party(*party) for party in asked.parties]
    return found + [_told_in(stories) for stories in asked.stories]


def _stories(connection: Connection, wanted: Filter) -> Iterator[Select[Any]]:
    """Selects the documents of a source, of an id, with the words."""
    if wanted.source is not None:
        yield select(documents.c.row).where(is_one_of(documents.c.source, source_rows(connection, wanted.source)))
    if wanted.document is not None:
        yield select(documents.c.row).where(documents.c.id == wanted.document)
    if wanted.text is not None:
        hits = rows_with("text_words", parse_words(wanted.text), connection.dialect.name).subquery()
        yield select(documents.c.row).where(documents.c.text.in_(select(hits.c.row)))


def _told_in(stories: Select[Any]) -> ColumnElement[bool]:
    tells = select(members.c.occurrence).where(members.c.document.in_(stories), members.c.occurrence.is_not(None))
    return occurrences.c.id.in_(tells)


def _party(connection: Connection, said: str, role: str | None) -> tuple[list[str], list[int] | None, str | None]:
    if len(said) == len("RUS") and said.isalpha() and said.isupper():
        return [said], None, role
    named = connection.execute(select(actors.c.row, actors.c.code).where(*actor_conditions(said))).tuples().all()
    return sorted({code for _, code in named}), [row for row, _ in named], role


def _has_party(codes: list[str], rows: list[int] | None, role: str | None) -> ColumnElement[bool]:
    party = occurrence_parties.alias()
    same: list[Any] = [party.c.occurrence == occurrences.c.id, party.c.day == occurrences.c.day, is_one_of(party.c.code, codes)]
    if role is not None:
        same.append(party.c.role == ROLES[role])
    return exists().where(*same) if rows is None else exists().where(*same, is_one_of(party.c.actor, rows))


def _place_of(connection: Connection, id: str | None) -> tuple[datetime.date, str] | None:
    if id is None:
        return None
    found = connection.execute(select(occurrences.c.day, occurrences.c.id).where(occurrences.c.id == id)).one_or_none()
    if found is None:
        raise UsageError(f'"{id}" is not where an answer ended', mend="Give the id of an occurrence.")
    return found[0], found[1]
