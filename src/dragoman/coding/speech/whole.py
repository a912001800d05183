"""What can only be seen with all drafts at hand: quotations that go on, and repeats."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.coding.speech import quoted
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


def sorted_out(drafts: Sequence[Draft]) -> list[Draft]:
    """Settle which of two drafts holds the other, and leave out what is only thought inside another's words."""
    found = [_freed(draft, drafts) for draft in drafts]
    return [d for d in found if d.content and (d.outright or not _is_inside(d, found))]


def _freed(draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """Take the outer cue out of a content: in *He confirmed "…," the ministry said* the ministry is outside."""
    for other in drafts:
        if other.anchor in draft.content and draft.anchor in other.content:
            outside = {t for t in draft.content if t not in other.content} if other.anchor > draft.anchor else set()
            draft = msgspec.structs.replace(draft, content=draft.content - outside)
    return draft


def _is_inside(draft: Draft, drafts: Sequence[Draft]) -> bool:
    return any(draft.anchor in d.content for d in drafts if d is not draft)
