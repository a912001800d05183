"""Bytes to text: which encoding a file is in, and which bytes are no text at all."""

from __future__ import annotations

import codecs

from dragoman.records import ReadingError

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROL_SHARE = 0.02


NOT_UTF8 = "The file is no UTF-8; it was read as Windows-1252, so a letter of another encoding may be wrong."


def decode(content: bytes, *, where: str) -> tuple[str, tuple[str, ...]]:
    """Decode the bytes of a text: by its byte order mark, else as UTF-8, else as Windows-1252, which a notice tells.

    Raises:
        ReadingError: the bytes are no text (many control bytes), or are empty.
    """
    if not content.strip():
        raise ReadingError("it is empty", where=where, mend="Send the story again.")
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding, where), ()
    controls = sum(content.count(bytes([byte])) for byte in range(32) if byte not in (9, 10, 12, 13, 0))
    if controls > _CONTROL_SHARE * len(content) or content.count(0) > len(content) // 4:
        raise ReadingError("it is binary, not text", where=where, mend="Give plain text or JSON Lines.")
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _decoded(content, "cp1252", where), (NOT_UTF8,)


def _decoded(content: bytes, encoding: str, where: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        mend = "Save it as UTF-8."
        raise ReadingError(f"it is neither UTF-8 nor {encoding}: byte {error.start} cannot be read", where=where, mend=mend) from error
