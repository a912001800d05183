"""The words of ``dragoman cluster``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.cli.commands.options import add_gazetteer_file, add_reading, command

if TYPE_CHECKING:
    from dragoman.cli.commands.options import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = command(
        commands,
        "cluster",
        "cluster",
        "group stories that tell of one matter, each with the reason it stands there",
        "  dragoman cluster stories/\n"
        "  dragoman cluster wire.jsonl --format jsonl > clusters.jsonl\n"
        "  dragoman cluster feed.xml download.rtf --format text\n",
    )
    parser.add_argument("paths", metavar="PATH", nargs="+", help="a file of stories, an archive or a folder of them; - is standard input")
    add_reading(parser)
    parser.add_argument(
        "--format",
        choices=("text", "jsonl"),
        help="text: a table a cluster; jsonl: id, cluster and reason of each story (default: text on a terminal, else jsonl)",
    )
    parser.add_argument("--model", metavar="NAME", help="the English model: an installed spaCy package or a folder")
    parser.add_argument(
        "--lexicon", metavar="DIR", action="append", default=[], help="a folder of your own rules and words (may be repeated)"
    )
    add_gazetteer_file(parser)
