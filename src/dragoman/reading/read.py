"""Paths to documents: what cannot be read is set aside with its reason, and the rest go on."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from dragoman import registry
from dragoman.records import Document, ReadingError, SetAside

STANDARD_INPUT = "-"
FORMATS = "dragoman.reading.formats"


def read_paths(paths: Iterable[str | Path], *, published: str | None = None, format: str | None = None) -> Iterator[Document | SetAside]:
    """Read the documents of each path in order; ``-`` is standard input, and a folder gives its known files, sorted.

    ``published`` is the date of every document that carries none. ``format`` names the format; with
    None it is found from the file's name, or, where that tells nothing, from its first bytes.
    """
    readers = {name: registry.load(FORMATS, name) for name in registry.available(FORMATS)}
    if format is not None:
        registry.load(FORMATS, format)  # an unknown name is answered with the known ones
    for path in paths:
        for file in _files(path, readers):
            yield from _read(file, readers, published, format)


def _files(path: str | Path, readers: dict[str, Any]) -> list[str | Path]:
    if str(path) == STANDARD_INPUT or not Path(path).is_dir():
        return [path]
    known = tuple(suffix for reader in readers.values() for suffix in reader.SUFFIXES)
    return sorted(file for file in Path(path).rglob("*") if file.is_file() and file.suffix.lower() in known)


def _read(path: str | Path, readers: dict[str, Any], published: str | None, format: str | None) -> Iterator[Document | SetAside]:
    where = "standard input" if str(path) == STANDARD_INPUT else str(path)
    name = STANDARD_INPUT if str(path) == STANDARD_INPUT else Path(path).stem
    try:
        with io.BytesIO(sys.stdin.buffer.read()) if str(path) == STANDARD_INPUT else Path(path).open("rb") as stream:
            reader = readers[format or _format_of(where, stream, readers)]
            yield from reader.READER(stream, where=where, name=name, published=published)
    except ReadingError as error:
        yield SetAside(error.where, error.what, error.mend)
    except OSError as error:
        yield SetAside(where, error.strerror or str(error), "Name a file or a folder that can be read, or - for standard input.")


def _format_of(where: str, stream: BinaryIO, readers: dict[str, Any]) -> str:
    for name, reader in readers.items():
        if where.lower().endswith(reader.SUFFIXES):
            return name
    first = stream.read(64)
    stream.seek(0)
    return "jsonl" if first.lstrip().startswith(b"{") else "text"
