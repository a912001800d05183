"""When an event was: by its clause, by its sentence, or, less surely, by its story."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.language import Annotated
from dragoman.records import Event, Reason, Time

LESS_SURE = 0.1
"""What an event loses in confidence when only its story dates it."""


def time_for(times: Sequence[Time], doc: Annotated, i: int) -> Time | None:
    """The time that dates the clause of the predicate at token ``i``.

    A time that hangs on the predicate, by however many phrases but through no other clause, comes first (the nearest
    of several); else the only one of the sentence that dates no other clause; lengths and habits date nothing.
    """
    sentence = doc.sentence_of(i)
    dating = [t for t in times if t.kind not in ("duration", "set") and sentence.start <= t.span.start < sentence.end]
    heads = {t.id: head for t in dating if (head := _head(doc, t)) is not None}
    own = [t for t in dating if t.id in heads and _clause_verb(doc, heads[t.id], i) == i]
    own = own or [t for t in dating if t.id in heads and _dates_before(doc, heads[t.id], i)]
    if own:
        return min(own, key=lambda t: (abs(heads[t.id] - i), t.span.start))
    return dating[0] if len(dating) == 1 and not _hangs_below(doc, heads.get(dating[0].id), i) else None


def story_time(times: Sequence[Time], doc: Annotated) -> Time | None:
    """The day of a story: the one its dateline names."""
    dateline = doc.document.dateline
    if dateline is None:
        return None
    return next((t for t in times if t.span.overlaps(dateline.span) and t.from_ is not None and t.from_ == t.to), None)


def date_by_story(event: Event, day: Time | None) -> tuple[Event, tuple[Reason, ...]]:
    """The event with the story's day, where it has none of its own and is told as done now; and the note that says so."""
    if day is None or event.time is not None or event.modality != "asserted":
        return event, ()
    dated = msgspec.structs.replace(event, time=day.id, confidence=round(event.confidence - LESS_SURE, 2))
    return dated, (Reason("time", day.id, "the story's day, as nothing nearer dates it: less sure", day.span),)


def _dates_before(doc: Annotated, time: int, i: int) -> bool:
    """Whether a time dates what a predicate says more of ("the 2002 raids that killed"), or that is joined to it ("rose and fell")."""
    token = doc.tokens[i]
    if token.dep == "relcl":
        return hangs_on(doc, time, token.head)
    joined = [c.i for c in doc.children(i, "conj") if c.pos == token.pos and c.tag == token.tag and c.i < time]
    return any(_clause_verb(doc, time, c) == c for c in joined)


def hangs_on(doc: Annotated, time: int, noun: int) -> bool:
    """Whether a time stands at a noun, by prepositions only."""
    for above in doc.ancestors(time):
        if above.i == noun or above.pos != "ADP":
            return above.i == noun
    return False


def _hangs_below(doc: Annotated, time: int | None, i: int) -> bool:
    """Whether a time dates a clause beside or below the predicate ("attacked the base, which opened last year")."""
    verb = None if time is None else _clause_verb(doc, time, i)
    if verb is None or verb == i:
        return False
    return not any(above.i == verb for above in doc.ancestors(i))


def _head(doc: Annotated, time: Time) -> int | None:
    inside = doc.tokens_in(time.span.start, time.span.end)
    return next((j for j in inside if doc.tokens[j].head not in inside), None)


def _clause_verb(doc: Annotated, j: int, stop: int) -> int | None:
    """The predicate whose clause token ``j`` stands in: ``stop`` when reached first, else the nearest verb."""
    for token in doc.ancestors(j):
        if token.i == stop or token.pos in ("VERB", "AUX"):
            return token.i
    return None
