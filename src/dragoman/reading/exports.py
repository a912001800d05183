"""What the downloads of news databases have in common: many stories in one text, each with labelled fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from dragoman.reading.days import DAY, day_of, publication
from dragoman.reading.letters import decode
from dragoman.reading.reader import Delivery, Outcome, set_aside
from dragoman.reading.wire import read_story
from dragoman.records import Document, ReadingError


class Entry(msgspec.Struct, frozen=True):
    """One story of a download: its fields as written, None where there is none."""

    text: str
    title: str | None = None
    source: str | None = None
    day: str | None = None
    """The line that holds the day of publication."""
    dateline: str | None = None
    """Place and day of filing where the database gives them apart from the text."""
    language: str | None = None
    id: str | None = None


def read_entries(given: Delivery, find: Callable[[str], Iterator[Entry]]) -> Iterator[Outcome]:
    """Read the stories that ``find`` finds in a download; one without text is set aside by its number.

    Raises:
        ReadingError: the download is no text, or holds no story.
    """
    text, notices = decode(given.whole(), where=given.where)
    yield from outcomes(find(text.replace("\r\n", "\n").replace("\r", "\n")), given, notices)


def outcomes(entries: Iterator[Entry], given: Delivery, notices: tuple[str, ...] = ()) -> Iterator[Outcome]:
    """Documents of entries, each with an id of its own.

    Raises:
        ReadingError: there is no entry.
    """
    number = 0
    for number, entry in enumerate(entries, 1):
        at = f"{given.where}#{number}"
        try:
            yield _document(entry, f"{given.name}#{number}", at, given.published, notices)
        except ReadingError as error:
            yield set_aside(error, at, entry.id)
    if not number:
        raise ReadingError("it holds no story of this database", where=given.where, mend="Download the stories again as text or RTF.")


def _document(entry: Entry, id: str, at: str, published: str | None, notices: tuple[str, ...]) -> Document:
    if not entry.text.strip():
        raise ReadingError("the story has no text", where=at, mend="Download it with its full text.")
    text = f"{entry.dateline}\n\n{entry.text.strip()}" if entry.dateline else entry.text.strip()
    return read_story(
        text,
        id=entry.id or id,
        published=_day(entry.day) or published,
        title=" ".join(entry.title.split()) if entry.title else None,
        source=" ".join(entry.source.split()) if entry.source else None,
        language=_language(entry.language),
        notices=notices,
    )


def _day(line: str | None) -> str | None:
    match = DAY.search(line) if line else None
    day = day_of(match) if match else None
    return publication(found) if day is not None and (found := day.on(None)) is not None else None


def _language(name: str | None) -> str:
    """ISO 639-1 of a language's English name as databases write it; a name that is not known is kept in lower case."""
    plain = (name or "english").strip().lower().split(";")[0].strip()
    return _LANGUAGES.get(plain, plain)


_LANGUAGES = {
    "english": "en", "french": "fr", "german": "de", "spanish": "es", "arabic": "ar", "russian": "ru", "chinese": "zh", "portuguese": "pt",
    "italian": "it", "turkish": "tr", "persian": "fa", "hebrew": "he", "ukrainian": "uk", "japanese": "ja", "korean": "ko", "dutch": "nl",
}  # fmt: skip


def labelled(text: str, label: re.Pattern[str]) -> dict[str, str]:
    """The fields of a story: each label (group 1 of the pattern, which stands at a line's start) with what follows it."""
    marks = list(label.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    fields: dict[str, str] = {}
    for mark, end in zip(marks, ends, strict=False):  # a text without marks still has its end
        fields.setdefault(mark[1].lower(), text[mark.end() : end].strip())
    return fields
