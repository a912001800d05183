"""The words of ``dragoman search``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.cli.commands.options import add_archive, add_finding, command

if TYPE_CHECKING:
    from dragoman.cli.commands.options import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = command(
        commands,
        "search",
        "query",
        "find stories, or with --statements what somebody said, by their words, newest first",
        '  dragoman search "grain deal" --archive crisis.db\n'
        "  dragoman search --statements ceasefire -humanitarian --archive crisis.db --since 2023-10-07\n",
    )
    parser.add_argument("words", metavar="WORD", nargs="+", help='all must be there; "a phrase" in quotation marks, OR, word*')
    add_archive(parser)
    parser.add_argument("--statements", action="store_true", help="look in what was said, not in whole stories")
    add_finding(parser)
