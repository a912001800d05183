"""The words of ``dragoman export``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.cli.commands.options import add_archive, add_days, add_fields, add_view, command, whole_number

if TYPE_CHECKING:
    from dragoman.cli.commands.options import Commands

KINDS = ("events", "occurrences", "statements", "positions", "tolls", "documents")


def add(commands: Commands) -> None:
    """Add the command."""
    parser = command(
        commands,
        "export",
        "export",
        "write records of an archive in an outside format, with a sidecar that says what its columns hold",
        "  dragoman export --archive crisis.db --format plover --out crisis.txt\n"
        "  dragoman export --archive crisis.db --format gdelt --out crisis.export.CSV --since 2023-10-07\n"
        "  dragoman export --archive crisis.db --format acled --kind occurrences --out crisis.csv\n"
        "  dragoman export --archive crisis.db --format parquet --kind tolls --out tolls.parquet --as-of 2023-10-19\n"
        "  dragoman export --archive crisis.db --format geojson --out - --type ASSAULT | jq .\n",
    )
    add_archive(parser)
    parser.add_argument("--format", metavar="NAME", required=True, help="dragoman formats --exports lists them")
    parser.add_argument("--out", metavar="FILE", required=True, help="the file, made whole or not at all; - is standard output")
    parser.add_argument("--kind", choices=KINDS, help="what to write (default: events, of ninjs documents)")
    add_fields(parser)
    add_days(parser)
    add_view(parser)
    parser.add_argument("--limit", metavar="N", type=whole_number, default=0, help="at most N records (default: all)")
