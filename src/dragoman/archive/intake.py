"""Takes documents in: passes on to the coder those that are new, and keeps what comes back, batch by batch."""

from __future__ import annotations

import datetime
import re
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Protocol

import msgspec

from dragoman.archive.digests import delivery_key
from dragoman.archive.engine import Database
from dragoman.archive.keeping import Outcome, keep
from dragoman.archive.known import Known, Order, known_reasons, order_of, reason_key
from dragoman.archive.revisions import Revisions
from dragoman.lexicon import load_lexicon
from dragoman.records import Document, Ingested, Report, SetAside

LOOK_UP = 64
"""So many documents are looked up in the archive at once."""
BATCH_OUTCOMES = 64
BATCH_CHARACTERS = 4_000_000
BATCH_SECONDS = 2.0
MOST_WAITING = 256
"""So many copies of texts that are being coded are held back; a further one is coded itself."""

_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")

Clock = Callable[[], datetime.datetime]


class Listener:
    """Is told how a run goes on; this one does not mind."""

    def progress(self, counts: Ingested) -> None:
        """The counts so far; all of it is on disk."""

    def set_aside(self, reason: SetAside) -> None:
        """A document was set aside, now or in an earlier run; it is on disk with its reason."""


class Coder(Protocol):
    """What the archive asks of a coder."""

    @property
    def version(self) -> str:
        """Named in every report; the same for the same coding."""

    def code_many(self, stories: Iterable[Document], *, processes: int = 1) -> Iterator[Report | SetAside]:
        """Code documents; what comes out stands in the order of what went in, one for one."""


class _Text:
    """A text on its way: between being handed to the coder and being found in the archive."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.keys: set[int] = set()
        self.coding = 0
        self.reason: SetAside | None = None
        self.waiting: list[Document] = []


class Intake:
    """One run: ``run`` gives its counts; the listener is told whenever more is on disk. With ``again``, what this
    coder set aside before is tried once more."""

    def __init__(self, database: Database, coder: Coder, clock: Clock, listener: Listener, *, processes: int, again: bool) -> None:
        self._database, self._coder, self._clock, self._listener = database, coder, clock, listener
        self._revisions = Revisions(load_lexicon())
        self._processes, self._again = processes, again
        self._counts = Ingested()
        self._batch: list[Outcome] = []
        self._characters = 0
        self._committed_at = time.monotonic()
        self._coding: deque[Document] = deque()
        self._texts: dict[str, _Text] = {}
        self._committed: set[str] = set()

    def run(self, documents: Iterable[Document | SetAside]) -> Ingested:
        """Take in all documents.

        Raises:
            ArchiveError: the archive cannot be written; what was reported as kept is kept.
        """
        try:
            for coded in self._coder.code_many(self._to_code(documents), processes=self._processes):
                self._take_coded(self._coding.popleft(), coded)
        except KeyboardInterrupt:
            self._commit()
            raise
        self._commit()
        return self._counts

    def _to_code(self, documents: Iterable[Document | SetAside]) -> Iterator[Document]:
        """Yield what has to be coded; keep the rest."""
        stream = iter(documents)
        while chunk := list(islice(stream, LOOK_UP)):
            readable = [one for one in chunk if isinstance(one, Document)]
            committed = set(self._committed)
            with self._database.reading() as connection:
                known = Known(connection, readable)
                reasons = {} if self._again else known_reasons(connection, readable, self._coder.version)
            self._forget(committed)
            for one in chunk:
                if isinstance(one, SetAside):
                    self._add(Outcome(None, reason=one))
                elif (reason := unkeepable(one)) is not None:
                    self._add(Outcome(None, reason=reason))
                elif (reason := reasons.get(reason_key(SetAside("", ""), one, self._coder.version))) is not None:
                    self._count(seen=1, set_aside=1)
                    self._listener.set_aside(reason)
                elif self._has_to_be_coded(one, known):
                    yield one
            self._listener.progress(self._counts)

    def _has_to_be_coded(self, document: Document, known: Known) -> bool:
        standing, key = known.standing(document), delivery_key(document)
        text = self._texts.get(document.sha256)
        if standing == "known" or (text is not None and key in text.keys):
            self._count(seen=1, known=1)
            return False
        if standing == "copy":
            self._add(Outcome(document))
            return False
        if text is not None and text.order < order_of(document) and (text.coding == 0 or self._may_wait()):
            text.keys.add(key)
            if text.coding:
                text.waiting.append(document)
            else:
                self._add(Outcome(document, reason=text.reason))
            return False
        text = self._texts.setdefault(document.sha256, _Text(order_of(document)))
        text.order = min(text.order, order_of(document))
        text.keys.add(key)
        text.coding += 1
        self._coding.append(document)
        return True

    def _may_wait(self) -> bool:
        return sum(len(text.waiting) for text in self._texts.values()) < MOST_WAITING

    def _take_coded(self, document: Document, coded: Report | SetAside) -> None:
        report, reason = (coded, None) if isinstance(coded, Report) else (None, coded)
        text = self._texts[document.sha256]
        text.coding -= 1
        text.reason = reason
        self._add(Outcome(document, report, reason), size=len(document.text))
        while text.waiting and not text.coding:
            self._add(Outcome(text.waiting.pop(), reason=reason))

    def _forget(self, committed: set[str]) -> None:
        """Forget texts that the archive itself knows by now."""
        for sha256 in committed:
            if self._texts[sha256].coding == 0:
                del self._texts[sha256]
        self._committed -= committed

    def _add(self, outcome: Outcome, *, size: int = 0) -> None:
        self._batch.append(outcome)
        self._characters += size
        late = time.monotonic() - self._committed_at > BATCH_SECONDS
        if len(self._batch) >= BATCH_OUTCOMES or self._characters >= BATCH_CHARACTERS or late:
            self._commit()

    def _commit(self) -> None:
        if self._batch:
            with self._database.writing() as connection:
                kept = keep(connection, self._batch, revisions=self._revisions, coder=self._coder.version, now=self._clock())
            self._count(**msgspec.structs.asdict(kept))
            for outcome in self._batch:
                if outcome.reason is not None:
                    self._listener.set_aside(outcome.reason)
                if outcome.document is not None and outcome.document.sha256 in self._texts:
                    self._committed.add(outcome.document.sha256)
            self._batch, self._characters = [], 0
        self._committed_at = time.monotonic()
        self._listener.progress(self._counts)

    def _count(self, **more: int) -> None:
        counts = msgspec.structs.asdict(self._counts)
        self._counts = Ingested(**{name: count + more.get(name, 0) for name, count in counts.items()})


def unkeepable(document: Document) -> SetAside | None:
    """Why a document cannot be kept as it is, where it cannot."""
    for field in ("text", "id", "title", "source", "published", "url", "language"):
        value: str = getattr(document, field) or ""
        found = _UNKEEPABLE.search(value)
        if found is not None:
            where = document.id.encode("ascii", "backslashreplace").decode().replace("\0", "\\0")
            what = f"character {found.start()} of its {field} is U+{ord(found[0]):04X}, which no archive can keep"
            return SetAside(where, what, "Take the character out, or write the one that was meant.", where)
    return None
