"""The words of the command, with their help. Imports nothing heavy: ``--help`` must be instant."""

from __future__ import annotations

import datetime
import os
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter, _SubParsersAction
from typing import TYPE_CHECKING

from dragoman.version import VERSION

if TYPE_CHECKING:
    Commands = _SubParsersAction[ArgumentParser]

FORMATS = ("text", "json", "jsonl")

_ABOUT = """\
Reads newswire and keeps the record of a crisis: who met whom, who said what and on whose word,
what happened where and when, who stands for what, and how many were hurt by whose count.
Every field points at the words it came from.
"""

_EXAMPLES = """\
examples:
  dragoman demo                                   the bundled stories, coded
  dragoman code story.txt --published 2024-05-17  a table for people
  dragoman code wire.jsonl > reports.jsonl        JSON Lines for programs
  dragoman ingest wire.jsonl --archive crisis.db  keep what was coded
  dragoman query tolls --archive crisis.db        find it again
  curl -s … | dragoman code - --explain           a story from a pipe, and why each record stands there
  dragoman explain "Norway's premier phoned the emir on Monday."

exit status:
  0  done
  1  some documents were set aside; each is named on standard error with its reason
  2  the command itself was wrong
"""


def build_parser() -> ArgumentParser:
    """The parser of the whole command."""
    parser = ArgumentParser(
        "dragoman", description=_ABOUT, epilog=_EXAMPLES, formatter_class=RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"dragoman {VERSION}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in (
        _add_code,
        _add_ingest,
        _add_query,
        _add_search,
        _add_show,
        _add_archive,
        _add_explain,
        _add_demo,
        _add_eval,
        _add_schema,
        _add_formats,
        _add_lexicon,
        _add_gazetteer,
    ):
        add(commands)
    return parser


