"""The archive: what was read and coded stays, in SQLite by path or in PostgreSQL by URL."""

from __future__ import annotations

import datetime
import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, select

from dragoman.archive import corrections as kept_corrections
from dragoman.archive.actors import NamedActor, find_actors
from dragoman.archive.asides import path_of, settle_unread
from dragoman.archive.asof import View, make_view, newest_reports, standing_documents, standing_reports
from dragoman.archive.backup import back_up
from dragoman.archive.check import find_faults
from dragoman.archive.digest import digest
from dragoman.archive.engine import Database, Mode
from dragoman.archive.filters import Filter, QueryKind
from dragoman.archive.frames import fill_duckdb, read_batches, read_frame
from dragoman.archive.importing import import_reports
from dragoman.archive.intake import Clock, Coder, Intake, Listener
from dragoman.archive.query import find_records
from dragoman.archive.recoding import recode
from dragoman.archive.schema import documents, reports, set_aside, sources, supersessions, texts
from dragoman.archive.shelves import Shelved, delivered, each_shelved, select_shelved, unshelve
from dragoman.archive.stats import Stats, count_all
from dragoman.archive.upgrade import open_tables
from dragoman.reading.reports import Delivered
from dragoman.reading.wire import read_story
from dragoman.records import ArchiveError, Correction, Document, Hit, Ingested, Kept, SetAside, Supersession, text_digest

if TYPE_CHECKING:
    import duckdb
    import polars as pl
    import pyarrow as pa

Day = datetime.date | str | None
Time = datetime.datetime | str | None


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


