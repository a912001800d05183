"""What can only be seen with all drafts at hand: quotations that go on, and repeats."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.coding.speech import quoted
from dragoman.coding.speech.draft import Draft, is_mark
from dragoman.coding.speech.quotations import Quotation
from dragoman.language import Annotated


def continued(doc: Annotated, drafts: Sequence[Draft], quotations: Sequence[Quotation]) -> list[Draft]:
    """Give each direct statement the quotations that go on with it: *"…,"* he said. *"…"*

    A quotation goes on when nothing but marks stands between it and the sentence before, when no
    other cue claims it, and, over a paragraph, when the one before was never closed.
    """
    found = list(drafts)
    taken = [(d, min(d.content), max(d.content)) for d in drafts]
    for q in quotations:
        if q.depth or any(q.first in d.content for d in found) or not quoted.is_speech(doc, q):
            continue
        place = _holder(doc, q, found, quotations)
        if place is not None:
            found[place] = msgspec.structs.replace(found[place], content=found[place].content | quoted.words(doc, q))
    del taken
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


def without_repeats(doc: Annotated, drafts: Sequence[Draft]) -> list[Draft]:
    """Drop a draft whose content another draft of the same source has whole, cue for cue beside it."""
    found: list[Draft] = []
    for draft in drafts:
        if not any(d.anchor == draft.anchor for d in found):
            found.append(draft)
    return found
