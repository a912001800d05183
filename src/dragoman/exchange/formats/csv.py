"""Records of one kind as a comma-separated table; the parts of a list are joined by semicolons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from dragoman.archive import QueryKind
from dragoman.archive.rows import COLUMNS, in_cells, row_of
from dragoman.exchange.exporter import Column, Exporter, Run
from dragoman.exchange.outputs import Outputs
from dragoman.exchange.tables import write_commas
from dragoman.records import Hit

BY_KIND: dict[QueryKind, tuple[Column, ...]] = {kind: tuple(map(Column, COLUMNS[kind])) for kind in get_args(QueryKind)}
EXPORTER = Exporter(
    means="comma-separated table of records of one kind, with the words they stand on",
    suffix=".csv",
    media_type="text/csv",
    columns=BY_KIND,
    takes="hits",
    tells_modality=True,
    cannot_carry=("each span of several", "other records of the story"),
    notes=("The columns are those of dragoman query; import-corrections takes an edited table back.",),
)


def write(hits: Iterable[Hit], out: Outputs, run: Run) -> None:
    """Write a header and a row for each record."""
    write_commas(out.main, BY_KIND[run.kind], (in_cells(row_of(hit)) for hit in hits), run.tally)
