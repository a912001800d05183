"""Tables as Parquet: a story a row, under the column names that stories go by."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from typing import BinaryIO

from dragoman.reading.reader import LIMITS, Delivery, Outcome, Reader, set_aside
from dragoman.reading.rows import NAMES, document_of_row, has_text
from dragoman.records import ReadingError

_ROWS = 64
_KNOWN = frozenset(name for names in NAMES.values() for name in names)


def read(given: Delivery) -> Iterator[Outcome]:
    """Read a story from each row; one that cannot be read is set aside by its number.

    Raises:
        ReadingError: it is no Parquet, no column holds the story, or it unpacks to far more than its size.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    with tempfile.SpooledTemporaryFile(LIMITS.free_bytes) as spool:
        size = _spooled(given, spool)
        try:
            table = pq.ParquetFile(spool)
            _refuse_bomb(table.metadata, size, given.where)
            columns = [name for name in table.schema_arrow.names if name.strip().lower() in _KNOWN]
            if not has_text(tuple(columns)):
                found = ", ".join(table.schema_arrow.names[:12])
                mend = "Name one of them text, body, content or the like."
                raise ReadingError(f"no column holds the story; the columns are {found}", where=given.where, mend=mend)
            number = 0
            for batch in table.iter_batches(_ROWS, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    yield _outcome(row, f"{given.where}#{number}", given.published)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise ReadingError(f"it cannot be read as Parquet: {error}", where=given.where, mend="Send it again.") from error


def _spooled(given: Delivery, spool: tempfile.SpooledTemporaryFile[bytes]) -> int:
    """Copy the file where it can be read from its end, as Parquet is; gives its size."""
    source: BinaryIO = given.stream
    shutil.copyfileobj(source, spool)
    size = spool.tell()
    spool.seek(0)
    return size


def _refuse_bomb(metadata: object, size: int, where: str) -> None:
    groups = range(metadata.num_row_groups)  # type: ignore[attr-defined]
    unpacked = sum(metadata.row_group(i).total_byte_size for i in groups)  # type: ignore[attr-defined]
    if unpacked > LIMITS.free_bytes and unpacked > LIMITS.ratio * max(size, 1):
        raise ReadingError(f"it unpacks to more than {LIMITS.ratio} times its size", where=where, mend="Write it anew without repeats.")


def _outcome(row: dict[str, object], at: str, published: str | None) -> Outcome:
    try:
        return document_of_row(row, where=at, published=published)
    except ReadingError as error:
        return set_aside(error, at)


READER = Reader("tables as Parquet, a story a row", (".parquet", ".pq"), read, lambda head: head.startswith(b"PAR1"))
