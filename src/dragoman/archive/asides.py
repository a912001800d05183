"""What was set aside: kept with its reason, and its document where it could be read, until it is coded after all."""

from __future__ import annotations

import datetime
import re
import zlib
from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, select, update

from dragoman.archive.additions import Additions
from dragoman.archive.known import reason_key
from dragoman.archive.schema import coders, set_aside
from dragoman.records import Document, SetAside


def add_reason(
    connection: Connection, added: Additions, reason: SetAside, document: Document | None, *, coder: str, learnt: datetime.datetime
) -> None:
    """Keep a reason; one that is there already is open again."""
    key = reason_key(reason, document, coder)
    if connection.scalar(select(set_aside.c.row).where(set_aside.c.key == key)) is not None:
        connection.execute(update(set_aside).where(set_aside.c.key == key).values(settled=None, learnt=learnt))
        return
    values = {
        "key": key,
        "id": reason.id or (document.id if document else None),
        "sha256": bytes.fromhex(document.sha256) if document else None,
        "where": reason.where,
        "what": reason.what,
        "mend": reason.mend,
        "coder": added.name(coders, "version", coder) if document else None,
        "document": zlib.compress(msgspec.json.encode(document)) if document else None,
        "learnt": learnt,
        "settled": None,
    }
    added.add_keyed(set_aside, values)


def settle_unread(connection: Connection, paths: Iterable[str], *, before: datetime.datetime, now: datetime.datetime) -> None:
    """Take note that files were read again: what could not be read in them before, and was not met again, is settled."""
    unread = select(set_aside.c.row, set_aside.c.where).where(
        set_aside.c.settled.is_(None), set_aside.c.document.is_(None), set_aside.c.learnt < before
    )
    again = frozenset(paths)
    rows = [row for row, where in connection.execute(unread) if path_of(where) in again]
    connection.execute(update(set_aside).where(set_aside.c.row.in_(rows)).values(settled=now))


def path_of(where: str) -> str:
    """The file that a reason names, without the line in it or the file inside it (``wire.zip!march/1.txt``)."""
    return re.sub(r":\d+$", "", where.partition("!")[0])


def settle(connection: Connection, coded: Iterable[Document], learnt: datetime.datetime) -> None:
    """Take note that documents were coded after all; what could not be read is settled by a document of its id."""
    coded = list(coded)
    still_open = update(set_aside).where(set_aside.c.settled.is_(None)).values(settled=learnt)
    connection.execute(still_open.where(set_aside.c.sha256.in_([bytes.fromhex(document.sha256) for document in coded])))
    unread = still_open.where(set_aside.c.document.is_(None))
    connection.execute(unread.where(set_aside.c.id.in_([document.id for document in coded])))
