"""Any list as an Atom feed: its newest records, each with its sentence or words, its agency and its address.

Source: RFC 4287.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Annotated, Any, get_args
from urllib.parse import quote

import msgspec
from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import PathParameter
from lxml import etree

from dragoman.archive import QueryKind
from dragoman.web.access import needs
from dragoman.web.desk import Desk, TheDesk
from dragoman.web.faults import NotHereError
from dragoman.web.lines import Line, line_of
from dragoman.web.pages.occurrences import Happening, say
from dragoman.web.question import Question, TheQuestion
from dragoman.wording.printing import printable

ATOM = "http://www.w3.org/2005/Atom"
UNDATED = "1970-01-01T00:00:00Z"
OCCURRENCES = "occurrences"
KINDS: dict[str, QueryKind] = {f"{kind}s": kind for kind in get_args(QueryKind)}
FeedName = Annotated[str, PathParameter(description="the name of a list and .atom, as occurrences.atom or statements.atom")]


class Entry(msgspec.Struct, frozen=True):
    """What a feed has of one record; ``path`` is its page."""

    id: str
    title: str
    words: str
    author: str
    updated: str
    path: str


def read_feed(request: Request[Any, Any, Any], desk: TheDesk, question: TheQuestion, feed: FeedName) -> Response[bytes]:
    """The newest records of a list that the filters let through, as an Atom feed."""
    name = feed.removesuffix(".atom")
    if not feed.endswith(".atom") or name not in (OCCURRENCES, *KINDS):
        raise NotHereError(f'there is no feed "{feed}"', mend=f"There are {', '.join(f'{one}.atom' for one in (OCCURRENCES, *KINDS))}.")
    entries = list(_happened(desk, question) if name == OCCURRENCES else _told(desk, question, KINDS[name]))
    base = str(request.base_url).rstrip("/")
    return Response(_atom(base, name, question, entries), media_type="application/atom+xml")


def _happened(desk: Desk, question: Question) -> Iterable[Entry]:
    for one in desk.assembly.occurrences(question.filter, limit=question.limit, after=question.after, **question.view):
        yield _of_occurrence(say(desk, one))


def _of_occurrence(happening: Happening) -> Entry:
    one = happening.occurrence
    words = one.tellings[0].evidence[0].text if one.tellings[0].evidence else ""
    id, path = f"urn:dragoman:occurrence:{one.id}", f"/occurrences/{quote(one.id)}"
    voices = ", ".join(one.belief.voices)
    return Entry(id, happening.sentence, f"{one.belief.sentence} “{words}”", voices, _moment(one.learnt, one.published), path)


def _told(desk: Desk, question: Question, kind: QueryKind) -> Iterable[Entry]:
    for hit in desk.archive.query(kind, question.filter, limit=question.limit, after=question.after, **question.view):
        yield _of_line(line_of(hit))


def _of_line(line: Line) -> Entry:
    document = line.document
    path = f"/documents/{quote(document.id)}" + (f"#{line.id}" if line.id else "")
    id = f"urn:dragoman:{line.kind}:{document.sha256[:16]}:{quote(document.id, safe='')}" + (f":{line.id}" if line.id else "")
    words = " ".join(line.quotation.words.split()) if line.quotation else ""
    title = document.title or document.id
    return Entry(id, title, line.citation if words else title, document.source or "", _moment(line.learnt, document.published), path)


def _moment(learnt: datetime.datetime | None, published: str | None) -> str:
    """When the archive learnt of it, else when it was published, as RFC 3339 has it."""
    if learnt is not None:
        return learnt.astimezone(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return f"{published[:10]}T00:00:00Z" if published else UNDATED


def _atom(base: str, name: str, question: Question, entries: Iterable[Entry]) -> bytes:
    entries = list(entries)
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    asked = ", ".join(f"{field.replace('_', ' ')} {value}" for field, value in question.asked().items())
    _add(feed, "title", f"dragoman: {name}" + (f" ({asked})" if asked else ""))
    _add(feed, "id", base + question.address(f"/feeds/{name}.atom"))
    _add(feed, "updated", max((entry.updated for entry in entries), default=UNDATED))
    etree.SubElement(feed, f"{{{ATOM}}}link", rel="self", href=base + question.address(f"/feeds/{name}.atom"))
    etree.SubElement(feed, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=base + question.address(f"/{name}"))
    for entry in entries:
        one = etree.SubElement(feed, f"{{{ATOM}}}entry")
        _add(one, "id", entry.id)
        _add(one, "title", entry.title)
        _add(one, "updated", entry.updated)
        _add(etree.SubElement(one, f"{{{ATOM}}}author"), "name", entry.author or "no agency")
        _add(one, "summary", entry.words)
        etree.SubElement(one, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=base + entry.path)
    return bytes(etree.tostring(feed, xml_declaration=True, encoding="utf-8"))


def _add(parent: Any, name: str, text: str) -> None:
    # XML has no word for two code points that a story may hold.
    etree.SubElement(parent, f"{{{ATOM}}}{name}").text = printable(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


routes: list[HTTPRouteHandler] = [
    get("/feeds/{feed:str}", sync_to_thread=True, guards=[needs("reader")], include_in_schema=False, name="read_feed")(read_feed)
]
