"""The words of ``dragoman schema``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.cli.commands.options import command

if TYPE_CHECKING:
    from dragoman.cli.commands.options import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    command(commands, "schema", "schema", "print the JSON Schema of a report", "  dragoman schema > report.schema.json\n")
