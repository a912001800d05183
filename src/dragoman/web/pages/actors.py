"""Actors: who is named, and one of them: names, offices, contacts, deeds by month, statements, and where they stand."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Annotated

import msgspec
from litestar.handlers import HTTPRouteHandler
from litestar.params import PathParameter

from dragoman.archive import Filter, NamedActor
from dragoman.records import Occurrence, OfficeSpell, Party, PositionSpell
from dragoman.web.both import both
from dragoman.web.desk import Desk, TheDesk
from dragoman.web.faults import NotHereError
from dragoman.web.lines import Line, line_of
from dragoman.web.pages.occurrences import Happening, say
from dragoman.web.question import Question, TheQuestion

LOOKED_AT = 200
"""So many of the latest occurrences are counted, of each side."""
MOST_NAMES, MOST_SPELLS, MOST_STATEMENTS, MOST_SHOWN, MOST_CONTACTS = 20, 40, 10, 12, 24
ActorId = Annotated[str, PathParameter(description="of the actor: a key as IGO:nato, codes as RUS/MIL, or a name")]


class Actors(msgspec.Struct, frozen=True):
    """Actors of a name or code, the most often named first; where none is asked for, the parties of the latest occurrences."""

    named: tuple[NamedActor, ...]
    lately: tuple[Party, ...]


class Month(msgspec.Struct, frozen=True):
    """How many of the latest occurrences of a month an actor did, and how many were done to it."""

    month: datetime.date
    did: int
    done_to: int


class Contact(msgspec.Struct, frozen=True):
    """Somebody an actor met or talked with, and the occurrences, the latest first."""

    party: Party
    occurrences: tuple[str, ...]
    last: datetime.date | None


class Whole(msgspec.Struct, frozen=True):
    """An actor: what is known by that key or name, and what it does, says and stands for. ``most`` is the greatest count of a month."""

    id: str
    name: str
    names: tuple[NamedActor, ...]
    offices: tuple[OfficeSpell, ...]
    contacts: tuple[Contact, ...]
    months: tuple[Month, ...]
    most: int
    did: tuple[Happening, ...]
    done_to: tuple[Happening, ...]
    statements: tuple[Line, ...]
    positions: tuple[PositionSpell, ...]
    is_cut: bool
    """Whether there are more occurrences than were looked at."""


def list_actors(desk: TheDesk, question: TheQuestion) -> Actors:
    """Who is named, by codes, key or a part of a name, the most often named first; without one, the parties of the latest occurrences."""
    if question.actor is not None:
        return Actors(tuple(desk.archive.actors(question.filter, limit=question.limit, **question.view)), ())
    latest = desk.assembly.occurrences(question.filter, limit=LOOKED_AT, **question.view)
    counted: Counter[str] = Counter()
    parties: dict[str, Party] = {}
    for party in (party for one in latest for party in (*one.actors, *one.recipients)):
        counted[_id(party)] += 1
        parties.setdefault(_id(party), party)
    return Actors((), tuple(parties[id] for id, _ in sorted(counted.items(), key=lambda one: (-one[1], one[0]))[: question.limit]))


def read_actor(desk: TheDesk, question: TheQuestion, id: ActorId) -> Whole:
    """An actor: names and codes, offices over time, whom it met, what it did and what was done to it by month, statements, positions."""
    id = id.removeprefix("/")  # a path: names may have strokes
    names = tuple(desk.archive.actors(Filter(actor=id), limit=MOST_NAMES, **question.view))
    if not names:
        raise NotHereError(f'nobody is named "{id}" in this view', mend="Move the day, or search the actors by a part of the name.")
    took_part = list(desk.assembly.occurrences(_narrowed(question, actor=id), limit=LOOKED_AT, **question.view))
    suffered = list(desk.assembly.occurrences(_narrowed(question, recipient=id), limit=LOOKED_AT, **question.view))
    done_to = {one.id for one in suffered}
    did = [one for one in took_part if one.id not in done_to]
    months = tuple(_months(did, suffered))
    return Whole(
        id=id,
        name=_name(id, names),
        names=names,
        offices=tuple(desk.assembly.office_spells(Filter(actor=id), limit=MOST_SPELLS, **question.view)),
        contacts=tuple(_contacts(took_part, names))[:MOST_CONTACTS],
        months=months,
        most=max((count for one in months for count in (one.did, one.done_to)), default=0),
        did=tuple(say(desk, one) for one in did[:MOST_SHOWN]),
        done_to=tuple(say(desk, one) for one in suffered[:MOST_SHOWN]),
        statements=tuple(_statements(desk, question, id)),
        positions=tuple(desk.assembly.position_spells(Filter(actor=id), limit=MOST_SPELLS, **question.view)),
        is_cut=max(len(took_part), len(suffered)) == LOOKED_AT,
    )


def _id(party: Party) -> str:
    return party.key or party.name


def _narrowed(question: Question, **of: str) -> Filter:
    return Filter(since=question.since, until=question.until, **of)


def _name(id: str, names: Sequence[NamedActor]) -> str:
    """The fullest of the names that a key has; the name asked for, where it is one."""
    if any(one.name == id for one in names) or ":" not in id:
        return id
    return max((one.name for one in names), key=lambda name: (len(name.split()), -_first_at(names, name)))


def _first_at(names: Sequence[NamedActor], name: str) -> int:
    return next(place for place, one in enumerate(names) if one.name == name)


def _contacts(occurrences: Iterable[Occurrence], names: Iterable[NamedActor]) -> Iterable[Contact]:
    own = {one.key or one.name for one in names} | {one.name for one in names}
    met: defaultdict[str, list[Occurrence]] = defaultdict(list)
    parties: dict[str, Party] = {}
    for one in occurrences:
        if one.type == "CONSULT" and one.modality in ("asserted", "historical"):
            others = {_id(party): party for party in (*one.actors, *one.recipients) if _id(party) not in own and party.name not in own}
            for id, party in others.items():
                parties.setdefault(id, party)
                met[id].append(one)
    for id, meetings in sorted(met.items(), key=lambda one: (-len(one[1]), one[0])):
        yield Contact(parties[id], tuple(one.id for one in meetings), meetings[0].from_)


def _months(did: Iterable[Occurrence], done_to: Iterable[Occurrence]) -> Iterable[Month]:
    by_month = [Counter(one.from_.replace(day=1) for one in side if one.from_ is not None) for side in (did, done_to)]
    for month in sorted(by_month[0].keys() | by_month[1].keys(), reverse=True):
        yield Month(month, by_month[0][month], by_month[1][month])


def _statements(desk: Desk, question: Question, id: str) -> Iterable[Line]:
    return map(line_of, desk.archive.query("statement", _narrowed(question, actor=id), limit=MOST_STATEMENTS, **question.view))


routes: list[HTTPRouteHandler] = [
    *both("/actors", "actors.html", list_actors, name="list_actors"),
    *both("/actors/{id:path}", "actor.html", read_actor, name="read_actor"),
]