def _command(commands: Commands, name: str, module: str, help: str, examples: str) -> ArgumentParser:
    about = help[0].upper() + help[1:] + "."
    parser: ArgumentParser = commands.add_parser(
        name, help=help, description=about, epilog=f"examples:\n{examples}", formatter_class=RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.set_defaults(module=module, command=name)
    return parser


def _add_code(commands: Commands) -> None:
    parser = _command(
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
    _add_reading(parser)
    _add_output(parser)
    parser.add_argument("--explain", action="store_true", help="say why each record stands there, and what was turned down")
    _add_coder(parser)
    _add_processes(parser)


def _add_ingest(commands: Commands) -> None:
    parser = _command(
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
    _add_archive_option(parser)
    parser.add_argument(
        "--retry", action="store_true", help="try again what was set aside: documents in the archive, and the files that were named"
    )
    _add_reading(parser)
    _add_coder(parser)
    _add_processes(parser)


def _add_archive(commands: Commands) -> None:
    parser = _command(
        commands,
        "archive",
        "archive",
        "keep house: check, digest, back up, count, code again",
        "  dragoman archive stats crisis.db\n"
        "  dragoman archive backup crisis.db crisis-monday.db\n"
        "  dragoman archive recode crisis.db      codes again what an older version coded\n",
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", dest="action", required=True)
    added = {name: actions.add_parser(name, help=about, description=about, allow_abbrev=False) for name, about in _HOUSEKEEPING.items()}
    for name in added:
        added[name].add_argument("archive", metavar="ARCHIVE", help="a file, or postgresql://user@host/name")
    added["backup"].add_argument("target", metavar="FILE", help="the new file; none of that name may be there")
    for name in ("stats", "set-aside"):
        added[name].add_argument("--json", action="store_true", help="print JSON")
    _add_coder(added["recode"])
    _add_processes(added["recode"])


def _add_query(commands: Commands) -> None:
    parser = _command(
        commands,
        "query",
        "query",
        "find records in an archive by date, actor, place, type, source and words, newest first",
        "  dragoman query events --archive crisis.db --type ASSAULT --country ISR --since 2023-10-07\n"
        "  dragoman query tolls --archive crisis.db --type killed --as-of 2023-10-19\n"
        "  dragoman query positions --archive crisis.db --actor TUR --format csv --limit 0 > positions.csv\n"
        '  dragoman query statements --archive crisis.db --actor RUS/GOV --text "ceasefire OR truce"\n',
    )
    parser.add_argument("kind", choices=("events", "statements", "positions", "tolls", "documents", "actors"), help="what to find")
    _add_archive_option(parser)
    parser.add_argument("--actor", metavar="CODE|NAME", help="who takes part: RUS, RUS/MIL, or a name")
    parser.add_argument("--recipient", metavar="CODE|NAME", help="to whom it is done; --actor then is who does it")
    parser.add_argument("--country", metavar="CODE", help="where, alpha-3: ISR")
    parser.add_argument("--place", metavar="NAME|ID", help="where: a name, or a GeoNames id")
    parser.add_argument("--type", help="event type, class of a statement's verb, issue of a position, kind of a toll")
    parser.add_argument("--mode", help="mode of an event")
    parser.add_argument("--modality", help="asserted, historical, future, hypothetical or negated (events)")
    parser.add_argument("--stance", help="for, against, calls_for, condemns or neutral (positions)")
    parser.add_argument("--text", metavar="WORDS", help='words of the story, or of what is said: "a phrase", OR, -word, word*')
    parser.add_argument("--document", metavar="ID", help="in this story only")
    parser.add_argument("--after", metavar="CURSOR", help="go on behind this hit of an earlier answer (its cursor is in the JSON)")
    _add_finding(parser)


def _add_search(commands: Commands) -> None:
    parser = _command(
        commands,
        "search",
        "query",
        "find stories, or with --statements what somebody said, by their words, newest first",
        '  dragoman search "grain deal" --archive crisis.db\n'
        "  dragoman search --statements ceasefire -humanitarian --archive crisis.db --since 2023-10-07\n",
    )
    parser.add_argument("words", metavar="WORD", nargs="+", help='all must be there; "a phrase" in quotation marks, OR, word*')
    _add_archive_option(parser)
    parser.add_argument("--statements", action="store_true", help="look in what was said, not in whole stories")
    _add_finding(parser)


def _add_show(commands: Commands) -> None:
    parser = _command(
        commands, "show", "query", "show the report of a story in an archive", "  dragoman show reuters-118 --archive crisis.db\n"
    )
    parser.add_argument("id", metavar="ID", help="id of the story; id@DIGEST for one version of it")
    _add_archive_option(parser)
    _add_view(parser)
    _add_output(parser)


def _add_finding(parser: ArgumentParser) -> None:
    parser.add_argument("--source", metavar="NAME", help="of this agency")
    parser.add_argument("--since", metavar="DATE", type=_day, help="of this day or later")
    parser.add_argument("--until", metavar="DATE", type=_day, help="of this day or earlier")
    _add_view(parser)
    parser.add_argument("--limit", metavar="N", type=_whole_number, default=50, help="at most N; 0 for all (default: 50)")
    parser.add_argument("--format", choices=("table", "json", "csv"), help="json: one hit a line (default: table on a terminal, else json)")


def _add_view(parser: ArgumentParser) -> None:
    parser.add_argument("--as-of", metavar="DATE", type=_day, help="as it was published by the end of this day")
    parser.add_argument("--learnt-by", metavar="TIME", help="as the archive held it at this moment (UTC)")


_HOUSEKEEPING = {
    "check": "verify every text, span, reference and index; exit status 1 where a fault is found",
    "digest": "print one line that is equal for equal content",
    "backup": "copy the archive as it stands to a new SQLite file, while others may write",
    "stats": "count what is in it",
    "recode": "code again what another version of the coder coded; older reports are kept",
    "upgrade": "bring an archive of an older dragoman to the newest form",
    "set-aside": "list what could not be read or coded, with its reason",
}


def _add_archive_option(parser: ArgumentParser) -> None:
    parser.add_argument("--archive", metavar="FILE|URL", required=True, help="the archive: a file, or postgresql://user@host/name")


def _add_explain(commands: Commands) -> None:
    parser = _command(
        commands,
        "explain",
        "explain",
        "say why each record was coded: rule, words, roles, modality, attribution; and what was turned down",
        '  dragoman explain "Norway\'s premier phoned the emir on Monday."\n'
        "  dragoman explain story.txt --record e3\n"
        "  echo 'Envoys of Chad and Niger met in Agadez.' | dragoman explain -\n",
    )
    parser.add_argument("story", metavar="PATH|TEXT", help="a file, a sentence between quotation marks, or - for standard input")
    parser.add_argument("--record", metavar="ID", action="append", help="only this record, for example e3 (may be repeated)")
    _add_reading(parser)
    _add_output(parser)
    _add_coder(parser)


def _add_demo(commands: Commands) -> None:
    parser = _command(
        commands,
        "demo",
        "demo",
        "code the bundled stories and print them",
        "  dragoman demo\n  dragoman demo --list\n  dragoman demo tass-2023\n",
    )
    parser.add_argument("names", metavar="NAME", nargs="*", help="only the stories whose name begins so")
    parser.add_argument("--list", action="store_true", help="list the bundled stories and stop")
    _add_output(parser)
    parser.add_argument("--explain", action="store_true", help="say why each record stands there")
    _add_coder(parser)


def _add_eval(commands: Commands) -> None:
    parser = _command(
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
        "--boot", metavar="N", type=_whole_number, default=1000, help="draws for the 95 %% intervals; 0 for none (default: 1000)"
    )
    _add_coder(parser)
    _add_processes(parser)


def _add_schema(commands: Commands) -> None:
    _command(commands, "schema", "schema", "print the JSON Schema of a report", "  dragoman schema > report.schema.json\n")


def _add_formats(commands: Commands) -> None:
    parser = _command(
        commands, "formats", "formats", "list the formats that stories are read from", "  dragoman formats\n  dragoman formats --json\n"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a format")


def _add_lexicon(commands: Commands) -> None:
    parser = _command(
        commands,
        "lexicon",
        "lexicon",
        "list or check the lexicon, the rules and words as data; or print the event rules",
        "  dragoman lexicon list\n"
        "  dragoman lexicon check --lexicon my-lexicon/\n"
        "  dragoman lexicon rules CONSULT consult.phone\n"
        "  dragoman lexicon rules --format markdown > rules.md\n",
    )
    parser.add_argument(
        "action",
        choices=("list", "check", "rules"),
        help="list: the files; check: run their example sentences; rules: print each event rule with its patterns and sentences",
    )
    parser.add_argument("names", metavar="TYPE|RULE", nargs="*", help="with rules: only those of these event types, or with these ids")
    parser.add_argument(
        "--format", choices=("text", "json", "markdown"), help="of rules: json is one rule a line (default: text on a terminal, else json)"
    )
    _add_coder(parser)


def _add_gazetteer(commands: Commands) -> None:
    parser = _command(
        commands,
        "gazetteer",
        "gazetteer",
        "build a gazetteer from a GeoNames dump, or show what is known of a name",
        "  dragoman gazetteer search Kharkiv\n"
        "  dragoman gazetteer build geonames/ --out places.bin    places, names, countries and divisions in one folder\n"
        "  dragoman code story.txt --gazetteer places.bin\n",
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", dest="action", required=True)
    build = _command(
        actions,
        "build",
        "gazetteer",
        "compile a GeoNames dump into one file",
        "  dragoman gazetteer build geonames/\n  dragoman gazetteer build geonames/UA.zip --out ukraine.bin\n",
    )
    build.add_argument(
        "dump",
        metavar="DUMP",
        help="a folder with allCountries, countryInfo, admin1CodesASCII and perhaps alternateNamesV2 (.txt or .zip) "
        "from download.geonames.org/export/dump, or the file of places of one country in such a folder",
    )
    build.add_argument("--out", metavar="FILE", default="gazetteer.bin", help="where to write it (default: gazetteer.bin)")
    search = _command(
        actions,
        "search",
        "gazetteer",
        "show every place of a name, in the lexicon and the gazetteer",
        "  dragoman gazetteer search Georgia\n  dragoman gazetteer search 'Gaza Strip' --format jsonl\n",
    )
    search.add_argument("name", metavar="NAME", help="a name in any spelling: case, accents and apostrophes do not count")
    search.add_argument("--limit", metavar="N", type=_whole_number, default=20, help="so many places at most (default: 20)")
    _add_output(search)
    search.add_argument(
        "--lexicon", metavar="DIR", action="append", default=[], help="a folder of your own rules and words (may be repeated)"
    )
    _add_gazetteer_file(search)


def _add_reading(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--read", metavar="NAME", help="read every file as this format (dragoman formats lists them; told by the file if not given)"
    )
    parser.add_argument("--published", metavar="DATE", type=_date, help="publication date (YYYY-MM-DD) of stories that carry none")


def _add_output(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--format", choices=FORMATS, help="text: tables; jsonl: one report a line; json: indented (default: text on a terminal, else jsonl)"
    )


def _add_coder(parser: ArgumentParser) -> None:
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
    _add_gazetteer_file(parser)


def _add_gazetteer_file(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--gazetteer",
        metavar="FILE",
        default=os.environ.get("DRAGOMAN_GAZETTEER"),
        help="a gazetteer of your own, made by gazetteer build (default: DRAGOMAN_GAZETTEER, else the embedded one)",
    )


def _add_processes(parser: ArgumentParser) -> None:
    parser.add_argument("--processes", metavar="N", type=_process_count, default=1, help="code in N processes (default: 1)")


def _date(value: str) -> str:
    try:
        datetime.datetime.fromisoformat(value)
    except ValueError:
        raise ArgumentTypeError(f'"{value}" is not a date; write it as YYYY-MM-DD') from None
    return value


def _day(value: str) -> datetime.date:
    return datetime.datetime.fromisoformat(_date(value)).date()


def _whole_number(value: str) -> int:
    if not value.isdecimal():
        raise ArgumentTypeError(f'"{value}" is not a whole number')
    return int(value)


def _process_count(value: str) -> int:
    if _whole_number(value) < 1:
        raise ArgumentTypeError("at least one process is needed")
    return int(value)
