"""What was assembled as it was on a day or at a moment: made in memory from the events that stood then, and kept while it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Column, Connection, Engine, MetaData, Table, create_engine, select
from sqlalchemy.pool import StaticPool

from dragoman.archive.asof import View
from dragoman.archive.columns import ROW
from dragoman.assembling import tables
from dragoman.assembling.changes import Changes
from dragoman.assembling.happenings import Happenings
from dragoman.assembling.querying import Asked
from dragoman.assembling.threads import Threads

_memory = MetaData()
_told = Table("view_documents", _memory, Column("number", ROW, primary_key=True), Column("row", ROW, primary_key=True))
MOST_KEPT = 2


class Views:
    """Views that were asked for lately, each with the state of the archive in which it was made."""

    def __init__(self, happenings: Happenings, threads: Threads) -> None:
        self._happenings, self._threads = happenings, threads
        self._kept: dict[tuple[View, str], Engine] = {}

    @contextmanager
    def opened(self, archive: Connection, view: View) -> Iterator[Connection]:
        """The tables of a view."""
        key = (view, repr(sorted(tables.read_state(archive).items())))
        if key not in self._kept:
            self._kept[key] = self._make(archive, view)
            while len(self._kept) > MOST_KEPT:
                self._kept.pop(next(iter(self._kept))).dispose()
        with self._kept[key].begin() as memory:
            yield memory

    def close(self) -> None:
        """Forget them all."""
        while self._kept:
            self._kept.popitem()[1].dispose()

    def _make(self, archive: Connection, view: View) -> Engine:
        engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
        tables.metadata.create_all(engine)
        _memory.create_all(engine)
        columns = tables.members.c
        components = list(archive.scalars(select(columns.component).distinct()))
        with engine.begin() as memory:
            for part in tables.parts_of(components):
                made = list(self._happenings.occurrences_of(archive, part, view))
                days = self._happenings.write(memory, made)
                homes = {telling.key: occurrence.id for _, occurrence in made for telling in occurrence.tellings}
                self._place(archive, memory, homes)
                self._threads.take(memory, Changes(thread_days=days))
        return engine

    def _place(self, archive: Connection, memory: Connection, homes: dict[str, str]) -> None:
        """Keep which stories tell each occurrence."""
        columns = tables.members.c
        copied = (columns.row, columns.key, columns.report, columns.document, columns.sha256, columns.component, columns.day, columns.type)
        for part in tables.parts_of(homes):
            rows = archive.execute(select(*copied).where(columns.key.in_(part))).mappings().all()
            memory.execute(
                tables.members.insert(), [{**row, "occurrence": homes[row["key"]], "country": None, "body": b""} for row in rows]
            )


def moved(archive: Connection, memory: Connection, asked: Asked) -> Asked:
    """The question with the stories it is about in the view's own tables."""
    memory.execute(_told.delete())
    stories = []
    for number, query in enumerate(asked.stories):
        rows = [{"number": number, "row": row} for row in set(archive.scalars(query))]
        if rows:
            memory.execute(_told.insert(), rows)
        stories.append(select(_told.c.row).where(_told.c.number == number))
    return Asked(asked.wanted, asked.places, asked.parties, stories)
