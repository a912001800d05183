"""A report's exact JSON, kept small: compressed against the text it quotes and against the form that all reports share.

Every span of a report repeats words of its document, and every report repeats the same field names; both are
given to zlib as a preset dictionary, so the text is on disk once and a report costs about an eighth of its JSON.
The dictionary of a packing never changes; another form of reports gets another number.
"""

from __future__ import annotations

import zlib
from functools import cache
from importlib.resources import files

import msgspec

from dragoman.records import ArchiveError, Report

PACKING = 1
_WINDOW = 32_768
_RAW = -15
"""zlib's sign for its smallest frame: no header and no checksum (the documents' digests and ``check`` see to that)."""


def encode(report: Report) -> bytes:
    """The JSON of a report, as ``dragoman code`` prints it."""
    return msgspec.json.encode(report)


def pack(content: bytes, text: str, coder: str) -> bytes:
    """Compress the JSON of a report, given the text of its document and the coder's version."""
    packer = zlib.compressobj(6, zlib.DEFLATED, _RAW, zlib.DEF_MEM_LEVEL, zlib.Z_DEFAULT_STRATEGY, _dictionary(PACKING, text, coder))
    return packer.compress(content) + packer.flush()


def unpack(packing: int, body: bytes, text: str, coder: str) -> bytes:
    """The JSON that was packed, byte for byte.

    Raises:
        ArchiveError: the bytes were changed on disk, or by a newer dragoman.
    """
    try:
        return zlib.decompressobj(_RAW, _dictionary(packing, text, coder)).decompress(body)
    except (zlib.error, FileNotFoundError) as error:
        raise ArchiveError(f"a report cannot be unpacked: {error}", mend="Take the last backup, or a newer dragoman.") from error


def decode(content: bytes) -> Report:
    """The report that the JSON says.

    Raises:
        ArchiveError: it is no report.
    """
    try:
        return _decoder.decode(content)
    except msgspec.MsgspecError as error:
        raise ArchiveError(f"what is kept is no report: {error}", mend="Take the last backup.") from error


_decoder = msgspec.json.Decoder(Report)


def _dictionary(packing: int, text: str, coder: str) -> bytes:
    return b"".join((_form(packing), coder.encode(), msgspec.json.encode(text)))[-_WINDOW:]


@cache
def _form(packing: int) -> bytes:
    return (files("dragoman.archive") / f"packing_{packing}.txt").read_bytes()
