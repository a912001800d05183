"""The words of ``dragoman serve``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.cli.commands.options import add_archive, command, whole_number

if TYPE_CHECKING:
    from dragoman.cli.commands.options import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = command(
        commands,
        "serve",
        "serve",
        "open the desk: the archive as pages and as a REST interface, on this machine only unless told otherwise",
        "  dragoman serve --archive crisis.db                 then open http://127.0.0.1:8437\n"
        "  dragoman serve --archive crisis.db --port 9000\n",
    )
    add_archive(parser)
    parser.add_argument("--host", metavar="ADDRESS", default="127.0.0.1", help="where to listen (default: 127.0.0.1, this machine only)")
    parser.add_argument("--port", metavar="N", type=whole_number, default=8437, help="the port to listen at (default: 8437)")
    parser.add_argument("--model", metavar="NAME", help="the English model that pasted stories are coded with")
    parser.add_argument(
        "--lexicon", metavar="DIR", action="append", default=[], help="a folder of your own rules and words (may be repeated)"
    )
