"""What can be asked of an archive, and what each field means as a condition."""

from __future__ import annotations

import datetime
import re
from typing import Any, Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, false, or_, select

from dragoman.archive.digests import fold
from dragoman.archive.indexing import UNDATED
from dragoman.archive.recording import RECORD_TABLES
from dragoman.archive.revisions import agency_of
from dragoman.archive.schema import PARTY_KINDS, ROLES, actors, parties, places, sources
from dragoman.records import UsageError

QueryKind = Literal["event", "statement", "position", "toll", "document"]
LONGEST_REACH = datetime.timedelta(days=31)
"""An event of several days is found on each of them, up to so many days after its first."""
LONGEST_ID = 18
"""An id of GeoNames has so many digits at most; what has more fits no column."""
MOST_NAMED = 2000
"""Up to so many actors of a name are looked for one by one, along the parties' order by code; more all together."""
_COMMON = frozenset({"since", "until", "source", "text", "document"})
_FIELDS: dict[QueryKind, frozenset[str]] = {
    "event": _COMMON | {"actor", "recipient", "country", "place", "type", "mode", "modality"},
    "statement": _COMMON | {"actor", "type"},
    "position": _COMMON | {"actor", "recipient", "type", "stance"},
    "toll": _COMMON | {"actor", "country", "place", "type"},
    "document": _COMMON,
}
_TYPE_COLUMN: dict[QueryKind, str] = {"event": "type", "statement": "verb_class", "position": "issue", "toll": "kind"}
_CODES = re.compile(r"(?P<primary>[A-Z]{3})(?:/[A-Z]{3})*")


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for; what is None is not asked.

    ``since`` and ``until`` are days, both included: those of an event, those a toll is as of, of publication for
    others. ``actor`` and ``recipient`` are codes (``RUS``, ``RUS/MIL``), keys of the lexicon
    (``IGO:nato``) or parts of names; ``actor`` is whoever takes
    part in an event (acts, where a ``recipient`` is asked for too), says a statement, holds a position, counts a toll.
    ``place`` is a name or a GeoNames id, ``country`` alpha-3. ``type`` is the event's type, the class of a statement's
    verb, the issue of a position, the kind of a toll. ``text`` are words of the story, of a statement those that it
    says. ``document`` is an id.
    """

    since: datetime.date | None = None
    until: datetime.date | None = None
    actor: str | None = None
    recipient: str | None = None
    country: str | None = None
    place: str | None = None
    type: str | None = None
    mode: str | None = None
    modality: str | None = None
    stance: str | None = None
    source: str | None = None
    text: str | None = None
    document: str | None = None


def fields_of(kind: QueryKind) -> frozenset[str]:
    """The fields that a kind of record can be asked for by."""
    return _FIELDS[kind]


def check_fields(kind: QueryKind, wanted: Filter) -> None:
    """See that a kind of record has what is asked of it.

    Raises:
        UsageError: it has no such field; the message lists those it has.
    """
    asked = [name for name, value in msgspec.structs.asdict(wanted).items() if value is not None]
    for name in asked:
        if name not in _FIELDS[kind]:
            known = ", ".join(field for field in Filter.__struct_fields__ if field in _FIELDS[kind])
            raise UsageError(f"{kind}s cannot be asked for by {name}", mend=f"They can by {known}.")


def record_conditions(connection: Connection, kind: QueryKind, wanted: Filter) -> list[ColumnElement[bool]]:
    """The conditions on the table of a kind of record, but for parties and words."""
    table = RECORD_TABLES[kind]
    found = day_conditions(table, wanted)
    equal = {"country": wanted.country, "mode": wanted.mode, "modality": wanted.modality, "stance": wanted.stance}
    equal[_TYPE_COLUMN[kind]] = wanted.type
    found += [table.c[name] == value for name, value in equal.items() if value is not None]
    if wanted.place is not None:
        found.append(is_one_of(table.c.place, place_rows(connection, wanted.place)))
    if wanted.source is not None:
        found.append(is_one_of(table.c.source, source_rows(connection, wanted.source)))
    return found


def party_conditions(connection: Connection, kind: QueryKind, wanted: Filter, *, current: bool) -> list[ColumnElement[bool]]:
    """The conditions on ``parties``, joined on the record's row; none where no party is asked for."""
    chief, other = (wanted.actor, wanted.recipient) if wanted.actor is not None else (wanted.recipient, None)
    if chief is None:
        return []
    found = _party(connection, kind, chief, parties, current=current)
    if wanted.actor is None:
        found.append(parties.c.role == ROLES["recipient"])
    elif other is not None or kind == "position":
        found.append(parties.c.role == ROLES["actor"])
    # The days once more, of the parties: their rows lie by code and day.
    found += [parties.c.day <= wanted.until] if wanted.until is not None else []
    found += [parties.c.day >= _reach(wanted.since)] if wanted.since is not None else []
    if other is not None:
        second = parties.alias("second")
        same = [second.c.record == parties.c.record, second.c.day == parties.c.day, second.c.role == ROLES["recipient"]]
        found.append(select(second.c.record).where(*same, *_party(connection, kind, other, second, current=current)).exists())
    return found


