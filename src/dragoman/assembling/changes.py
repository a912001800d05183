"""What became new since an archive was last taken up, as it is handed from one step of assembling to the next."""

from __future__ import annotations

import datetime
from typing import Protocol

import msgspec
from sqlalchemy import Connection, MetaData

from dragoman.records import Kept


class Taken(msgspec.Struct, frozen=True):
    """A report that was not seen before, and the row of its document; it may be superseded already."""

    kept: Kept
    document: int


class Changes(msgspec.Struct):
    """What a step has to look at again. A step adds what it changed itself, for those behind it.

    ``documents`` are rows of documents whose standing or voice may have changed, ``texts`` the digests of texts that
    people corrected; ``occurrences``,
    with the days of threads they are or were on, and ``storylines`` are ids that are new, changed or gone.
    """

    reports: list[Taken] = []
    documents: set[int] = set()
    texts: set[bytes] = set()
    occurrences: set[str] = set()
    thread_days: set[tuple[str, datetime.date]] = set()
    storylines: set[str] = set()


class Step(Protocol):
    """One step of assembling, with tables of its own. What it makes depends on what stands in the archive alone."""

    tables: MetaData

    def take(self, connection: Connection, changes: Changes) -> None:
        """Take up what changed, in the transaction of the batch, and add to the changes what that changed."""
