"""The words of ``dragoman query``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.cli.commands.options import add_archive, add_finding, command

if TYPE_CHECKING:
    from dragoman.cli.commands.options import Commands

KINDS = ("events", "statements", "positions", "tolls", "documents", "actors", "series", "stances", "offices")


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
        "  dragoman query series --archive crisis.db --type killed --country ISR    tolls that may be compared, as ledgers\n"
        "  dragoman query stances --archive crisis.db --actor TUR    positions from day to day\n"
        "  dragoman query offices --archive crisis.db --country NER    who holds which office, from when to when\n",
    )
    parser.add_argument("kind", choices=KINDS, help="what to find")
    add_archive(parser)
    parser.add_argument("--actor", metavar="CODE|NAME", help="who takes part: RUS, RUS/MIL, or a name")
    parser.add_argument("--recipient", metavar="CODE|NAME", help="to whom it is done; --actor then is who does it")
    parser.add_argument("--country", metavar="CODE", help="where, alpha-3: ISR")
    parser.add_argument("--place", metavar="NAME|ID", help="where: a name, or a GeoNames id")
    parser.add_argument("--type", help="event type, class of a statement's verb, issue of a position, kind of a toll, post of an office")
    parser.add_argument("--mode", help="mode of an event")
    parser.add_argument("--modality", help="asserted, historical, future, hypothetical or negated (events)")
    parser.add_argument("--stance", help="for, against, calls_for, condemns or neutral (positions)")
    parser.add_argument("--text", metavar="WORDS", help='words of the story, or of what is said: "a phrase", OR, -word, word*')
    parser.add_argument("--document", metavar="ID", help="in this story only")
    parser.add_argument("--after", metavar="CURSOR", help="go on behind this hit of an earlier answer (its cursor is in the JSON)")
    add_finding(parser)
