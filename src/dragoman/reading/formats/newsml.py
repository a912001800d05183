"""NewsML-G2 (and NITF): the text of each news item; nothing that an item refers to is fetched.

Items are read by their paths in the standard with lxml. The library newsmlg2 opens files that a text names and expands entities, so it
serves to write test files, not to read what strangers send.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.reading.markup import parse_xml, text_of_element
from dragoman.reading.reader import Delivery, Outcome, Reader, set_aside
from dragoman.reading.wire import read_story
from dragoman.records import Document, ReadingError

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAR = "http://iptc.org/std/nar/2006-10-01/"
_NITF = "http://iptc.org/std/NITF/2006-10-18/"
_TEXT_CLASSES = ("ninat:text", "ninat:composite")
_MARKS = (_NAR.encode(), b"<nitf")


def read(given: Delivery) -> Iterator[Outcome]:
    """Read each item that is a text and may be used; others are set aside with the reason.

    Raises:
        ReadingError: it is no XML of these kinds, or declares entities.
    """
    root = parse_xml(given.whole(), where=given.where)
    items = list(root.iter(f"{{{_NAR}}}newsItem"))
    if not items and _local(root) == "nitf":
        yield _story(root, root, given.where, given.name, given.published)
        return
    if not items:
        raise ReadingError("it holds no news item and is no NITF", where=given.where, mend="Give a NewsML-G2 message or item.")
    for number, item in enumerate(items, 1):
        at = f"{given.where}#{number}"
        try:
            _refuse_unusable(item, at)
            yield _story(item, _content(item, at), at, item.get("guid") or at, given.published)
        except ReadingError as error:
            yield set_aside(error, at, item.get("guid"))


def _refuse_unusable(item: _Element, at: str) -> None:
    kind, status = _attribute(item, "itemClass", "qcode"), _attribute(item, "pubStatus", "qcode") or "stat:usable"
    if kind is not None and kind not in _TEXT_CLASSES:
        raise ReadingError(f'the item is of the class "{kind}", not a text', where=at, mend="Only text and composite items are read.")
    if not status.endswith(":usable"):
        raise ReadingError(f'its agency says "{status}": it is not to be used', where=at, mend="Take it out, or wait for its next version.")


def _content(item: _Element, at: str) -> _Element:
    """The element that holds the story: a marked-up one where there is one, else a plain one.

    Raises:
        ReadingError: the item has no text of its own.
    """
    for name in ("inlineXML", "inlineData"):
        if (found := _first(item, name)) is not None and (len(found) or (found.text or "").strip()):
            return found
    raise ReadingError("the item has no text of its own, and remote content is never fetched", where=at, mend="Send it with its text.")


def _story(item: _Element, content: _Element, at: str, id: str, published: str | None) -> Document:
    body = _first(content, "body.content")
    text = (content.text or "").strip() if not len(content) else text_of_element(_first(content, "body") if body is None else body)
    if not text:
        raise ReadingError("the item has no text", where=at, mend="Send it with its text.")
    language = _first(item, "language")
    return read_story(
        text,
        id=_attribute(item, "doc-id", "id-string") or id,
        stamp=_words(item, "versionCreated", "firstCreated") or _attribute(item, "date.issue", "norm"),
        published=published,
        title=_words(item, "headline", "hl1", "title"),
        source=_words(item, "copyrightHolder")
        or _words(item, "provider")
        or _attribute(item, "copyrightHolder", "literal")
        or _attribute(item, "provider", "literal"),
        language=(language.get("tag") if language is not None else None) or "en",
    )


def _first(item: _Element, name: str) -> _Element | None:
    return next((element for element in item.iter() if _local(element) == name), None)


def _words(item: _Element, *names: str) -> str | None:
    for name in names:
        if (found := _first(item, name)) is not None and (words := " ".join("".join(map(str, found.itertext())).split())):
            return words
    return None


def _attribute(item: _Element, name: str, attribute: str) -> str | None:
    found = _first(item, name)
    return None if found is None else found.get(attribute)


def _local(element: _Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


READER = Reader("NewsML-G2 and NITF", (".xml", ".newsml", ".nitf"), read, lambda head: any(mark in head for mark in _MARKS))
