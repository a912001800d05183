"""What a reader is: one module of ``reading/formats`` for one input format, and what it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO, TypeAlias

import msgspec

from dragoman.records import Document, ReadingError, SetAside

Outcome: TypeAlias = Document | SetAside


class Limits(msgspec.Struct, frozen=True):
    """How much a reader takes before it refuses. Sizes are in bytes."""

    document_bytes: int = 8_000_000
    """Of one story."""
    whole_bytes: int = 64_000_000
    """Of one file of a format that can only be read whole (a feed, a page, a NewsML message)."""
    ratio: int = 200
    """Unpacked to packed size of one archive …"""
    free_bytes: int = 16_000_000
    """… once so much has been unpacked."""
    depth: int = 4
    """Archives inside archives."""
    members: int = 1_000_000
    """Files in one archive."""


LIMITS = Limits()


class Delivery(msgspec.Struct, frozen=True):
    """Bytes to read stories from.

    ``where`` names them in faults (``crisis.zip!march/1.txt``), ``name`` is the stem of ids, ``published``
    the date of stories that carry none.
    """

    stream: BinaryIO
    where: str
    name: str
    published: str | None = None

    def whole(self, limits: Limits = LIMITS) -> bytes:
        """All bytes.

        Raises:
            ReadingError: there are more than ``limits.whole_bytes``.
        """
        content = self.stream.read(limits.whole_bytes + 1)
        if len(content) > limits.whole_bytes:
            raise ReadingError(f"it has more than {limits.whole_bytes:,} bytes", where=self.where, mend="Split it into smaller files.")
        return content


def _never(_: bytes) -> bool:
    return False


class Reader(msgspec.Struct, frozen=True):
    """One input format. A module of ``reading/formats`` names one ``READER``; its file's name is the format's name."""

    means: str
    suffixes: tuple[str, ...]
    read: Callable[[Delivery], Iterator[Outcome]]
    recognises: Callable[[bytes], bool] = _never
    """Whether the first bytes (some thousand) are of this format for certain, whatever the file is called."""


def set_aside(fault: ReadingError, at: str, id: str | None = None) -> SetAside:
    """The reason of one story among others; ``at`` names it where the fault itself does not."""
    return SetAside(fault.where or at, fault.what, fault.mend, id)
