"""Finds toll series: each is made, when asked for, from the reports of its occurrence or storyline that stand in the view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from sqlalchemy import Connection, select

from dragoman.archive.asof import View
from dragoman.archive.filters import Filter
from dragoman.archive.query import find_records
from dragoman.archive.schema import documents, reports, texts
from dragoman.assembling.causes import CauseFinder
from dragoman.assembling.copies_index import CopyIndex
from dragoman.assembling.judged import Judgements
from dragoman.assembling.ledger_tables import toll_keys, total_reports
from dragoman.assembling.ledgers import Ledgers, read_standing
from dragoman.assembling.told import UNKNOWN_VOICE, Told, Voice, tell
from dragoman.assembling.tollscopes import Causes, Scope, is_total, scope_of
from dragoman.assembling.tollseries import make_series
from dragoman.records import SERIES_PREFIX, Kept, Toll, TollSeries, keys_of

KEPT_SCOPES = 64
"""Of so many occurrences and storylines the series stay at hand while an answer is read."""


class SeriesFinder:
    """Finds series in one view of an archive; ``assembled`` has the tables of what is assembled in that view."""

    def __init__(self, connection: Connection, assembled: Connection, view: View, ledgers: Ledgers, copies: CopyIndex) -> None:
        self._connection, self._view, self._copies = connection, view, copies
        self._sources: dict[str, list[tuple[Voice, str]]] = {}
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
        scope = scope_of(told, self._causes_of([kept]))
        if scope not in self._made:
            if len(self._made) >= KEPT_SCOPES:
                self._made.clear()
            self._made[scope] = self._make(scope, kept)
        return next(series for series in self._made[scope] if key in _keys(series))

    def _make(self, scope: Scope, kept: Kept) -> tuple[TollSeries, ...]:
        rows = self._reports_of(scope) if scope.alone is None else self._copies_of(kept)
        standing = list(read_standing(self._connection, rows, self._view)) or [kept]
        causes = self._causes_of(standing)
        told = [one for one in self._tell(standing) if scope_of(one, causes) == scope]
        return make_series(told, causes, self._ledgers.groups)

    def _reports_of(self, scope: Scope) -> set[int]:
        if scope.occurrence is not None:
            return self._causes.reports_of_occurrence(scope.occurrence)
        assert scope.storyline is not None
        with_totals = set(self._connection.scalars(select(total_reports.c.report)))
        return (self._causes.reports_of_storyline(scope.storyline) & with_totals) | self._totals_alone(scope.storyline)

    def _totals_alone(self, storyline: str) -> set[int]:
        """The reports with totals of a storyline's states in its time, which may tell none of its occurrences."""
        if (span := self._causes.span_of_storyline(storyline)) is None:
            return set()
        states, first, last = span
        return set(
            self._connection.scalars(
                select(total_reports.c.report).where(total_reports.c.code.in_(sorted(states)), total_reports.c.day.between(first, last))
            )
        )

    def _causes_of(self, standing: Sequence[Kept]) -> Causes:
        """What the tolls of reports are of; a report of totals that tells no occurrence of a storyline is of that of its states."""
        causes = self._causes.causes(standing)
        told_of: dict[str, str] = {}
        for kept in standing:
            report, day = kept.report, kept.report.document.published_date
            if day is None or causes.storyline(report) is not None:
                continue
            tolls: Iterator[Told[Toll]] = tell(kept, "toll")
            for one in (toll for toll in tolls if is_total(toll.record, report)):
                near = self._causes.storyline_near(self._ledgers.states_of(one), one.record.since, day)
                if near is not None:
                    told_of.setdefault(report.document.sha256, near)
        return msgspec.structs.replace(causes, told_of=told_of)

    def _copies_of(self, kept: Kept) -> set[int]:
        """The reports of the dispatches that a report is a copy of."""
        dispatches = self._copies.dispatches(self._connection, [kept.report.document.sha256], self._view)
        digests = {bytes.fromhex(copy.sha256) for dispatch in dispatches for copy in dispatch.copies}
        of_texts = select(documents.c.row).join(texts, texts.c.row == documents.c.text).where(texts.c.sha256.in_(digests))
        return set(self._connection.scalars(select(reports.c.row).where(reports.c.document.in_(of_texts))))

    def _tell(self, standing: Iterable[Kept]) -> Iterator[Told[Toll]]:
        """The tolls of reports with their voices; those of a text that is made of several dispatches each with that of its own."""
        voice_of = self._copies.voice_of(self._connection, self._view)
        for kept in standing:
            told: Iterator[Told[Toll]] = tell(kept, "toll", voice_of)
            yield from self._judgements.applied(map(self._from_its_dispatch, told))

    def _from_its_dispatch(self, told: Told[Toll]) -> Told[Toll]:
        """The toll as told by the dispatch from which its words were taken, where its text was made of several."""
        digest = told.telling.sha256
        if digest not in self._sources:
            self._sources[digest] = self._sources_of(digest)
        words = [span.text for span in told.telling.evidence]
        for voice, text in self._sources[digest]:
            if all(word in text for word in words):
                return msgspec.structs.replace(
                    told, telling=msgspec.structs.replace(told.telling, dispatch=voice.dispatch, voice=voice.origin)
                )
        return told

    def _sources_of(self, digest: str) -> list[tuple[Voice, str]]:
        """The dispatches that a text was made of, each with the words of its first telling; none where it is one's."""
        found = self._copies.dispatches(self._connection, [digest], self._view)
        made_of = [one for one in found if any(copy.sha256 == digest and copy.kind == "combined" for copy in one.copies)]
        firsts = {one.id: next(copy.sha256 for copy in one.copies if copy.kind == "first") for one in made_of}
        digests = {bytes.fromhex(first) for first in firsts.values()}
        words = {
            row.sha256.hex(): row.text
            for row in self._connection.execute(select(texts.c.sha256, texts.c.text).where(texts.c.sha256.in_(digests)))
        }
        return [(Voice(one.id, one.origin or UNKNOWN_VOICE), words[firsts[one.id]]) for one in made_of]


def _keys(series: TollSeries) -> set[str]:
    return {telling.key for entry in series.entries for telling in (entry.telling, *entry.copies)}
