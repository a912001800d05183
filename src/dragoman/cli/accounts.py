"""``dragoman accounts``: who may do what at a desk."""

from __future__ import annotations

import getpass
import sys
from argparse import Namespace
from collections.abc import Callable

from dragoman.archive import Archive
from dragoman.records import UsageError
from dragoman.web.accounts import Accounts


def run(arguments: Namespace) -> int:
    """Do what the command says."""
    with Archive(arguments.archive) as archive:
        _ACTIONS[arguments.action](Accounts(archive), arguments)
    return 0


def _add(accounts: Accounts, arguments: Namespace) -> None:
    user = accounts.add(arguments.name, arguments.role, _password())
    print(f"{user.name} is a {user.role} of this desk.")


def _password_of(accounts: Accounts, arguments: Namespace) -> None:
    accounts.set_password(arguments.name, _password())
    print(f"{arguments.name} has another password.")


def _remove(accounts: Accounts, arguments: Namespace) -> None:
    accounts.remove(arguments.name)
    print(f"{arguments.name} is no user any more.")


def _list(accounts: Accounts, _: Namespace) -> None:
    for user in accounts.users():
        print(f"{user.name}\t{user.role}")


def _token(accounts: Accounts, arguments: Namespace) -> None:
    token, secret = accounts.make_token(arguments.name, arguments.label)
    print(secret)
    print(f"Token {token.id} of {token.user}; it is shown this once.", file=sys.stderr)


def _tokens(accounts: Accounts, _: Namespace) -> None:
    for token in accounts.tokens():
        used = f"{token.used:%Y-%m-%d}" if token.used else "never used"
        print(f"{token.id}\t{token.user}\t{token.made:%Y-%m-%d}\t{used}\t{token.label}")


def _withdraw(accounts: Accounts, arguments: Namespace) -> None:
    accounts.withdraw_token(arguments.id)
    print(f"Token {arguments.id} is withdrawn.")


def _log(accounts: Accounts, _arguments: Namespace) -> None:
    before: int | None = None
    while page := list(accounts.log(before=before)):
        before = page[-1][0]
        for _, entry in page:
            print(f"{entry.at:%Y-%m-%dT%H:%M:%SZ}\t{entry.user}\t{entry.action}\t{entry.target}")


_ACTIONS: dict[str, Callable[[Accounts, Namespace], None]] = {
    "add": _add,
    "password": _password_of,
    "remove": _remove,
    "list": _list,
    "token": _token,
    "tokens": _tokens,
    "withdraw": _withdraw,
    "log": _log,
}


def _password() -> str:
    """The password, asked for twice on a terminal; otherwise the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise UsageError("the two passwords are not the same", mend="Try again.")
    return password
