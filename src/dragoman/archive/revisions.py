"""Whether a story is a newer version of another by the same agency: by its id, or by a mark and by what both say.

Every answer depends on the two stories alone, so the order in which they came changes nothing.
"""

from __future__ import annotations

import datetime
import re

import msgspec

from dragoman.archive.digests import fold
from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema.revisions import SECTION, RevisionMark
from dragoman.reading.agencies import agency_name
from dragoman.records import Document

WITHIN_DAYS = 2
"""A revision by its mark is looked for among the agency's stories of so many days before and after."""
_TITLE_SHARE, _RETRACTED_TITLE_SHARE, _TEXT_SHARE = 0.4, 0.6, 0.2
_OPENING_LETTERS = 200
_SHINGLE_WORDS = 4
_KIND_RANK = {"repeat": 0, "update": 1, "correction": 2, "retraction": 3}
_WORD = re.compile(r"\w+")


class Mark(msgspec.Struct, frozen=True):
    """The mark a story bears: the lexicon's id and kind, and the version's number."""

    id: str
    kind: str
    number: int


class Version(msgspec.Struct, frozen=True):
    """What is compared of a story; ``row`` is its document's."""

    row: int
    id: str
    agency: str | None
    day: datetime.date | None
    published: str | None
    sha256: str
    headline: str
    text: str
    mark: Mark | None


def agency_of(source: str) -> str:
    """The usual name of a source in small letters."""
    return fold(agency_name(source))


class Revisions:
    """Finds the marks of the lexicon, and which of two stories is a version of the other."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._marks: list[tuple[RevisionMark, re.Pattern[str]]] = []
        self._numbers: dict[str, int] = {}
        for file in lexicon.files(SECTION).values():
            self._marks += [(mark, re.compile(mark.pattern)) for mark in file.marks]
            self._numbers |= file.numbers

    def mark_of(self, document: Document) -> Mark | None:
        """The chief mark of a story: a retraction before a correction before an update, the highest number of its kind."""
        lines = _desk_lines(document)
        begins = document.paragraphs[_title_paragraphs(document)][0] if _has_body(document) else 0
        # The note of an editor stands at the head of the story, or is a line above it.
        opening = (document.text[begins : begins + _OPENING_LETTERS], *lines)
        found = [
            Mark(mark.id, mark.kind, self._number(match, mark))
            for mark, pattern in self._marks
            for line in (lines if mark.place == "title" else opening)
            if (match := pattern.search(line))
        ]
        if not found:
            return None
        chief = max(found, key=lambda mark: _KIND_RANK[mark.kind])
        return msgspec.structs.replace(chief, number=max(mark.number for mark in found))

    def _number(self, match: re.Match[str], mark: RevisionMark) -> int:
        said = next((value for value in match.groupdict().values() if value), None)
        if said is None:
            return mark.number
        return int(said) if said.isdecimal() else self._numbers[said.lower()]

    def headline_of(self, document: Document) -> str:
        """What headlines are compared by: the title, or the first words, in small letters and without marks."""
        return self._bare(document.title or document.text[:_OPENING_LETTERS])

    def may_be_one_story(self, version: Version, headline: str, mark_kind: str | None) -> bool:
        """Whether a story is worth comparing: the headlines are near, or one of the two withdraws something."""
        if mark_kind == "retraction" or (_retracts(version) and _cites(version.text, headline)):
            return True
        return _share_of_words(version.headline, headline) >= _TITLE_SHARE

    def supersedes(self, one: Version, other: Version) -> tuple[Version, Version, str] | None:
        """The older and the newer of two versions of one story, and how that is known; None where they are two stories.

        Versions of one id are one story unless another agency sent them or they have little in common.
        """
        older, newer = sorted((one, other), key=_order)
        if one.id == other.id and (one.agency is None or other.agency is None or one.agency == other.agency):
            if _share(one.text, other.text) >= _TEXT_SHARE or self._is_marked(older, newer):
                return older, newer, "retraction" if _retracts(newer) else "same_id"
            return None
        if one.agency is None or one.agency != other.agency or not self._is_marked(older, newer):
            return None
        return older, newer, "retraction" if _retracts(newer) else "revision"

    def _is_marked(self, older: Version, newer: Version) -> bool:
        if newer.mark is None:
            return False
        if older.day is None or newer.day is None or abs((newer.day - older.day).days) > WITHIN_DAYS:
            return False
        titles = _share_of_words(older.headline, newer.headline)
        if _retracts(newer):
            return titles >= _RETRACTED_TITLE_SHARE or _cites(newer.text, older.headline)
        return titles >= _TITLE_SHARE and _share(older.text, newer.text) >= _TEXT_SHARE

    def _bare(self, title: str) -> str:
        """A title without its marks, folded."""
        for mark, pattern in self._marks:
            if mark.place == "title":
                title = pattern.sub(" ", title)
        return fold(title)[:_OPENING_LETTERS]


def _order(version: Version) -> tuple[object, ...]:
    mark = version.mark
    rank = (mark.number, _KIND_RANK[mark.kind]) if mark else (0, 0)
    retracted = mark is not None and mark.kind == "retraction"
    return (retracted, version.day or datetime.date.min, rank, version.published or "", len(version.text), version.sha256)


def _retracts(version: Version) -> bool:
    return version.mark is not None and version.mark.kind == "retraction"


def _has_body(document: Document) -> bool:
    return len(document.paragraphs) > _title_paragraphs(document)


def _title_paragraphs(document: Document) -> int:
    """1 where the first paragraph is the title, which also stands in the text, else 0."""
    first = document.paragraphs[0] if document.paragraphs else None
    return int(first is not None and document.title is not None and document.text[slice(*first)].strip() == document.title.strip())


def _desk_lines(document: Document) -> list[str]:
    """The title, and the lines above the story that are no part of it."""
    body = document.paragraphs[0][0] if document.paragraphs else 0
    above = [line.strip() for line in document.text[:body].splitlines()]
    return [line for line in (document.title or "", *above) if line]


def _share(one: str, other: str) -> float:
    """The share of the shorter text's runs of four words that the other has too."""
    first, second = _shingles(one), _shingles(other)
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(fold(text))
    return {tuple(words[i : i + _SHINGLE_WORDS]) for i in range(max(1, len(words) - _SHINGLE_WORDS + 1))} if words else set()


def _share_of_words(one: str, other: str) -> float:
    first, second = set(_WORD.findall(one)), set(_WORD.findall(other))
    return len(first & second) / len(first | second) if first and second else 0.0


def _cites(text: str, title: str) -> bool:
    return len(_words(title)) >= 3 and " ".join(_words(title)) in " ".join(_words(fold(text)))


def _words(text: str) -> list[str]:
    return _WORD.findall(text)
