"""Times counted from an event that the story dates: "two days after the ambush", "the day before the vote"."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from dragoman.coding.time_days import Reading, single_day
from dragoman.coding.time_forms import Match
from dragoman.language import Annotated, Token

_SIDES = ("after", "before")
_DATED_POS = ("NOUN", "PROPN", "VERB")


def is_followed_by_event(doc: Annotated, match: Match) -> bool:
    """Whether an expression is counted from what stands after it, not from a day named before it."""
    if match.groups.get("side") not in _SIDES and match.groups.get("next", "").split(" ")[-1] not in _SIDES:
        return False
    inside = doc.tokens_in(match.start, match.end)
    after = inside[-1] + 1 if len(inside) else len(doc.tokens)
    if after >= len(doc.tokens) or doc.tokens[after].sentence != doc.tokens[after - 1].sentence:
        return False
    return doc.tokens[after].pos not in ("PUNCT", "CCONJ", "AUX", "VERB")


def day_of_event(doc: Annotated, match: Match, readings: Sequence[Reading]) -> datetime.date | None:
    """The day of the event after an expression: named in the rest of the sentence, or where the story told of it before."""
    first = doc.tokens_in(match.start, match.end)[-1] + 1
    rest = doc.tokens[first : doc.sentence_of(first).last + 1]
    for reading in readings:
        if match.end <= reading.start < rest[-1].end and (day := single_day(reading)) is not None:
            return day
    event = _event(doc, rest)
    return None if event is None else _told_before(doc, event, readings)


def _event(doc: Annotated, rest: Sequence[Token]) -> Token | None:
    """The word for the event: the first noun or verb that nothing nearer by governs."""
    inside = {token.i for token in rest}
    return next((t for t in rest if t.pos in _DATED_POS and (t.head not in inside or doc.tokens[t.head].dep == "ROOT")), None)


def _told_before(doc: Annotated, event: Token, readings: Sequence[Reading]) -> datetime.date | None:
    """The day of the nearest sentence before that has the same word and names one day."""
    lemma = event.lemma.lower()
    for sentence in range(event.sentence - 1, -1, -1):
        days = {day for r in readings if r.sentence == sentence and (day := single_day(r)) is not None}
        if len(days) == 1 and any(t.lemma.lower() == lemma for t in doc.words(doc.sentences[sentence])):
            return days.pop()
    return None
