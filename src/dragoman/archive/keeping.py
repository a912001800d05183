"""Keeps what was read and coded: one batch is one transaction, after which all of it is on disk."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, select

from dragoman.archive import words
from dragoman.archive.additions import Additions
from dragoman.archive.asides import add_reason, settle
from dragoman.archive.chains import find_chains
from dragoman.archive.digests import delivery_key
from dragoman.archive.known import Canonical, Known, order_of
from dragoman.archive.recording import Recorder
from dragoman.archive.revisions import Revisions, agency_of
from dragoman.archive.schema import documents, reports, sources, supersessions, texts
from dragoman.records import Document, Ingested, Report, SetAside


class Outcome(msgspec.Struct, frozen=True):
    """What became of one document: a report, a reason, or neither where its text is known already."""

    document: Document | None
    report: Report | None = None
    reason: SetAside | None = None


def keep(
    connection: Connection, outcomes: Sequence[Outcome], *, revisions: Revisions, coder: str, now: datetime.datetime
) -> Ingested:  # fmt: skip
    """Keep a batch and say what became of it; what another process kept meanwhile is not kept twice."""
    batch = _Batch(connection, revisions, coder, now)
    for outcome in outcomes:
        batch.take(outcome)
    return batch.finish()


def keep_recoded(connection: Connection, recoded: Sequence[tuple[int, Outcome]], *, coder: str, now: datetime.datetime) -> None:
    """Keep what a newer coder made of documents, given with their rows; their older reports stay, superseded."""
    added, learnt = Additions(connection), _not_before_last(connection, now)
    recorder = Recorder(connection, added, learnt)
    for document, outcome in recoded:
        if outcome.reason is not None:
            add_reason(connection, added, outcome.reason, outcome.document, coder=coder, learnt=learnt)
        elif outcome.report is not None:
            source = connection.scalar(select(documents.c.source).where(documents.c.row == document))
            recorder.replace(document, source, outcome.report)
    recorder.finish()
    settle(connection, [outcome.report.document for _, outcome in recoded if outcome.report is not None], learnt)


class _Batch:
    """One transaction's work."""

    def __init__(self, connection: Connection, revisions: Revisions, coder: str, now: datetime.datetime) -> None:
        self._connection, self._revisions, self._coder = connection, revisions, coder
        self._learnt = _not_before_last(connection, now)
        self._added = Additions(connection)
        self._counts = dict.fromkeys(Ingested.__struct_fields__, 0)
        self._outcomes: list[Outcome] = []

    def take(self, outcome: Outcome) -> None:
        self._outcomes.append(outcome)

    def finish(self) -> Ingested:
        """Write everything, in an order in which every row finds those it refers to."""
        known = Known(self._connection, [o.document for o in self._outcomes if o.document is not None])
        coded: list[tuple[int, int | None, Report]] = []
        new_texts: list[tuple[int, str | None, str]] = []
        for outcome in self._outcomes:
            self._counts["seen"] += 1
            if outcome.reason is not None:
                self._counts["set_aside"] += 1
                add_reason(self._connection, self._added, outcome.reason, outcome.document, coder=self._coder, learnt=self._learnt)
            elif outcome.document is not None:
                self._take_document(outcome.document, outcome.report, known, coded, new_texts)
        self._added.flush()
        words.add_texts(self._connection, new_texts)
        self._link([document for document, _, _ in coded])
        recorder = Recorder(self._connection, self._added, self._learnt)
        for document, source, report in coded:
            recorder.add(document, source, report)
        recorder.finish()
        settle(self._connection, [report.document for _, _, report in coded], self._learnt)
        return Ingested(**self._counts)

    def _take_document(
        self,
        document: Document,
        report: Report | None,
        known: Known,
        coded: list[tuple[int, int | None, Report]],
        new_texts: list[tuple[int, str | None, str]],
    ) -> None:
        standing, canonical = known.standing(document), known.canonical(document)
        if standing == "known":
            self._counts["known"] += 1
            return
        text = canonical.text if canonical else self._add_text(document, new_texts)
        source = self._added.name(sources, "name", document.source, agency=agency_of(document.source)) if document.source else None
        row = self._add_document(document, text, source)
        if standing == "copy" or report is None:
            assert canonical is not None, "a document without a report is a copy of one that has one"
            self._counts["copies"] += 1
            self._supersede(row, canonical.document, "same_text", None, self._learnt.date())
            known.learn(document, None)
            return
        self._counts["coded"] += 1
        coded.append((row, source, report))
        if canonical is not None:
            self._supersede(canonical.document, row, "same_text", None, document.published_date or self._learnt.date())
        known.learn(document, Canonical(row, text, order_of(document)))

    def _add_text(self, document: Document, new_texts: list[tuple[int, str | None, str]]) -> int:
        title = document.title if document.title and document.title not in document.text[: len(document.title) + 400] else None
        row = self._added.add(texts, {"sha256": bytes.fromhex(document.sha256), "title": title, "text": document.text})
        new_texts.append((row, title, document.text))
        return row

    def _add_document(self, document: Document, text: int, source: int | None) -> int:
        mark = self._revisions.mark_of(document)
        return self._added.add(
            documents,
            {
                "key": delivery_key(document),
                "id": document.id,
                "text": text,
                "source": source,
                "title": document.title,
                "published": document.published,
                "published_day": document.published_date,
                "known_day": document.published_date or self._learnt.date(),
                "language": document.language,
                "url": document.url,
                "headline": self._revisions.headline_of(document),
                "mark": mark.id if mark else None,
                "mark_kind": mark.kind if mark else None,
                "mark_number": mark.number if mark else None,
                "learnt": self._learnt,
            },
        )

    def _link(self, new: list[int]) -> None:
        """Find which of the new documents are versions of others, or others of them."""
        for older, newer, kind in find_chains(self._connection, new, self._revisions):
            self._counts["revisions"] += 1
            self._supersede(older.row, newer.row, kind, newer.mark.id if newer.mark else None, newer.day or self._learnt.date())

    def _supersede(self, document: int, by: int, kind: str, mark: str | None, day: datetime.date) -> None:
        self._added.add(
            supersessions, {"document": document, "by": by, "kind": kind, "mark": mark, "day": day, "learnt": self._learnt}
        )  # fmt: skip


def _not_before_last(connection: Connection, now: datetime.datetime) -> datetime.datetime:
    """The moment of learning, which never runs backwards, whatever the clock does."""
    last = connection.scalar(select(reports.c.learnt).order_by(reports.c.row.desc()).limit(1))
    return max(now, last) if last is not None else now
