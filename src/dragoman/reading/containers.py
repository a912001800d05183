"""Archives and compressed files: their files one by one, under limits, never written to disk under names of theirs."""

from __future__ import annotations

import gzip
import io
import shutil
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any, BinaryIO

import msgspec

from dragoman.reading.reader import LIMITS, Delivery
from dragoman.reading.streams import FAULTS, Counted, Tally, Unpacked, Zstandard, bzip2, xz
from dragoman.records import ReadingError, SetAside

SPOOL_BYTES = 64_000_000
"""A zip archive that comes through a pipe is kept in memory up to this size, then in an unnamed file."""
_OFFICE = "[Content_Types].xml"


def is_container(head: bytes) -> bool:
    """Whether first bytes are those of an archive or a compressed file."""
    return _opener(head) is not None


def members(head: bytes, given: Delivery) -> Iterator[Delivery | SetAside]:
    """The files inside an archive, each to be read before the next is asked for; what cannot be read, with its reason.

    Raises:
        ReadingError: the archive is damaged, or unpacks to far more than its size.
    """
    open_archive = _opener(head)
    assert open_archive is not None
    try:
        yield from open_archive(given)
    except ReadingError:
        raise
    except FAULTS as error:
        raise ReadingError(f"it is damaged: {str(error) or type(error).__name__}", where=given.where, mend="Send it again.") from error


def _opener(head: bytes) -> Callable[[Delivery], Iterator[Delivery | SetAside]] | None:
    for mark, open_archive in _MARKS:
        if head.startswith(mark):
            return open_archive
    return _tar if head[257:262] == b"ustar" else None


def _single(given: Delivery, unpack: Callable[[Counted], Any]) -> Iterator[Delivery]:
    packed = Counted(given.stream)
    stream = Unpacked(unpack(packed), Tally(lambda: packed.count, given.where), given.where)
    yield msgspec.structs.replace(given, stream=io.BufferedReader(stream), name=_without_suffix(given.name))


def _gzip(given: Delivery) -> Iterator[Delivery]:
    return _single(given, lambda packed: gzip.GzipFile(fileobj=io.BufferedReader(packed)))


def _bzip2(given: Delivery) -> Iterator[Delivery]:
    return _single(given, bzip2)


def _xz(given: Delivery) -> Iterator[Delivery]:
    return _single(given, xz)


def _zstd(given: Delivery) -> Iterator[Delivery]:
    return _single(given, Zstandard)


def _zip(given: Delivery) -> Iterator[Delivery | SetAside]:
    with _seekable(given) as stream, zipfile.ZipFile(stream) as archive:
        entries = archive.infolist()
        if any(entry.filename == _OFFICE for entry in entries):
            raise ReadingError("it is an office document", where=given.where, mend="Save it as plain text or RTF.")
        size = stream.seek(0, io.SEEK_END)
        tally = Tally(lambda: size, given.where)
        for number, entry in enumerate(entries):
            where = _member_name(given, entry.filename)
            if number >= LIMITS.members:
                raise ReadingError(f"it holds more than {LIMITS.members:,} files", where=given.where, mend="Split it.")
            if entry.is_dir():
                continue
            if entry.flag_bits & 1:
                yield SetAside(where, "it is encrypted", "Unpack it first and give the files.")
                continue
            try:
                inner = archive.open(entry)
            except FAULTS as error:
                yield SetAside(where, f"it is damaged: {error}", "Send it again.")
                continue
            with inner:
                yield _member(given, Unpacked(inner, tally, where), entry.filename)  # type: ignore[arg-type]


def _tar(given: Delivery) -> Iterator[Delivery]:
    packed = Counted(given.stream)
    tally = Tally(lambda: packed.count, given.where)
    with tarfile.open(fileobj=io.BufferedReader(packed), mode="r|") as archive:
        for number, entry in enumerate(archive):
            if number >= LIMITS.members:
                raise ReadingError(f"it holds more than {LIMITS.members:,} files", where=given.where, mend="Split it.")
            inner = archive.extractfile(entry) if entry.isreg() else None
            if inner is not None:
                yield _member(given, Unpacked(inner, tally, _member_name(given, entry.name)), entry.name)  # type: ignore[arg-type]


def _member(given: Delivery, stream: Unpacked, name: str) -> Delivery:
    return Delivery(io.BufferedReader(stream), _member_name(given, name), _stem(name), given.published)


def _member_name(given: Delivery, name: str) -> str:
    return f"{given.where}!{name}"


def _stem(name: str) -> str:
    """A member's name as an id: its folders and its name without the suffix."""
    path = PurePosixPath(name.replace("\\", "/"))
    return str(path.with_suffix("")) if path.name else name


def _without_suffix(name: str) -> str:
    """The name of "wire.jsonl.gz" is "wire", whichever suffixes were taken off before."""
    path = PurePosixPath(name)
    return str(path.with_suffix("")) if path.suffix and path.stem else name


def _seekable(given: Delivery) -> BinaryIO:
    if given.stream.seekable():
        return given.stream
    spool = tempfile.SpooledTemporaryFile(SPOOL_BYTES)  # noqa: SIM115 - the caller closes it
    shutil.copyfileobj(given.stream, spool)
    spool.seek(0)
    return spool  # type: ignore[return-value]


_MARKS: tuple[tuple[bytes, Callable[[Delivery], Iterator[Delivery | SetAside]]], ...] = (
    (b"\x1f\x8b", _gzip),
    (b"BZh", _bzip2),
    (b"\xfd7zXZ\x00", _xz),
    (b"\x28\xb5\x2f\xfd", _zstd),
    (b"PK\x03\x04", _zip),
    (b"PK\x05\x06", _zip),
)
