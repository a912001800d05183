"""Takes in reports that were coded elsewhere: checked, and each once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

import msgspec
from sqlalchemy import Connection, select

from dragoman.archive.check import report_faults
from dragoman.archive.digests import delivery_key
from dragoman.archive.engine import Database
from dragoman.archive.intake import BATCH_OUTCOMES, Clock, Listener, unkeepable
from dragoman.archive.keeping import Outcome, keep, keep_recoded
from dragoman.archive.revisions import Revisions
from dragoman.archive.schema import coders, documents, reports
from dragoman.lexicon import load_lexicon
from dragoman.reading.reports import Delivered
from dragoman.records import Ingested, Report, SetAside


def import_reports(database: Database, delivered: Iterable[Delivered], clock: Clock, listener: Listener) -> Ingested:
    """Keep reports of documents that are not there, and of those that are, reports of a coder that has not coded them here.

    A report that disagrees with its own text is set aside and told to the listener, not kept: its sender mends it.
    """
    revisions, total = Revisions(load_lexicon()), Ingested()
    stream = iter(delivered)
    while chunk := list(islice(stream, BATCH_OUTCOMES)):
        checked = [fault if (fault := _fault(one)) is not None else one for one in chunk]
        sound = [one[1] for one in checked if not isinstance(one, SetAside)]
        with database.writing() as connection:
            kept = _keep(connection, sound, revisions, clock)
        faults = [one for one in checked if isinstance(one, SetAside)]
        total = _sum(total, msgspec.structs.replace(kept, seen=len(chunk), set_aside=len(faults)))
        for fault in faults:
            listener.set_aside(fault)
        listener.progress(total)
    return total


def _keep(connection: Connection, batch: Sequence[Report], revisions: Revisions, clock: Clock) -> Ingested:
    """Keep a batch in the transaction: new documents, then newer reports of known ones."""
    now, known = clock(), _known_documents(connection, batch)
    kept = keep(connection, [Outcome(report.document, report) for report in batch], revisions=revisions, coder="", now=now)
    newer: dict[str, list[tuple[int, Outcome]]] = {}
    for report in batch:
        row = known.get(delivery_key(report.document))
        if row is not None and _is_coded_otherwise(connection, row, report.coder):
            newer.setdefault(report.coder, []).append((row, Outcome(report.document, report)))
    for coder, outcomes in newer.items():
        keep_recoded(connection, outcomes, coder=coder, now=now)
    count = sum(map(len, newer.values()))
    return msgspec.structs.replace(kept, coded=kept.coded + count, known=kept.known - count)


def _known_documents(connection: Connection, batch: Sequence[Report]) -> dict[int, int]:
    """The rows of deliveries that are there, by their keys."""
    keys = [delivery_key(report.document) for report in batch]
    found = connection.execute(select(documents.c.key, documents.c.row).where(documents.c.key.in_(keys)))
    return dict(found.tuples().all())


def _is_coded_otherwise(connection: Connection, document: int, coder: str) -> bool:
    """Whether a document has reports, and none of them by this coder. (A copy of another document's text has none.)"""
    query = select(coders.c.version).join(reports, reports.c.coder == coders.c.row).where(reports.c.document == document)
    versions = set(connection.scalars(query))
    return bool(versions) and coder not in versions


def _fault(one: Delivered) -> SetAside | None:
    """Why a report cannot be kept, None where it can."""
    if isinstance(one, SetAside):
        return one
    where, report = one
    reason = unkeepable(report.document)
    if reason is not None:
        return msgspec.structs.replace(reason, where=where)
    wrong = next(report_faults(report, where), None)
    if wrong is None:
        return None
    return SetAside(where, wrong.what, "Send the report as dragoman code printed it.", report.document.id)


def _sum(first: Ingested, second: Ingested) -> Ingested:
    return Ingested(**{name: getattr(first, name) + getattr(second, name) for name in Ingested.__struct_fields__})
