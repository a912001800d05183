"""The words of ``dragoman accounts``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.cli.commands.options import add_archive, command

if TYPE_CHECKING:
    from dragoman.cli.commands.options import Commands

_ACTIONS = {
    "add": "add a user; the password is asked for, or read from standard input",
    "password": "give a user another password; all sessions of the user end",
    "remove": "remove a user with all sessions and tokens",
    "list": "list the users and their roles",
    "token": "make a token for a program of a user; it is shown once",
    "tokens": "list the tokens",
    "withdraw": "withdraw a token",
    "log": "print what was written at the desk, the newest first",
}


def add(commands: Commands) -> None:
    """Add the command."""
    parser = command(
        commands,
        "accounts",
        "accounts",
        "keep the accounts of a desk: users with roles, tokens for programs, the log of what was written",
        "  dragoman accounts add mira --role reviewer --archive crisis.db\n"
        "  dragoman accounts token mira --label notebook --archive crisis.db\n"
        "  pass show desk/mira | dragoman accounts password mira --archive crisis.db\n",
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", dest="action", required=True)
    added = {name: actions.add_parser(name, help=about, description=about, allow_abbrev=False) for name, about in _ACTIONS.items()}
    for name in added:
        add_archive(added[name])
    for name in ("add", "password", "remove", "token"):
        added[name].add_argument("name", metavar="NAME", help="the user")
    added["add"].add_argument(
        "--role",
        choices=("reader", "reviewer", "admin"),
        default="reader",
        help="reader: look; reviewer: correct; admin: ingest (default: reader)",
    )
    added["token"].add_argument("--label", metavar="WORDS", default="", help="what it is for")
    added["withdraw"].add_argument("id", metavar="ID", help="id of the token")
