"""The words of ``dragoman formats``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.cli.commands.options import command

if TYPE_CHECKING:
    from dragoman.cli.commands.options import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = command(
        commands,
        "formats",
        "formats",
        "list the formats that stories are read from, or those that export writes",
        "  dragoman formats\n  dragoman formats --exports\n  dragoman formats --exports --json\n",
    )
    parser.add_argument("--exports", action="store_true", help="list what export writes")
    parser.add_argument("--json", action="store_true", help="one JSON object a format; of those written with their columns")
    parser.add_argument("--markdown", action="store_true", help="describe what export writes, column by column, as in docs/exchange.md")
