"""What can only be seen with all drafts at hand: quotations that go on, shared subjects, who stands in whose words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from dragoman.coding.speech import quoted
from dragoman.coding.speech.cue_words import CueWords
from dragoman.coding.speech.draft import Draft
from dragoman.coding.speech.quotations import Quotation, Quotations, is_mark
from dragoman.language import Annotated


def continued(doc: Annotated, drafts: Sequence[Draft], quotations: Quotations) -> list[Draft]:
    """Give each direct statement the quotations that go on with it: *"…,"* he said. *"…"*

    A quotation goes on when nothing but marks stands between it and the sentence before, when no
    other cue claims it, and, over a paragraph, when the one before was never closed.
    """
    found = list(drafts)
    told: dict[int, int] = {}  # last word of a quotation that a draft tells -> place of the draft
    spoken: dict[int, int] = {}  # sentence -> place of the last draft in it that has a quotation
    taken: set[int] = set()
    for place, draft in enumerate(found):
        taken |= draft.content
        inside = [q for t in draft.content for q in quotations.starting(t) if not q.depth]
        told.update({q.last: place for q in inside})
        if inside and draft.cue and draft.frame in ("quotation", "clause") and not quotations.level(draft.anchor):
            spoken[doc.tokens[draft.anchor].sentence] = place
    for q in quotations:
        if q.depth or q.first in taken or not quoted.is_speech(doc, q):
            continue
        going_on = _going_on(doc, q, quotations, told, spoken)
        if going_on is not None:
            found[going_on] = msgspec.structs.replace(found[going_on], content=found[going_on].content | quoted.words(q))
            taken |= quoted.words(q)
            told[q.last] = going_on
    return found


def _going_on(doc: Annotated, q: Quotation, quotations: Quotations, told: Mapping[int, int], spoken: Mapping[int, int]) -> int | None:
    """The place of the draft that a quotation goes on with."""
    at = q.first - 1
    while at >= 0 and is_mark(doc.tokens[at]):
        at -= 1
    if at < 0:
        return None
    if doc.sentence_of(at).paragraph != q.paragraph:
        return told.get(at) if any(not o.closed for o in quotations.ending(at)) else None
    if doc.tokens[at].sentence == doc.tokens[q.first].sentence:
        return None
    return spoken.get(doc.tokens[at].sentence)


def sorted_out(doc: Annotated, drafts: Sequence[Draft], words: CueWords) -> list[Draft]:
    """Settle which of two drafts holds the other, and leave out what is only thought inside another's words."""
    parted = _cut_short(doc, _parted(doc, drafts, words), words)
    by_anchor = {draft.anchor: draft for draft in parted}
    found = [_freed(draft, by_anchor) for draft in parted]
    inside = held(found)
    return [d for d in found if d.content and (d.outright or not inside.get(d.anchor))]


def held(drafts: Sequence[Draft]) -> Mapping[int, list[Draft]]:
    """The anchor of each draft that stands in others' contents -> those others."""
    anchors = {draft.anchor for draft in drafts}
    found: dict[int, list[Draft]] = {}
    for draft in drafts:
        for anchor in sorted(anchors & draft.content):
            found.setdefault(anchor, []).append(draft)
    return found


def _parted(doc: Annotated, drafts: Sequence[Draft], words: CueWords) -> list[Draft]:
    """Part "confirmed A and *added* B", where the parser took the second verb into the content of the first."""
    found = {draft.anchor: draft for draft in drafts}
    holders = held(drafts)
    for second in drafts:
        token = doc.tokens[second.anchor]
        joined = token.dep == "conj" or (token.dep == "advcl" and token.tag == "VBG" and not doc.children(token.i, "mark"))
        if not joined or not words.has("continuing", token) or doc.children(token.i, "nsubj"):
            continue
        first = next(
            (
                d
                for d in holders.get(second.anchor, ())
                if (doc.tokens[d.anchor].tag == token.tag or token.tag == "VBG") and d.anchor < token.i and d.source
            ),
            None,
        )
        if first is not None:
            found[first.anchor] = msgspec.structs.replace(
                found[first.anchor], content=_up_to(doc, first.content, min(token.left, *second.cue))
            )
            found[second.anchor] = msgspec.structs.replace(
                second, source=first.source, source_heads=first.source_heads, source_how="shared with the verb before"
            )
    return list(found.values())


def _cut_short(doc: Annotated, drafts: Sequence[Draft], words: CueWords) -> list[Draft]:
    """End a content where the writer sets another speaker against it: "…, *while* the union says …"."""
    found = {draft.anchor: draft for draft in drafts}
    for anchor, holders in held(drafts).items():
        token = doc.tokens[anchor]
        contrast = next((m.i for m in doc.children(anchor, "mark") if words.has("contrasting", m)), None)
        people = doc.children(anchor, "nsubj")
        if contrast is None or not people or people[0].pos == "PRON" or not is_mark(doc.tokens[contrast - 1]):
            continue
        for holder in holders:
            if holder.anchor < token.i and holder.frame != "quotation":
                current = found[holder.anchor]
                found[holder.anchor] = msgspec.structs.replace(current, content=_up_to(doc, current.content, contrast))
    return list(found.values())


def _up_to(doc: Annotated, content: Iterable[int], cut: int) -> frozenset[int]:
    """The content before a place, without the "and" that leads on."""
    kept = {t for t in content if t < cut}
    return frozenset(t for t in kept if t < cut - 2 or doc.tokens[t].pos not in ("CCONJ", "PUNCT", "ADV"))


def _freed(draft: Draft, by_anchor: Mapping[int, Draft]) -> Draft:
    """Take the outer cue out of a content: in *He confirmed "…," the ministry said* the ministry is outside."""
    for anchor in sorted(t for t in draft.content if t in by_anchor and t > draft.anchor):
        other = by_anchor[anchor]
        if draft.anchor in other.content and anchor in draft.content:
            draft = msgspec.structs.replace(draft, content=draft.content & other.content)
    return draft
