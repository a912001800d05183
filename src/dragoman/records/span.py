"""The one place where spans are made, so that none can disagree with its document."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dragoman.records.errors import OffsetError


class Span(msgspec.Struct, frozen=True, order=True):
    """A stretch of a document's text.

    ``start`` and ``end`` are code point offsets into ``document.text``, end excluded, and
    ``text`` is exactly ``document.text[start:end]``.
    """

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """Cut the span from ``start`` to ``end`` (code points, end excluded) out of ``text``.

        Raises:
            OffsetError: the offsets do not lie in order inside ``text``, or the span is empty.
        """
        if not 0 <= start < end <= len(text):
            raise OffsetError(
                f"a span from {start} to {end} does not lie in a text of {len(text)} code points",
                mend="Give start < end, both inside the text.",
            )
        return cls(start, end, text[start:end])

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


def trimmed(text: str, start: int, end: int, strip: str = " \t\r\n\u00a0") -> Span | None:
    """Cut a span without the ``strip`` characters at either edge; None when nothing is left."""
    while start < end and text[start] in strip:
        start += 1
    while end > start and text[end - 1] in strip:
        end -= 1
    return Span.of(text, start, end) if start < end else None


def in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Give the spans sorted by place, each once."""
    return tuple(sorted(set(spans)))
