"""Finds toll series: each is made, when asked for, from the reports of its occurrence or storyline that stand in the view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select

from dragoman.archive.asof import View
from dragoman.archive.filters import Filter
from dragoman.archive.query import find_records
from dragoman.assembling.causes import CauseFinder
from dragoman.assembling.copies import find_dispatches, voices
from dragoman.assembling.judged import Judgements
from dragoman.assembling.ledger_tables import toll_keys, total_reports
from dragoman.assembling.ledgers import Ledgers, read_standing
from dragoman.assembling.told import Told, alone, tell
from dragoman.assembling.tollscopes import Scope, scope_of
from dragoman.assembling.tollseries import make_series
from dragoman.records import SERIES_PREFIX, Kept, Toll, TollSeries, keys_of

KEPT_SCOPES = 64
"""Of so many occurrences and storylines the series stay at hand while an answer is read."""


class SeriesFinder:
    """Finds series in one view of an archive; ``assembled`` has the tables of what is assembled in that view."""

    def __init__(self, connection: Connection, assembled: Connection, view: View, ledgers: Ledgers) -> None:
        self._connection, self._view = connection, view
        self._ledgers, self._causes = ledgers, CauseFinder(assembled)
        self._judgements = Judgements(connection, view)
        self._made: dict[Scope, tuple[TollSeries, ...]] = {}

    def find(self, wanted: Filter, *, storyline: str | None = None, limit: int | None = None) -> Iterator[TollSeries]:
        """The series with an entry that a filter lets through, those with the latest such entry first.

        With ``storyline`` only its totals, and the counts of its occurrences.
        """
        seen: set[str] = set()
        count = 0
        for hit in find_records(self._connection, "toll", wanted, self._view):
            if count == limit:
                return
            assert isinstance(hit.record, Toll)
            key = keys_of(hit.report, "toll")[hit.record.id]
            if key not in seen:
                series = self._of_toll(Kept(0, hit.report, hit.learnt), key)
                seen |= _keys(series) if series is not None else set()
                if series is not None and (storyline is None or self._storyline_of(series) == storyline):
                    count += 1
                    yield series

    def _storyline_of(self, series: TollSeries) -> str | None:
        return self._causes.storyline_of(series.occurrence) if series.occurrence is not None else series.storyline

    def by_id(self, id: str) -> TollSeries | None:
        """The series of an id, which is made of the key of any of its entries; None where there is none in the view."""
        key = id.removeprefix(SERIES_PREFIX)
        rows = self._connection.scalars(select(toll_keys.c.report).where(toll_keys.c.key == key))
        kept = next(read_standing(self._connection, set(rows), self._view), None)
        return self._of_toll(kept, key) if kept is not None else None

    def _of_toll(self, kept: Kept, key: str) -> TollSeries | None:
        """The series of a toll; None where people rejected it."""
        told = next((one for one in self._tell([kept]) if one.key == key), None)
        if told is None:
            return None
        scope = scope_of(told, self._causes.causes([kept]))
        if scope not in self._made:
            if len(self._made) >= KEPT_SCOPES:
                self._made.clear()
            self._made[scope] = self._make(scope, kept)
        return next(series for series in self._made[scope] if key in _keys(series))

    def _make(self, scope: Scope, kept: Kept) -> tuple[TollSeries, ...]:
        reports = list(read_standing(self._connection, self._reports_of(scope), self._view)) if scope.alone is None else [kept]
        causes = self._causes.causes(reports)
        told = [one for one in self._tell(reports) if scope_of(one, causes) == scope]
        return make_series(told, causes, self._ledgers.groups)

    def _reports_of(self, scope: Scope) -> set[int]:
        if scope.occurrence is not None:
            return self._causes.reports_of_occurrence(scope.occurrence)
        assert scope.storyline is not None
        with_totals = set(self._connection.scalars(select(total_reports.c.report)))
        return self._causes.reports_of_storyline(scope.storyline) & with_totals

    def _tell(self, reports: Iterable[Kept]) -> Iterator[Told[Toll]]:
        """The tolls of reports, with the voices that these have when only they are compared: copies of one dispatch are one."""
        reports = list(reports)
        voice = voices(find_dispatches([kept.report.document for kept in reports], self._ledgers.copies)) if len(reports) > 1 else {}
        for kept in reports:
            told: Iterator[Told[Toll]] = tell(kept, "toll", lambda report: voice.get(report.document.sha256) or alone(report))
            yield from self._judgements.applied(told)


def _keys(series: TollSeries) -> set[str]:
    return {telling.key for entry in series.entries for telling in (entry.telling, *entry.copies)}
