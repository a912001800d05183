"""ninjs, IPTC's news in JSON, versions 1 to 3: one item, an array of items, or an item a line.

Hints of the sender (people, places, subjects) are not read: what is coded stands in the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from dragoman.reading.formats.json import rows_of
from dragoman.reading.letters import decode
from dragoman.reading.markup import text_of_html
from dragoman.reading.reader import Delivery, Outcome, Reader, set_aside
from dragoman.reading.wire import read_story
from dragoman.records import ReadingError

_KEYS = re.compile(
    rb'"(?:body_text|body_xhtml|bodies|versioncreated|versionCreated|pubstatus|pubStatus|headlines|firstcreated|firstCreated|slugline)"\s*:'
)
_TEXT_TYPES = frozenset({"text", "composite"})
_HTML = ("html", "xml")


def read(given: Delivery) -> Iterator[Outcome]:
    """Read each item that is a text and may be used; others are set aside with the reason.

    Raises:
        ReadingError: it is no JSON.
    """
    for number, item in enumerate(_items(given), 1):
        at = f"{given.where}#{number}"
        try:
            yield _story(item, at, given.published)
        except ReadingError as error:
            yield set_aside(error, at, item.get("uri") if isinstance(item, dict) else None)


def _items(given: Delivery) -> list[Any]:
    """The items of a file: one a line where each line is JSON, else those of the whole."""
    text, _ = decode(given.whole(), where=given.where)
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and all(line.strip()[0] == "{" and line.strip()[-1] == "}" for line in lines):
        try:
            return [json.loads(line) for line in lines]
        except (ValueError, RecursionError):
            pass
    return rows_of(text, given.where)


def _story(item: Any, at: str, published: str | None) -> Any:
    if not isinstance(item, dict) or not isinstance(item.get("uri"), str):
        raise ReadingError('the item has no "uri"', where=at, mend="Every ninjs item needs one.")
    _refuse_unusable(item, at)
    text = _body(item)
    if not text:
        raise ReadingError("the item has no text body", where=at, mend="Send the item with its text.")
    return read_story(
        text,
        id=item["uri"],
        stamp=_first(item, "versionCreated", "versioncreated", "firstCreated", "firstcreated", "contentCreated"),
        published=published,
        title=_headline(item),
        source=_first(item, "copyrightHolder", "copyrightholder", "provider"),
        url=item["uri"] if item["uri"].startswith(("http://", "https://")) else None,
        language=_first(item, "language") or "en",
    )


def _refuse_unusable(item: Mapping[str, Any], at: str) -> None:
    kind, status = item.get("type", "text"), _first(item, "pubStatus", "pubstatus") or "usable"
    if kind not in _TEXT_TYPES:
        raise ReadingError(f'the item is of the type "{kind}", not a text', where=at, mend="Only text and composite items are read.")
    if status != "usable":
        raise ReadingError(f'its agency says "{status}": it is not to be used', where=at, mend="Take it out, or wait for its next version.")


def _first(item: Mapping[str, Any], *keys: str) -> str | None:
    return next((value for key in keys if isinstance(value := item.get(key), str) and value.strip()), None)


def _headline(item: Mapping[str, Any]) -> str | None:
    listed = _listed(item, "headlines")
    chief = next((one for one in listed if one.get("role") == "main"), listed[0] if listed else None)
    value = str(chief["value"]) if chief else _first(item, "headline", *sorted(key for key in item if key.startswith("headline_")))
    return " ".join(value.split()) if value else None


def _body(item: Mapping[str, Any]) -> str | None:
    """The text: a plain one where there is one, else the words of the marked-up one."""
    bodies = [(_content_type(one), one["value"]) for one in _listed(item, "bodies")]
    bodies += [(key, item[key]) for key in sorted(item) if key.startswith("body_") and isinstance(item[key], str)]
    plain = [value for kind, value in bodies if not any(mark in kind for mark in _HTML)]
    if plain:
        return str(plain[0])
    return text_of_html(bodies[0][1]) if bodies else None


def _content_type(body: Mapping[str, Any]) -> str:
    return str(body.get("contentType") or body.get("contenttype") or "text/plain")


def _listed(item: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    found = item.get(key)
    return [one for one in found if isinstance(one, dict) and isinstance(one.get("value"), str)] if isinstance(found, list) else []


READER = Reader(
    "ninjs 1 to 3 (news in JSON)",
    (".ninjs", ".json"),
    read,
    lambda head: b'"uri"' in head and head.lstrip()[:1] in (b"{", b"[") and _KEYS.search(head) is not None,
)
