"""Since when and by what event people were counted."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from dragoman.coding.toll_words import TollLexicon
from dragoman.language import Annotated, Sentence, Token
from dragoman.records import Event, Span, Time

_CAUSE_REACH = 3
"""So many sentences after an attack a count in the same place may be of it."""


def toll_since(doc: Annotated, times: Sequence[Time], head: int, words: TollLexicon) -> tuple[datetime.date, Span, str] | None:
    """The day from which they are counted, its words, and how it was found."""
    sentence = doc.sentence_of(head)
    for time in times:
        if time.kind == "since" and time.from_ is not None and sentence.start <= time.span.start < sentence.end:
            return time.from_, time.span, "the time it counts from"
    for token in doc.words(sentence):
        of_predicate = doc.tokens[token.head].head in {head, doc.tokens[head].head, *(c.i for c in doc.children(head, "conj"))}
        dated = _time_in_clause(doc, times, token) if of_predicate and token.lower == "since" and token.dep == "mark" else None
        if dated is not None and dated.from_ is not None and doc.tokens[token.head].head != doc.tokens[token.head].i:
            return dated.from_, doc.span(token.i, doc.tokens[token.head].right), "the time of the clause it counts from"
    opened = since_beginning(doc, sentence, words)
    began = _dated_beginning(doc, times, sentence, words) if opened is not None else None
    if opened is not None and began is not None and began.from_ is not None:
        return began.from_, opened, f'the day of the beginning, "{began.span.text}"'
    return None


def _time_in_clause(doc: Annotated, times: Sequence[Time], mark: Token) -> Time | None:
    """The time told in the clause that a "since" opens: "since the rebels rose in 2003"."""
    clause = doc.span(mark.i, doc.tokens[mark.head].right)
    return next((t for t in times if t.kind == "date" and clause.start <= t.span.start < clause.end), None)


def since_beginning(doc: Annotated, sentence: Sentence, words: TollLexicon) -> Span | None:
    """The words of a sentence that count from a beginning ("since the outbreak of violence")."""
    for token in doc.words(sentence):
        if token.lower == "since" and token.dep in ("mark", "prep"):
            opened = range(token.i + 1, doc.tokens[token.head].right + 1 if token.dep == "mark" else token.right + 1)
            if any(words.is_in(doc.tokens[j], "beginnings") for j in opened):
                return doc.span(token.i, max(opened))
    return None


def _dated_beginning(doc: Annotated, times: Sequence[Time], sentence: Sentence, words: TollLexicon) -> Time | None:
    """The time of the last sentence before that tells of a beginning and dates it to a day."""
    for earlier in reversed(doc.sentences[: sentence.i]):
        if any(words.is_in(t, "beginnings") for t in doc.words(earlier)):
            for time in times:
                if (
                    earlier.start <= time.span.start < earlier.end
                    and time.kind == "date"
                    and time.from_ is not None
                    and time.from_ == time.to
                ):
                    return time
    return None


def as_of(doc: Annotated, times: Sequence[Time], head: int) -> tuple[datetime.date, Span] | None:
    """The day a sentence says its count is "as of", and the words of that day."""
    sentence = doc.sentence_of(head)
    for time in times:
        before = doc.text[max(sentence.start, time.span.start - 6) : time.span.start].lower()
        if sentence.start <= time.span.start < sentence.end and time.to is not None and before.endswith("as of "):
            return time.to, time.span
    return None


def toll_cause(events: Sequence[Event], doc: Annotated, head: int, span: Span) -> str | None:
    """The event whose evidence holds the predicate, or else the count; the one with the least evidence first."""
    predicate = doc.span(head, head)
    for words in (predicate, span):
        holding = [e for e in events if any(piece.overlaps(words) for piece in e.evidence)]
        if holding:
            return min(holding, key=lambda e: (e.type != "ASSAULT", sum(p.end - p.start for p in e.evidence), e.id)).id
    return None


def cause_before(events: Sequence[Event], doc: Annotated, head: int, place: str | None, words: TollLexicon) -> str | None:
    """The attack that people were killed in, told in a sentence just before: in the same named place, or the one before "there".

    A count of others, or one "in the village" with no name, is of the attack that the sentence before it tells.
    """
    here = doc.tokens[head].sentence
    attacks = [
        (event, _sentence_of(doc, event)) for event in events if event.type == "ASSAULT" and event.modality == "asserted" and event.actors
    ]
    if place is not None:
        found = [event for event, sentence in attacks if 0 < here - sentence <= _CAUSE_REACH and event.place == place]
    elif _points_back(doc, doc.sentences[here], words):
        found = [event for event, sentence in attacks if here - sentence == 1]
    else:
        found = []
    return found[0].id if len(found) == 1 else None


def _points_back(doc: Annotated, sentence: Sentence, words: TollLexicon) -> bool:
    """Whether a sentence tells of where one was just told to be: "there", "in the village"."""
    for token in doc.words(sentence):
        if token.lower == "there" and token.pos == "ADV":
            return True
        known = token.dep == "pobj" and any(d.lower in ("the", "this", "that") for d in doc.children(token.i, "det"))
        if known and not doc.children(token.i, "prep") and any(words.is_in(token, kind) for kind in ("towns", "sites")):
            return True
    return False


def _sentence_of(doc: Annotated, event: Event) -> int:
    return max(token.sentence for token in doc.tokens if token.start <= event.evidence[0].start)
