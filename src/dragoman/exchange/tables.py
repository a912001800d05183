"""Tables as text: comma-separated as RFC 4180 has it, or tab-separated without quoting, as event data sets have it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from dragoman.exchange.exporter import Column, Tally

Cells = Mapping[str, Any]


def write_commas(out: BinaryIO, columns: Iterable[Column], rows: Iterable[Cells], tally: Tally) -> None:
    """Write a header and rows; None is an empty cell."""
    names = [column.name for column in columns]
    text = io.TextIOWrapper(out, "utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(names)
        for row in rows:
            _count(row, tally)
            writer.writerow([row.get(name) for name in names])
    finally:
        text.detach()


def write_tabs(out: BinaryIO, columns: Iterable[Column], rows: Iterable[Cells], tally: Tally, *, header: bool, absent: str = "") -> None:
    """Write rows with tabs between cells and no quoting: white space in a cell becomes a space, a double quotation mark a single one."""
    names = [column.name for column in columns]
    if header:
        out.write("\t".join(names).encode() + b"\n")
    for row in rows:
        _count(row, tally)
        out.write(tab_line((row.get(name) for name in names), absent))


def tab_line(cells: Iterable[Any], absent: str = "") -> bytes:
    """One line; a number is written without needless zeros."""
    return "\t".join(absent if cell is None or cell == "" else _plain(cell) for cell in cells).encode() + b"\n"


def _plain(cell: Any) -> str:
    if isinstance(cell, float):
        return f"{cell:.10g}"
    return " ".join(str(cell).split()).replace('"', "'")


def _count(row: Cells, tally: Tally) -> None:
    tally.rows += 1
    tally.filled.update(name for name, value in row.items() if value is not None and value != "")
