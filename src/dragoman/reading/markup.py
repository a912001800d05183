"""The words of marked-up text, paragraph by paragraph, and XML read without entities, DTDs or any address opened."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from dragoman.records import ReadingError

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "header", "hr"),
        *(
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hl1",
            "hl2",
            "li",
            "main",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "table",
            "td",
            "th",
            "tr",
            "ul",
        ),
    }
)
_UNREAD = ("script", "style", "head", "noscript", "template", "iframe", "object")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_HEAD_BYTES = 65_536


def text_of_html(markup: str) -> str:
    """The words of an HTML or XHTML fragment, a blank line between its blocks; "" when there are none."""
    from lxml import etree, html

    if not markup.strip():
        return ""
    try:
        return text_of_element(html.fromstring(_DECLARATION.sub("", markup)))
    except (etree.LxmlError, ValueError):
        return ""


def text_of_element(root: _Element) -> str:
    """The words of an element, a blank line between its blocks; elements of any namespace count by their bare names."""
    from lxml import etree

    pieces: list[str] = []
    skipped = 0
    for action, element in etree.iterwalk(root, events=("start", "end")):
        name = _bare_name(element)
        unread = name in _UNREAD or name == ""
        if action == "start":
            skipped += unread
            pieces += ["\n\n"] if name in _BLOCKS else ["\n"] if name == "br" else []
            pieces += [element.text] if element.text and not skipped else []
            continue
        skipped -= unread
        pieces += ["\n\n"] if name in _BLOCKS else []
        pieces += [element.tail] if element.tail and not skipped and element is not root else []
    return _tidy("".join(pieces))


def parse_xml(content: bytes, *, where: str) -> _Element:
    """Parse XML; its entities and DTDs are refused, and nothing outside it is read.

    Raises:
        ReadingError: it declares entities, or is not well-formed.
    """
    from lxml import etree

    refuse_entities(content, where=where)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError) as error:
        raise ReadingError(f"it is not well-formed XML: {error}", where=where, mend="Send it again.") from error


def refuse_entities(content: bytes, *, where: str) -> None:
    """Refuse a document that declares entities: news never does, attacks do.

    Raises:
        ReadingError: it declares one.
    """
    if _ENTITY.search(content, 0, _HEAD_BYTES) or _ENTITY.search(content.replace(b"\0", b""), 0, _HEAD_BYTES):
        raise ReadingError("it declares XML entities, which are never expanded", where=where, mend="Send it without its DOCTYPE.")


def _bare_name(element: Any) -> str:
    """The name without its namespace; "" for comments and the like, which have none."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _tidy(text: str) -> str:
    blocks = (re.sub(r"[^\S\n\u00a0]+", " ", block) for block in re.split(r"\s*\n\s*\n\s*", text))
    lines = ("\n".join(line.strip() for line in block.split("\n")).strip() for block in blocks)
    return "\n\n".join(block for block in lines if block)
