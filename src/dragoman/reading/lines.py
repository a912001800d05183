"""Lines and paragraphs: blank lines, indents, one paragraph a line, and lines wrapped at a fixed width."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

import msgspec

_LINE = re.compile(r"[^\n\r\x0b\x0c\u2028\u2029]+")
_BLANK = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\ufeff\u200b\u2060"
"""White space, and the marks without width that editors leave: byte order mark, zero width space, word joiner."""
_BULLET = re.compile(r"(?:[-*•·–—>]|\(?\d{1,2}[.)]|\(?[a-z]\))\s")
_ENDS = frozenset(".!?:…\"'”’)]")
WIDEST_WRAP = 120
"""Lines are taken for wrapped at a fixed width only up to this many characters."""


class Line(msgspec.Struct, frozen=True):
    """A line that is not blank: its letters run from ``start`` to ``end``; ``apart`` tells whether a blank line precedes it."""

    start: int
    end: int
    indent: int
    apart: bool


def lines_of(text: str) -> list[Line]:
    """Find the lines of a text that are not blank, without the white space at their edges."""
    found: list[Line] = []
    last = 0
    for match in _LINE.finditer(text):
        content = match[0]
        bare = content.strip(_BLANK)
        if not bare:
            continue
        start = match.start() + len(content) - len(content.lstrip(_BLANK))
        gap = text[last : match.start()]
        apart = not found or gap.count("\n") > 1 or gap.replace("\r\n", "\n").count("\r") > 1 or "\x0c" in gap or "\u2029" in gap
        found.append(Line(start, start + len(bare), start - match.start(), apart))
        last = match.end() if match.end() > last else last
    return found


def is_wrapped(text: str, lines: Sequence[Line]) -> bool:
    """Whether the lines were broken at a fixed width: most break off in a sentence because the next word did not fit."""
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if not b.apart]
    if not pairs:
        return False
    width = max(a.end - a.start for a, _ in pairs)
    if width > WIDEST_WRAP:
        return False
    open_ends = sum(not ends_sentence(text, a) for a, _ in pairs)
    full = sum(_is_full(text, a, b, width) for a, b in pairs)
    return open_ends * 5 >= len(pairs) * 2 and full * 10 >= len(pairs) * 7


def ends_sentence(text: str, line: Line) -> bool:
    """Whether a line ends with a mark that may end a sentence."""
    return text[line.end - 1] in _ENDS


def _is_full(text: str, line: Line, following: Line, width: int) -> bool:
    word = text.find(" ", following.start, following.end)
    length = (word if word > 0 else following.end) - following.start
    return (line.end - line.start) + 1 + length > width - 4


def paragraphs_of(text: str, lines: Sequence[Line], *, wrapped: bool) -> list[tuple[int, int]]:
    """Join lines to paragraphs: to the next blank line, indent or bullet when ``wrapped``, else one a line.

    A line that breaks off in a sentence whose next line goes on in lower case is joined in any text.
    """
    width = max((line.end - line.start for line in lines), default=0)
    found: list[tuple[int, int]] = []
    last: Line | None = None
    for line in lines:
        if last is not None and _goes_on(text, last, line, width, wrapped):
            found[-1] = (found[-1][0], line.end)
        else:
            found.append((line.start, line.end))
        last = line
    return found


def _goes_on(text: str, last: Line, line: Line, width: int, wrapped: bool) -> bool:
    if line.apart or line.indent > last.indent + 1 or _BULLET.match(text, line.start):
        return False
    open_end = not ends_sentence(text, last)
    if wrapped:
        return open_end or _is_full(text, last, line, width) or text[line.start].islower()
    return open_end and text[line.start].islower()
