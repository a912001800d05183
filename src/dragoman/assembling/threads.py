"""The step that ties occurrences into storylines, by counts of days, so that a new report costs the same in a long crisis."""

from __future__ import annotations

import datetime
import zlib
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, and_, bindparam, func, or_, select, update

from dragoman.archive.columns import Day
from dragoman.archive.indexing import UNDATED
from dragoman.assembling import tables
from dragoman.assembling.changes import Changes
from dragoman.assembling.happenings import read_occurrence
from dragoman.assembling.phrasing import Phrasing
from dragoman.assembling.rules import Rules
from dragoman.assembling.storylines import Thread, name_storyline
from dragoman.assembling.tables import occurrences, parts_of, runs, storylines, thread_days
from dragoman.records import Occurrence, Storyline, UsageError

_storylines = msgspec.json.Decoder(Storyline)
_run, _day, _occurrence = runs.c, thread_days.c, occurrences.c


_within = (_day.thread == bindparam("of_thread"), _day.day >= bindparam("begins", type_=Day), _day.day <= bindparam("ends", type_=Day))
_sums = (func.sum(_day.count), func.sum(_day.conflict), func.min(_day.earliest), func.min(_day.day), func.max(_day.day))
# Made once: building a query costs more than looking up a few rows.
_COUNT_RUN = select(*_sums).where(*_within)
_DROP_DAY = thread_days.delete().where(_day.thread == bindparam("of_thread"), _day.day == bindparam("of_day", type_=Day))
_OF_DAY = select(_occurrence.id, _occurrence.published, _occurrence.type, _occurrence.modality).where(
    _occurrence.thread == bindparam("of_thread"), _occurrence.day == bindparam("of_day", type_=Day)
)
_HOST = (
    select(_run.id)
    .where(or_(_run.one == bindparam("state"), _run.other == bindparam("state")), _run.other.is_not(None))
    .where(_run.first <= bindparam("ends", type_=Day), _run.last >= bindparam("begins", type_=Day), _run.conflict >= bindparam("least"))
    .order_by(_run.conflict.desc(), _run.earliest)
    .limit(1)
)


class Run(msgspec.Struct, frozen=True):
    """A stretch of a thread in which something happened again and again."""

    id: str
    earliest: str
    thread: str
    one: str
    other: str | None
    first: datetime.date
    last: datetime.date
    count: int
    conflict: int


