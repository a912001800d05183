"""A report as rows of the index tables: what is needed to find its records, and no more."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec

from dragoman.archive.digests import fold, stable_key
from dragoman.archive.schema import NO_CODE, PARTY_KINDS, ROLES
from dragoman.records import Actor, Event, Place, Report, Statement, Time, Toll

UNDATED = datetime.date.min
"""Stands in ``day`` columns where no day is known, so that such records come last and in no range of dates."""
_LARGEST = 2**63 - 1

Row = dict[str, Any]


class Rows(msgspec.Struct, frozen=True):
    """The rows of one report; those of a kind are in the order of the report's records.

    ``parties`` has for each kind the rows of each record of that kind, which get the record's row number later.
    """

    events: list[Row]
    statements: list[Row]
    positions: list[Row]
    tolls: list[Row]
    parties: dict[str, list[list[Row]]]
    actors: list[Row]
    places: list[Row]
    actor_appearances: list[Row]
    place_appearances: list[Row]


def rows_of(report: Report) -> Rows:
    """The rows of a report, without those columns that number the archive's own rows."""
    published = report.document.published_date or UNDATED
    actors = [actor_row(actor) for actor in report.actors]
    places = [place_row(place) for place in report.places]
    keys = _Keys(report, actors, places)
    return Rows(
        events=[_event(event, keys, published) for event in report.events],
        statements=[_statement(statement, published) for statement in report.statements],
        positions=[{"day": published, "issue": p.issue, "stance": p.stance} for p in report.positions],
        tolls=[_toll(toll, keys, published) for toll in report.tolls],
        parties=_parties(report, keys),
        actors=actors,
        places=places,
        actor_appearances=[{"actor": row["row"], "day": published, "number": n} for n, row in enumerate(actors)],
        place_appearances=[{"place": row["row"], "day": published, "number": n} for n, row in enumerate(places)],
    )


class _Keys:
    """The rows that the ids of a report stand for."""

    def __init__(self, report: Report, actors: list[Row], places: list[Row]) -> None:
        self.actors = {actor.id: row for actor, row in zip(report.actors, actors, strict=True)}
        self._places = {place.id: row for place, row in zip(report.places, places, strict=True)}
        self.times = {time.id: time for time in report.times}
        self.statements = {statement.id: statement for statement in report.statements}

    def where(self, place: str | None) -> Row:
        """The columns that say where."""
        row = self._places.get(place) if place else None
        return {"country": row["country"] if row else None, "place": row["row"] if row else None}


def actor_row(actor: Actor) -> Row:
    """The row of an actor in ``actors``."""
    code, codes = actor.codes[0] if actor.codes else NO_CODE, "/".join(actor.codes) or NO_CODE
    said = (actor.name, actor.kind, codes, actor.office, *((actor.key,) if actor.key else ()))
    row = {"row": stable_key(*said), "name": actor.name, "folded": fold(actor.name), "kind": actor.kind, "key": actor.key}
    return {**row, "code": code, "codes": codes, "office": actor.office}


def place_row(place: Place) -> Row:
    """The row of a place in ``places``."""
    said = (place.name, place.kind, place.geoname_id, place.lat, place.lon, place.country, place.admin1)
    columns = dict(zip(("name", "kind", "geoname", "lat", "lon", "country", "admin1"), said, strict=True))
    return {"row": stable_key(*said), "folded": fold(place.name), **columns}


def _event(event: Event, keys: _Keys, published: datetime.date) -> Row:
    first, last = _days(keys.times.get(event.time or ""), published)
    mode = event.modes[0] if event.modes else None
    return {"day": first, "last_day": last, "type": event.type, "mode": mode, "modality": event.modality, **keys.where(event.place)}


def _days(time: Time | None, published: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The first and the last day; the day of publication where the text names none; what is still going on lasts until then."""
    if time is None or (time.from_ is None and time.to is None):
        return published, published
    first = time.from_ or time.to or published
    last = time.to or (max(first, published) if time.kind == "since" else first)
    return min(first, last), max(first, last)


def _statement(statement: Statement, published: datetime.date) -> Row:
    start = min((span.start for span in statement.content), default=0)
    end = max((span.end for span in statement.content), default=0)
    return {"day": published, "verb_class": statement.verb_class, "start": start, "end": end}


def _toll(toll: Toll, keys: _Keys, published: datetime.date) -> Row:
    low, high = (None if bound is None else min(bound, _LARGEST) for bound in (toll.low, toll.high))
    return {"day": toll.as_of or published, "kind": toll.kind, "low": low, "high": high, **keys.where(toll.place)}


def _parties(report: Report, keys: _Keys) -> dict[str, list[list[Row]]]:
    """Who takes which part in each record: doers and recipients, speakers, holders and targets of positions, counters of tolls."""
    events = [[("actor", event.actors), ("recipient", event.recipients)] for event in report.events]
    statements = [[("actor", _speakers(statement))] for statement in report.statements]
    positions = [[("actor", (p.actor,)), ("recipient", (p.target,) if p.target else ())] for p in report.positions]
    tolls = [[("actor", _speakers(keys.statements.get(toll.attribution or "")))] for toll in report.tolls]
    by_kind: dict[str, list[Any]] = {"event": events, "statement": statements, "position": positions, "toll": tolls}
    return {kind: [_party_rows(kind, parts, keys) for parts in records] for kind, records in by_kind.items()}


def _speakers(statement: Statement | None) -> tuple[str, ...]:
    return statement.source.actors if statement is not None and statement.source is not None else ()


def _party_rows(kind: str, parts: list[tuple[str, tuple[str, ...]]], keys: _Keys) -> list[Row]:
    found: dict[tuple[str, int], Row] = {}
    for role, ids in parts:
        for id in ids:
            actor = keys.actors[id]
            row = {"kind": PARTY_KINDS[kind], "role": ROLES[role], "code": actor["code"], "actor": actor["row"]}
            found.setdefault((role, actor["row"]), row)  # two actors may differ in their mentions alone
    return list(found.values())
