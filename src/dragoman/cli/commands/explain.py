"""The words of ``dragoman explain``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.cli.commands.options import add_coder, add_output, add_reading, command

if TYPE_CHECKING:
    from dragoman.cli.commands.options import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = command(
        commands,
        "explain",
        "explain",
        "say why each record was coded: rule, words, roles, modality, attribution; and what was turned down",
        '  dragoman explain "Norway\'s premier phoned the emir on Monday."\n'
        "  dragoman explain story.txt --record e3\n"
        "  dragoman explain 3f4f0e26f0339947 --archive crisis.db    why the events of an occurrence were joined\n"
        "  echo 'Envoys of Chad and Niger met in Agadez.' | dragoman explain -\n",
    )
    parser.add_argument("story", metavar="PATH|TEXT|ID", help="a file, a sentence between quotation marks, or - for standard input")
    parser.add_argument("--archive", metavar="FILE|URL", help="explain an occurrence or a story of this archive, given by its id")
    parser.add_argument("--record", metavar="ID", action="append", help="only this record, for example e3 (may be repeated)")
    add_reading(parser)
    add_output(parser)
    add_coder(parser)
