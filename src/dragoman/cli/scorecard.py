"""A score card as people read it."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.evaluation.counts import Figures
from dragoman.evaluation.score import ScoreCard


def card_page(path: str, card: ScoreCard) -> RenderableType:
    """The headline figures with their intervals, the classes, and what else is to be said."""
    title = Text(card.scorer, "bold").append(f"  {path}, {card.documents:,} documents", "not bold")
    rest = [name for name in card.figures if name not in card.headline]
    also = Text("also  " + "  ".join(f"{name} {shown(name, card.figures[name])}" for name in rest), "dim")
    notes = [Padding(Text(f"note: {note}", "yellow"), (0, 0, 0, 2), expand=False) for note in card.notes]
    parts = [title, _headline(card), Padding(also, (0, 0, 0, 2)), *notes]
    return Group(*parts, Text(), _classes(card), Text()) if card.classes else Group(*parts, Text())


def shown(name: str, value: float) -> str:
    """A figure as it is printed: counts whole, distances with a unit's digits, shares with three."""
    if name.startswith("n_"):
        return f"{value:,.0f}"
    return f"{value:,.1f}" if name.endswith("_km") else f"{value:.3f}"


def _headline(card: ScoreCard) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    for name in card.headline:
        limits = card.ci95.get(name)
        interval = f"95 %: {shown(name, limits[0])}–{shown(name, limits[1])}" if limits else ""
        table.add_row(Text(name), Text(shown(name, card.figures[name]), "bold"), Text(interval, "dim"))
    return Padding(table, (0, 0, 0, 2), expand=False)


def _classes(card: ScoreCard) -> RenderableType:
    table = Table(box=None, padding=(0, 1), header_style="dim")
    table.add_column("class")
    for column in card.columns:
        table.add_column(column, justify="right")
    for name, row in card.classes.items():
        table.add_row(name, *(_cell(column, row) for column in card.columns))
    return Padding(table, (0, 0, 0, 1), expand=False)


def _cell(column: str, row: Figures) -> str:
    return shown(column, row[column]) if column in row else "–"
