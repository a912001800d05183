"""Finds occurrences and storylines as they stand now, newest first."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, literal, select, tuple_

from dragoman.archive.columns import Day
from dragoman.archive.filters import Filter, actor_conditions, day_conditions, is_one_of, place_rows, source_rows
from dragoman.archive.schema import ROLES, actors, documents
from dragoman.archive.search import parse_words, rows_with
from dragoman.assembling.happenings import read_occurrence
from dragoman.assembling.tables import members, occurrence_parties, occurrences
from dragoman.records import Occurrence, UsageError

PAGE = 100
_ASKED_BY = frozenset(Filter.__struct_fields__) - {"stance"}


def find_occurrences(
    connection: Connection, wanted: Filter, *, storyline: str | None = None, limit: int | None = None, after: str | None = None
) -> Iterator[Occurrence]:
    """Occurrences that a filter lets through, the latest day first; ``after`` is the id of the last one seen.

    Raises:
        UsageError: occurrences have no such field, or there is no occurrence of that id.
    """
    check_wanted(wanted)
    table = occurrences.c
    query = select(table.day, table.id, table.body).where(*_conditions(connection, wanted))
    if storyline is not None:
        query = query.where(table.storyline == storyline)
    last = _place_of(connection, after)
    left = limit
    while left is None or left > 0:
        size = PAGE if left is None else min(PAGE, left)
        rest = query
        if last is not None:
            rest = query.where(table.day <= last[0], tuple_(table.day, table.id) < tuple_(literal(last[0], Day), literal(last[1])))
        page = connection.execute(rest.order_by(table.day.desc(), table.id.desc()).limit(size)).all()
        yield from (read_occurrence(body) for _, _, body in page)
        if len(page) < size:
            return
        last = (page[-1][0], page[-1][1])
        left = None if left is None else left - len(page)


def check_wanted(wanted: Filter) -> None:
    """See that occurrences have what is asked of them.

    Raises:
        UsageError: they do not.
    """
    for name in Filter.__struct_fields__:
        if getattr(wanted, name) is not None and name not in _ASKED_BY:
            raise UsageError(f"occurrences cannot be asked for by {name}", mend=f"They can by {', '.join(sorted(_ASKED_BY))}.")


def _conditions(connection: Connection, wanted: Filter) -> list[ColumnElement[bool]]:
    table = occurrences.c
    found = day_conditions(occurrences, wanted)
    equal = {"type": wanted.type, "mode": wanted.mode, "modality": wanted.modality, "country": wanted.country}
    found += [table[name] == value for name, value in equal.items() if value is not None]
    if wanted.place is not None:
        found.append(is_one_of(table.place, place_rows(connection, wanted.place)))
    found += _party_conditions(connection, wanted)
    if wanted.source is not None:
        found.append(_told_in(documents.c.source.in_(source_rows(connection, wanted.source))))
    if wanted.document is not None:
        found.append(_told_in(documents.c.id == wanted.document))
    if wanted.text is not None:
        hits = rows_with("text_words", parse_words(wanted.text), connection.dialect.name).subquery()
        found.append(_told_in(documents.c.text.in_(select(hits.c.row))))
    return found


def _told_in(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a document of that kind tells it."""
    tells = select(members.c.occurrence).join(documents, documents.c.row == members.c.document).where(condition)
    return occurrences.c.id.in_(tells.where(members.c.occurrence.is_not(None)))


def _party_conditions(connection: Connection, wanted: Filter) -> list[ColumnElement[bool]]:
    asked = [(wanted.actor, "actor" if wanted.recipient is not None else None), (wanted.recipient, "recipient")]
    return [_has_party(connection, said, role) for said, role in asked if said is not None]


def _has_party(connection: Connection, said: str, role: str | None) -> ColumnElement[bool]:
    party = occurrence_parties.alias()
    same: list[Any] = [party.c.occurrence == occurrences.c.id, party.c.day == occurrences.c.day]
    if role is not None:
        same.append(party.c.role == ROLES[role])
    if len(said) == len("RUS") and said.isupper():
        return exists().where(*same, party.c.code == said)
    named = connection.execute(select(actors.c.row, actors.c.code).where(*actor_conditions(said))).tuples().all()
    return exists().where(*same, is_one_of(party.c.code, {code for _, code in named}), party.c.actor.in_([row for row, _ in named]))


def _place_of(connection: Connection, id: str | None) -> tuple[datetime.date, str] | None:
    if id is None:
        return None
    found = connection.execute(select(occurrences.c.day, occurrences.c.id).where(occurrences.c.id == id)).one_or_none()
    if found is None:
        raise UsageError(f'"{id}" is not where an answer ended', mend="Give the id of an occurrence.")
    return found[0], found[1]