def source_rows(connection: Connection, name: str) -> list[int]:
    """The sources of a name, by whatever of its spellings."""
    return list(connection.scalars(select(sources.c.row).where(sources.c.agency == agency_of(name))))


def day_conditions(table: Any, wanted: Filter) -> list[ColumnElement[bool]]:
    """The conditions on a table's days."""
    found: list[ColumnElement[bool]] = []
    if wanted.until is not None:
        found += [table.c.day <= wanted.until, table.c.day > UNDATED]
    if wanted.since is not None and "last_day" in table.c:
        found += [table.c.day >= _reach(wanted.since), table.c.last_day >= wanted.since]
    elif wanted.since is not None:
        found.append(table.c.day >= wanted.since)
    return found


def _reach(since: datetime.date) -> datetime.date:
    return since - LONGEST_REACH if since > datetime.date.min + LONGEST_REACH else datetime.date.min


def actor_conditions(said: str) -> list[ColumnElement[bool]]:
    """The conditions on ``actors`` for codes (``RUS``, ``RUS/MIL`` and all under it), a key (``IGO:nato``) or a part of a name."""
    if ":" in said:
        return [actors.c.key == said]
    codes = _CODES.fullmatch(said)
    if codes is None:
        return [actors.c.folded.contains(fold(said), autoescape=True)]
    of_code = [actors.c.code == codes["primary"]]
    return of_code if codes["primary"] == said else [*of_code, or_(actors.c.codes == said, actors.c.codes.startswith(f"{said}/"))]


def _party(connection: Connection, kind: QueryKind, said: str, table: Any, *, current: bool) -> list[ColumnElement[bool]]:
    """The conditions for one party, by codes or by name."""
    found = [table.c.kind == PARTY_KINDS[kind], table.c.current == 1 if current else table.c.current.in_((0, 1))]
    codes = _CODES.fullmatch(said)
    if codes is not None and codes["primary"] == said:
        return [*found, table.c.code == said]
    named = select(actors.c.row, actors.c.code).where(*actor_conditions(said))
    rows = connection.execute(named.limit(MOST_NAMED + 1)).tuples().all()
    if len(rows) > MOST_NAMED:
        return [*found, table.c.actor.in_(named.with_only_columns(actors.c.row))]
    return [*found, is_one_of(table.c.code, {code for _, code in rows}), is_one_of(table.c.actor, [row for row, _ in rows])]


def place_rows(connection: Connection, place: str) -> list[int]:
    """The places of a name or a GeoNames id."""
    is_id = place.isdecimal() and len(place) <= LONGEST_ID
    same = places.c.geoname == int(place) if is_id else places.c.folded == fold(place)
    return list(connection.scalars(select(places.c.row).where(same)))


def is_one_of(column: Any, values: Any) -> ColumnElement[bool]:
    """Whether a column has one of the values."""
    ordered = sorted(values)
    if not ordered:
        return false()
    return column == ordered[0] if len(ordered) == 1 else column.in_(ordered)  # type: ignore[no-any-return]
