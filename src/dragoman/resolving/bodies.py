"""Bodies that the model takes for organisations and that no list knows: "the Homeland Union", "SK Energy (SKE)"."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import msgspec

from dragoman.language import Annotated
from dragoman.resolving.naming import head_of


class Body(msgspec.Struct, frozen=True):
    """An organisation's name on tokens ``first`` to ``last``, without its article."""

    first: int
    last: int
    head: int
    name: str


def find_bodies(doc: Annotated, taken: Collection[int]) -> Iterator[Body]:
    """Find organisations among the model's entities; none that touches a token of ``taken``."""
    for entity in doc.entities:
        if entity.label != "ORG":
            continue
        first, last = _trimmed(doc, entity.first, entity.last)
        if first > last or doc.text[doc.tokens[first].start : doc.tokens[last].end + 40].isupper():
            continue
        if not taken_apart(range(first, last + 1), taken) or not _is_proper(doc, first, last):
            continue
        yield Body(first, last, head_of(doc, first, last), " ".join(doc.span(first, last).text.split()))


def taken_apart(tokens: range, taken: Collection[int]) -> bool:
    """Whether no token is taken."""
    return not any(i in taken for i in tokens)


def _trimmed(doc: Annotated, first: int, last: int) -> tuple[int, int]:
    while first <= last and doc.tokens[first].pos in ("DET", "PUNCT", "ADP", "NUM"):
        first += 1
    while last >= first and (doc.tokens[last].dep == "case" or doc.tokens[last].pos in ("PUNCT", "ADP", "CCONJ")):
        last -= 1
    return first, last


def _is_proper(doc: Annotated, first: int, last: int) -> bool:
    words = [doc.tokens[i] for i in range(first, last + 1) if doc.tokens[i].pos not in ("ADP", "DET", "PUNCT", "CCONJ", "PART")]
    return bool(words) and all(t.text[:1].isupper() or t.text[:1].isdigit() for t in words) and words[-1].pos in ("PROPN", "NOUN")
