"""People's corrections: kept beside what was coded, never over it, and found again after recoding."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, exists, select

from dragoman.archive.additions import Additions
from dragoman.archive.schema import correction_targets, corrections, texts
from dragoman.records import ArchiveError, Correction, correction_id

_decoder = msgspec.json.Decoder(Correction)


def add_correction(connection: Connection, correction: Correction, now: datetime.datetime) -> Correction:
    """Keep a correction and give it back with its id; the same one again changes nothing.

    Raises:
        ArchiveError: it names a document, or a correction to withdraw, that the archive does not have.
    """
    correction = msgspec.structs.replace(correction, id=correction_id(correction))
    if connection.scalar(select(corrections.c.row).where(corrections.c.id == correction.id)) is not None:
        return correction
    _check(connection, correction)
    added = Additions(connection)
    body = msgspec.json.encode(correction).decode()
    row = added.add(corrections, {"id": correction.id, "learnt": now, "body": body})
    for number, target in enumerate(correction.targets):
        added.put(correction_targets, {"correction": row, "number": number, "sha256": bytes.fromhex(target.sha256)})
    added.flush()
    return correction


def each_correction(
    connection: Connection, *, sha256: str | None = None, learnt_by: datetime.datetime | None = None, after: int = 0
) -> Iterator[tuple[int, Correction]]:
    """Corrections with their rows, in the order they were learnt; with ``sha256`` those about one text."""
    query = select(corrections.c.row, corrections.c.body).where(corrections.c.row > after).order_by(corrections.c.row)
    if learnt_by is not None:
        query = query.where(corrections.c.learnt <= learnt_by)
    if sha256 is not None:
        about = correction_targets.c.sha256 == bytes.fromhex(sha256)
        query = query.where(exists().where(correction_targets.c.correction == corrections.c.row, about))
    for row, body in connection.execute(query.execution_options(yield_per=1000)):
        yield row, _decoder.decode(body)


def _check(connection: Connection, correction: Correction) -> None:
    for target in correction.targets:
        if connection.scalar(select(texts.c.row).where(texts.c.sha256 == bytes.fromhex(target.sha256))) is None:
            raise ArchiveError(
                f"it corrects {target.kind} {target.id} of document {target.document}, whose text is not in the archive",
                mend="Ingest the document first.",
            )
    if correction.action == "withdraw":
        known = connection.scalar(select(corrections.c.row).where(corrections.c.id == str(correction.value)))
        if known is None:
            raise ArchiveError(f'there is no correction "{correction.value}" to withdraw', mend="Give the id of one that was kept.")
