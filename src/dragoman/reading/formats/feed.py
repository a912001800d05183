"""RSS and Atom feeds: a story an entry, its fullest text without its markup."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import msgspec

from dragoman.reading.markup import refuse_entities, text_of_html
from dragoman.reading.reader import Delivery, Outcome, Reader, set_aside
from dragoman.reading.wire import read_story
from dragoman.records import Document, ReadingError

_MARKS = (b"<rss", b"<rdf:RDF", b"<feed")


class Entry(msgspec.Struct, frozen=True):
    """An entry: what was read of it, its id, the page it links to and its date as its sender wrote it, where it has them."""

    outcome: Outcome
    id: str
    link: str | None
    stamp: str | None


def read(given: Delivery) -> Iterator[Outcome]:
    """Read each entry that has text; others are set aside with the reason.

    Raises:
        ReadingError: it is no feed, or declares XML entities.
    """
    for entry in read_entries(given):
        yield entry.outcome


def read_entries(given: Delivery) -> Iterator[Entry]:
    """Read each entry with what its page can be fetched by.

    Raises:
        ReadingError: it is no feed, or declares XML entities.
    """
    import feedparser

    content = given.whole()
    refuse_entities(content, where=given.where)
    feed = feedparser.parse(io.BytesIO(content), resolve_relative_uris=False)
    if not feed.get("version") and not feed.entries:
        fault = feed.get("bozo_exception")
        raise ReadingError(f"it is no RSS or Atom feed{f' ({fault})' if fault else ''}", where=given.where, mend="Send it again.")
    for number, entry in enumerate(feed.entries, 1):
        at = f"{given.where}#{number}"
        id, link = entry.get("id") or entry.get("link"), entry.get("link")
        try:
            outcome: Outcome = _story(entry, feed.feed, at, given.published)
        except ReadingError as error:
            outcome = set_aside(error, at, id)
        yield Entry(outcome, id or at, link, _stamp(entry))


def _story(entry: Any, feed: Any, at: str, published: str | None) -> Document:
    bodies = [text_of_html(body.get("value", "")) for body in (*entry.get("content", ()), entry.get("summary_detail") or {})]
    text = max(bodies, key=len, default="")
    if not text:
        raise ReadingError("the entry has no text", where=at, mend="Read the page it links to instead.")
    title = text_of_html(entry.get("title", "")) or None
    return read_story(
        text,
        id=entry.get("id") or entry.get("link") or at,
        stamp=_stamp(entry),
        published=published,
        title=" ".join(title.split()) if title else None,
        source=(entry.get("source") or {}).get("title") or feed.get("title"),
        url=entry.get("link"),
        language=_language(entry, feed),
    )


def _stamp(entry: Any) -> str | None:
    stamp: str | None = entry.get("published") if "published" in entry else entry.get("updated")
    return stamp


def _language(entry: Any, feed: Any) -> str:
    return str((entry.get("title_detail") or {}).get("language") or feed.get("language") or "en")


READER = Reader("RSS and Atom feeds", (".rss", ".atom", ".xml"), read, lambda head: any(mark in head for mark in _MARKS))