class Archive:
    """An archive, opened by path (SQLite) or URL (``postgresql://user@host/name``); made where there is none.

    ``mode="read"`` makes and changes nothing. ``clock`` gives the moment of learning. Two clocks run through all
    that is asked: ``as_of`` is a day (what had been published by its end) and ``learnt_by`` a moment (what this
    archive held then); with neither, what stands now.

    Raises:
        ArchiveError: it cannot be opened, or is of another form; the message says how to mend it.
    """

    def __init__(self, where: str | os.PathLike[str], *, mode: Mode = "write", clock: Clock = _now) -> None:
        self._database = Database(where, mode)
        self._clock = clock
        try:
            open_tables(self._database)
            self._database.log_ahead()
        except BaseException:
            self._database.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def where(self) -> str:
        """The archive's path or address, without its password."""
        return self._database.where

    def close(self) -> None:
        """Close the archive; it can be opened again."""
        self._database.close()

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection that sees one state of the archive; the tables are in ``dragoman.archive.schema``."""
        return self._database.reading()

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that alone writes."""
        return self._database.writing()

    def ingest(
        self, stories: Iterable[str | Document | SetAside], coder: Coder, *, processes: int = 1, listener: Listener | None = None
    ) -> Ingested:
        """Code stories and keep them; what is there already is not coded again. Safe to stop and to repeat.

        A story that cannot be coded is set aside with its reason and the rest go on; it is not tried again by
        the same coder (``retry`` does).

        Raises:
            ArchiveError: the archive cannot be written; what the listener was told of is kept.
        """
        intake = Intake(self._database, coder, self._clock, listener or Listener(), processes=processes, again=False)
        counts = intake.run(_document(story) for story in stories)
        self._database.take_stock()
        return counts

    def retry(
        self,
        coder: Coder,
        reread: Callable[[list[str]], Iterable[Document | SetAside]] = lambda _: (),
        *,
        processes: int = 1,
        listener: Listener | None = None,
    ) -> Ingested:
        """Try once more what was set aside. ``reread`` gives the documents of files in which something could not be read."""
        began = self._clock()
        reasons = list(self.set_aside())
        unread = {path_of(reason.where) for reason, document in reasons if document is None}
        paths = sorted(path for path in unread if "://" not in path)  # what was fetched comes again with its feed
        intake = Intake(self._database, coder, self._clock, listener or Listener(), processes=processes, again=True)
        counts = intake.run(chain((document for _, document in reasons if document is not None), reread(paths)))
        with self.writing() as connection:
            settle_unread(connection, paths, before=began, now=self._clock())
        return counts

    def recode(self, coder: Coder, *, processes: int = 1, listener: Listener | None = None) -> Ingested:
        """Code again, from their documents, those whose newest report is of another coder; older reports are kept.

        It can be stopped and goes on where it was. A document that this coder cannot code keeps the report it has.
        """
        return recode(self._database, coder, self._clock, processes=processes, listener=listener or Listener())

    def import_reports(self, delivered: Iterable[Delivered], *, listener: Listener | None = None) -> Ingested:
        """Keep reports that were coded elsewhere, as ``reading.reports.read_reports`` gives them; each is checked, none coded again.

        A document that is there gets the report of a coder that has not coded it here, and then that one stands; again
        the same reports change nothing. What disagrees with its own text is set aside, and only told to the listener.
        """
        counts = import_reports(self._database, delivered, self._clock, listener or Listener())
        self._database.take_stock()
        return counts

    def document(self, id: str, *, as_of: Day = None, learnt_by: Time = None) -> Document | None:
        """The document of an id as delivered; of several versions under one id, the newest in the view.

        ``id@DIGEST`` (the first eight or more hexadecimal digits of the text's SHA-256) names one version.
        """
        with self.reading() as connection:
            found = _find_document(connection, id, make_view(as_of, learnt_by))
            if found is None:
                return None
            row, shelved = found
            return delivered(shelved.kept().report.document, row)

    def report(self, id: str, *, as_of: Day = None, learnt_by: Time = None) -> Kept | None:
        """The newest report of a document (``id`` as for ``document``), also where a revision of the story has superseded it."""
        with self.reading() as connection:
            found = _find_document(connection, id, make_view(as_of, learnt_by))
            return found[1].kept() if found else None

    def reports(self, *, as_of: Day = None, learnt_by: Time = None, after: int = 0) -> Iterator[Kept]:
        """The reports that stand, in the order they were learnt; ``after`` is the row of the last one seen before."""
        view = make_view(as_of, learnt_by)
        with self.reading() as connection:
            for shelved in each_shelved(connection, select_shelved().where(*standing_reports(view)), after=after):
                yield shelved.kept()

    def reports_of(self, sha256s: Iterable[str], *, as_of: Day = None, learnt_by: Time = None) -> Iterator[Kept]:
        """The reports that stand of texts, given by their digests (some hundred at most)."""
        digests = sorted({bytes.fromhex(sha256) for sha256 in sha256s})
        query = select_shelved().where(texts.c.sha256.in_(digests), *standing_reports(make_view(as_of, learnt_by)))
        with self.reading() as connection:
            yield from (unshelve(row).kept() for row in connection.execute(query.order_by(reports.c.row)).all())

    def report_json(self, id: str) -> bytes | None:
        """The exact JSON that the coder gave for a document, newest coder first."""
        with self.reading() as connection:
            found = _find_document(connection, id, View())
            return found[1].content if found else None

    def query(
        self,
        kind: QueryKind,
        wanted: Filter | None = None,
        *,
        limit: int | None = None,
        after: str | None = None,
        as_of: Day = None,
        learnt_by: Time = None,
    ) -> Iterator[Hit]:
        """Events, statements, positions, tolls or documents that a filter lets through, the newest day first.

        Each comes with its report, and with a ``cursor``: given as ``after``, the answer goes on behind it. Reading
        on and on takes no more memory than a page.

        Raises:
            UsageError: the kind of record has no such field, or a value cannot be read.
        """
        with self.reading() as connection:
            yield from find_records(connection, kind, wanted or Filter(), make_view(as_of, learnt_by), limit=limit, after=after)

    def arrow(
        self, kind: QueryKind, wanted: Filter | None = None, *, limit: int | None = None, as_of: Day = None, learnt_by: Time = None
    ) -> pa.RecordBatchReader:
        """The answer of ``query`` as Arrow record batches, read as they are asked for; the columns are ``archive.rows.COLUMNS``."""
        return read_batches(kind, self.query(kind, wanted, limit=limit, as_of=as_of, learnt_by=learnt_by))

    def frame(
        self, kind: QueryKind, wanted: Filter | None = None, *, limit: int | None = None, as_of: Day = None, learnt_by: Time = None
    ) -> pl.DataFrame:
        """The answer of ``query`` as a Polars data frame (``.to_pandas()`` makes it one of pandas).

        Raises:
            UsageError: Polars is not installed.
        """
        return read_frame(kind, self.query(kind, wanted, limit=limit, as_of=as_of, learnt_by=learnt_by))

    def duckdb(
        self, database: str = ":memory:", *, wanted: Filter | None = None, as_of: Day = None, learnt_by: Time = None
    ) -> duckdb.DuckDBPyConnection:
        """A DuckDB database with a table of each kind of record as it stands in the view: ``events``, ``statements``,
        ``positions``, ``tolls``, ``documents``. It is a copy: what is learnt later is not in it. ``wanted`` may ask for what
        all kinds have: days, source, words, document.

        Raises:
            UsageError: DuckDB is not installed, or a kind of record has no such field.
        """
        return fill_duckdb(database, lambda kind: self.query(kind, wanted, as_of=as_of, learnt_by=learnt_by))

    def actors(
        self, wanted: Filter | None = None, *, limit: int | None = None, as_of: Day = None, learnt_by: Time = None
    ) -> Iterator[NamedActor]:
        """Who is named (``Filter.actor`` by codes or name), in how many stories and from when to when; the most often named first."""
        with self.reading() as connection:
            yield from find_actors(connection, wanted or Filter(), make_view(as_of, learnt_by), limit=limit)

    def search(self, words: str, *, statements: bool = False, limit: int | None = None, as_of: Day = None) -> Iterator[Hit]:
        """Documents whose text, or statements whose content, has the words; ``"a phrase"``, ``OR``, ``-word``, ``word*``."""
        return self.query("statement" if statements else "document", Filter(text=words), limit=limit, as_of=as_of)

    def supersessions(self, id: str | None = None, *, after: int = 0) -> Iterator[Supersession]:
        """Which documents stand in the place of which, in the order this was learnt; with ``id`` those of one document."""
        older, newer = documents.alias("older"), documents.alias("newer")
        columns = supersessions.c
        query = (
            select(columns.row, older.c.id, newer.c.id, columns.kind, columns.mark, columns.learnt)
            .join(older, older.c.row == columns.document)
            .join(newer, newer.c.row == columns.by)
            .where(columns.row > after)
            .order_by(columns.row)
        )
        if id is not None:
            query = query.where((older.c.id == id) | (newer.c.id == id))
        with self.reading() as connection:
            for row in connection.execute(query.execution_options(yield_per=1000)):
                yield Supersession(*row)

    def set_aside(self) -> Iterator[tuple[SetAside, Document | None]]:
        """What could not be read or coded, and was not since; with its document where it could be read."""
        columns = set_aside.c
        query = select(columns.where, columns.what, columns.mend, columns.id, columns.document).where(columns.settled.is_(None))
        with self.reading() as connection:
            for where, what, mend, id, body in connection.execute(query.order_by(columns.row).execution_options(yield_per=256)):
                document = msgspec.json.decode(zlib.decompress(body), type=Document) if body is not None else None
                yield SetAside(where, what, mend, id), document

    def add_correction(self, correction: Correction) -> Correction:
        """Keep a person's correction; gives it back with its id, which is a digest of what it says.

        Raises:
            ArchiveError: it is about something that the archive does not have.
        """
        with self.writing() as connection:
            return kept_corrections.add_correction(connection, correction, self._clock())

    def corrections(self, *, sha256: str | None = None, learnt_by: Time = None, after: int = 0) -> Iterator[tuple[int, Correction]]:
        """Corrections with their rows, in the order they were learnt; with ``sha256`` those about one text."""
        moment = make_view(None, learnt_by).learnt_by
        with self.reading() as connection:
            yield from kept_corrections.each_correction(connection, sha256=sha256, learnt_by=moment, after=after)

    def digest(self) -> str:
        """One line that is equal for equal content."""
        with self.reading() as connection:
            return digest(connection)

    def check(self) -> Iterator[ArchiveError]:
        """Every fault in what is kept and in its indexes; none where all is whole."""
        with self.reading() as connection:
            yield from find_faults(connection)

    def backup(self, target: str | os.PathLike[str]) -> None:
        """Copy the archive as it stands to a new SQLite file, while others may write.

        Raises:
            ArchiveError: there is such a file, or it cannot be written.
        """
        back_up(self._database, Path(target))

    def stats(self) -> Stats:
        """What is in the archive, counted."""
        with self.reading() as connection:
            return count_all(connection, self._database)