class Threads:
    """Occurrences to storylines."""

    tables = tables.metadata

    def __init__(self, rules: Rules) -> None:
        self._rules, self._phrasing = rules, Phrasing(rules)
        self._least = rules.threads.least_host_conflict
        self._gap = datetime.timedelta(days=rules.threads.gap_days)

    def take(self, connection: Connection, changes: Changes) -> None:
        """Count the days that changed, and make again the runs and storylines that have them."""
        days: dict[str, dict[datetime.date, bool]] = {}
        there = self._count_days(connection, changes.thread_days)
        for thread, day in sorted(changes.thread_days):
            days.setdefault(thread, {})[day] = (thread, day) in there
        near = self._runs_near(connection, days)
        old = [run for thread in days for run in near.get(thread, ())]
        new = [run for thread, touched in days.items() for run in self._runs_over(connection, thread, touched, near.get(thread, ()))]
        hosts = _hosts_of(connection, old)
        _replace(connection, old, new)
        hosts |= self._settle_hosts(connection, old, new)
        first = {thread: min(touched) for thread, touched in days.items()}
        self._tell(connection, hosts | {run.id for run in (*old, *new)}, first, changes)

    def _count_days(self, connection: Connection, touched: Collection[tuple[str, datetime.date]]) -> set[tuple[str, datetime.date]]:
        """Count days of threads anew; gives those on which there is anything."""
        types = self._rules.threads.conflict_types
        counted: dict[tuple[str, datetime.date], dict[str, Any]] = {}
        for thread, day in sorted(touched):
            asked = {"of_thread": thread, "of_day": day}
            for row in connection.execute(_OF_DAY, asked):
                its = counted.setdefault((thread, day), {"thread": thread, "day": day, "count": 0, "conflict": 0, "earliest": "~~"})
                its["count"] += 1
                its["conflict"] += row.type in types and row.modality == "asserted"
                its["earliest"] = min(its["earliest"], f"{row.published or '~'}|{row.id}")
            connection.execute(_DROP_DAY, asked)
        if counted:
            connection.execute(thread_days.insert(), list(counted.values()))
        return set(counted)

    def _runs_near(self, connection: Connection, days: dict[str, dict[datetime.date, bool]]) -> dict[str, list[Run]]:
        """The runs of threads that have one of the days, or are so near that it may be theirs."""
        found: dict[str, list[Run]] = {}
        asked = [day for touched in days.values() for day in touched]
        for part in parts_of(days):
            near = (_run.first <= _later(max(asked), self._gap), _run.last >= _earlier(min(asked), self._gap))
            for row in connection.execute(select(runs).where(_run.thread.in_(part), *near).order_by(_run.thread, _run.first)):
                run = _run_of(row)
                reach = (_earlier(run.first, self._gap), _later(run.last, self._gap))
                if any(reach[0] <= day <= reach[1] for day in days[run.thread]):
                    found.setdefault(run.thread, []).append(run)
        return found

    def _runs_over(
        self, connection: Connection, thread: str, touched: dict[datetime.date, bool], old: Iterable[Run]
    ) -> Iterator[Run]:  # fmt: skip
        """The runs that there are now where those were; ``touched`` says of each day whether there is anything on it."""
        stretches = sorted([(run.first, run.last) for run in old] + [(day, day) for day, is_there in touched.items() if is_there])
        merged: list[tuple[datetime.date, datetime.date]] = []
        for first, last in stretches:
            if merged and first - merged[-1][1] <= self._gap:
                merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
            else:
                merged.append((first, last))
        for first, last in merged:
            is_broken = any(first <= day <= last for day, is_there in touched.items() if not is_there)
            parts = self._unbroken(connection, thread, first, last) if is_broken else [(first, last)]
            for begins, ends in parts:
                yield self._count_run(connection, thread, begins, ends)

    def _unbroken(
        self, connection: Connection, thread: str, first: datetime.date, last: datetime.date
    ) -> list[tuple[datetime.date, datetime.date]]:
        """The stretches of days on which something happened, cut where there was nothing for long."""
        within = select(_day.day).where(_day.thread == thread, _day.day.between(first, last)).order_by(_day.day)
        found: list[tuple[datetime.date, datetime.date]] = []
        for day in connection.scalars(within):
            if found and day - found[-1][1] <= self._gap:
                found[-1] = (found[-1][0], day)
            else:
                found.append((day, day))
        return found

    def _count_run(self, connection: Connection, thread: str, first: datetime.date, last: datetime.date) -> Run:
        row = connection.execute(_COUNT_RUN, {"of_thread": thread, "begins": first, "ends": last}).one()
        one, _, other = thread.partition("-") if "@" not in thread else (thread, "", "")
        id = row[2].partition("|")[2]
        return Run(id, row[2], thread, one, other or None, row[3], row[4], int(row[0]), int(row[1]))

    def _settle_hosts(self, connection: Connection, old: Collection[Run], new: Collection[Run]) -> set[str]:
        """Find anew whose crisis the runs of one state are of; gives all hosts that win or lose one."""
        hosts: set[str] = set()
        moved = []
        for run, before in self._singles_near(connection, old, new):
            host = self._host_of(connection, run)
            hosts |= {host, before}
            if before != host:
                moved.append({"of_id": run.id, "now": host})
        if moved:
            connection.execute(update(runs).where(_run.id == bindparam("of_id")).values(host=bindparam("now")), moved)
        return hosts

    def _singles_near(self, connection: Connection, old: Collection[Run], new: Collection[Run]) -> list[tuple[Run, str]]:
        """The runs of one state whose host may be another now, with the one they have."""
        changed = (*old, *new)
        ids = {run.id for run in changed}
        of_state: dict[str, list[Run]] = {}
        for run in new:
            for state in (run.one, run.other) if run.other is not None and run.conflict >= self._least else ():
                of_state.setdefault(str(state), []).append(run)
        found: dict[str, tuple[Run, str]] = {}
        for part in parts_of({state for run in changed for state in (run.one, run.other) if state is not None}):
            last, first = max(run.last for run in changed), min(run.first for run in changed)
            near = (_run.first <= _later(last, self._gap), _run.last >= _earlier(first, self._gap))
            for row in connection.execute(select(runs).where(_run.thread.in_(part), *near)):
                single = _run_of(row)
                if single.id in ids or row.host in ids or any(self._may_host(run, single) for run in of_state.get(single.one, ())):
                    found[single.id] = (single, row.host)
        return [found[id] for id in sorted(found)]

    def _may_host(self, run: Run, single: Run) -> bool:
        """Whether a run of two states is fought as hard as that of one of them, at the same time."""
        return (
            run.conflict >= single.conflict
            and run.first <= _later(single.last, self._gap)
            and run.last >= _earlier(single.first, self._gap)
        )

    def _host_of(self, connection: Connection, run: Run) -> str:
        """Of the conflicts of its state with another at the time that which is fought hardest, and as hard as its own."""
        asked = {"state": run.one, "least": max(run.conflict, self._least)}
        asked |= {"begins": _earlier(run.first, self._gap), "ends": _later(run.last, self._gap)}
        return connection.scalar(_HOST, asked) or run.id

    def _tell(self, connection: Connection, hosts: set[str], days: dict[str, datetime.date], changes: Changes) -> None:
        """Write the storylines of those hosts."""
        old: dict[str, Row[Any]] = {}
        for part in parts_of(hosts):
            old |= {row.host: row for row in connection.execute(select(storylines).where(storylines.c.host.in_(part)))}
            connection.execute(storylines.delete().where(storylines.c.host.in_(part)))
        changes.storylines |= {row.id for row in old.values()}
        for part in parts_of(hosts):
            members: dict[str, list[Run]] = {}
            before: dict[str, str | None] = {}
            for row in connection.execute(select(runs).where(_run.host.in_(part))):
                members.setdefault(row.host, []).append(_run_of(row))
                before[row.id] = row.storyline
            new = [
                told for host in sorted(members) if (told := self._told(connection, host, members[host], old.get(host), days)) is not None
            ]
            if new:
                connection.execute(storylines.insert(), new)
                changes.storylines |= {row["id"] for row in new}
            ids = {row["host"]: row["id"] for row in new}
            moved = [
                {"of_host": host, "now": ids.get(host)}
                for host, its in members.items()
                if any(before[run.id] != ids.get(host) for run in its)
            ]
            if moved:
                connection.execute(update(runs).where(_run.host == bindparam("of_host")).values(storyline=bindparam("now")), moved)

    def _told(
        self, connection: Connection, host: str, its: list[Run], old: Row[Any] | None, days: dict[str, datetime.date]
    ) -> dict[str, Any] | None:  # fmt: skip
        """The row of a storyline; None where it has too little for one, or its host is itself of another crisis."""
        needs, by_id = self._rules.threads, {run.id: run for run in its}
        if host not in by_id or sum(run.count for run in its) < needs.least or sum(run.conflict for run in its) < needs.least_conflict:
            return None
        ordered = sorted(its, key=lambda run: run.earliest)
        since, last = min(run.first for run in its), max(run.last for run in its)
        chief = by_id[host]
        is_named = old is not None and old.named_until is not None and days.get(chief.thread, datetime.date.max) > old.named_until
        if is_named and old is not None and read_story(old.body).since == since:
            title, until = read_story(old.body), old.named_until
            name, parties, places = title.name, title.parties, title.places
        else:
            first = self._first_of(connection, chief)
            told = name_storyline(Thread(chief.one, chief.other), first, since, self._rules, self._phrasing)
            name, parties, places = told.name, told.parties, told.places
            until = first[-1].from_ if len(first) >= needs.named_from else None
        story = Storyline(
            id=f"s-{ordered[0].id}",
            name=name,
            since=since,
            last=last,
            parties=parties,
            places=places,
            count=sum(run.count for run in its),
            absorbed=tuple(f"s-{run.id}" for run in ordered[1:]),
            published=_published(ordered[0].earliest),
        )
        body = zlib.compress(msgspec.json.encode(story))
        return {"id": story.id, "host": host, "since": since, "last": last, "named_until": until, "body": body}

    def _first_of(self, connection: Connection, run: Run) -> list[Occurrence]:
        within = (_occurrence.thread == run.thread, _occurrence.day.between(run.first, run.last))
        query = select(_occurrence.body).where(*within).order_by(_occurrence.day, _occurrence.id).limit(self._rules.threads.named_from)
        return [read_occurrence(body) for body in connection.scalars(query)]


