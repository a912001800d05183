"""The words of ``dragoman watch``."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from typing import TYPE_CHECKING

from dragoman.cli.commands.options import add_archive, add_coder, add_processes, add_reading, command

if TYPE_CHECKING:
    from dragoman.cli.commands.options import Commands

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
SHORTEST_S = 10


def add(commands: Commands) -> None:
    """Add the command."""
    parser = command(
        commands,
        "watch",
        "watch",
        "keep what comes from feeds and folders, as it comes, until it is stopped; safe to stop and to start again",
        "  dragoman watch https://example.org/world.rss incoming/ --archive crisis.db\n"
        "  dragoman watch https://example.org/world.rss --follow --every 15m --archive crisis.db\n"
        "  dragoman watch https://example.org/world.rss --once --archive crisis.db     for cron\n"
        "  dragoman archive feeds crisis.db                                             how the feeds do\n",
    )
    parser.add_argument("feeds", metavar="FEED", nargs="+", help="an RSS, Atom, ninjs or NewsML-G2 feed by its address, or a folder")
    add_archive(parser)
    parser.add_argument(
        "--every", metavar="TIME", type=seconds, default=300.0, help="look so often: 90s, 5m, 1h (default: 5m; folders 10s)"
    )
    parser.add_argument("--once", action="store_true", help="look once and end; exit status 1 where a feed failed or a story was set aside")
    parser.add_argument("--follow", action="store_true", help="fetch the pages that RSS and Atom entries link to, and read those")
    parser.add_argument("--allow-private", action="store_true", help="also fetch from this machine and from private networks")
    add_reading(parser)
    add_coder(parser)
    add_processes(parser)


def seconds(value: str) -> float:
    """The seconds of a length of time such as 5m."""
    found = re.fullmatch(r"(\d{1,6})([smhd]?)", value)
    if found is None:
        raise ArgumentTypeError(f'"{value}" is no length of time; write it as 90s, 5m, 1h or 1d')
    length = float(found[1]) * _UNITS[found[2] or "s"]
    if length < SHORTEST_S:
        raise ArgumentTypeError(f"feeds are not looked at more often than every {SHORTEST_S} s")
    return length
