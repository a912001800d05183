"""Streams under limits: what is unpacked is counted against what it was packed in."""

from __future__ import annotations

import bz2
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from typing import BinaryIO, Protocol

from dragoman.reading.reader import LIMITS, Limits
from dragoman.records import ReadingError

HEAD_BYTES = 4096
_CHUNK = 65_536
_LEAST_HEAD = 600
"""A tape archive is known by bytes 257 to 262, so at least so many are looked at."""

FAULTS: tuple[type[Exception], ...] = (
    OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError,
)  # fmt: skip
"""What the libraries raise on damaged archives."""


def peek(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """Give the first bytes of a stream, and a stream that still has them; reads no more than it must."""
    head = b""
    while len(head) < _LEAST_HEAD and (more := _some(stream, HEAD_BYTES - len(head))):
        head += more
    if stream.seekable():
        stream.seek(0)
        return head, stream
    return head, io.BufferedReader(_Chained(head, stream), _CHUNK)


def _some(stream: BinaryIO, size: int) -> bytes:
    """Up to ``size`` bytes as soon as there are any: a pipe is not waited for longer than it must be."""
    return stream.read1(size) if isinstance(stream, io.BufferedIOBase) else stream.read(size)


class Pulled(io.RawIOBase):
    """A stream whose bytes come from ``pull``."""

    def pull(self, size: int) -> bytes:
        """The next bytes, at most ``size``; none at the end."""
        raise NotImplementedError

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill a buffer as far as the next bytes go."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        part = self.pull(len(view))
        view[: len(part)] = part
        return len(part)


class _Chained(Pulled):
    """Bytes that were read already, then the rest of their stream."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def pull(self, size: int) -> bytes:
        if not self._head:
            return _some(self._rest, size)
        part, self._head = self._head[:size], self._head[size:]
        return part


class Counted(Pulled):
    """A packed stream that knows how much of it was read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0

    def pull(self, size: int) -> bytes:
        """The next packed bytes, counted."""
        part = _some(self._stream, size)
        self.count += len(part)
        return part


class Tally:
    """How much one archive has unpacked to, of what packed size."""

    def __init__(self, packed: Callable[[], int], where: str, limits: Limits = LIMITS) -> None:
        self._packed, self._where, self._limits = packed, where, limits
        self._unpacked = 0

    def add(self, size: int) -> None:
        """Count bytes that came out.

        Raises:
            ReadingError: the archive unpacks to far more than any text does.
        """
        self._unpacked += size
        if self._unpacked > self._limits.free_bytes and self._unpacked > self._limits.ratio * max(self._packed(), 1):
            raise ReadingError(
                f"it unpacks to more than {self._limits.ratio} times its size, as no text does",
                where=self._where,
                mend="If it is what it should be, unpack it first and give the files.",
            )


class Unpacked(Pulled):
    """An unpacked stream under its archive's tally; whatever the library raises comes out as ``ReadingError``."""

    def __init__(self, stream: BinaryIO, tally: Tally, where: str) -> None:
        self._stream, self._tally, self._where = stream, tally, where

    def pull(self, size: int) -> bytes:
        """The next unpacked bytes.

        Raises:
            ReadingError: the archive is damaged, or its tally is full.
        """
        try:
            part = self._stream.read(size)
        except ReadingError:
            raise
        except FAULTS as error:
            raise ReadingError(f"it is damaged: {str(error) or type(error).__name__}", where=self._where, mend="Send it again.") from error
        self._tally.add(len(part))
        return part


class Decompressor(Protocol):
    """What ``bz2`` and ``lzma`` offer for bytes that come piece by piece."""

    @property
    def eof(self) -> bool: ...  # noqa: D102
    @property
    def needs_input(self) -> bool: ...  # noqa: D102
    @property
    def unused_data(self) -> bytes: ...  # noqa: D102
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...  # noqa: D102


class Inflated(Pulled):
    """The bytes of one or more compressed streams, one after another, unpacked piece by piece."""

    def __init__(self, stream: io.RawIOBase, make: Callable[[], Decompressor]) -> None:
        self._stream, self._make = stream, make
        self._unpacker = make()
        self._kept = b""
        self._begun = False

    def pull(self, size: int) -> bytes:
        """The next unpacked bytes.

        Raises:
            EOFError: the packed bytes end too early.
        """
        while True:
            if self._unpacker.eof and not self._next_stream():
                return b""
            given = self._kept if self._kept else (self._stream.read(_CHUNK) or b"" if self._unpacker.needs_input else b"")
            self._kept = b""
            if not given and self._unpacker.needs_input:
                if self._begun and not self._unpacker.eof:
                    raise EOFError("it ends before its compressed stream does")
                return b""
            self._begun = True
            if part := self._unpacker.decompress(given, size):
                return part

    def _next_stream(self) -> bool:
        """Whether another compressed stream follows the one that ended."""
        self._kept = self._unpacker.unused_data or self._stream.read(_CHUNK) or b""
        self._kept = self._kept.lstrip(b"\0")
        if not self._kept:
            return False
        self._unpacker = self._make()
        return True


def bzip2(stream: io.RawIOBase) -> Inflated:
    """A bzip2 stream unpacked."""
    return Inflated(stream, bz2.BZ2Decompressor)


def xz(stream: io.RawIOBase) -> Inflated:
    """An xz stream unpacked, with a dictionary of 256 MB at most."""
    return Inflated(stream, lambda: lzma.LZMADecompressor(memlimit=256 << 20))


class Zstandard(Pulled):
    """A zstd stream unpacked, with a window of 128 MB at most."""

    def __init__(self, stream: io.RawIOBase) -> None:
        import zstandard

        self._fault = zstandard.ZstdError
        self._reader = zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(stream, read_across_frames=True)  # type: ignore[arg-type]

    def pull(self, size: int) -> bytes:
        """The next unpacked bytes.

        Raises:
            OSError: the packed bytes are damaged.
        """
        try:
            return self._reader.read(size)
        except self._fault as error:
            raise OSError(str(error)) from error
