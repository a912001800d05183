"""The words of ``dragoman eval``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.cli.commands.options import add_coder, add_processes, command, whole_number

if TYPE_CHECKING:
    from dragoman.cli.commands.options import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = command(
        commands,
        "eval",
        "evaluate",
        "score the coder on gold files of your own",
        "  dragoman eval stories.jsonl\n"
        "  dragoman eval events.jsonl quotes.jsonl --json\n"
        "  dragoman eval tolls.jsonl --reports reports.jsonl     scores what was coded before\n",
    )
    parser.add_argument(
        "gold", metavar="GOLD", nargs="+", help="a JSON Lines file (.gz is read too); the kind of set is told by its fields"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object a line for each file")
    parser.add_argument("--reports", metavar="FILE", help="score these reports (JSON Lines) and code nothing; with one GOLD only")
    parser.add_argument(
        "--boot", metavar="N", type=whole_number, default=1000, help="draws for the 95 %% intervals; 0 for none (default: 1000)"
    )
    add_coder(parser)
    add_processes(parser)
