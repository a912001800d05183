"""Whether the clause of a time expression looks back or ahead."""

from __future__ import annotations

from dragoman.coding.time_days import Direction
from dragoman.coding.time_forms import Calendar
from dragoman.language import Annotated, Token

NOMINAL_STEPS = 8


def direction(doc: Annotated, i: int | None, words: Calendar) -> Direction | None:
    """Past or future, by the verb that governs token ``i`` and the words before it; None when neither shows."""
    if i is None:
        return None
    if _follows_past_verb(doc, i, words):
        return "past"
    weak = False
    for token in _above(doc, i):
        if token.dep in ("prep", "mark", "amod", "advmod"):
            if token.lower in words.lists["future_marks"]:
                return "future"
            weak = weak or token.lower in words.lists["weak_future_marks"]
        if token.pos == "ADJ" and token.lower in words.lists["future_verbs"]:
            return "future"
        if token.pos in ("VERB", "AUX"):
            tense = _tense(doc, token, words)
            return tense if tense or not weak else "future"
    return None


def _follows_past_verb(doc: Annotated, i: int, words: Calendar) -> bool:
    """Whether a verb in the past, or a bare participle, stands right before: "which both signed late on Monday"."""
    j = i - 1
    while j >= 0 and doc.tokens[j].pos in ("ADP", "ADV", "DET") and i - j <= 3:
        j -= 1
    verb = doc.tokens[j] if j >= 0 else None
    if verb is None or verb.pos != "VERB" or verb.sentence != doc.tokens[i].sentence or verb.lemma in words.lists["future_verbs"]:
        return False
    return verb.tag == "VBD" or (verb.tag == "VBN" and not doc.children(verb.i, "aux", "auxpass"))


def _above(doc: Annotated, i: int) -> list[Token]:
    return [doc.tokens[i], *list(doc.ancestors(i))[:NOMINAL_STEPS]]


def _tense(doc: Annotated, verb: Token, words: Calendar) -> Direction | None:
    helpers = doc.children(verb.i, "aux", "auxpass")
    if any(h.lower in words.lists["future_helpers"] for h in helpers) or verb.lower == "going":
        return "future"
    if any(h.lower == "to" for h in helpers):
        return _infinitive(doc, verb, words)
    if verb.tag == "VBD" or any(h.tag == "VBD" for h in helpers) or any(h.lemma == "have" for h in helpers):
        return "future" if _is_plan(doc, verb, words) else "past"
    if _is_plan(doc, verb, words):
        return "future"
    if verb.tag in ("VBZ", "VBP") or any(h.tag in ("VBZ", "VBP") for h in helpers):
        if verb.lemma in words.lists["saying_verbs"]:
            return "past"
        # "the two meet Sunday", "is visiting Friday": the wire's present looks ahead, a passive one does not.
        return "future" if verb.tag == "VBG" or (verb.tag in ("VBZ", "VBP") and verb.lemma not in ("be", "have")) else None
    if verb.tag in ("VBG", "VBN") and verb.head != verb.i:
        return direction(doc, verb.head, words)
    return None


def _is_plan(doc: Annotated, verb: Token, words: Calendar) -> bool:
    passive = bool(doc.children(verb.i, "auxpass"))
    return verb.lemma in words.lists["future_verbs"] and (passive or verb.lower in ("due", "likely", "ready", "set"))


def _infinitive(doc: Annotated, verb: Token, words: Calendar) -> Direction | None:
    head = doc.tokens[verb.head]
    if verb.head == verb.i or head.lemma in words.lists["future_verbs"] or head.lower in words.lists["future_verbs"] or head.lemma == "be":
        return "future"
    if head.pos in ("VERB", "AUX"):
        return _tense(doc, head, words)
    return "future"
