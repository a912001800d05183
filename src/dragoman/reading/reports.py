"""Reads coded reports back: JSON Lines as ``dragoman code --format jsonl`` prints them, also compressed, in archives and folders."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

import msgspec

from dragoman.reading.containers import is_container, members
from dragoman.reading.read import STANDARD_INPUT
from dragoman.reading.reader import LIMITS, Delivery
from dragoman.reading.streams import peek
from dragoman.records import ReadingError, Report, SetAside

Delivered: TypeAlias = tuple[str, Report] | SetAside
"""A report and where it stands (``reports.jsonl:3``), or why there is none."""
MEND = "Give what dragoman code --format jsonl printed."
_decoder = msgspec.json.Decoder(Report)


def read_reports(paths: Iterable[str | Path]) -> Iterator[Delivered]:
    """The reports of each path in order, as they are asked for; ``-`` is standard input, of a folder all its files, sorted."""
    for path in paths:
        if str(path) == STANDARD_INPUT:
            yield from _read(Delivery(sys.stdin.buffer, "standard input", STANDARD_INPUT), 0)
            continue
        files = sorted(file for file in Path(path).rglob("*") if file.is_file()) if Path(path).is_dir() else [Path(path)]
        for file in files:
            yield from _read_file(file)


def _read_file(file: Path) -> Iterator[Delivered]:
    try:
        with file.open("rb") as stream:
            yield from _read(Delivery(stream, str(file), file.stem), 0)
    except ReadingError as error:
        yield SetAside(error.where or str(file), error.what, error.mend)
    except OSError as error:
        yield SetAside(str(file), error.strerror or str(error), "Name a file or a folder that can be read, or - for standard input.")


def _read(given: Delivery, depth: int) -> Iterator[Delivered]:
    head, stream = peek(given.stream)
    given = Delivery(stream, given.where, given.name)
    if not is_container(head):
        yield from _lines(given)
        return
    if depth >= LIMITS.depth:
        raise ReadingError(f"archives lie more than {LIMITS.depth} deep inside one another", where=given.where, mend="Unpack it first.")
    for inner in members(head, given):
        if isinstance(inner, SetAside):
            yield inner
        else:
            yield from _read(inner, depth + 1)


def _lines(given: Delivery) -> Iterator[Delivered]:
    number = 0
    while line := given.stream.readline(LIMITS.whole_bytes + 1):
        number += 1
        where = f"{given.where}:{number}"
        if len(line) > LIMITS.whole_bytes:
            raise ReadingError(f"the line has more than {LIMITS.whole_bytes:,} bytes", where=where, mend=MEND)
        if line.strip():
            yield _report(line, where)


def _report(line: bytes, where: str) -> Delivered:
    try:
        return where, _decoder.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        return SetAside(where, f"it is no report: {error}", MEND)