def _document(story: str | Document | SetAside) -> Document | SetAside:
    return read_story(story, id=text_digest(story)[:16]) if isinstance(story, str) else story


_VERSIONED = re.compile(r"(.+)@([0-9a-f]{8,64})")


def _find_document(connection: Connection, id: str, view: View) -> tuple[Any, Shelved] | None:
    """The delivery that an id names in a view, and the report of its text there."""
    query = (
        select(documents, sources.c.name.label("source_name"), texts.c.sha256)
        .join(texts, texts.c.row == documents.c.text)
        .outerjoin(sources, sources.c.row == documents.c.source)
        .order_by(documents.c.known_day.desc(), documents.c.row.desc())
    )
    if view.as_of is not None:
        query = query.where(documents.c.known_day <= view.as_of)
    if view.learnt_by is not None:
        query = query.where(documents.c.learnt <= view.learnt_by)
    rows = connection.execute(query.where(documents.c.id == id)).all()
    if not rows and (named := _VERSIONED.fullmatch(id)):
        same_id = connection.execute(query.where(documents.c.id == named[1])).all()
        rows = [row for row in same_id if row.sha256.hex().startswith(named[2])]
    standing = set(connection.scalars(select(documents.c.row).where(documents.c.id == id, *standing_documents(view))))
    for row in sorted(rows, key=lambda row: row.row not in standing):
        of_text = select_shelved().where(documents.c.text == row.text, *newest_reports(view)).order_by(reports.c.row.desc())
        standing_first = connection.execute(of_text.where(*standing_documents(view)).limit(1)).one_or_none()
        found = standing_first or connection.execute(of_text.limit(1)).one_or_none()
        if found is not None:
            return row, unshelve(found)
    return None
