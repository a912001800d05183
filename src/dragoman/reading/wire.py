"""The wire's own form: title, slug, byline, dateline, paragraphs, and what closes a story.

A document's ``paragraphs`` are its prose, in order: what is coded. Slugs, bylines, the dateline, release
numbers, cable tags, credits and rights are in ``text`` but in no paragraph. A title line inside the text is
a paragraph of its own.
"""

from __future__ import annotations

import datetime

import msgspec

from dragoman.reading.dateline import Found, find_dateline
from dragoman.reading.days import WrittenDay, publication, read_stamp
from dragoman.reading.furniture import (
    after_agency_mark,
    after_cable_tags,
    is_byline,
    is_signature,
    is_slug,
    is_trailer,
    stamped_day,
    without_tail,
)
from dragoman.reading.lines import Line, is_wrapped, lines_of, paragraphs_of
from dragoman.records import Dateline, Document, Span, text_digest

HEADER_LINES = 14
"""So many lines from the top may be slugs, bylines and the like."""
LONGEST_TITLE = 180


class _Header(msgspec.Struct):
    """What the lines above the story told."""

    title: tuple[int, int] | None = None
    dateline: Found | None = None
    stamp: WrittenDay | None = None
    signature: str | None = None
    body: int = 0
    """Where the story begins (code points)."""
    title_given: bool = False


def read_story(
    text: str,
    *,
    id: str,
    published: str | datetime.date | None = None,
    stamp: str | None = None,
    title: str | None = None,
    source: str | None = None,
    url: str | None = None,
    language: str = "en",
    undated: str | datetime.date | None = None,
    notices: tuple[str, ...] = (),
) -> Document:
    """Make a document of a story's text and what is known of it from outside.

    ``text`` is kept as it is, code point for code point. ``stamp`` is the date as the story's sender wrote
    it: one that cannot be read is told in a notice, and the story stays. ``published`` is a date that the
    caller vouches for; ``undated`` that of stories that bring none and whose dateline names no year.

    Raises:
        ReadingError: ``published`` or ``undated`` is not a date.
    """
    stamped, unread = read_stamp(stamp)
    known, fallback = stamped or publication(published), publication(undated)
    lines = lines_of(text)
    wrapped = is_wrapped(text, lines)
    header = _read_header(text, lines, title, wrapped)
    named = _named_day(header)
    known = known or (named.isoformat() if named else None) or fallback
    anchor = datetime.date.fromisoformat(known[:10]) if known else None
    signed = header.dateline.agency if header.dateline else None
    return Document(
        id=id,
        text=text,
        title=title or (text[slice(*header.title)] if header.title else None),
        source=source or signed or header.signature,
        dateline=_dateline(text, header, anchor),
        published=known,
        url=url,
        language=language,
        sha256=text_digest(text),
        paragraphs=tuple(_paragraphs(text, lines, header, wrapped)),
        notices=(*notices, *unread),
    )


def _named_day(header: _Header) -> datetime.date | None:
    """The day that the text itself names with its year: the dateline's, else that of a line of its own above the story."""
    for day in (header.dateline.day if header.dateline else None, header.stamp):
        if day is not None and (date := day.on(None)) is not None:
            return date
    return None


def _dateline(text: str, header: _Header, published: datetime.date | None) -> Dateline | None:
    found = header.dateline
    if found is None:
        return None
    return Dateline(found.place, found.day.on(published) if found.day else None, Span.of(text, found.start, found.end))


def _read_header(text: str, lines: list[Line], title: str | None, wrapped: bool) -> _Header:
    """Read line by line from the top until the story begins."""
    header = _Header()
    if not lines:
        return header
    header.body = lines[0].start
    _read_given_title(text, lines, title, header)
    for number, line in enumerate(lines[:HEADER_LINES]):
        if line.end <= header.body:
            continue
        start = max(line.start, header.body)
        if header.dateline is None and not is_slug(text[start : line.end]) and (found := find_dateline(text, start, line.end)):
            header.dateline = found
            header.body = after_cable_tags(text, found.body, line.end)
            if header.body < line.end:
                break
        elif not _is_furniture(text[start : line.end], header):
            if header.dateline or header.title or header.title_given or not _is_title(text, lines, number, wrapped):
                break
            header.title = (line.start, line.end)
            header.body = line.end
        else:
            header.body = line.end
    return _without_false_header(lines, header)


def _read_given_title(text: str, lines: list[Line], title: str | None, header: _Header) -> None:
    """A title known from outside that also opens the text, closed by a full stop or alone on its line."""
    plain = title.strip() if title else ""
    if plain and text.startswith(plain, lines[0].start):
        end = lines[0].start + len(plain)
        header.title_given = True
        while end < lines[0].end and text[end] in ".!? ":
            end += 1
        if end == lines[0].end or text[end - 1] in " .":
            header.title, header.body = (lines[0].start, lines[0].start + len(plain)), end


def _is_furniture(line: str, header: _Header) -> bool:
    if is_slug(line) or is_byline(line):
        return True
    if (day := stamped_day(line)) is not None:
        header.stamp = header.stamp or day
        return True
    if is_signature(line):
        header.signature = header.signature or " ".join(line.split())
        return True
    return False


def _is_title(text: str, lines: list[Line], number: int, wrapped: bool) -> bool:
    """Whether a line above the story is its title: short, with no full stop, and not the start of a wrapped paragraph."""
    line = lines[number]
    words = text[line.start : line.end]
    if number + 1 >= len(lines) or len(words) > LONGEST_TITLE or not any(c.isalpha() for c in words):
        return False
    if (wrapped and not lines[number + 1].apart) or text[lines[number + 1].start].islower():
        return False
    closing = words.rstrip("\"'”’)")[-1:]
    return closing not in (".", ":", ";", ",", "…") or words.endswith(("U.S.", "U.N.", "D.C.", "Jr.", "Inc.", "Corp."))


def _without_false_header(lines: list[Line], header: _Header) -> _Header:
    """A text that is nothing but header lines is a story after all."""
    if header.body < lines[-1].end:
        return header
    return msgspec.structs.replace(header, body=lines[0].start, title=None, dateline=None, title_given=False)


def _paragraphs(text: str, lines: list[Line], header: _Header, wrapped: bool) -> list[tuple[int, int]]:
    body = [
        line if line.start >= header.body else Line(_first_letter(text, header.body, line.end), line.end, line.indent, line.apart)
        for line in lines
        if line.end > header.body
    ]
    found = _without_trailers(text, paragraphs_of(text, body, wrapped=wrapped))
    found = [(after_agency_mark(text, start, end), end) for start, end in found]
    return [header.title, *found] if header.title else found


def _first_letter(text: str, start: int, end: int) -> int:
    while start < end - 1 and text[start].isspace():
        start += 1
    return start


def _without_trailers(text: str, paragraphs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    last = len(paragraphs)
    while last > 1 and len(paragraphs) - last < 12 and is_trailer(text[slice(*paragraphs[last - 1])]):
        last -= 1
    kept = paragraphs[:last]
    if kept:
        start, end = kept[-1]
        kept[-1] = (start, without_tail(text, start, end))
    return kept
