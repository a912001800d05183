"""RTF: a download of a news database, or one story."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.reading.exports import Entry, outcomes
from dragoman.reading.formats import factiva, nexis, proquest
from dragoman.reading.reader import Delivery, Outcome, Reader
from dragoman.reading.wire import read_story
from dragoman.records import ReadingError

_DATABASES = (nexis, factiva, proquest)


def read(given: Delivery) -> Iterator[Outcome]:
    """Read the stories of a download, or the one story that the file is.

    Raises:
        ReadingError: it is no RTF, or holds no text.
    """
    text = _words(given)
    entries: list[Entry] = next((found for database in _DATABASES if (found := list(database.find_entries(text)))), [])
    if entries:
        yield from outcomes(iter(entries), given)
    elif text.strip():
        yield read_story(text.strip(), id=given.name, published=given.published)
    else:
        raise ReadingError("it holds no text", where=given.where, mend="Save the story again.")


def _words(given: Delivery) -> str:
    from striprtf.striprtf import rtf_to_text

    content = given.whole()
    if not content.lstrip().startswith(b"{\\rtf"):
        raise ReadingError("it is no RTF", where=given.where, mend="Save it as RTF or as plain text.")
    try:
        words: str = rtf_to_text(content.decode("latin-1"), encoding="cp1252", errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, KeyError, RecursionError, UnicodeError) as error:
        raise ReadingError(f"it cannot be read as RTF: {error}", where=given.where, mend="Save it again.") from error
    return words.replace("\xa0", " ")


READER = Reader("RTF: a database's download or one story", (".rtf",), read, lambda head: head.lstrip().startswith(b"{\\rtf"))
