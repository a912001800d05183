"""Where people were counted: at the predicate, in its sentence, in "the city" told of before, or in what a sentence tells on of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.coding.event_places import place_of, places_of
from dragoman.coding.toll_words import TollLexicon
from dragoman.language import Annotated, Sentence, Token
from dragoman.records import Cast, Event

_NEAR_LINKS = ("in", "at", "near", "outside", "inside", "around", "across", "throughout", "through", "on", "along")
_REACH = 3
"""So many sentences before its own a happening, or a place called "the city", may have been told of."""
_BESIDE = ("compound", "nmod", "amod", "poss")


def toll_place(doc: Annotated, cast: Cast, head: int, nouns: Sequence[int], words: TollLexicon) -> tuple[str, str] | None:
    """The place id where they fell and how it was found: at the predicate, then in its sentence, then as "the city" told of before."""
    near = _at(doc, cast, head, nouns, words)
    if near is not None:
        return near, "named at the predicate"
    for above in doc.ancestors(head):
        if above.pos in ("VERB", "AUX") and (found := _at(doc, cast, above.i, (), words)) is not None:
            return found, "named in a clause above it"
    sentence = doc.sentence_of(head)
    found = _in_sentence(doc, cast, sentence, head, words)
    if found is not None:
        return found, "the nearest place of its sentence"
    return _called_again(doc, cast, sentence, words)


def _at(doc: Annotated, cast: Cast, head: int, nouns: Sequence[int], words: TollLexicon) -> str | None:
    """The place named at a word, but one where only some of them fell."""
    spots = places_of(doc, cast, head, nouns)
    if any(_is_of_some(doc, spot.head, words) for spot in spots):
        return next((spot.place for spot in spots if not _is_of_some(doc, spot.head, words)), None)
    return place_of(doc, cast, head, nouns, ())


def _is_of_some(doc: Annotated, i: int, words: TollLexicon) -> bool:
    """Whether only some of those counted are said to have fallen at a place: "*most of them in* Gao", "*mainly in* Gao"."""
    for token in (doc.tokens[i], *list(doc.ancestors(i))[:3]):
        if token.dep == "pobj" and doc.tokens[token.head].lower in _NEAR_LINKS:
            return token.head > 0 and doc.tokens[token.head - 1].lower in words.lists["of_some"]
    return False


def _in_sentence(doc: Annotated, cast: Cast, sentence: Sentence, head: int, words: TollLexicon) -> str | None:
    named = [i for i in range(sentence.first, sentence.last + 1) if i in cast.place_heads and not _is_of_some(doc, i, words)]
    spots = [i for i in named if _is_location(doc, i) or _is_of_site(doc, i, head, words)]
    spots = spots or [i for i in named if _is_scene(doc, i, head) or _is_called_a_place(doc, i, words)]
    nearest = min(spots, key=lambda i: (abs(i - head), i), default=None)
    return None if nearest is None else cast.place_heads[nearest]


def _is_location(doc: Annotated, i: int) -> bool:
    """Whether a place name is where something is: after a preposition of place, or before a noun after one."""
    for token in (doc.tokens[i], *list(doc.ancestors(i))[:3]):
        link = doc.tokens[token.head]
        if token.dep == "pobj" and link.lower in _NEAR_LINKS:
            return True
        if token.pos in ("VERB", "AUX"):
            return False
    return False


def _is_of_site(doc: Annotated, i: int, head: int, words: TollLexicon) -> bool:
    """Whether a place name stands before a building or a happening: "a *Gao* mosque", "the *Gao* bombings that killed"."""
    token = doc.tokens[i]
    noun = doc.tokens[token.head]
    if token.dep not in _BESIDE:
        return False
    killing = noun.i in (s.i for s in doc.children(head, "nsubj")) or doc.tokens[head].head == noun.i
    return words.is_in(noun, "sites") or (killing and words.is_in(noun, "happenings"))


def _is_scene(doc: Annotated, i: int, head: int) -> bool:
    """Whether a place named in another part is where it happened: "the village of Gao, *where* six died", "a raid *there* killed six"."""
    clause = doc.tokens[head]
    where = any(c.lower == "where" for c in doc.children(head, "advmod")) and clause.dep == "relcl" and doc.tokens[i].right >= clause.left
    there = i < head and any(t.lower == "there" and t.pos == "ADV" and i < t.i for t in doc.descendants(head))
    return where or there


def _is_called_a_place(doc: Annotated, i: int, words: TollLexicon) -> bool:
    """Whether a name is said to be a place's: "control of the *city of Gao*", "the capital, *Gao*", "*east of Gao*"."""
    token = doc.tokens[i]
    link = doc.tokens[token.head]
    named = token.dep == "pobj" and link.lower == "of" and any(words.is_in(doc.tokens[link.head], kind) for kind in ("towns", "lands"))
    before = doc.tokens[max(token.left - 2, 0)]
    beside = token.dep == "pobj" and link.lower in ("of", "to") and doc.tokens[link.head].pos in ("ADV", "ADJ")  # "east of Gao", "close to"
    return named or beside or (token.dep in ("appos", "npadvmod") and before.lower == "capital" and doc.tokens[token.left - 1].text == ",")


