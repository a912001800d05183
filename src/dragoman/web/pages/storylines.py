"""Storylines: the crises an archive tells of, and one of them whole: its days, tolls, places, stances and meetings."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations, islice
from typing import Annotated, Any

import msgspec
from litestar.handlers import HTTPRouteHandler
from litestar.params import PathParameter

from dragoman.archive import Filter
from dragoman.records import Occurrence, Party, PositionSpell, Storyline, TollSeries
from dragoman.web.both import both
from dragoman.web.desk import Desk, TheDesk
from dragoman.web.faults import NotHereError
from dragoman.web.maps import Map, Spot, draw
from dragoman.web.pages.occurrences import Happening, say
from dragoman.web.pages.tolls import Ledger, ledger_of
from dragoman.web.question import Question, TheQuestion

MOST_OCCURRENCES = 200
"""So many of the latest occurrences are on the page; the rest behind a link."""
MOST_LEDGERS, MOST_SPELLS, MOST_NAMES, MOST_MEETINGS = 12, 300, 8, 40
StorylineId = Annotated[str, PathParameter(description="of the storyline; one that it absorbed, or any of its occurrences, leads to it")]


class Heading(msgspec.Struct, frozen=True):
    """A storyline with its latest occurrence and the counts that head its ledgers."""

    storyline: Storyline
    latest: Happening | None
    tolls: tuple[Ledger, ...]


class Headings(msgspec.Struct, frozen=True):
    """Storylines, those in which something happened last first."""

    headings: tuple[Heading, ...]
    next: str | None


class Day(msgspec.Struct, frozen=True):
    """What happened on a day (None: nobody says when)."""

    day: datetime.date | None
    happenings: tuple[Happening, ...]


class Row(msgspec.Struct, frozen=True):
    """An actor and its stances by issue."""

    actor: Party
    stances: dict[str, PositionSpell]


class Meeting(msgspec.Struct, frozen=True):
    """Two who met, how often, and the occurrences."""

    first: Party
    second: Party
    occurrences: tuple[str, ...]


class Whole(msgspec.Struct, frozen=True):
    """A storyline: what happened by day (the latest first), tolls, map, positions by actor and issue, and who met whom."""

    storyline: Storyline
    days: tuple[Day, ...]
    all_days: tuple[datetime.date, ...]
    more: str | None
    ledgers: tuple[Ledger, ...]
    map: Map
    issues: tuple[str, ...]
    positions: tuple[Row, ...]
    meetings: tuple[Meeting, ...]
    chart: tuple[dict[str, Any], ...]


def list_storylines(desk: TheDesk, question: TheQuestion) -> Headings:
    """Storylines, those in which something happened last first."""
    found = list(
        desk.assembly.storylines(
            since=question.since, until=question.until, limit=question.limit + 1, after=question.after, **question.view
        )
    )  # fmt: skip
    shown = found[: question.limit]
    return Headings(tuple(heading_of(desk, question, one) for one in shown), shown[-1].id if len(found) > len(shown) else None)


def heading_of(desk: Desk, question: Question, storyline: Storyline) -> Heading:
    """A storyline with its latest occurrence and its two chief tolls."""
    latest = next(desk.assembly.occurrences(storyline=storyline.id, limit=1, **question.view), None)
    tolls = desk.assembly.series(Filter(type="killed"), storyline=storyline.id, limit=2, **question.view)
    return Heading(storyline, say(desk, latest) if latest else None, tuple(map(ledger_of, tolls)))


def read_storyline(desk: TheDesk, question: TheQuestion, id: StorylineId) -> Whole:
    """A storyline: what happened by day, the tolls, where, who stands where, and who met whom."""
    storyline, found = _seen(desk, question, id)
    shown = found[:MOST_OCCURRENCES]
    ledgers = tuple(map(ledger_of, _series(desk, question, storyline)))
    issues, rows = _positions(desk, question, storyline, shown)
    return Whole(
        storyline=storyline,
        days=tuple(_days(desk, shown)),
        all_days=_all_days(desk.assembly.storyline(storyline.id) or storyline),
        more=shown[-1].id if len(found) > len(shown) else None,
        ledgers=ledgers,
        map=draw(spots(shown)),
        issues=issues,
        positions=rows,
        meetings=tuple(_meetings(shown)),
        chart=tuple(_chart(shown)),
    )


def _seen(desk: Desk, question: Question, id: str) -> tuple[Storyline, list[Occurrence]]:
    """A storyline and the latest of its occurrences. On a day before they were tied together: those that later were."""
    most, narrowed = MOST_OCCURRENCES + 1, question.filter
    storyline = desk.assembly.storyline(id, **question.view)
    if storyline is not None:
        asked = desk.assembly.occurrences(narrowed, storyline=storyline.id, limit=most, after=question.after, **question.view)
        return storyline, list(asked)
    later = desk.assembly.storyline(id)
    if later is None:
        raise NotHereError(f'there is no storyline "{id}"', mend="Look through the storylines.")
    tied = desk.assembly.occurrences(narrowed, storyline=later.id, limit=most, after=question.after)
    then = (desk.assembly.occurrence(one.id, **question.view) for one in tied)
    return msgspec.structs.replace(later, count=0), [one for one in then if one is not None]


def _series(desk: Desk, question: Question, storyline: Storyline) -> Iterable[TollSeries]:
    """The storyline's ledgers; on a day before it was tied together, those that later were of it as they were then."""
    if storyline.count:
        return desk.assembly.series(storyline=storyline.id, limit=MOST_LEDGERS, **question.view)
    later = desk.assembly.series(storyline=storyline.id, limit=MOST_LEDGERS)
    then = (desk.assembly.toll_series(one.id, **question.view) for one in later)
    return [one for one in then if one is not None]


