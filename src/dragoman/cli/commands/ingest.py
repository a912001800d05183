"""The words of ``dragoman ingest``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.cli.commands.options import add_archive, add_coder, add_processes, add_reading, command

if TYPE_CHECKING:
    from dragoman.cli.commands.options import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = command(
        commands,
        "ingest",
        "ingest",
        "read, code and keep stories in an archive; safe to stop and to repeat",
        "  dragoman ingest wire.jsonl.gz --archive crisis.db\n"
        "  dragoman ingest stories/ --archive postgresql://desk@localhost/crisis --processes 4\n"
        "  dragoman ingest --retry --archive crisis.db     tries again what was set aside\n",
    )
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", help="a text file, JSON Lines (also .gz) or a folder of them; - is standard input"
    )
    add_archive(parser)
    parser.add_argument(
        "--retry", action="store_true", help="try again what was set aside: documents in the archive, and the files that were named"
    )
    parser.add_argument("--no-assemble", action="store_true", help="leave it to dragoman archive assemble to assemble what was taken in")
    add_reading(parser)
    add_coder(parser)
    add_processes(parser)
