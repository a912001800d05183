"""The words of ``dragoman show``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.cli.commands.options import add_archive, add_output, add_view, command

if TYPE_CHECKING:
    from dragoman.cli.commands.options import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = command(
        commands,
        "show",
        "query",
        "show the report of a story in an archive, an occurrence, a storyline, or a toll series as a ledger",
        "  dragoman show reuters-118 --archive crisis.db\n"
        "  dragoman show 3f4f0e26f0339947 --archive crisis.db\n"
        "  dragoman show ts-82e4c1ad476139d3 --archive crisis.db --as-of 2023-10-19\n",
    )
    parser.add_argument(
        "id", metavar="ID", help="id of a story, id@DIGEST for one version of it; of an occurrence, a storyline (s-…) or a series (ts-…)"
    )
    add_archive(parser)
    add_view(parser)
    add_output(parser)
