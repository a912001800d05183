"""Content in quotation marks: which quotations stand by a cue, and how far a content runs through them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.coding.speech.cue_words import CueSense, CueWords
from dragoman.coding.speech.quotations import Quotation, Quotations, is_mark
from dragoman.language import Annotated

_REACH = 30
_NEAR = 3
_QUOTING = {"quotation", "naming"}
_ENDS = (",", ".", "!", "?", "…", "—", "--", "...")


def before(doc: Annotated, cue: int, source: Sequence[int], quotations: Quotations) -> Quotation | None:
    """The quotation that ends right before the clause of the cue: *"…,"* he said; *"…,"* said he."""
    sentence = doc.sentence_of(cue)
    joined = doc.tokens[cue].head if doc.tokens[cue].dep == "conj" and not source else cue
    own = [t for t in source if sentence.first <= t < cue]
    first = min([cue, *own, *_quoting_clause(doc, cue)])
    at = first - 1
    while at >= 0 and (is_mark(doc.tokens[at]) or (doc.tokens[at].dep in ("aux", "advmod", "cc", "neg") and doc.tokens[at].i >= first - 3)):
        if doc.tokens[at].text in (";", ":"):
            return None
        at -= 1
    for q in quotations.ending(at):
        if joined < q.first and q.last < cue:
            continue  # "called it “a farce,” but said …": the first verb's words
        if q.paragraph == sentence.paragraph and q.depth == quotations.level(cue) and _is_speech_end(doc, q, first):
            return q if at >= sentence.first or _runs_on(doc, q, first) else None
    return None


def _quoting_clause(doc: Annotated, cue: int) -> list[int]:
    """For "as saying", the verb that quotes and its subject: *"…,"* the agency quoted him as saying."""
    token = doc.tokens[cue]
    link = doc.tokens[token.head]
    if token.dep != "pcomp" or link.lower != "as":
        return []
    return [link.head, *(s.left for s in doc.children(link.head, "nsubj", "nsubjpass") if s.i < link.head)]


def _runs_on(doc: Annotated, q: Quotation, clause_first: int) -> bool:
    """Whether a sentence break after a quotation is none: *"Why?"* he asked; *"…"* said the mayor."""
    last = next((doc.tokens[k].text for k in range(q.last, clause_first) if doc.tokens[k].text in _ENDS), "")
    return last in ("?", "!", ",") or doc.tokens[clause_first].lower == doc.tokens[clause_first].text


def _is_speech_end(doc: Annotated, q: Quotation, clause_first: int) -> bool:
    """Whether a comma or a full stop shows that the quotation is what the cue tells, not a word in its subject."""
    return any(doc.tokens[k].text in _ENDS for k in range(q.last, clause_first) if k < len(doc.tokens))


def after(doc: Annotated, cue: int, source: Sequence[int], quotations: Quotations, sense: CueSense, words: CueWords) -> Quotation | None:
    """The quotation that the cue leads up to: he said, *"…"*; told reporters in Oslo: *"…"*.

    Not beyond another cue, not far from a word that only a quotation makes a cue ("spoke", "began"),
    and not a single word in marks that is no speech: told to stop the *"nagging"*.
    """
    sentence = doc.sentence_of(cue)
    at = max([cue, *(t for t in source if cue < t <= sentence.last)]) + 1
    limit = min(at + _REACH, len(doc.tokens))
    level = quotations.level(cue)
    colon = False
    while at < limit:
        token = doc.tokens[at]
        begun = [q for q in quotations.starting(at) if q.paragraph == sentence.paragraph and q.depth == level]
        if begun:
            far = at - cue > _NEAR and (begun[0].first == begun[0].last or sense.rule.frames == ("quotation",))
            if far and not is_set_off(doc, begun[0]):
                return None
            return begun[0] if colon or at <= sentence.last or doc.tokens[at - 2].text == ":" else None
        if at > sentence.last and not is_mark(token):
            return None
        if token.text == ";" or (token.pos in ("VERB", "AUX") and token.tag in ("VBD", "VBZ", "VBP", "MD") and not colon):
            return None
        if not colon and token.pos == "VERB" and any(s.outright and _QUOTING & {*s.rule.frames} for s in words.senses(doc, token)):
            return None
        if token.pos == "SCONJ" and token.lower != "that" and not colon:
            return None
        colon = colon or token.text == ":"
        at += 1
    return None


def is_set_off(doc: Annotated, q: Quotation) -> bool:
    """Whether a mark parts a quotation from the words before it: *he said on Monday, "…"*, but not *on NBC's "…"*."""
    before = [k for k in range(max(q.first - 3, 0), q.first) if doc.tokens[k].start < q.start]
    return bool(before) and is_mark(doc.tokens[before[-1]])


def words(q: Quotation) -> set[int]:
    """The tokens of a quotation, inner marks included."""
    return set(range(q.first, q.last + 1))


def closed_over(content: set[int], cue: int, quotations: Quotations) -> set[int]:
    """Carry a content on to the end of each quotation that begins in it, over sentences too."""
    for t in sorted(content):
        for q in quotations.starting(t):
            if not q.holds(cue) and q.last not in content:
                content = content | words(q)
    return content


def is_speech(doc: Annotated, q: Quotation) -> bool:
    """Whether a quotation is somebody's speech rather than a word or a name in quotation marks."""
    inside = [doc.tokens[k] for k in range(q.first, q.last + 1)]
    ends = any(doc.tokens[k].text in _ENDS for k in range(q.last + 1, min(q.last + 3, len(doc.tokens))) if doc.tokens[k].start < q.end)
    return (ends and doc.tokens[q.first].text[0].isupper()) or (len(inside) >= 3 and any(t.pos in ("VERB", "AUX") for t in inside))


def share_quoted(doc: Annotated, content: Iterable[int], quotations: Quotations, outside: int | None) -> tuple[bool, bool]:
    """Whether all, and whether some, of the words of a content stand in quotation marks.

    Quotations that hold the token ``outside`` do not count: the whole statement stands in them.
    """
    around = quotations.level(outside) if outside is not None else 0
    inside = [
        any(q.depth >= around and (outside is None or not q.holds(outside)) for q in quotations.holding(k))
        for k in content
        if not is_mark(doc.tokens[k])
    ]
    return bool(inside) and all(inside), any(inside)
