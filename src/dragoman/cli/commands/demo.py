"""The words of ``dragoman demo``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.cli.commands.options import add_coder, add_output, command, whole_number

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
        "  dragoman demo --crisis --archive crisis.db      forty dispatches of one war, kept and assembled\n"
        "  dragoman demo --serve                           the same at the desk, at http://127.0.0.1:8437\n",
    )
    parser.add_argument("names", metavar="NAME", nargs="*", help="only the stories whose name begins so")
    parser.add_argument("--list", action="store_true", help="list the bundled stories and stop")
    parser.add_argument("--crisis", action="store_true", help="keep and assemble forty dispatches of August 2008, by invented agencies")
    parser.add_argument("--archive", metavar="ARCHIVE", help="with --crisis: where to keep them, a file or a PostgreSQL URL")
    parser.add_argument("--serve", action="store_true", help="open the desk on those dispatches, in an archive that is gone afterwards")
    parser.add_argument("--port", metavar="N", type=whole_number, default=8437, help="with --serve: the port to listen at (default: 8437)")
    add_output(parser)
    parser.add_argument("--explain", action="store_true", help="say why each record stands there")
    add_coder(parser)