def _called_again(doc: Annotated, cast: Cast, sentence: Sentence, words: TollLexicon) -> tuple[str, str] | None:
    """The place that "in the city" or "in the region" means: the last of that kind told of before."""
    for token in doc.words(sentence):
        definite = any(d.lower in ("the", "this", "that", "same") for d in doc.children(token.i, "det", "amod"))
        own_name = any(c.lower == "of" for c in doc.children(token.i, "prep"))
        if not definite or own_name or token.dep != "pobj" or doc.tokens[token.head].lower not in _NEAR_LINKS:
            continue
        kinds = next((name for name in ("towns", "lands") if words.is_in(token, name)), None)
        if kinds is None:
            continue
        found = next(_named_before(doc, cast, token, words.lists[kinds]), None)
        if found is not None:
            return found, f'the last place before it that "the {token.lower}" may mean'
    return None


def _named_before(doc: Annotated, cast: Cast, token: Token, kinds: frozenset[str]) -> Iterator[str]:
    """The places of a kind named before a word, within reach, the last first."""
    of_kind = {place.id for place in cast.places if place.kind in kinds}
    first = doc.sentences[max(token.sentence - _REACH, 0)].first
    yield from (cast.place_heads[i] for i in range(token.i - 1, first - 1, -1) if cast.place_heads.get(i) in of_kind)


def place_of_cause(events: Sequence[Event], cause: str | None) -> tuple[str, str] | None:
    """The place of the event that people fell in, and how it was found."""
    event = next((e for e in events if e.id == cause and e.place is not None), None)
    return None if event is None or event.place is None else (event.place, f"where {event.id}, in which they are told of, took place")


def place_nearby(doc: Annotated, cast: Cast, head: int, words: TollLexicon, *, further: bool) -> tuple[str, str] | None:
    """A place named as a location in a sentence before or after, where words say that both tell of the same happening.

    Before: "in the blast", "the attack killed", or "three others" (``further``), back to where the story
    turns to another scene. After: "The blast was in Gao".
    """
    number = doc.tokens[head].sentence
    link = _happening_at(doc, head, words)
    for back in range(1, _REACH + 1) if link is not None else range(1, 1 + int(further)):
        if number - back < 0 or leaves_scene(doc, number - back + 1, words):
            break
        before = doc.sentences[number - back]
        if (found := _in_sentence(doc, cast, before, before.last, words)) is not None:
            said = f'"the {link.lower}"' if link is not None else "a further count"
            return found, f"a place of a sentence before it, which {said} tells on of"
    if number + 1 < len(doc.sentences) and not leaves_scene(doc, number + 1, words):
        after = doc.sentences[number + 1]
        told_on = next((t for t in doc.words(after) if _is_known_happening(doc, t, words) and t.dep in ("nsubj", "nsubjpass")), None)
        if told_on is not None and (found := _in_sentence(doc, cast, after, after.first, words)) is not None:
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
    known = known or any(d.lower.endswith("day") for d in doc.children(token.i, "poss"))  # "Wednesday's attack"
    return known and words.is_in(token, "happenings")


def leaves_scene(doc: Annotated, number: int, words: TollLexicon) -> bool:
    """Whether the first words of a sentence, by its number, turn to another scene."""
    opening = doc.words(doc.sentences[number])[:3]
    return any(t.lower in words.lists["scene_changes"] for t in opening)
