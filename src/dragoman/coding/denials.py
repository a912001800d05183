"""Denials of what was told just before: "Rebels shelled the town, the army said. The rebels denied it."."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import msgspec

from dragoman.language import Annotated, Token
from dragoman.records import Cast, Event, Explanation, Found, Reason, Span, Statement

DENYING = "deny"
"""The class of the verbs that deny."""

_REACH_SENTENCES = 1


def find_denials(
    doc: Annotated, cast: Cast, statements: Iterable[Statement], events: Sequence[Event], nouns: Collection[str], first: int
) -> Found[Event]:
    """An event denied for each statement that denies, without saying it again, what the sentence before it tells.

    It has the type and the parties of what is denied, the words of the denial, and is attributed to who denies; ids go on from
    ``first``. Only those who are said to have done it, or their own people, deny it so: others may deny anything else.
    """
    found: list[Event] = []
    reasons: list[Explanation] = []
    for statement in statements:
        if statement.verb_class != DENYING or statement.source is None or any(event.attribution == statement.id for event in events):
            continue
        denied = _denied(doc, cast, statement, events)
        if denied is None or not (_takes_up(doc, statement, nouns) or _names_again(doc, statement, denied)):
            continue
        said = _words_of(doc, statement)
        changes = {"id": f"e{first + len(found)}", "modality": "negated", "attribution": statement.id, "evidence": (said,)}
        found.append(msgspec.structs.replace(denied, **changes))
        how = f'denies what "{denied.evidence[0].text}" tells'
        reasons.append(Explanation(found[-1].id, "event", denied.rule, (Reason("modality", "negated", how, said),)))
    return Found(tuple(found), tuple(reasons))


def _takes_up(doc: Annotated, statement: Statement, nouns: Collection[str]) -> bool:
    """Whether what is denied is only pointed at: a pronoun or "the claim", alone."""
    [content] = statement.content if len(statement.content) == 1 else [None]
    if content is None:
        return False
    words = [
        token.lemma.lower() for token in doc.tokens if content.start <= token.start < content.end and token.pos not in ("DET", "PUNCT")
    ]
    pointed = words or [content.text.lower()]
    return len(pointed) == 1 and pointed[0] in nouns


def _names_again(doc: Annotated, statement: Statement, denied: Event) -> bool:
    """Whether what is denied has only things that were told with the event: "dropped cluster bombs", "denied using cluster bombs"."""
    things = {token.lemma.lower() for token in _tokens_in(doc, statement.content) if token.pos == "NOUN"}
    told = {token.lemma.lower() for token in _tokens_in(doc, denied.evidence)}
    return bool(things) and things <= told and len(statement.content) == 1


def _tokens_in(doc: Annotated, spans: Iterable[Span]) -> list[Token]:
    return [token for span in spans for token in doc.tokens if span.start <= token.start < span.end]


def _denied(doc: Annotated, cast: Cast, statement: Statement, events: Iterable[Event]) -> Event | None:
    """The last event done by the deniers, told in the sentence before the denial or in its own before it."""
    assert statement.source is not None
    deniers = {code for id in statement.source.actors for code in cast.actor(id).codes[:1]}
    start = statement.source.span.start if statement.source.span is not None else statement.content[0].start
    here = _sentence_at(doc, start)
    near = [
        event
        for event in events
        if event.modality == "asserted"
        and event.evidence[0].start < start
        and here - _sentence_at(doc, event.evidence[0].start) <= _REACH_SENTENCES
        and deniers & {code for id in event.actors for code in cast.actor(id).codes[:1]}
    ]
    return max(near, key=lambda event: event.evidence[0].start, default=None)


def _sentence_at(doc: Annotated, start: int) -> int:
    return doc.sentence_of(max(token.i for token in doc.tokens if token.start <= start)).i


def _words_of(doc: Annotated, statement: Statement) -> Span:
    """The words from who denies to what is denied."""
    spans = [*statement.content, *(span for span in (statement.cue, statement.source.span if statement.source else None) if span)]
    at = [token.i for token in doc.tokens if any(span.start <= token.start < span.end for span in spans)]
    return doc.span(min(at), max(at))
