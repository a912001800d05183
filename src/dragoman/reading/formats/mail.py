"""Wire mail: single messages (eml) and mailboxes (mbox). Attachments are never opened."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage

from dragoman.reading.markup import text_of_html
from dragoman.reading.reader import LIMITS, Delivery, Outcome, Reader, set_aside
from dragoman.reading.wire import read_story
from dragoman.records import Document, ReadingError

_HEADERS = (
    b"Received:",
    b"From:",
    b"Return-Path:",
    b"Message-ID:",
    b"Message-Id:",
    b"MIME-Version:",
    b"Delivered-To:",
    b"Date:",
    b"Subject:",
)


def read(given: Delivery) -> Iterator[Outcome]:
    """Read each message that has text; others are set aside by their number."""
    for number, content in enumerate(_messages(given), 1):
        at = f"{given.where}#{number}"
        message_id = None
        try:
            if len(content) > LIMITS.document_bytes:
                raise ReadingError(f"the message has more than {LIMITS.document_bytes:,} bytes", where=at, mend="Send the story as text.")
            message = email.message_from_bytes(content, policy=email.policy.default)
            assert isinstance(message, EmailMessage)
            message_id = _header(message, "Message-ID")
            yield _story(message, message_id or at, at, given.published)
        except ReadingError as error:
            yield set_aside(error, at, message_id)


def _messages(given: Delivery) -> Iterator[bytes]:
    """The messages of a mailbox, cut where a line begins with "From "; a single message is given whole.

    Of a message that is too long only so much is kept that its length can be told.
    """
    lines: list[bytes] = []
    size = 0
    while line := given.stream.readline(LIMITS.document_bytes):
        if line.startswith(b"From ") and (not lines or not lines[-1].strip()):
            if any(kept.strip() for kept in lines):
                yield b"".join(lines)
            lines, size = [], 0
            continue
        size += len(line)
        if size <= LIMITS.document_bytes + len(line):
            lines.append(line[1:] if line.startswith(b">From ") else line)
    if any(kept.strip() for kept in lines):
        yield b"".join(lines)


def _story(message: EmailMessage, id: str, at: str, published: str | None) -> Document:
    text = _body(message, at)
    if not text.strip():
        raise ReadingError("the message has no text", where=at, mend="Send the story in the message itself, not attached.")
    sender = _header(message, "From")
    return read_story(
        text,
        id=id.strip("<>"),
        stamp=_header(message, "Date"),
        published=published,
        title=_header(message, "Subject"),
        source=sender.partition("<")[0].strip(' "') or sender if sender else None,
        language=_header(message, "Content-Language") or "en",
    )


def _body(message: EmailMessage, at: str) -> str:
    """The plain text of a message, else the words of its HTML.

    Raises:
        ReadingError: its text cannot be decoded.
    """
    try:
        part = message.get_body(("plain", "html"))
        content = part.get_content() if part is not None else ""
    except (LookupError, ValueError, AttributeError, KeyError) as error:
        raise ReadingError(f"its text cannot be decoded: {error}", where=at, mend="Send it as UTF-8.") from error
    if not isinstance(content, str):
        return ""
    return text_of_html(content) if part is not None and part.get_content_subtype() == "html" else content


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message[name]
    except (ValueError, IndexError, AttributeError):  # a header that the standard library's own parser trips over
        return None
    return " ".join(str(value).split()) or None if value is not None else None


def _recognises(head: bytes) -> bool:
    return (head.startswith(b"From ") and b"\nFrom:" in head) or (head.startswith(_HEADERS) and sum(mark in head for mark in _HEADERS) >= 3)


READER = Reader("mail: single messages and mailboxes", (".eml", ".mbox", ".mbx"), read, _recognises)
