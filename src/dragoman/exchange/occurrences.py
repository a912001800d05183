"""What is assembled from an archive, as exporters of events take it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, Protocol

from dragoman.archive import Archive, Filter
from dragoman.exchange.happening import Happening, assembled
from dragoman.records import SERIES_PREFIX, Occurrence, TollSeries

PAGE_OCCURRENCES = 50
"""The reports of so many are in memory at a time."""


class Assembled(Protocol):
    """What is asked of an ``Assembly``, which the caller makes: assembling stands beside this package."""

    def occurrences(
        self, wanted: Filter | None = None, *, limit: int | None = None, as_of: Any = None, learnt_by: Any = None
    ) -> Iterator[Occurrence]:
        """Occurrences that a filter lets through."""

    def toll_series(self, id: str, *, as_of: Any = None, learnt_by: Any = None) -> TollSeries | None:
        """The series of an id."""


def each_assembled(
    archive: Archive, assembly: Assembled, wanted: Filter, *, limit: int | None = None, as_of: Any = None, learnt_by: Any = None
) -> Iterator[Happening]:
    """Occurrences that a filter lets through, each with the reports that tell it and its toll series, as they stand in the view."""

    def series_of(key: str) -> TollSeries | None:
        return assembly.toll_series(f"{SERIES_PREFIX}{key}", as_of=as_of, learnt_by=learnt_by)

    found = assembly.occurrences(wanted, limit=limit, as_of=as_of, learnt_by=learnt_by)
    while page := list(islice(found, PAGE_OCCURRENCES)):
        told_in = {telling.sha256 for occurrence in page for telling in occurrence.tellings}
        reports = {kept.report.document.sha256: kept.report for kept in archive.reports_of(told_in, as_of=as_of, learnt_by=learnt_by)}
        happenings = (assembled(occurrence, reports, series_of) for occurrence in page)
        yield from (happening for happening in happenings if happening is not None)
