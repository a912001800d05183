"""The words of ``dragoman code``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.cli.commands.options import add_coder, add_output, add_processes, add_reading, command

if TYPE_CHECKING:
    from dragoman.cli.commands.options import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = command(
        commands,
        "code",
        "code",
        "code stories: a table for people on a terminal, JSON Lines in a pipe",
        "  dragoman code story.txt --published 2024-05-17\n"
        "  dragoman code wire.jsonl --format jsonl > reports.jsonl\n"
        "  dragoman code download.rtf crawl.warc.gz feed.xml --format jsonl\n"
        "  cat story.txt | dragoman code - --explain --format text\n",
    )
    parser.add_argument("paths", metavar="PATH", nargs="+", help="a file of stories, an archive or a folder of them; - is standard input")
    add_reading(parser)
    add_output(parser)
    parser.add_argument("--explain", action="store_true", help="say why each record stands there, and what was turned down")
    add_coder(parser)
    add_processes(parser)
