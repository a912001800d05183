"""Short digests that stand for content: the same on every machine, in every order."""

from __future__ import annotations

import hashlib
import unicodedata

import msgspec

from dragoman.records import Document


def stable_key(*parts: object) -> int:
    """A number of 63 bits for what the parts say (JSON values, records or None)."""
    return int.from_bytes(hashlib.blake2b(msgspec.json.encode(parts), digest_size=8).digest()) >> 1


def delivery_key(document: Document) -> int:
    """The key of one delivery: id, text, publication and source. The same four again are the same delivery again."""
    return stable_key(document.id, document.sha256, document.published, document.source)


def delivery_order(document_id: str, published: str | None, source: str | None) -> tuple[bool, str, str, str]:
    """Which of several deliveries of one text counts: the least, so the earliest published; one without a date comes last."""
    return (published is None, published or "", document_id, source or "")


def fold(name: str) -> str:
    """A name without case and accents, for finding it: "Zürich" and "ZURICH" are one."""
    if name.isascii():
        return " ".join(name.lower().split())
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return " ".join(plain.casefold().split())
