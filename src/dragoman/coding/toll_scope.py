"""Where, since when and by what event people were counted."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from dragoman.coding.event_places import place_of
from dragoman.coding.toll_words import TollLexicon
from dragoman.language import Annotated, Sentence
from dragoman.records import Cast, Event, Span, Time

_NEAR_LINKS = ("in", "at", "near", "outside", "inside", "around", "across", "throughout", "on", "along")


def toll_place(doc: Annotated, cast: Cast, head: int, nouns: Sequence[int]) -> tuple[str, str] | None:
    """The place id where they fell and how it was found: at the predicate, then in its sentence, then next to it."""
    near = place_of(doc, cast, head, nouns, ())
    if near is not None:
        return near, "named at the predicate"
    for above in doc.ancestors(head):
        if above.pos in ("VERB", "AUX") and (found := place_of(doc, cast, above.i, (), ())) is not None:
            return found, "named in a clause above it"
    sentence = doc.sentence_of(head)
    found = _in_sentence(doc, cast, sentence, head)
    return (found, "the nearest place of its sentence") if found is not None else None


def _in_sentence(doc: Annotated, cast: Cast, sentence: Sentence, head: int) -> str | None:
    spots = [i for i in range(sentence.first, sentence.last + 1) if i in cast.place_heads and _is_location(doc, i)]
    nearest = min(spots, key=lambda i: (abs(i - head), i), default=None)
    return None if nearest is None else cast.place_heads[nearest]


def _is_location(doc: Annotated, i: int) -> bool:
    """Whether a place name is where something is: after a preposition of place, or before a noun after one."""
    for token in (doc.tokens[i], *list(doc.ancestors(i))[:3]):
        if token.dep == "pobj" and doc.tokens[token.head].lower in _NEAR_LINKS:
            return True
        if token.pos in ("VERB", "AUX"):
            return False
    return False


def place_nearby(doc: Annotated, cast: Cast, head: int, words: TollLexicon) -> tuple[str, str] | None:
    """A place named as a location in the sentence before or after the one of ``head``, in the same story."""
    number = doc.tokens[head].sentence
    for other in (number - 1, number + 1):
        # "Meanwhile", "Elsewhere": the later of the two sentences leaves the scene of the earlier
        if 0 <= other < len(doc.sentences) and not _leaves_scene(doc, max(number, other), words):
            sentence = doc.sentences[other]
            found = _in_sentence(doc, cast, sentence, sentence.first if other > number else sentence.last)
            if found is not None:
                return found, f"a place of the sentence {'after' if other > number else 'before'} it"
    return None


def _leaves_scene(doc: Annotated, number: int, words: TollLexicon) -> bool:
    opening = doc.words(doc.sentences[number])[:3]
    return any(t.lower in words.lists["scene_changes"] for t in opening)


def toll_since(doc: Annotated, times: Sequence[Time], head: int, words: TollLexicon) -> tuple[datetime.date, Span, str] | None:
    """The day from which they are counted, its words, and how it was found."""
    sentence = doc.sentence_of(head)
    for time in times:
        if time.kind == "since" and time.from_ is not None and sentence.start <= time.span.start < sentence.end:
            return time.from_, time.span, "the time it counts from"
    for token in doc.words(sentence):
        if token.lower == "since" and token.dep in ("mark", "prep"):
            opened = range(token.i + 1, doc.tokens[token.head].right + 1 if token.dep == "mark" else token.right + 1)
            if any(words.is_in(doc.tokens[j], "beginnings") for j in opened):
                began = _dated_beginning(doc, times, sentence, words)
                if began is not None:
                    return began.from_, doc.span(token.i, max(opened)), f'the day of the beginning, "{began.span.text}"'  # type: ignore[return-value]
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
