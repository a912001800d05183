"""Coordinated phrases that are one count: several nouns under one number, a person and a companion."""

from __future__ import annotations

import msgspec

from dragoman.coding.counted import Counted
from dragoman.language import Annotated
from dragoman.records import Span


def join_counted(doc: Annotated, first: Counted, second: Counted) -> Counted | None:
    """ "Civilians, troops and rebels" under one number; "a policeman and his brother" as two."""
    token = doc.tokens[second.head]
    if token.dep != "conj" or second.form in ("number", "name") or first.form == "name":
        return None
    own = doc.children(second.head, "det", "poss", "nummod")
    theirs = bool(own) and all(c.tag == "PRP$" for c in own)
    spans = Span.of(doc.text, first.span.start, second.span.end)
    if second.form == "plural" and (theirs or not own) and (first.form == "plural" or (first.form == "number" and first.high != 1)):
        group = Span.of(doc.text, doc.tokens[first.heads[0]].start, second.span.end).text if first.group else None
        count_span = first.span if first.form == "number" else spans
        return msgspec.structs.replace(
            first, heads=(*first.heads, second.head), group=_stretched(first.group, group), span=count_span, phrase=spans
        )
    if first.form == "one" == second.form and (not own or theirs) and first.low is not None:
        total = first.low + 1
        return msgspec.structs.replace(
            first,
            heads=(*first.heads, second.head),
            low=total,
            high=total,
            span=spans,
            phrase=spans,
            group=_stretched(first.group, spans.text),
        )
    return None


def _stretched(first: str | None, whole: str | None) -> str | None:
    if first is None or whole is None:
        return first
    last_word = first.split()[-1]
    return first[: len(first) - len(last_word)] + whole if whole.startswith(last_word) else whole
