"""Named persons: where their names stand, their titles, and the short names that come later."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dragoman.language import Annotated
from dragoman.lexicon.schema.offices import OfficeWords
from dragoman.lexicon.schema.words import WordLists
from dragoman.resolving.leaders import Leader, Leaders
from dragoman.resolving.naming import NameUse, head_of
from dragoman.resolving.pieces import Match

_HONORIFICS = {"mr": "he", "mrs": "she", "ms": "she", "miss": "she", "dr": "", "sir": "he", "lord": "he", "lady": "she", "madame": "she"}
_NAME_LABELS = ("PERSON", "", "NORP")


class PersonName(msgspec.Struct, frozen=True):
    """A person's name on tokens ``first`` to ``last``; ``head`` is the token its phrase hangs by."""

    first: int
    last: int
    head: int
    name: str
    gender: str = ""


class PersonNames:
    """Finds persons' names in documents. Holds only what the lexicon says."""

    def __init__(self, leaders: Leaders, words: WordLists) -> None:
        self._leaders = leaders
        self._weekdays = frozenset(words.lists["weekdays"])
        self._grounds, self._storms = frozenset(words.lists["ground_prepositions"]), frozenset(words.lists["storms"])
        self._places = frozenset(words.lists["ground_nouns"])
        self._women = frozenset(words.lists["first_names_of_women"])

    def find(self, doc: Annotated, uses: list[NameUse], offices: list[Match[OfficeWords]], known: list[Match[Leader]]) -> list[PersonName]:
        """Find names: leaders the lexicon knows, the model's entities, and proper nouns after a title or of a family name met before.

        ``known`` are the full names of leaders in the document. Weekdays end a name: "Obama Sunday" is one person and one day.
        """
        taken = {i for use in uses for i in range(use.first, use.last + 1)}
        taken |= {token.i for token in doc.tokens if token.pos == "PROPN" and token.lower in self._weekdays}
        titles = {i for m in offices for i in range(m.first, m.last + 1) if any(v.unit == "office" for v in m.values)}
        spans = _longest([*_known(doc, taken, self._leaders, known), *self._entities(doc, taken, titles)])
        spans += list(_after_titles(doc, taken | _covered(spans), titles, offices))
        spans += list(_short_names(doc, taken | _covered(spans), spans))
        return [self._person(doc, first, last) for first, last in sorted(spans)]

    def _entities(self, doc: Annotated, taken: set[int], titles: set[int]) -> list[tuple[int, int]]:
        storms = {token.text for token in doc.tokens[1:] if doc.tokens[token.i - 1].lower in self._storms and token.text.istitle()}
        persons = (e for e in doc.entities if e.label == "PERSON" and not self._is_no_person(doc, e.first, e.last))
        persons = (e for e in persons if e.first < e.last or doc.tokens[e.first].text not in storms)
        return [span for e in persons if (span := _trim(doc, e.first, e.last, taken, titles))]

    def _is_no_person(self, doc: Annotated, first: int, last: int) -> bool:
        """Whether a name is a storm's, or one word after "in" or "near", or any after "the town of" or before "district": a place."""
        before = doc.tokens[first - 1].lower if first else ""
        return bool(self._storms & {before, doc.tokens[first].lower}) or self.is_ground(doc, first, last)

    def is_ground(self, doc: Annotated, first: int, last: int) -> bool:
        """Whether a name is one word after "in" or "near", or any after "the town of" or before "district"."""
        before = doc.tokens[first - 1].lower if first else ""
        after = doc.tokens[last + 1] if last + 1 < len(doc.tokens) else None
        if after is not None and after.text.islower() and after.lemma in self._places and doc.tokens[last].head == after.i:
            return True  # "the Mian Nishin district"
        if before == "of" and first > 1 and doc.tokens[first - 2].lemma in self._places:
            return True
        return first == last and before in self._grounds and doc.tokens[last].dep == "pobj" and not doc.tokens[last].text.isupper()

    def _person(self, doc: Annotated, first: int, last: int) -> PersonName:
        gender = ""
        while first < last and doc.tokens[first].lower.rstrip(".") in _HONORIFICS:
            gender = _HONORIFICS[doc.tokens[first].lower.rstrip(".")] or gender
            first += 1
        if not gender and first > 0:
            gender = _HONORIFICS.get(doc.tokens[first - 1].lower.rstrip("."), "")
        if not gender and first < last and doc.tokens[first].lower in self._women:
            gender = "she"
        name = " ".join(doc.span(first, last).text.split())
        if name.endswith(".") and not name[:-1].count("."):
            name = name[:-1]
        return PersonName(first, last, head_of(doc, first, last), name, gender)


def _covered(spans: list[tuple[int, int]]) -> set[int]:
    return {i for first, last in spans for i in range(first, last + 1)}


