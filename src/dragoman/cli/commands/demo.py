"""The words of ``dragoman demo``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.cli.commands.options import add_coder, add_output, command

if TYPE_CHECKING:
    from dragoman.cli.commands.options import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = command(
        commands,
        "demo",
        "demo",
        "code the bundled stories and print them",
        "  dragoman demo\n  dragoman demo --list\n  dragoman demo kuwait\n"
        "  dragoman demo --crisis --archive crisis.db      forty dispatches of one war, kept and assembled\n",
    )
    parser.add_argument("names", metavar="NAME", nargs="*", help="only the stories whose name begins so")
    parser.add_argument("--list", action="store_true", help="list the bundled stories and stop")
    parser.add_argument("--crisis", action="store_true", help="keep and assemble forty dispatches of August 2008, by invented agencies")
    parser.add_argument("--archive", metavar="ARCHIVE", help="with --crisis: where to keep them, a file or a PostgreSQL URL")
    add_output(parser)
    parser.add_argument("--explain", action="store_true", help="say why each record stands there")
    add_coder(parser)
