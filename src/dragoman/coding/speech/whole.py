"""What can only be seen with all drafts at hand: quotations that go on, and repeats."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.coding.speech import quoted
from dragoman.coding.speech.cue_words import CueWords
from dragoman.coding.speech.draft import Draft
from dragoman.coding.speech.quotations import Quotation, is_mark
from dragoman.language import Annotated


def continued(doc: Annotated, drafts: Sequence[Draft], quotations: Sequence[Quotation]) -> list[Draft]:
    """Give each direct statement the quotations that go on with it: *"…,"* he said. *"…"*

    A quotation goes on when nothing but marks stands between it and the sentence before, when no
    other cue claims it, and, over a paragraph, when the one before was never closed.
    """
    found = list(drafts)
    for q in quotations:
        if q.depth or any(q.first in d.content for d in found) or not quoted.is_speech(doc, q):
            continue
        place = _holder(doc, q, found, quotations)
        if place is not None:
            found[place] = msgspec.structs.replace(found[place], content=found[place].content | quoted.words(q))
    return found


def _holder(doc: Annotated, q: Quotation, drafts: Sequence[Draft], quotations: Sequence[Quotation]) -> int | None:
    at = q.first - 1
    while at >= 0 and is_mark(doc.tokens[at]):
        at -= 1
    if at < 0:
        return None
    paragraph = doc.sentence_of(at).paragraph
    if paragraph != q.paragraph:
        return next((k for k, d in enumerate(drafts) if at in d.content and any(o.last == at and not o.closed for o in quotations)), None)
    if doc.tokens[at].sentence == doc.tokens[q.first].sentence:
        return None
    sentence = doc.tokens[at].sentence
    fitting = [
        k for k, d in enumerate(drafts)
        if d.frame in ("quotation", "clause") and doc.tokens[d.anchor].sentence == sentence and d.cue
        and any(o.depth == 0 and o.first in d.content for o in quotations) and not quoted.level(quotations, d.anchor)
    ]  # fmt: skip
    return fitting[-1] if fitting else None


def sorted_out(doc: Annotated, drafts: Sequence[Draft], words: CueWords) -> list[Draft]:
    """Settle which of two drafts holds the other, and leave out what is only thought inside another's words."""
    found = [_freed(draft, drafts) for draft in _parted(doc, drafts, words)]
    return [d for d in found if d.content and (d.outright or not _is_inside(d, found))]


def _parted(doc: Annotated, drafts: Sequence[Draft], words: CueWords) -> list[Draft]:
    """Part "confirmed A and *added* B", where the parser took the second verb into the content of the first."""
    found = list(drafts)
    for second in drafts:
        token = doc.tokens[second.anchor]
        if token.dep != "conj" or not words.has("continuing", token) or doc.children(token.i, "nsubj"):
            continue
        for place, first in enumerate(found):
            if (
                second.anchor in first.content
                and doc.tokens[first.anchor].tag == token.tag
                and first.anchor < second.anchor
                and first.source
            ):
                cut = min(token.left, *second.cue) if second.cue else token.left
                found[place] = msgspec.structs.replace(
                    first, content=frozenset(t for t in first.content if t < cut and not _joins(doc, t, cut))
                )
                own = {"source": first.source, "source_heads": first.source_heads, "source_how": "shared with the verb before"}
                found[found.index(second)] = msgspec.structs.replace(second, **own)
                break
    return found


def _joins(doc: Annotated, t: int, cut: int) -> bool:
    return t >= cut - 2 and doc.tokens[t].pos in ("CCONJ", "PUNCT", "ADV")


def _freed(draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """Take the outer cue out of a content: in *He confirmed "…," the ministry said* the ministry is outside."""
    for other in drafts:
        if other.anchor in draft.content and draft.anchor in other.content:
            outside = {t for t in draft.content if t not in other.content} if other.anchor > draft.anchor else set()
            draft = msgspec.structs.replace(draft, content=draft.content - outside)
    return draft


def _is_inside(draft: Draft, drafts: Sequence[Draft]) -> bool:
    return any(draft.anchor in d.content for d in drafts if d is not draft)
