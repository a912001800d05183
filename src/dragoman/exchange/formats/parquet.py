"""Records of one kind as a Parquet table: days, numbers and lists keep their types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dragoman.archive.frames import read_batches
from dragoman.exchange.exporter import Exporter, Run
from dragoman.exchange.formats.csv import BY_KIND
from dragoman.exchange.outputs import Outputs
from dragoman.records import Hit

if TYPE_CHECKING:
    import pyarrow as pa

EXPORTER = Exporter(
    means="Parquet table of records of one kind, with the words they stand on",
    suffix=".parquet",
    media_type="application/vnd.apache.parquet",
    columns=BY_KIND,
    takes="hits",
    tells_modality=True,
    cannot_carry=("each span of several", "other records of the story"),
)


def write(hits: Iterable[Hit], out: Outputs, run: Run) -> None:
    """Write a table, a group of rows for each batch."""
    import pyarrow.parquet as pq

    with read_batches(run.kind, hits) as batches, pq.ParquetWriter(out.main, batches.schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)
            run.tally.rows += batch.num_rows
            run.tally.filled.update(name for name, column in zip(batch.schema.names, batch.columns, strict=True) if _is_filled(column))


def _is_filled(column: pa.Array) -> bool:
    """Whether any value of a column is there; an empty list is none."""
    values = column.flatten() if hasattr(column, "flatten") else column
    return bool(len(values) > values.null_count)
