"""A statement while it is being put together: sets of tokens, not yet spans."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dragoman.coding.speech.quotations import is_mark
from dragoman.language import Annotated
from dragoman.records import Span


class Draft(msgspec.Struct, frozen=True):
    """A statement in tokens. ``anchor`` is the cue's own token, or the first of the content where there is no cue."""

    anchor: int
    verb_class: str
    outright: bool
    rule: str
    frame: str
    content: frozenset[int]
    source: tuple[int, ...] = ()
    source_heads: tuple[int, ...] = ()
    source_how: str = ""
    cue: tuple[int, ...] = ()


def runs(doc: Annotated, tokens: Iterable[int]) -> list[tuple[int, int]]:
    """The unbroken stretches (first, last) of a set of tokens; a gap of nothing but marks breaks none, the end of a paragraph does."""
    found: list[tuple[int, int]] = []
    for i in sorted(tokens):
        same = found and doc.sentence_of(found[-1][1]).paragraph == doc.sentence_of(i).paragraph
        if same and all(is_mark(doc.tokens[k]) for k in range(found[-1][1] + 1, i)):
            found[-1] = (found[-1][0], i)
        else:
            found.append((i, i))
    return found


_OPENERS = {"(": ")", "[": "]"}


def content_spans(doc: Annotated, tokens: Iterable[int]) -> tuple[Span, ...]:
    """The spans of a content: without marks at either edge, save a bracket whose partner is inside."""
    spans = []
    for first, last in runs(doc, tokens):
        while first <= last and is_mark(doc.tokens[first]) and not _opens_bracket(doc, first, last):
            first += 1
        while last >= first and is_mark(doc.tokens[last]) and not _closes_bracket(doc, first, last):
            last -= 1
        if first <= last:
            spans.append(doc.span(first, last))
    return tuple(spans)


def _opens_bracket(doc: Annotated, first: int, last: int) -> bool:
    close = _OPENERS.get(doc.tokens[first].text)
    return close is not None and any(doc.tokens[k].text == close for k in range(first + 1, last + 1))


def _closes_bracket(doc: Annotated, first: int, last: int) -> bool:
    return any(doc.tokens[last].text == close and any(doc.tokens[k].text == o for k in range(first, last)) for o, close in _OPENERS.items())
