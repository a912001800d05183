"""Answers of the archive as columns: Arrow record batches, and through them Polars and DuckDB.

pyarrow comes with dragoman; Polars and DuckDB are the extra ``dragoman[frames]``. Why these: docs/decisions/015-frames.md.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, get_args

from dragoman.archive.filters import QueryKind
from dragoman.archive.rows import COLUMNS, ColumnType, row_of
from dragoman.records import Hit, UsageError

if TYPE_CHECKING:
    import duckdb
    import polars as pl
    import pyarrow as pa

BATCH_ROWS = 1000
"""So many rows are in memory at a time."""


def schema_of(kind: QueryKind) -> pa.Schema:
    """The Arrow schema of a kind of record's rows."""
    import pyarrow as pa

    types: dict[ColumnType, pa.DataType] = {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "day": pa.date32(),
        "number": pa.float64(),
        "whole": pa.int64(),
        "flag": pa.bool_(),
        "moment": pa.timestamp("us", "UTC"),
    }
    return pa.schema([(name, types[type]) for name, type in COLUMNS[kind].items()])


def read_batches(kind: QueryKind, hits: Iterable[Hit], *, rows: int = BATCH_ROWS) -> pa.RecordBatchReader:
    """Hits of one kind as a stream of Arrow record batches of up to so many rows, which can be read once."""
    import pyarrow as pa

    schema = schema_of(kind)

    def batches() -> Iterator[pa.RecordBatch]:
        stream = iter(hits)
        while page := [row_of(hit) for hit in islice(stream, rows)]:
            yield pa.RecordBatch.from_pylist(page, schema=schema)

    return pa.RecordBatchReader.from_batches(schema, batches())


def read_frame(kind: QueryKind, hits: Iterable[Hit]) -> pl.DataFrame:
    """Hits of one kind as a Polars data frame.

    Raises:
        UsageError: Polars is not installed.
    """
    polars = _library("polars")
    frame: pl.DataFrame = polars.from_arrow(read_batches(kind, hits).read_all())
    return frame


def fill_duckdb(database: str, ask: Callable[[QueryKind], Iterable[Hit]]) -> duckdb.DuckDBPyConnection:
    """A DuckDB database with a table of each kind of record (``events``, ``statements`` …), filled from what ``ask`` gives.

    Raises:
        UsageError: DuckDB is not installed.
    """
    connection: duckdb.DuckDBPyConnection = _library("duckdb").connect(database)
    for kind in get_args(QueryKind):
        connection.register("asked", read_batches(kind, ask(kind)))
        connection.execute(f"CREATE OR REPLACE TABLE {kind}s AS SELECT * FROM asked")
        connection.unregister("asked")
    return connection


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise UsageError(f"{name} is not installed", mend='Install it with: pip install "dragoman[frames]".') from error
