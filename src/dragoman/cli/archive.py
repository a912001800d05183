"""``dragoman archive``: keep house."""

from __future__ import annotations

import datetime
import sys
from argparse import Namespace

import msgspec

from dragoman.archive import Archive
from dragoman.cli.code import make_coder
from dragoman.cli.ingest import assemble
from dragoman.cli.progress import Watcher
from dragoman.reading.reports import read_reports
from dragoman.watching import read_feeds
from dragoman.wording.printing import printable


def run(arguments: Namespace) -> int:
    """Do what the second word says."""
    return _ACTIONS[arguments.action](arguments)


def _check(arguments: Namespace) -> int:
    faults = 0
    with Archive(arguments.archive, mode="read") as archive:
        for fault in archive.check():
            faults += 1
            print(f"fault: {printable(str(fault))}", file=sys.stderr)
    print(f"{faults:,} faults" if faults else "no fault")
    return 1 if faults else 0


def _digest(arguments: Namespace) -> int:
    with Archive(arguments.archive, mode="read") as archive:
        print(archive.digest())
    return 0


def _backup(arguments: Namespace) -> int:
    with Archive(arguments.archive, mode="read") as archive:
        archive.backup(arguments.target)
    print(f"{arguments.target} is whole")
    return 0


def _stats(arguments: Namespace) -> int:
    with Archive(arguments.archive, mode="read") as archive:
        stats = archive.stats()
    if arguments.json:
        sys.stdout.buffer.write(msgspec.json.encode(stats) + b"\n")
        return 0
    for name, value in msgspec.to_builtins(stats).items():
        shown = value.items() if isinstance(value, dict) else [("", value)]
        for part, count in shown:
            number = f"{count:,}" if isinstance(count, int | float) else str(count or "—")
            print(f"{name.replace('_', ' '):<22} {number:>16}  {printable(part)}".rstrip())
    return 0


def _recode(arguments: Namespace) -> int:
    with Archive(arguments.archive) as archive:
        coder = make_coder(arguments)
        with Watcher(lambda: None) as watcher:
            counts = watcher.closing(archive.recode(coder, processes=arguments.processes, listener=watcher))
    return 1 if counts.set_aside else 0


def _import(arguments: Namespace) -> int:
    with Archive(arguments.archive) as archive, Watcher(lambda: None) as watcher:
        counts = watcher.closing(archive.import_reports(read_reports(arguments.paths), listener=watcher))
    return 1 if counts.set_aside else 0


def _assemble(arguments: Namespace) -> int:
    with Archive(arguments.archive) as archive:
        assemble(archive, again=arguments.again)
    return 0


def _upgrade(arguments: Namespace) -> int:
    with Archive(arguments.archive) as archive:
        print(f"{archive.where} has the newest form")
    return 0


def _set_aside(arguments: Namespace) -> int:
    with Archive(arguments.archive, mode="read") as archive:
        for reason, document in archive.set_aside():
            if arguments.json:
                sys.stdout.buffer.write(msgspec.json.encode({**msgspec.structs.asdict(reason), "retried": document is not None}) + b"\n")
            else:
                print(printable(str(reason)))
    return 0


def _feeds(arguments: Namespace) -> int:
    with Archive(arguments.archive, mode="read") as archive:
        found = read_feeds(archive)
    for feed in found:
        if arguments.json:
            sys.stdout.buffer.write(msgspec.json.encode(feed) + b"\n")
            continue
        brought = f"{feed.stories:,} stories, the last {moment(feed.brought)}" if feed.brought else "no story yet"
        print(f"{printable(feed.address)}\n  looked at {moment(feed.looked)}, next {moment(feed.next)}; {brought}")
        if feed.fault is not None:
            print(f"  failures in a row: {feed.failures:,}; the last: {printable(feed.fault)}")
    return 0


def moment(value: datetime.datetime | None) -> str:
    """A moment in UTC, to the second."""
    return f"{value:%Y-%m-%d %H:%M:%S} UTC" if value else "never"


_ACTIONS = {
    "check": _check,
    "digest": _digest,
    "backup": _backup,
    "stats": _stats,
    "recode": _recode,
    "import": _import,
    "assemble": _assemble,
    "upgrade": _upgrade,
    "feeds": _feeds,
    "set-aside": _set_aside,
}
