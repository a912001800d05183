"""Paths to documents: what cannot be read is set aside with its reason, and the rest go on."""

from __future__ import annotations

import functools
import importlib
import io
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from dragoman import registry
from dragoman.reading.containers import is_container, members
from dragoman.reading.reader import LIMITS, Delivery, Outcome, Reader, set_aside
from dragoman.reading.streams import peek
from dragoman.records import ReadingError, SetAside

STANDARD_INPUT = "-"
FORMATS = "dragoman.reading.formats"
_PLAIN = "text"
_PACKED_SUFFIXES = (".gz", ".bz2", ".xz", ".zst", ".zip", ".tar", ".tgz", ".tbz2", ".txz")


@functools.cache
def available_readers() -> Mapping[str, Reader]:
    """The readers by the names of their formats, found once for the process."""
    return {name: importlib.import_module(module).READER for name, module in registry.available(FORMATS).items()}


def read_paths(paths: Iterable[str | Path], *, published: str | None = None, format: str | None = None) -> Stories:
    """Read the documents of each path in order; ``-`` is standard input, and a folder gives its known files, sorted.

    Archives and compressed files are read as what they hold. ``published`` is the date of every document
    that carries none. ``format`` names the format; with None it is told by the file's first bytes, else by its name.
    """
    return Stories([file for path in paths for file in files_of(path)], published, format)


def files_of(path: str | Path) -> list[tuple[str | Path, str]]:
    """The files of a path, each with the stem of its ids: in a folder, its way from there without the suffix."""
    if str(path) == STANDARD_INPUT:
        return [(STANDARD_INPUT, STANDARD_INPUT)]
    folder = Path(path)
    if not folder.is_dir():
        return [(folder, folder.stem)]
    known = (*_PACKED_SUFFIXES, *(suffix for reader in available_readers().values() for suffix in reader.suffixes))
    files = sorted(file for file in folder.rglob("*") if file.is_file() and file.name.lower().endswith(known))
    return [(file, file.relative_to(folder).with_suffix("").as_posix()) for file in files]


def read_content(content: bytes, *, where: str, name: str, published: str | None = None, format: str | None = None) -> Iterator[Outcome]:
    """Read the documents of bytes that came from elsewhere than a file; ``where`` names them in faults, ``name`` is the stem of ids.

    Raises:
        ReadingError: they cannot be read as a whole.
    """
    return _documents(Delivery(io.BytesIO(content), where, name, published), available_readers(), format, 0)


class Stories(Iterator[Outcome]):
    """The documents of some files (as ``files_of`` gives them), read as they are asked for; ``share_read`` tells how far it is."""

    def __init__(self, files: Iterable[tuple[str | Path, str]], published: str | None = None, format: str | None = None) -> None:
        self._readers = available_readers()
        if format is not None:
            registry.load(FORMATS, format)  # an unknown name is answered with the known ones
        self._published, self._format = published, format
        self._files = list(files)
        self._sizes = [_size(path) for path, _ in self._files]
        self._done_bytes = 0
        self._open: BinaryIO | None = None
        self._outcomes = self._read_all()

    def __next__(self) -> Outcome:
        return next(self._outcomes)

    def share_read(self) -> float | None:
        """The share of all bytes that was read, 0 to 1; None where standard input or a pipe hides how much there is."""
        if any(size is None for size in self._sizes):
            return None
        total = sum(size or 0 for size in self._sizes)
        at = self._open.tell() if self._open is not None and not self._open.closed else 0
        return min(1.0, (self._done_bytes + at) / total) if total else 1.0

    def _read_all(self) -> Iterator[Outcome]:
        for (path, name), size in zip(self._files, self._sizes, strict=True):
            yield from self._read(path, name)
            self._done_bytes += size or 0

    def _read(self, path: str | Path, name: str) -> Iterator[Outcome]:
        where = "standard input" if path == STANDARD_INPUT else str(path)
        try:
            if path == STANDARD_INPUT:
                yield from self._documents(Delivery(sys.stdin.buffer, where, name, self._published))
                return
            with Path(path).open("rb") as self._open:
                yield from self._documents(Delivery(self._open, where, name, self._published))
        except ReadingError as error:
            yield set_aside(error, where)
        except OSError as error:
            yield SetAside(where, error.strerror or str(error), "Name a file or a folder that can be read, or - for standard input.")

    def _documents(self, given: Delivery) -> Iterator[Outcome]:
        return _documents(given, self._readers, self._format, 0)


def _size(path: str | Path) -> int | None:
    """Bytes on disk, 0 for no file; None where nobody knows (standard input, a pipe by name)."""
    if path == STANDARD_INPUT:
        return None
    try:
        return Path(path).stat().st_size if Path(path).is_file() else None if Path(path).exists() else 0
    except OSError:
        return 0


def _documents(given: Delivery, readers: Mapping[str, Reader], format: str | None, depth: int) -> Iterator[Outcome]:
    """The documents of a file, or of the files inside it; a file inside that cannot be read leaves the others."""
    head, stream = peek(given.stream)
    given = Delivery(stream, given.where, given.name, given.published)
    if not is_container(head):
        yield from readers[format or format_of(given.where, head)].read(given)
        return
    if depth >= LIMITS.depth:
        mend = "Unpack it first and give the files."
        raise ReadingError(f"archives lie more than {LIMITS.depth} deep inside one another", where=given.where, mend=mend)
    for inner in members(head, given):
        if isinstance(inner, SetAside):
            yield inner
            continue
        try:
            yield from _documents(inner, readers, format, depth + 1)
        except ReadingError as error:
            yield set_aside(error, inner.where)
            if error.where == given.where:
                return  # the archive itself is at fault, not the file in it


def format_of(where: str, head: bytes) -> str:
    """The format that the first bytes tell for certain, else the one of the name, else plain text."""
    readers, name = available_readers(), where.lower()
    for suffix in (s for s in _PACKED_SUFFIXES if name.endswith(s)):
        name = name.removesuffix(suffix)
    told = [format for format, reader in readers.items() if reader.recognises(head)]
    named = [format for format, reader in readers.items() if name.endswith(reader.suffixes)]
    return next((format for format in told if format in named), None) or next(iter((*told, *named)), _PLAIN)
