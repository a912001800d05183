"""Folders that grow: which of their files are new or changed since they were read."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import msgspec
from sqlalchemy import delete, insert, select

from dragoman.archive import Archive
from dragoman.reading.read import files_of
from dragoman.watching.tables import files

SETTLED_S = 2.0
"""A file that was written to a moment ago may not be whole."""
BATCH_FILES = 50


class SeenFile(msgspec.Struct, frozen=True):
    """A file as it was seen; ``name`` is the stem of its stories' ids."""

    path: str
    name: str
    bytes: int
    changed_ns: int

    def is_settled(self) -> bool:
        """Whether nobody wrote to it for a while."""
        return not 0 <= time.time() - self.changed_ns / 1e9 < SETTLED_S


def changed_files(archive: Archive, folder: str) -> tuple[list[SeenFile], bool]:
    """The files of a folder that were not read as they are now, and whether others are still being written.

    Raises:
        OSError: the folder cannot be listed.
    """
    seen = list(_seen(folder))
    with archive.reading() as connection:
        query = select(files.c.path, files.c.bytes, files.c.changed_ns)
        read = {path: rest for path, *rest in connection.execute(query)}
    changed = [file for file in seen if read.get(file.path) != [file.bytes, file.changed_ns]]
    settled = [file for file in changed if file.is_settled()]
    return settled, len(settled) < len(changed)


def batches(changed: Iterable[SeenFile]) -> Iterator[list[SeenFile]]:
    """So many files at a time as are read between two notes of what was read."""
    stream = iter(changed)
    while batch := list(islice(stream, BATCH_FILES)):
        yield batch


def keep_files(archive: Archive, read: Iterable[SeenFile]) -> None:
    """Note that files were read."""
    with archive.writing() as connection:
        for file in read:
            connection.execute(delete(files).where(files.c.path == file.path))
            connection.execute(insert(files).values(path=file.path, bytes=file.bytes, changed_ns=file.changed_ns))


def _seen(folder: str) -> Iterator[SeenFile]:
    next(Path(folder).iterdir(), None)  # a folder that is gone must be told from one that is empty
    for path, name in files_of(folder):
        try:
            found = Path(path).stat()
        except FileNotFoundError:
            continue
        yield SeenFile(str(path), name, found.st_size, found.st_mtime_ns)
