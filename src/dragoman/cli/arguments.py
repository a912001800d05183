"""The words of the command, with their help. Imports nothing heavy: ``--help`` must be instant."""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from importlib import import_module

from dragoman.version import VERSION

COMMANDS = (
    "code",
    "ingest",
    "watch",
    "query",
    "search",
    "show",
    "export",
    "cluster",
    "import_corrections",
    "archive",
    "serve",
    "accounts",
    "explain",
    "demo",
    "eval",
    "schema",
    "formats",
    "lexicon",
    "gazetteer",
)
"""In the order of ``--help``; each is a module of ``dragoman.cli.commands``."""

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
  dragoman serve --archive crisis.db              look at it in a browser
  dragoman export --archive crisis.db --format gdelt --out crisis.export.CSV
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
    for name in COMMANDS:
        import_module(f"dragoman.cli.commands.{name.replace('-', '_')}").add(commands)
    return parser
