"""The words of a phrase that counts people: its number, where it begins, whether it is definite."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.coding.counts import Count
from dragoman.language import Annotated, Token
from dragoman.language import grammar as g
from dragoman.records import Span


def token_at(doc: Annotated, offset: int) -> int:
    """The token that covers a code point."""
    inside = doc.tokens_in(offset, offset + 1)
    return inside[0]


def count_of(doc: Annotated, head: int, counts: Sequence[Count]) -> Count | None:
    """The count that belongs to a phrase: on its head, or before it inside the phrase with only its own words between."""
    found = _nearest_count(doc, head, counts)
    if found is None:
        return None
    # "40 of 300 residents": the residents are of the second number, those harmed the first
    whole = [
        c for c in counts if doc.text[c.span.end : found.span.start] in (" of ", " of the ", " of its ", " of their ") and c.low is not None
    ]
    return whole[0] if whole else found


def _nearest_count(doc: Annotated, head: int, counts: Sequence[Count]) -> Count | None:
    token = doc.tokens[head]
    start = doc.tokens[token.left].start
    for count in reversed(counts):
        if count.number.start > token.start or count.number.end <= start:
            continue
        if count.number.start <= token.start < count.number.end:
            return count
        at = token_at(doc, count.number.end - 1)
        if _governs(doc, head, at) and not any(t.pos in ("VERB", "AUX") and t.dep != "amod" for t in doc.tokens[at + 1 : head]):
            return count
    return None


def _governs(doc: Annotated, head: int, number: int) -> bool:
    """Whether a number stands in the head's phrase and not in a phrase within it."""
    for above in doc.ancestors(number):
        if above.i == head:
            return True
        if above.pos in ("ADP", "VERB", "AUX") and above.i > number - 3 and above.dep not in ("quantmod", "advmod", "amod"):
            return False
        if above.i > head:
            return False
    return False


def phrase_start(doc: Annotated, noun: int) -> int:
    """Where a phrase begins, after a "where" or "when" that the parser hung on it."""
    first, _ = g.noun_phrase(doc, noun)
    while first < noun and doc.tokens[first].pos in ("SCONJ", "ADV", "CCONJ", "PUNCT", "ADP", "INTJ"):
        first += 1
    return first


def is_heading(doc: Annotated, sentence: int) -> bool:
    """Whether a sentence is a heading: most of its words have capitals and no full stop ends it."""
    words = [t.text for t in doc.words(doc.sentences[sentence]) if t.text[0].isalpha()]
    capitals = [w for w in words if w[0].isupper()]
    last = doc.tokens[doc.sentences[sentence].last].text
    return len(words) > 2 and len(capitals) * 4 >= len(words) * 3 and last not in (".", "?", "!", '"')


def no_before(doc: Annotated, noun: int) -> Token | None:
    """The "no", "neither" or "nor" before a noun, or None."""
    token = doc.tokens[noun]
    above = doc.children(token.head, "preconj", "det", "cc") if token.dep == "conj" else []
    said = [*doc.children(noun, "det", "neg", "preconj", "cc"), *above]
    if neither := next((c for c in said if c.lower == "neither"), None):
        return neither if neither.i > token.left - 2 else next((c for c in above if c.lower == "nor"), neither)
    return next((c for c in doc.children(noun, "det", "neg") if c.lower == "no"), None)


def name_start(doc: Annotated, first: int, head: int) -> int:
    """Where the name itself begins, after the office ("Judge Maria Diaz" is all of it, "the judge, Maria Diaz" is not)."""
    start = head
    while start > first and doc.tokens[start - 1].pos == "PROPN":
        start -= 1
    return start


def is_definite(doc: Annotated, head: int, first: int) -> bool:
    """Whether a phrase speaks of somebody known already."""
    words = {c.lower for c in doc.children(head, "det")} | {doc.tokens[first].lower}
    return bool(words & {"the", "these", "those", "this", "that", "both", "all"})


def with_others(doc: Annotated, count: Count, noun: int) -> Span:
    """The count, with an "others" or "other" right after it, as nothing else is said of whom it counts."""
    at = token_at(doc, count.span.end - 1) + 1
    if at <= noun and doc.tokens[at].lower in ("other", "others", "more"):
        return Span.of(doc.text, count.span.start, doc.tokens[at].end)
    return count.span
