"""Writes what the archive holds to a file in an outside format."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from dragoman import registry
from dragoman.archive import Archive, Filter, QueryKind
from dragoman.archive.asof import make_view
from dragoman.exchange.about import about
from dragoman.exchange.codes import own_codes
from dragoman.exchange.exporter import GROUP, HAPPENED, Exporter, Run, Tally
from dragoman.exchange.happening import Happening, each_alone
from dragoman.exchange.occurrences import Assembled, each_assembled
from dragoman.exchange.outputs import Outputs
from dragoman.records import Hit, UsageError

ABOUT = ".about.json"
Progress = Callable[[Tally], None]


def export(
    archive: Archive,
    format: str,
    target: str | os.PathLike[str],
    wanted: Filter | None = None,
    *,
    kind: QueryKind | None = None,
    as_of: Any = None,
    learnt_by: Any = None,
    limit: int | None = None,
    assembly: Assembled | None = None,
    standard_output: BinaryIO | None = None,
    progress: Progress = lambda _: None,
) -> Tally:
    """Write what a filter lets through to ``target`` (``-`` is ``standard_output``), with its sidecar beside it.

    With an ``assembly`` of the archive its occurrences are written instead of events as they stand alone. Memory does
    not grow with what is written; a file that cannot be finished is not there.

    Raises:
        UsageError: there is no such format, it has no such kind of record, the filter does not fit it, or the file cannot be written.
    """
    module = registry.load(GROUP, format)
    exporter: Exporter = module.EXPORTER
    kind, wanted = _kind(format, exporter, kind, assembly), wanted or Filter()
    run = Run(kind, own_codes(), Tally())
    records = _records(archive, exporter, run, wanted, assembly, progress, limit=limit, as_of=as_of, learnt_by=learnt_by)
    with Outputs(target, standard_output) as out:
        module.write(records, out, run)
        if (sidecar := out.beside(ABOUT)) is not None:
            of = "occurrences" if assembly is not None else f"{kind}s"
            sidecar.write(about(format, exporter, run, wanted, make_view(as_of, learnt_by), of=of))
    return run.tally


def _records(
    archive: Archive, exporter: Exporter, run: Run, wanted: Filter, assembly: Assembled | None, progress: Progress, **asked: Any
) -> Iterable[Any]:
    """What the exporter is given, counted as it goes by."""
    if assembly is None:
        hits = _counted(archive.query(run.kind, wanted, **asked), run.tally, progress)
        if run.kind != "event" or exporter.takes == "hits":
            return hits
        happenings = each_alone(hits)
    else:
        happenings = _counted_happenings(each_assembled(archive, assembly, wanted, **asked), run.tally, progress)
    return happenings if exporter.tells_modality or wanted.modality is not None else _happened(happenings, run.tally)


def _kind(format: str, exporter: Exporter, kind: QueryKind | None, assembly: Assembled | None) -> QueryKind:
    known = ", ".join(f"{one}s" for one in exporter.kinds)
    if assembly is not None and (exporter.takes != "happenings" or kind not in (None, "event")):
        raise UsageError(f"{format} has no place for occurrences", mend=f"It holds {known}.")
    if kind is not None and kind not in exporter.kinds:
        raise UsageError(f"{format} has no place for {kind}s", mend=f"It holds {known}.")
    return "event" if assembly is not None else kind or exporter.kinds[0]


def _counted(hits: Iterable[Hit], tally: Tally, progress: Progress) -> Iterator[Hit]:
    for hit in hits:
        _take(tally, hit.report.coder, hit.learnt)
        yield hit
        progress(tally)


def _counted_happenings(happenings: Iterable[Happening], tally: Tally, progress: Progress) -> Iterator[Happening]:
    for happening in happenings:
        for tale in happening.tales:
            tally.coders.add(tale.report.coder)
        _take(tally, happening.tales[0].report.coder, happening.occurrence.learnt)
        yield happening
        progress(tally)


def _take(tally: Tally, coder: str, learnt: Any) -> None:
    tally.records += 1
    tally.coders.add(coder)
    tally.learnt = max(learnt, tally.learnt) if tally.learnt else learnt


def _happened(happenings: Iterable[Happening], tally: Tally) -> Iterator[Happening]:
    for happening in happenings:
        if happening.occurrence.modality in HAPPENED:
            yield happening
        else:
            tally.leave_out(f"{happening.occurrence.modality}: not told as having happened")
