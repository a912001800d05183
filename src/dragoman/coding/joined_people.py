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
        # "editor and correspondent Juan Diaz" is one person, of two callings
        named = any(c.entity == "PERSON" for c in doc.children(first.heads[0], "appos"))
        total = first.low + (0 if named and not doc.children(first.heads[0], "det", "poss") else 1)
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


def join_party(doc: Annotated, first: Counted, second: Counted) -> Counted | None:
    """ "A rebel leader and two associates" as three; None when the first is nobody new or many, or a verb stands between them."""
    if first.definite or first.form != "one" or second.definite or second.is_zero or first.low is None or second.low is None:
        return None
    if any(t.pos in ("VERB", "AUX") and t.dep != "amod" for t in doc.tokens[max(first.heads) + 1 : second.head]):
        return None
    words = Span.of(doc.text, first.span.start, second.phrase.end)
    return msgspec.structs.replace(
        first,
        heads=(*first.heads, *second.heads),
        low=first.low + second.low,
        high=None if first.high is None or second.high is None else first.high + second.high,
        approx=second.approx,
        vague=second.vague,
        span=words,
        phrase=words,
        group=None if first.group is None else Span.of(doc.text, words.start + words.text.index(first.group), words.end).text,
        how="one person and those in company",
    )


def _stretched(first: str | None, whole: str | None) -> str | None:
    if first is None or whole is None:
        return first
    last_word = first.split()[-1]
    return first[: len(first) - len(last_word)] + whole if whole.startswith(last_word) else whole