def find_storylines(
    connection: Connection, *, since: datetime.date | None = None, until: datetime.date | None = None, after: str | None = None
) -> Iterator[Storyline]:
    """Storylines, those that something happened in last first; ``after`` is the id of the last one seen.

    Raises:
        UsageError: there is no storyline of that id.
    """
    query = select(storylines.c.body).order_by(storylines.c.last.desc(), storylines.c.id.desc())
    if since is not None:
        query = query.where(storylines.c.last >= since)
    if until is not None:
        query = query.where(storylines.c.since <= until)
    if after is not None:
        last = connection.scalar(select(storylines.c.last).where(storylines.c.id == after))
        if last is None:
            raise UsageError(f'"{after}" is not where an answer ended', mend="Give the id of a storyline.")
        query = query.where(or_(storylines.c.last < last, and_(storylines.c.last == last, storylines.c.id < after)))
    for body in connection.scalars(query.execution_options(yield_per=100)):
        yield read_story(body)


def storyline_of(connection: Connection, thread: str | None, day: datetime.date) -> str | None:
    """The id of the storyline that has a day of a thread."""
    if thread is None:
        return None
    return connection.scalar(select(_run.storyline).where(_run.thread == thread, _run.first <= day, _run.last >= day))


def storylines_of(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """The storylines of occurrences, by their ids; those of none are left out."""
    its = (_run.thread == _occurrence.thread, _run.first <= _occurrence.day, _run.last >= _occurrence.day)
    query = select(_occurrence.id, _run.storyline).join(runs, and_(*its)).where(_run.storyline.is_not(None))
    parts = (connection.execute(query.where(_occurrence.id.in_(part))).tuples() for part in parts_of(ids))
    return {id: storyline for part in parts for id, storyline in part if storyline is not None}


def read_storyline(connection: Connection, id: str) -> Storyline | None:
    """The storyline of an id: its own, or that of any of its occurrences, so an id once given leads to it for ever."""
    body = connection.scalar(select(storylines.c.body).where(storylines.c.id == id))
    if body is None:
        key = id.removeprefix("s-")
        of_key = select(_occurrence.thread, _occurrence.day).join(tables.members, tables.members.c.occurrence == _occurrence.id)
        row = connection.execute(of_key.where(tables.members.c.key == key).limit(1)).one_or_none()
        now = storyline_of(connection, row.thread, row.day) if row is not None else None
        body = connection.scalar(select(storylines.c.body).where(storylines.c.id == now)) if now is not None else None
    if body is None:
        return None
    story = read_story(body)
    return msgspec.structs.replace(story, occurrences=tuple(occurrence_ids(connection, story.id)))


def occurrence_ids(connection: Connection, storyline: str) -> list[str]:
    """The ids of a storyline's occurrences, by day."""
    query = select(_occurrence.day, _occurrence.id).where(within_storyline(storyline)).order_by(_occurrence.day, _occurrence.id)
    return [id for _, id in connection.execute(query)]


def within_storyline(storyline: str) -> Any:
    """Whether an occurrence is of a storyline."""
    its = (_run.thread == _occurrence.thread, _run.first <= _occurrence.day, _run.last >= _occurrence.day)
    return select(_run.id).where(_run.storyline == storyline, *its).exists()


def _run_of(row: Row[Any]) -> Run:
    return Run(row.id, row.earliest, row.thread, row.one, row.other, row.first, row.last, row._mapping[_run.count], row.conflict)


def _hosts_of(connection: Connection, its: Collection[Run]) -> set[str]:
    parts = (connection.scalars(select(_run.host).where(_run.id.in_(part))) for part in parts_of(run.id for run in its))
    return {host for part in parts for host in part}


def _replace(connection: Connection, old: Collection[Run], new: Collection[Run]) -> None:
    if old:
        connection.execute(runs.delete().where(_run.id.in_([run.id for run in old])))
    if new:
        connection.execute(runs.insert(), [{**msgspec.structs.asdict(run), "host": run.id, "storyline": None} for run in new])


def read_story(body: bytes) -> Storyline:
    """A storyline as it is kept."""
    return _storylines.decode(zlib.decompress(body))


def _published(earliest: str) -> str | None:
    published = earliest.partition("|")[0]
    return None if published == "~" else published


def _later(day: datetime.date, gap: datetime.timedelta) -> datetime.date:
    return day + gap if datetime.date.max - gap > day else datetime.date.max


def _earlier(day: datetime.date, gap: datetime.timedelta) -> datetime.date:
    return day - gap if day - UNDATED > gap else UNDATED
