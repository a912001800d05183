"""RSS and Atom feeds: a story an entry, its fullest text without its markup."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from dragoman.reading.markup import refuse_entities, text_of_html
from dragoman.reading.reader import Delivery, Outcome, Reader, set_aside
from dragoman.reading.wire import read_story
from dragoman.records import Document, ReadingError

_MARKS = (b"<rss", b"<rdf:RDF", b"<feed")


def read(given: Delivery) -> Iterator[Outcome]:
    """Read each entry that has text; others are set aside with the reason.

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
        try:
            yield _story(entry, feed.feed, at, given.published)
        except ReadingError as error:
            yield set_aside(error, at, entry.get("id") or entry.get("link"))


def _story(entry: Any, feed: Any, at: str, published: str | None) -> Document:
    bodies = [text_of_html(body.get("value", "")) for body in (*entry.get("content", ()), entry.get("summary_detail") or {})]
    text = max(bodies, key=len, default="")
    if not text:
        raise ReadingError("the entry has no text", where=at, mend="Read the page it links to instead.")
    title = text_of_html(entry.get("title", "")) or None
    return read_story(
        text,
        id=entry.get("id") or entry.get("link") or at,
        stamp=entry.get("published") if "published" in entry else entry.get("updated"),
        published=published,
        title=" ".join(title.split()) if title else None,
        source=(entry.get("source") or {}).get("title") or feed.get("title"),
        url=entry.get("link"),
        language=_language(entry, feed),
    )


def _language(entry: Any, feed: Any) -> str:
    return str((entry.get("title_detail") or {}).get("language") or feed.get("language") or "en")


READER = Reader("RSS and Atom feeds", (".rss", ".atom", ".xml"), read, lambda head: any(mark in head for mark in _MARKS))
