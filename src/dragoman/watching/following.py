"""Pages that the entries of a feed link to: each is fetched once, and again when its entry gets another date."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator

import msgspec
from sqlalchemy import delete, insert, select

from dragoman.archive import Archive
from dragoman.reading.formats.feed import Entry, read_entries
from dragoman.reading.formats.html import READER, document_of_page
from dragoman.reading.reader import Delivery, Outcome, set_aside
from dragoman.records import ReadingError, SetAside
from dragoman.watching.faults import FetchError, reading
from dragoman.watching.tables import pages

MOST_TRIES = 3

Fetch = Callable[[str], bytes]


class Page(msgspec.Struct, frozen=True):
    """A linked page: how often it failed, and the date that its entry had then."""

    url: str
    stamp: str | None
    failures: int


class Followed(msgspec.Struct, frozen=True):
    """What was read of an entry, and its page where it was fetched now."""

    outcome: Outcome
    page: Page | None = None
    asks_for_rest: bool = False
    """The page's server asked to be left alone."""


def follow(content: bytes, *, where: str, published: str | None, archive: Archive, fetch: Fetch, most: int) -> Iterator[Followed]:
    """The stories of a feed, each of its page where there is one; entries whose page was read before are left out.

    ``most`` pages are fetched, and none after one whose server asks for rest. Where one cannot be had, the entry's own
    text stands.

    Raises:
        ReadingError: it is no feed.
    """
    entries = list(read_entries(Delivery(io.BytesIO(content), where, where, published)))
    known = _known_pages(archive, [entry.link for entry in entries if entry.link])
    for entry in entries:
        page = known.get(entry.link) if entry.link else None
        is_newer = page is not None and page.stamp != entry.stamp
        if page is not None and page.failures == 0 and not is_newer:
            continue
        tries = page.failures if page is not None and not is_newer else 0
        if entry.link is None or tries >= MOST_TRIES or most <= 0:
            yield Followed(entry.outcome)
            continue
        followed = _fetched(entry, entry.link, tries, fetch, published)
        most = 0 if followed.asks_for_rest else most - 1
        yield followed


def keep_pages(archive: Archive, fetched: Iterable[Page]) -> None:
    """Note what became of pages; the stories of those that were read must be on disk."""
    with archive.writing() as connection:
        for page in fetched:
            connection.execute(delete(pages).where(pages.c.url == page.url))
            connection.execute(insert(pages).values(msgspec.structs.asdict(page)))


def _fetched(entry: Entry, link: str, tries: int, fetch: Fetch, published: str | None) -> Followed:
    try:
        content = fetch(link)
        if not READER.recognises(content[:4096]):
            raise FetchError("it is no web page", where=link, mend="Fetch it yourself and give it to dragoman ingest.")
        with reading(link):
            story = document_of_page(content, where=link, id=entry.id, url=link, stamp=entry.stamp, published=published)
        return Followed(story, Page(link, entry.stamp, 0))
    except ReadingError as error:
        outcome = set_aside(error, link, entry.id) if isinstance(entry.outcome, SetAside) else entry.outcome
        if isinstance(error, FetchError) and error.retry_after_s is not None:
            return Followed(outcome, asks_for_rest=True)
        return Followed(outcome, Page(link, entry.stamp, tries + 1))


def _known_pages(archive: Archive, links: list[str]) -> dict[str, Page]:
    found: dict[str, Page] = {}
    with archive.reading() as connection:
        for start in range(0, len(links), 500):
            some = links[start : start + 500]
            found |= {row.url: Page(*row) for row in connection.execute(select(pages).where(pages.c.url.in_(some)))}
    return found
