"""WARC web archives: a story a page that was answered with success."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dragoman.reading.formats.html import document_of_page
from dragoman.reading.reader import LIMITS, Delivery, Outcome, Reader, set_aside
from dragoman.records import ReadingError

_PAGES = ("text/html", "application/xhtml+xml")


def read(given: Delivery) -> Iterator[Outcome]:
    """Read each page; one that holds no story is set aside by its address.

    Raises:
        ReadingError: the archive is damaged; the pages before the damage have come out.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        for record in ArchiveIterator(given.stream):
            if record.rec_type == "response" and _is_page(record):
                yield _page(record, given)
    except ArchiveLoadFailed as error:
        raise ReadingError(f"it is damaged: {error}", where=given.where, mend="Send it again.") from error


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    return bool(headers) and headers.get_statuscode() == "200" and str(headers.get_header("Content-Type", "")).lower().startswith(_PAGES)


def _page(record: Any, given: Delivery) -> Outcome:
    headers = record.rec_headers
    url = headers.get_header("WARC-Target-URI")
    name = headers.get_header("WARC-Record-ID") or url or given.where
    at = f"{given.where}#{url or name}"
    try:
        content = record.content_stream().read(LIMITS.document_bytes + 1)
        return document_of_page(content, where=at, id=url or name, url=url, published=given.published)
    except ReadingError as error:
        return set_aside(error, at, url)


READER = Reader("WARC web archives", (".warc",), read, lambda head: head.startswith(b"WARC/"))