def _days(desk: Desk, occurrences: Iterable[Occurrence]) -> Iterable[Day]:
    by_day: defaultdict[datetime.date | None, list[Happening]] = defaultdict(list)
    for occurrence in occurrences:
        by_day[occurrence.from_].append(say(desk, occurrence))
    for day in sorted(by_day, key=lambda day: day or datetime.date.min, reverse=True):
        yield Day(day, tuple(by_day[day]))


def _all_days(storyline: Storyline) -> tuple[datetime.date, ...]:
    """The days from the first to the last, of a long storyline only the last hundred and twenty: where the slider can stand."""
    if storyline.since is None or storyline.last is None:
        return ()
    count = min((storyline.last - storyline.since).days + 1, 120)
    return tuple(storyline.last - datetime.timedelta(days=back) for back in reversed(range(count)))


def spots(occurrences: Iterable[Occurrence]) -> Iterable[Spot]:
    """Where occurrences happened, as precisely as is known."""
    for one in occurrences:
        place = one.place
        if place is not None:
            is_point = place.kind not in ("country", "region") and place.lat is not None
            yield Spot(place.name, place.lat if is_point else None, place.lon if is_point else None, place.country, (one.id,))


def _positions(
    desk: Desk, question: Question, storyline: Storyline, occurrences: list[Occurrence]
) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """The stances taken in the stories of these occurrences: the latest of each actor on each issue."""
    stories = {telling.document for one in occurrences for telling in one.tellings}
    spells = desk.assembly.position_spells(Filter(since=storyline.since, until=storyline.last), limit=MOST_SPELLS, **question.view)
    latest: defaultdict[str, dict[str, PositionSpell]] = defaultdict(dict)
    actors: dict[str, Party] = {}
    for spell in spells:
        if any(telling.document in stories for telling in spell.tellings):
            actors.setdefault(spell.actor.name, spell.actor)
            latest[spell.actor.name].setdefault(spell.issue, spell)
    issues = Counter(issue for stances in latest.values() for issue in stances)
    common = tuple(issue for issue, _ in sorted(issues.items(), key=lambda one: (-one[1], one[0]))[:MOST_NAMES])
    rows = [Row(actors[name], {issue: stances[issue] for issue in stances if issue in common}) for name, stances in sorted(latest.items())]
    return common, tuple(row for row in rows if row.stances)


def _meetings(occurrences: Iterable[Occurrence]) -> Iterable[Meeting]:
    met: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    parties: dict[str, Party] = {}
    for one in occurrences:
        if one.type == "CONSULT" and one.modality == "asserted":
            there = {party.name: party for party in (*one.actors, *one.recipients)}
            parties |= there
            for pair in combinations(sorted(there), 2):
                met[pair].append(one.id)
    ordered = sorted(met.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return (Meeting(parties[first], parties[second], tuple(ids)) for (first, second), ids in islice(ordered, MOST_MEETINGS))


def _chart(occurrences: Iterable[Occurrence]) -> Iterable[dict[str, Any]]:
    """The marks of the timeline: a day or a run of days, its type, and how many voices tell it."""
    for one in occurrences:
        if one.from_ is not None:
            to = (one.to or one.from_) + datetime.timedelta(days=1)
            voices = max(len(one.belief.voices), 1)
            yield {
                "from": f"{one.from_}",
                "to": f"{to}",
                "type": one.type,
                "voices": voices,
                "id": one.id,
            }


routes: list[HTTPRouteHandler] = [
    *both("/storylines", "storylines.html", list_storylines, name="list_storylines"),
    *both("/storylines/{id:str}", "storyline.html", read_storyline, name="read_storyline"),
]