def _short_names(doc: Annotated, taken: set[int], spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Family names that stand alone after the full name."""
    families: dict[str, int] = {}
    for first, last in spans:
        if first < last:
            families.setdefault(doc.tokens[last].text, last)
    for token in doc.tokens:
        if token.pos == "PROPN" and token.i not in taken and families.get(token.text, token.i) < token.i and _stands_alone(doc, token.i):
            yield token.i, token.i


def _longest(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans of which none touches another; of two that touch, the longer."""
    kept: list[tuple[int, int]] = []
    for first, last in sorted(set(spans), key=lambda s: (s[0] - s[1], s)):
        if all(last < a or b < first for a, b in kept):
            kept.append((first, last))
    return sorted(kept)


def _known(doc: Annotated, taken: set[int], leaders: Leaders, known: list[Match[Leader]]) -> list[tuple[int, int]]:
    """Leaders by full name anywhere, and by a telling family name that stands alone."""
    found = [(m.first, m.last) for m in known if not m.partial and taken.isdisjoint(range(m.first, m.last + 1))]
    if any(m.loud for m in known) or _is_loud(doc):
        return found
    covered = taken | {i for first, last in found for i in range(first, last + 1)}
    free = (t for t in doc.tokens if t.pos == "PROPN" and t.i not in covered and leaders.is_telling(t.text))
    return found + [(t.i, t.i) for t in free if _stands_alone(doc, t.i)]


def _is_loud(doc: Annotated) -> bool:
    """Whether most words are all in capitals, so that they tell no name."""
    words = [t for t in doc.tokens if t.text.isalpha()]
    return sum(t.text.isupper() for t in words) * 2 > len(words)


def _stands_alone(doc: Annotated, i: int) -> bool:
    """Whether no other proper noun makes one name with this one."""
    token = doc.tokens[i]
    if not token.text[:1].isupper():
        return False
    beside = [doc.tokens[j] for j in (i - 1, i + 1) if 0 <= j < len(doc.tokens) and doc.tokens[j].sentence == token.sentence]
    return not any(t.text == "-" or (t.pos == "PROPN" and t.entity == token.entity and t.text[:1].isupper()) for t in beside)


def _trim(doc: Annotated, first: int, last: int, taken: set[int], titles: set[int]) -> tuple[int, int] | None:
    """Cut titles, honorifics and case marks off an entity; None when nothing of a name is left."""
    inside = [i for i in titles if first < i < last]
    if inside:
        first = max(inside) + 1  # "Deputy Trade Minister Issa Keita" taken for one name
    while first <= last and (first in taken or (first in titles and first < last) or doc.tokens[first].pos in ("DET", "PUNCT", "ADP")):
        first += 1
    while last >= first and (doc.tokens[last].dep == "case" or doc.tokens[last].pos in ("PUNCT", "NUM", "ADP") or last in taken):
        last -= 1
    if first > last or all(i in titles for i in range(first, last + 1)) or not _is_name(doc, first, last):
        return None
    return first, last + 1 if first == last and _is_second_name(doc, last + 1, taken | titles) else last


def _is_second_name(doc: Annotated, i: int, taken: set[int]) -> bool:
    """Whether the token after a single name belongs to it: "Jun" of "Zhai Jun", which is no month before a number."""
    if i >= len(doc.tokens) or i in taken or doc.tokens[i].sentence != doc.tokens[i - 1].sentence:
        return False
    token = doc.tokens[i]
    following = doc.tokens[i + 1] if i + 1 < len(doc.tokens) else None
    if token.pos != "PROPN" or not token.text.istitle() or token.entity not in ("", "DATE"):
        return False
    return following is None or following.pos != "NUM"


def _is_name(doc: Annotated, first: int, last: int) -> bool:
    return any(doc.tokens[i].text[:1].isupper() for i in range(first, last + 1))


def _after_titles(doc: Annotated, taken: set[int], titles: set[int], offices: list[Match[OfficeWords]]) -> Iterator[tuple[int, int]]:
    ends = [m.last for m in offices if any(v.unit == "office" or v.id in ("lawmaker", "clergy") for v in m.values)]
    ends += [t.i for t in doc.tokens if t.lower.rstrip(".") in _HONORIFICS and t.pos == "PROPN"]
    for end in sorted(set(ends)):
        last = end
        while last + 1 < len(doc.tokens) and last + 1 not in titles and _may_name(doc, last + 1, end, taken):
            last += 1
        if last > end and last + 1 not in titles:  # "Deputy Foreign Trade Minister" holds no name
            yield end + 1, last


def _may_name(doc: Annotated, i: int, title: int, taken: set[int]) -> bool:
    token = doc.tokens[i]
    if token.sentence != doc.tokens[title].sentence or i in taken:
        return False
    if token.text == "-" and i > title + 1:
        return i + 1 < len(doc.tokens) and doc.tokens[i + 1].text[:1].isupper() and token.start == doc.tokens[i - 1].end
    return token.pos == "PROPN" and token.entity in _NAME_LABELS and token.text[:1].isupper() and len(token.text) > 1
