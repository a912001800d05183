"""What the archive knows of documents before they are coded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, exists, select

from dragoman.archive.digests import delivery_key, delivery_order, stable_key
from dragoman.archive.schema import documents, reports, set_aside, sources, texts
from dragoman.records import Document, SetAside

Order = tuple[bool, str, str, str]
Standing = Literal["new", "earlier", "copy", "known"]


class Canonical(msgspec.Struct, frozen=True):
    """The delivery of a text that counts: the one whose report stands."""

    document: int
    text: int
    order: Order


class Known:
    """What is known of a batch of documents: which were delivered before, and whose texts are there."""

    def __init__(self, connection: Connection, batch: Iterable[Document]) -> None:
        batch = list(batch)
        keys = select(documents.c.key).where(documents.c.key.in_([delivery_key(document) for document in batch]))
        self._keys = set(connection.scalars(keys))
        self._texts = _canonical(connection, {bytes.fromhex(document.sha256) for document in batch})

    def canonical(self, document: Document) -> Canonical | None:
        """The delivery that counts among those of the document's text."""
        return self._texts.get(document.sha256)

    def standing(self, document: Document) -> Standing:
        """``known``: this delivery is there; ``copy``: its text is, ``earlier`` where this delivery of it counts instead."""
        if delivery_key(document) in self._keys:
            return "known"
        canonical = self.canonical(document)
        if canonical is None:
            return "new"
        return "earlier" if order_of(document) < canonical.order else "copy"

    def learn(self, document: Document, canonical: Canonical | None) -> None:
        """Take note of a delivery that is being kept; ``canonical`` where it now is the one that counts."""
        self._keys.add(delivery_key(document))
        if canonical is not None:
            self._texts[document.sha256] = canonical


def order_of(document: Document) -> Order:
    """Where a delivery stands among those of its text."""
    return delivery_order(document.id, document.published, document.source)


def reason_key(reason: SetAside, document: Document | None, coder: str | None) -> int:
    """The key of a reason: the same document set aside by the same coder is kept once."""
    if document is None:
        return stable_key(reason.where, reason.what, reason.id)
    return stable_key(delivery_key(document), coder)


def known_reasons(connection: Connection, batch: Sequence[Document], coder: str) -> dict[int, SetAside]:
    """Why documents were set aside by this coder before, by their keys."""
    empty = SetAside("", "")
    keys = [reason_key(empty, document, coder) for document in batch]
    found = connection.execute(
        select(set_aside.c.key, set_aside.c.where, set_aside.c.what, set_aside.c.mend, set_aside.c.id)
        .where(set_aside.c.key.in_(keys), set_aside.c.settled.is_(None))
    )  # fmt: skip
    return {key: SetAside(where, what, mend, id) for key, where, what, mend, id in found}


def _canonical(connection: Connection, digests: set[bytes]) -> dict[str, Canonical]:
    query = (
        select(texts.c.sha256, texts.c.row, documents.c.row, documents.c.id, documents.c.published, sources.c.name)
        .join(documents, documents.c.text == texts.c.row)
        .outerjoin(sources, sources.c.row == documents.c.source)
        .where(texts.c.sha256.in_(digests), exists().where(reports.c.document == documents.c.row))
    )
    found: dict[str, Canonical] = {}
    rows: Sequence[Any] = connection.execute(query).all()
    for digest, text, document, id, published, source in rows:
        candidate = Canonical(document, text, delivery_order(id, published, source))
        held = found.get(digest.hex())
        if held is None or candidate.order < held.order:
            found[digest.hex()] = candidate
    return found
