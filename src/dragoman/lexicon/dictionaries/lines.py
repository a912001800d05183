"""The lines of a dictionary file, without comments, each with where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

_REMARK = re.compile(r"<!--.*?-->", re.DOTALL)
_COMMENT = re.compile(r"(?:[^#;\[]|\[[^\]]*\]?)*")
"""What stands before ``#`` or ``;``, neither of which ends a line inside square brackets ("[###]")."""


class Line(msgspec.Struct, frozen=True):
    """One line of a file; ``text`` has no comment and no white space at its end."""

    file: str
    number: int
    text: str

    @property
    def where(self) -> str:
        """``FILE:LINE``, as faults and explanations name it."""
        return f"{self.file}:{self.number}"


def read_lines(path: Path) -> tuple[list[Line], bool]:
    """The lines that hold something, and whether the file had to be read as Latin-1 because it is not UTF-8.

    A line that is empty, or empty but for a comment, is kept as "" where it ends a block (verb dictionaries), once.
    """
    content = path.read_bytes()
    try:
        text, latin = content.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        text, latin = content.decode("latin-1"), True
    text = _REMARK.sub(lambda remark: "\n" * remark.group().count("\n"), text)
    return list(_lines(path.name, text)), latin


def _lines(file: str, text: str) -> Iterator[Line]:
    for number, raw in enumerate(text.split("\n"), 1):
        match = _COMMENT.match(raw)
        kept = (match.group() if match else "").rstrip()
        if kept or not raw.strip():
            yield Line(file, number, kept)


def words_of(phrase: str) -> tuple[str, ...]:
    """The words of a phrase in which blanks and underscores part words."""
    return tuple(phrase.replace("_", " ").split())
