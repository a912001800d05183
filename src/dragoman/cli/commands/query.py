"""The words of ``dragoman query``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.cli.commands.options import add_archive, add_fields, add_finding, command

if TYPE_CHECKING:
    from dragoman.cli.commands.options import Commands

KINDS = (
    *("events", "statements", "positions", "tolls", "documents", "actors"),
    *("occurrences", "storylines", "series", "stances", "offices"),
)


def add(commands: Commands) -> None:
    """Add the command."""
    parser = command(
        commands,
        "query",
        "query",
        "find records in an archive by date, actor, place, type, source and words, newest first",
        "  dragoman query events --archive crisis.db --type ASSAULT --country ISR --since 2023-10-07\n"
        "  dragoman query tolls --archive crisis.db --type killed --as-of 2023-10-19\n"
        "  dragoman query positions --archive crisis.db --actor TUR --format csv --limit 0 > positions.csv\n"
        '  dragoman query statements --archive crisis.db --actor RUS/GOV --text "ceasefire OR truce"\n'
        "  dragoman query occurrences --archive crisis.db --actor RUS --recipient UKR    what many stories say happened\n"
        "  dragoman query storylines --archive crisis.db\n"
        "  dragoman query series --archive crisis.db --type killed --country ISR    tolls that may be compared, as ledgers\n"
        "  dragoman query stances --archive crisis.db --actor TUR    positions from day to day\n"
        "  dragoman query offices --archive crisis.db --country NER    who holds which office, from when to when\n",
    )
    parser.add_argument("kind", choices=KINDS, help="what to find: records of single stories, or what many stories say together")
    add_archive(parser)
    add_fields(parser)
    parser.add_argument("--storyline", metavar="ID", help="of this storyline (occurrences, series)")
    parser.add_argument(
        "--after", metavar="CURSOR", help="go on behind this hit of an earlier answer (its cursor, or its id, is in the JSON)"
    )
    add_finding(parser)
