"""The words of ``dragoman lexicon``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.cli.commands.options import add_coder, command

if TYPE_CHECKING:
    from dragoman.cli.commands.options import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = command(
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
    add_coder(parser)
