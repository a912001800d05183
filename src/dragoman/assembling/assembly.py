"""What the reports of an archive say together: kept beside them, taken up as they come, and made again at will."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

import msgspec
from sqlalchemy import Connection, func, select

from dragoman.archive import Archive, Filter, View
from dragoman.archive.asof import make_view
from dragoman.archive.schema import correction_targets, corrections, reports, supersessions
from dragoman.archive.shelves import select_shelved, unshelve
from dragoman.archive.store import Day, Time
from dragoman.assembling import tables
from dragoman.assembling.changes import Changes, Step, Taken
from dragoman.assembling.copies import CopyFinder
from dragoman.assembling.copies_index import CopyIndex
from dragoman.assembling.finding_series import SeriesFinder
from dragoman.assembling.finding_spells import SpellFinder
from dragoman.assembling.happenings import Happenings
from dragoman.assembling.ledgers import Ledgers
from dragoman.assembling.querying import find_occurrence, find_occurrences, resolve
from dragoman.assembling.rules import Rules
from dragoman.assembling.sentences import Sentences
from dragoman.assembling.threads import Threads, find_storylines, read_storyline
from dragoman.assembling.views import Views, moved
from dragoman.lexicon import Lexicon, load_lexicon
from dragoman.records import ArchiveError, Occurrence, OfficeSpell, PositionSpell, Storyline, TollSeries

BATCH_REPORTS = 200
"""So many reports are taken up in one transaction."""


class Assembled(msgspec.Struct, frozen=True):
    """How far a run is: reports taken up and waiting, and how many occurrences and storylines there are at its end."""

    taken: int = 0
    waiting: int = 0
    occurrences: int = 0
    storylines: int = 0


class Follower:
    """Is told how assembling goes on; this one does not mind."""

    def assembled(self, counts: Assembled) -> None:
        """All that is counted is on disk."""


class Assembly:
    """What is assembled from an archive's reports. ``update`` takes up what came since; the rest asks.

    All answers take the archive's two clocks: ``as_of`` a day, ``learnt_by`` a moment. A view is what only the reports
    that stood in it would give.
    """

    def __init__(self, archive: Archive, *, lexicon: Lexicon | None = None) -> None:
        self._archive = archive
        lexicon = lexicon or load_lexicon()
        self._rules = Rules(lexicon)
        self._copies = CopyIndex(CopyFinder(lexicon))
        self._happenings = Happenings(self._rules, self._copies)
        self._ledgers = Ledgers(lexicon)
        # In this order; each sees what those before it changed.
        threads = Threads(self._rules)
        self._steps: tuple[Step, ...] = (self._copies, self._happenings, threads, self._ledgers)
        self._sentences = Sentences(self._rules)
        self._views = Views(self._happenings, threads)

    def update(self, follower: Follower | None = None) -> Assembled:
        """Take up all that came since the last time; with other rules than then, everything anew.

        A batch is a transaction, so it may be stopped at any moment and goes on where it was.

        Raises:
            ArchiveError: the archive cannot be written.
        """
        with self._archive.writing() as connection:
            self._make_tables(connection)
        taken = 0
        while True:
            with self._archive.writing() as connection:
                count, is_more = self._take_batch(connection)
                waiting = _count_reports(connection, after=int(tables.read_state(connection).get("reports", 0)))
            taken += count
            if follower is not None:
                follower.assembled(Assembled(taken, waiting))
            if not is_more:
                with self._archive.reading() as connection:
                    counted = (connection.scalar(select(func.count()).select_from(t)) or 0 for t in (tables.occurrences, tables.storylines))
                    return Assembled(taken, 0, *counted)

    def remake(self, follower: Follower | None = None) -> Assembled:
        """Forget all that was assembled and make it again from the reports: the same, unless they or the rules changed."""
        with self._archive.writing() as connection:
            self._make_tables(connection, again=True)
        return self.update(follower)

    def waiting(self) -> int:
        """How many reports ``update`` would take up: those that came since, or all where it was assembled by other rules."""
        with self._archive.reading() as connection:
            state = tables.read_state(connection)
            is_ours = state.get("stamp") == self._rules.stamp
            return _count_reports(connection, after=int(state.get("reports", 0)) if is_ours else 0)

    def occurrences(
        self,
        wanted: Filter | None = None,
        *,
        storyline: str | None = None,
        limit: int | None = None,
        after: str | None = None,
        as_of: Day = None,
        learnt_by: Time = None,
    ) -> Iterator[Occurrence]:
        """Occurrences that a filter lets through, the latest day first; ``after`` is the id of the last one seen.

        Raises:
            ArchiveError: the archive was not assembled by these rules.
            UsageError: occurrences have no such field, or a value cannot be read.
        """
        with self._asking(as_of, learnt_by) as (archive, connection):
            asked = resolve(archive, wanted or Filter())
            if archive is not connection:
                asked = moved(archive, connection, asked)
            if storyline is not None:
                found = read_storyline(connection, storyline)
                storyline = found.id if found is not None else storyline
            yield from find_occurrences(connection, asked, storyline=storyline, limit=limit, after=after)

    def occurrence(self, id: str, *, as_of: Day = None, learnt_by: Time = None) -> Occurrence | None:
        """The occurrence of an id, which is the key of any event that it was made from."""
        with self._asking(as_of, learnt_by) as (_, connection):
            return find_occurrence(connection, id)

    def storylines(
        self,
        *,
        since: datetime.date | None = None,
        until: datetime.date | None = None,
        limit: int | None = None,
        after: str | None = None,
        as_of: Day = None,
        learnt_by: Time = None,
    ) -> Iterator[Storyline]:
        """Storylines, those in which something happened last first; ``after`` is the id of the last one seen.

        Their occurrences are only counted: ``storyline`` names them, ``occurrences`` gives them.
        """
        with self._asking(as_of, learnt_by) as (_, connection):
            yield from islice(find_storylines(connection, since=since, until=until, after=after), limit)

    def storyline(self, id: str, *, as_of: Day = None, learnt_by: Time = None) -> Storyline | None:
        """The storyline of an id; that of one that it absorbed, or of any of its occurrences, leads to it too."""
        with self._asking(as_of, learnt_by) as (_, connection):
            return read_storyline(connection, id)

    def sentence(self, occurrence: Occurrence) -> str:
        """What an occurrence is, in one sentence without a full stop."""
        return self._sentences.occurrence(occurrence)

    @contextmanager
    def _asking(self, as_of: Day, learnt_by: Time) -> Iterator[tuple[Connection, Connection]]:
        """The archive's tables, and those of what is assembled in a view.

        Raises:
            ArchiveError: the archive was not assembled by these rules.
        """
        view = make_view(as_of, learnt_by)
        with self._archive.reading() as archive:
            if tables.read_state(archive).get("stamp") != self._rules.stamp:
                mend = "Run: dragoman archive assemble ARCHIVE."
                raise ArchiveError("the archive was not assembled, or by other rules", where=self._archive.where, mend=mend)
            if view == View():
                yield archive, archive
                return
            with self._views.opened(archive, view) as memory:
                yield archive, memory

    def series(
        self,
        wanted: Filter | None = None,
        *,
        storyline: str | None = None,
        limit: int | None = None,
        as_of: Day = None,
        learnt_by: Time = None,
    ) -> Iterator[TollSeries]:
        """Ledgers of tolls with an entry that a filter lets through (as for tolls), those with the latest such entry first.

        With ``storyline`` only its totals, and the counts of its occurrences.
        """
        with self._series_finder(as_of, learnt_by) as finder:
            yield from finder.find(wanted or Filter(), storyline=storyline, limit=limit)

    def toll_series(self, id: str, *, as_of: Day = None, learnt_by: Time = None) -> TollSeries | None:
        """The series of an id: "ts-" and the key of any of its entries."""
        with self._series_finder(as_of, learnt_by) as finder:
            return finder.by_id(id)

    def position_spells(
        self, wanted: Filter | None = None, *, limit: int | None = None, as_of: Day = None, learnt_by: Time = None
    ) -> Iterator[PositionSpell]:
        """Positions over time with a statement that a filter lets through (as for positions), the latest first."""
        with self._spell_finder(as_of, learnt_by) as finder:
            yield from finder.positions(wanted or Filter(), limit=limit)

    def office_spells(
        self, wanted: Filter | None = None, *, limit: int | None = None, as_of: Day = None, learnt_by: Time = None
    ) -> Iterator[OfficeSpell]:
        """Offices over time that a document tells of as a filter asks (by actor, country, days, document; ``type`` is the post)."""
        with self._spell_finder(as_of, learnt_by) as finder:
            yield from finder.offices(wanted or Filter(), limit=limit)

    @contextmanager
    def _series_finder(self, as_of: Day, learnt_by: Time) -> Iterator[SeriesFinder]:
        with self._asking(as_of, learnt_by) as (archive, assembled):
            yield SeriesFinder(archive, assembled, make_view(as_of, learnt_by), self._ledgers, self._copies)

    @contextmanager
    def _spell_finder(self, as_of: Day, learnt_by: Time) -> Iterator[SpellFinder]:
        with self._asking(None, None) as (archive, _):
            view = make_view(as_of, learnt_by)
            yield SpellFinder(archive, view, self._ledgers, self._copies.voice_of(archive, view))

    def _make_tables(self, connection: Connection, *, again: bool = False) -> None:
        """See that the tables are there and of these rules; those of other rules are made anew."""
        if not again and tables.read_state(connection).get("stamp") == self._rules.stamp:
            return
        for step in reversed(self._steps):
            step.tables.drop_all(connection)
        tables.metadata.create_all(connection)
        for step in self._steps:
            step.tables.create_all(connection)
        tables.write_state(connection, {"stamp": self._rules.stamp})

    def _take_batch(self, connection: Connection) -> tuple[int, bool]:
        """Take up the next reports and all else that is new; how many reports, and whether there may be more."""
        state = tables.read_state(connection)
        taken = list(_next_reports(connection, int(state.get("reports", 0))))
        changes = Changes(reports=taken)
        changes.documents |= _superseded(connection, int(state.get("supersessions", 0)))
        changes.texts |= _corrected(connection, int(state.get("corrections", 0)))
        for step in self._steps:
            step.take(connection, changes)
        last = str(taken[-1].kept.row) if taken else state.get("reports", "0")
        marks = {table.name: str(connection.scalar(select(func.max(table.c.row))) or 0) for table in (supersessions, corrections)}
        tables.write_state(connection, {"stamp": self._rules.stamp, "reports": last, **marks})
        return len(taken), len(taken) == BATCH_REPORTS


def _count_reports(connection: Connection, *, after: int) -> int:
    return connection.scalar(select(func.count()).select_from(reports).where(reports.c.row > after)) or 0


def _next_reports(connection: Connection, after: int) -> Iterator[Taken]:
    query = select_shelved().where(reports.c.row > after).order_by(reports.c.row).limit(BATCH_REPORTS)
    for row in connection.execute(query).all():
        shelved = unshelve(row)
        yield Taken(shelved.kept(), shelved.document_row)


def _superseded(connection: Connection, after: int) -> set[int]:
    return set(connection.scalars(select(supersessions.c.document).where(supersessions.c.row > after)))


def _corrected(connection: Connection, after: int) -> set[bytes]:
    """The texts that new corrections are about, and those of corrections that they withdraw."""
    found = set(connection.scalars(select(correction_targets.c.sha256).where(correction_targets.c.correction > after)))
    for body in connection.scalars(select(corrections.c.body).where(corrections.c.row > after)):
        correction = msgspec.json.decode(body)
        if correction["action"] == "withdraw":
            taken_back = select(corrections.c.row).where(corrections.c.id == str(correction["value"])).scalar_subquery()
            found |= set(connection.scalars(select(correction_targets.c.sha256).where(correction_targets.c.correction == taken_back)))
    return found
