"""The options that commands share, with their help. Imports nothing heavy: ``--help`` must be instant."""

from __future__ import annotations

import datetime
import os
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter, _SubParsersAction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = _SubParsersAction[ArgumentParser]

FORMATS = ("text", "json", "jsonl")


def command(commands: Commands, name: str, module: str, help: str, examples: str) -> ArgumentParser:
    """Add a command: ``module`` is the one of ``dragoman.cli`` that runs it, ``help`` a line, ``examples`` lines of the shell."""
    about = help[0].upper() + help[1:] + "."
    parser: ArgumentParser = commands.add_parser(
        name, help=help, description=about, epilog=f"examples:\n{examples}", formatter_class=RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.set_defaults(module=module, command=name)
    return parser


def add_archive(parser: ArgumentParser) -> None:
    """The archive that a command works on."""
    parser.add_argument("--archive", metavar="FILE|URL", required=True, help="the archive: a file, or postgresql://user@host/name")


def add_reading(parser: ArgumentParser) -> None:
    """How files of stories are read."""
    parser.add_argument(
        "--read", metavar="NAME", help="read every file as this format (dragoman formats lists them; told by the file if not given)"
    )
    parser.add_argument("--published", metavar="DATE", type=date, help="publication date (YYYY-MM-DD) of stories that carry none")


def add_output(parser: ArgumentParser) -> None:
    """The form that reports are printed in."""
    parser.add_argument(
        "--format", choices=FORMATS, help="text: tables; jsonl: one report a line; json: indented (default: text on a terminal, else jsonl)"
    )


def add_coder(parser: ArgumentParser) -> None:
    """What the coder is made of."""
    parser.add_argument("--model", metavar="NAME", help="the English model: an installed spaCy package or a folder")
    parser.add_argument(
        "--lexicon", metavar="DIR", action="append", default=[], help="a folder of your own rules and words (may be repeated)"
    )
    parser.add_argument(
        "--cameo-dictionaries",
        metavar="DIR",
        action="append",
        default=[],
        help="a folder of actor, agent or verb dictionaries in the formats of TABARI and PETRARCH (may be repeated)",
    )
    add_gazetteer_file(parser)


def add_gazetteer_file(parser: ArgumentParser) -> None:
    """The gazetteer that places are looked up in."""
    parser.add_argument(
        "--gazetteer",
        metavar="FILE",
        default=os.environ.get("DRAGOMAN_GAZETTEER"),
        help="a gazetteer of your own, made by gazetteer build (default: DRAGOMAN_GAZETTEER, else the embedded one)",
    )


def add_processes(parser: ArgumentParser) -> None:
    """In how many processes stories are coded."""
    parser.add_argument("--processes", metavar="N", type=process_count, default=1, help="code in N processes (default: 1)")


def add_finding(parser: ArgumentParser) -> None:
    """What narrows an answer of the archive, and its form."""
    add_days(parser)
    add_view(parser)
    parser.add_argument("--limit", metavar="N", type=whole_number, default=50, help="at most N; 0 for all (default: 50)")
    parser.add_argument("--format", choices=("table", "json", "csv"), help="json: one hit a line (default: table on a terminal, else json)")


def add_days(parser: ArgumentParser) -> None:
    """What all kinds of records can be asked for by."""
    parser.add_argument("--source", metavar="NAME", help="of this agency")
    parser.add_argument("--since", metavar="DATE", type=day, help="of this day or later")
    parser.add_argument("--until", metavar="DATE", type=day, help="of this day or earlier")


def add_fields(parser: ArgumentParser) -> None:
    """What records can be asked for by."""
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


def add_view(parser: ArgumentParser) -> None:
    """The two clocks that an archive is looked at by."""
    parser.add_argument("--as-of", metavar="DATE", type=day, help="as it was published by the end of this day")
    parser.add_argument("--learnt-by", metavar="TIME", help="as the archive held it at this moment (UTC)")


def date(value: str) -> str:
    """A date or date and time as written, if it is one."""
    try:
        datetime.datetime.fromisoformat(value)
    except ValueError:
        raise ArgumentTypeError(f'"{value}" is not a date; write it as YYYY-MM-DD') from None
    return value


def day(value: str) -> datetime.date:
    """The day that a date names."""
    return datetime.datetime.fromisoformat(date(value)).date()


def whole_number(value: str) -> int:
    """A number without sign."""
    if not value.isdecimal():
        raise ArgumentTypeError(f'"{value}" is not a whole number')
    return int(value)


def process_count(value: str) -> int:
    """A number of processes, one at least."""
    if whole_number(value) < 1:
        raise ArgumentTypeError("at least one process is needed")
    return int(value)
