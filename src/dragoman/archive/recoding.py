"""Codes again what an older coder coded. The archive itself tells what is left, so it can be stopped at any moment."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from sqlalchemy import ColumnElement, exists, select

from dragoman.archive.engine import Database
from dragoman.archive.intake import BATCH_OUTCOMES, Clock, Coder, Listener
from dragoman.archive.keeping import Outcome, keep_recoded
from dragoman.archive.packing import decode
from dragoman.archive.schema import coders, reports, set_aside, texts
from dragoman.archive.shelves import PAGE_ROWS, select_shelved, unshelve
from dragoman.records import Document, Ingested, Report, SetAside


def recode(database: Database, coder: Coder, clock: Clock, *, processes: int, listener: Listener) -> Ingested:
    """Code again each document whose newest report is of another coder, in the order in which they were learnt."""
    run = _Recoding(database, coder, clock, listener)
    for coded in coder.code_many(run.documents(), processes=processes):
        run.take(coded)
    run.commit()
    return run.counts


class _Recoding:
    """One run: what was handed to the coder, and what came back but is not written yet."""

    def __init__(self, database: Database, coder: Coder, clock: Clock, listener: Listener) -> None:
        self._database, self._coder, self._clock, self._listener = database, coder, clock, listener
        self._given: deque[tuple[int, Document]] = deque()
        self._batch: list[tuple[int, Outcome]] = []
        self.counts = Ingested()

    def documents(self) -> Iterator[Document]:
        """The documents to code, as their newest reports have them."""
        last = 0
        while page := self._page(last):
            for report, row, document in page:
                self._given.append((row, document))
                yield document
                last = report

    def take(self, coded: Report | SetAside) -> None:
        """Take what the coder made of the next document."""
        row, document = self._given.popleft()
        self._batch.append((row, Outcome(document, coded) if isinstance(coded, Report) else Outcome(document, reason=coded)))
        if len(self._batch) >= BATCH_OUTCOMES:
            self.commit()

    def commit(self) -> None:
        """Write what came back."""
        if self._batch:
            with self._database.writing() as connection:
                keep_recoded(connection, self._batch, coder=self._coder.version, now=self._clock())
        coded = sum(outcome.report is not None for _, outcome in self._batch)
        done, more = self.counts, len(self._batch)
        self.counts = Ingested(seen=done.seen + more, coded=done.coded + coded, set_aside=done.set_aside + more - coded)
        for _, outcome in self._batch:
            if outcome.reason is not None:
                self._listener.set_aside(outcome.reason)
        self._batch = []
        self._listener.progress(self.counts)

    def _page(self, after: int) -> list[tuple[int, int, Document]]:
        query = (
            select_shelved()
            .where(reports.c.row > after, reports.c.superseded.is_(None), coders.c.version != self._coder.version)
            .where(~self._was_set_aside())
            .order_by(reports.c.row)
            .limit(PAGE_ROWS)
        )
        with self._database.reading() as connection:
            shelved = [unshelve(row) for row in connection.execute(query)]
        return [(one.row, one.document_row, decode(one.content).document) for one in shelved]

    def _was_set_aside(self) -> ColumnElement[bool]:
        """Whether this very coder could not code the text before."""
        of_this = select(coders.c.row).where(coders.c.version == self._coder.version).scalar_subquery()
        same = (set_aside.c.sha256 == texts.c.sha256, set_aside.c.coder == of_this, set_aside.c.settled.is_(None))
        return exists().where(*same).correlate(texts)
