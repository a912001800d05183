"""The words of ``dragoman import-corrections``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.cli.commands.options import add_archive, command

if TYPE_CHECKING:
    from dragoman.cli.commands.options import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = command(
        commands,
        "import-corrections",
        "import_corrections",
        "keep as corrections what was changed in the CSV of a query; all rows or none",
        "  dragoman query tolls --archive crisis.db --format csv --limit 0 > tolls.csv\n"
        "  … change cells; add a column verdict (accept, reject) and a column reason …\n"
        "  dragoman import-corrections tolls.csv --archive crisis.db --by maria\n",
    )
    parser.add_argument("file", metavar="FILE", help="the CSV of dragoman query events, tolls, positions or statements, edited")
    add_archive(parser)
    parser.add_argument("--by", metavar="NAME", required=True, help="who corrects")
