"""Where, since when and by what event people were counted."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from dragoman.coding.event_places import place_of
from dragoman.coding.toll_words import TollLexicon
from dragoman.language import Annotated, Sentence, Token
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


def place_of_cause(events: Sequence[Event], cause: str | None) -> tuple[str, str] | None:
    """The place of the event that people fell in, and how it was found."""
    event = next((e for e in events if e.id == cause and e.place is not None), None)
    return None if event is None or event.place is None else (event.place, f"where {event.id}, in which they are told of, took place")


def place_nearby(doc: Annotated, cast: Cast, head: int, words: TollLexicon, *, further: bool) -> tuple[str, str] | None:
    """A place named as a location in the sentence before or after, where words say that both tell of the same happening.

    Before: "in the blast", "the attack killed", or "three others" (``further``). After: "The blast was in Gao".
    """
    number = doc.tokens[head].sentence
    link = _happening_at(doc, head, words)
    if number > 0 and (link is not None or further) and not _leaves_scene(doc, number, words):
        before = doc.sentences[number - 1]
        if (found := _in_sentence(doc, cast, before, before.last)) is not None:
            said = f'"the {link.lower}"' if link is not None else "a further count"
            return found, f"a place of the sentence before it, which {said} tells on of"
    if number + 1 < len(doc.sentences) and not _leaves_scene(doc, number + 1, words):
        after = doc.sentences[number + 1]
        told_on = next((t for t in doc.words(after) if _is_known_happening(doc, t, words) and t.dep in ("nsubj", "nsubjpass")), None)
        if told_on is not None and (found := _in_sentence(doc, cast, after, after.first)) is not None:
            return found, f'a place of the sentence after it, which tells on of "the {told_on.lower}"'
    return None


def _happening_at(doc: Annotated, head: int, words: TollLexicon) -> Token | None:
    """The happening known from before by or in which a predicate says they were harmed ("the blast killed", "hurt in the attack")."""
    near = [*doc.children(head, "nsubj"), *(p for link in doc.children(head, "prep", "agent") for p in doc.children(link.i, "pobj"))]
    token = doc.tokens[head]
    if token.dep in ("advcl", "conj", "relcl"):
        near += doc.children(token.head, "nsubj")
    return next((t for t in near if _is_known_happening(doc, t, words)), None)


def _is_known_happening(doc: Annotated, token: Token, words: TollLexicon) -> bool:
    known = any(d.lower in ("the", "this", "that", "these", "those") for d in doc.children(token.i, "det"))
    return known and words.is_in(token, "happenings")


def _leaves_scene(doc: Annotated, number: int, words: TollLexicon) -> bool:
    opening = doc.words(doc.sentences[number])[:3]
    return any(t.lower in words.lists["scene_changes"] for t in opening)


def toll_since(doc: Annotated, times: Sequence[Time], head: int, words: TollLexicon) -> tuple[datetime.date, Span, str] | None:
    """The day from which they are counted, its words, and how it was found."""
    sentence = doc.sentence_of(head)
    for time in times:
        if time.kind == "since" and time.from_ is not None and sentence.start <= time.span.start < sentence.end:
            return time.from_, time.span, "the time it counts from"
    opened = since_beginning(doc, sentence, words)
    began = _dated_beginning(doc, times, sentence, words) if opened is not None else None
    if opened is not None and began is not None and began.from_ is not None:
        return began.from_, opened, f'the day of the beginning, "{began.span.text}"'
    return None


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
