"""The words of ``dragoman formats``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.cli.commands.options import command

if TYPE_CHECKING:
    from dragoman.cli.commands.options import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = command(
        commands, "formats", "formats", "list the formats that stories are read from", "  dragoman formats\n  dragoman formats --json\n"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a format")
