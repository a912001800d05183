"""What a reading of modality is, and what the auxiliaries of a verb say of it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from dragoman.language import Annotated, Token
from dragoman.language import grammar as g
from dragoman.records import Modality, Span


class Reading(msgspec.Struct, frozen=True):
    """A modality, the words that made it and why."""

    modality: Modality
    how: str
    words: Span | None = None
    is_asked: bool = False
    """It is only what somebody asks for: the asking is the event, not what is asked."""


def read_auxiliary(doc: Annotated, verb: int, lists: Mapping[str, frozenset[str]], own: tuple[int, ...] = ()) -> Reading | None:
    """Read the auxiliaries of a verb and the conditions that open its clause; those among ``own`` words of a trigger say nothing."""
    for auxiliary in g.auxiliaries(doc, verb):
        if auxiliary.i in own:
            continue
        if auxiliary.lower in lists["future_auxiliaries"]:
            return Reading("future", f'future auxiliary "{auxiliary.text}"', word_span(doc, auxiliary))
        if auxiliary.lower in lists["supposing_auxiliaries"]:
            return Reading("hypothetical", f'auxiliary "{auxiliary.text}"', word_span(doc, auxiliary))
    for mark in doc.children(verb, "mark", "advmod"):
        lasts = any(a.lower in lists["future_auxiliaries"] for a in g.auxiliaries(doc, doc.tokens[verb].head))  # "will last until it came"
        told = mark.lower in lists["limits"] and doc.tokens[verb].tag == "VBD" and not lasts  # "held them until the army came": it came
        if mark.lower in lists["conditions"] and mark.i < verb and not told:
            return Reading("hypothetical", f'condition opened by "{mark.text}"', word_span(doc, mark))
    return None


def is_infinitive(doc: Annotated, verb: int) -> bool:
    """Whether a verb stands with "to"."""
    return any(a.lower == "to" for a in doc.children(verb, "aux"))


def word_span(doc: Annotated, token: Token) -> Span:
    """The span of one token."""
    return doc.span(token.i, token.i)
