"""A table whose rows each carry a quotation that runs below their columns."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

GAP = 2
NARROWEST = 8
STACKED_BELOW = 60
"""Columns of a terminal under which a row is written as lines, one for each field."""


class Entry(msgspec.Struct, frozen=True):
    """One row: a cell for each column, and the words it stands on."""

    cells: tuple[Text, ...]
    quotation: str = ""
    indent: int = 0


class Ledger(msgspec.Struct, frozen=True):
    """A titled table. Columns in which no row has anything are left out."""

    title: str
    columns: tuple[str, ...]
    entries: tuple[Entry, ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw it as wide as there is room."""
        used = [i for i in range(len(self.columns)) if any(entry.cells[i].plain for entry in self.entries)]
        heads = [Text(self.columns[i], "dim") for i in used]
        rows = [[entry.cells[i] for i in used] for entry in self.entries]
        widths = fit(_natural([heads, *rows]), options.max_width - GAP)
        margin = widths[0] + GAP
        yield Text(f"{self.title} ({len(self.entries)})", "bold")
        if options.max_width < STACKED_BELOW:
            yield from _stacked(self.entries, [self.columns[i] for i in used], rows)
            return
        yield _row(heads, widths)
        for entry, row in zip(self.entries, rows, strict=True):
            yield _row(row, widths)
            if entry.quotation:
                yield Padding(Text(entry.quotation, "italic dim"), (0, 0, 0, GAP + margin + entry.indent))
        yield Text()


def fit(natural: Sequence[int], room: int) -> list[int]:
    """Widths of columns: as wide as their text where there is room, else the widest give way first."""
    widths = list(natural)
    while sum(widths) + GAP * (len(widths) - 1) > room:
        widest = max(range(len(widths)), key=lambda i: widths[i])
        if widths[widest] <= NARROWEST:
            break
        widths[widest] -= 1
    return widths


def _natural(rows: Sequence[Sequence[Text]]) -> list[int]:
    return [max(1, *(cell_len(row[i].plain) for row in rows)) for i in range(len(rows[0]))]


def _row(row: Sequence[Text], widths: Sequence[int]) -> Padding:
    grid = Table.grid(padding=(0, GAP, 0, 0))
    for width in widths:
        grid.add_column(width=width, overflow="fold")
    grid.add_row(*row)
    return Padding(grid, (0, 0, 0, GAP))


def _stacked(entries: Sequence[Entry], columns: Sequence[str], rows: Sequence[Sequence[Text]]) -> RenderResult:
    for entry, row in zip(entries, rows, strict=True):
        for name, cell in zip(columns, row, strict=True):
            if cell.plain:
                yield Padding(Text(f"{name} ", "dim").append_text(cell) if name else cell, (0, 0, 0, GAP if not name else 2 * GAP))
        if entry.quotation:
            yield Padding(Text(entry.quotation, "italic dim"), (0, 0, 0, 2 * GAP))
    yield Text()
