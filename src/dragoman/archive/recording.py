"""Adds a report: its exact JSON, and the rows by which its records are found."""

from __future__ import annotations

import datetime

from sqlalchemy import Connection, Table, bindparam, select, update

from dragoman.archive import words
from dragoman.archive.additions import Additions
from dragoman.archive.indexing import Row, rows_of
from dragoman.archive.packing import PACKING, decode, encode, pack
from dragoman.archive.schema import (
    actor_appearances,
    actors,
    coders,
    events,
    parties,
    place_appearances,
    places,
    positions,
    reports,
    statements,
    tolls,
)
from dragoman.archive.shelves import Shelved, select_shelved, unshelve
from dragoman.records import Report

RECORD_TABLES = {"event": events, "statement": statements, "position": positions, "toll": tolls}


class Recorder:
    """Adds reports in one transaction; ``finish`` writes them."""

    def __init__(self, connection: Connection, added: Additions, learnt: datetime.datetime) -> None:
        self._connection, self._added, self._learnt = connection, added, learnt
        self._said: list[tuple[int, str]] = []

    def add(self, document: int, source: int | None, report: Report) -> None:
        """Add the report of a document, given by its row and that of its source."""
        row = self._added.add(
            reports,
            {
                "document": document,
                "coder": self._added.name(coders, "version", report.coder),
                "learnt": self._learnt,
                "superseded": None,
                "packing": PACKING,
                "body": pack(encode(report), report.document.text, report.coder),
            },
        )
        self._index(row, document, source, report)

    def replace(self, document: int, source: int | None, report: Report) -> None:
        """Add a newer report of a document, unless its newest is of this coder: the older one stays, no longer current."""
        standing = select_shelved().where(reports.c.document == document, reports.c.superseded.is_(None))
        shelved = unshelve(self._connection.execute(standing).one())
        if shelved.coder != report.coder:
            self._retire(shelved)
            self.add(document, source, report)

    def finish(self) -> None:
        """Write the rows and the words of all that was added."""
        self._added.flush()
        words.add_statements(self._connection, self._said)

    def _index(self, report_row: int, document: int, source: int | None, report: Report) -> None:
        rows = rows_of(report)
        self._added.put_once(actors, rows.actors)
        self._added.put_once(places, rows.places)
        own = {"report": report_row, "current": 1}
        for kind, table in RECORD_TABLES.items():
            for number, (values, shares) in enumerate(zip(getattr(rows, kind + "s"), rows.parties[kind], strict=True)):
                row = self._added.add(table, {**own, "document": document, "number": number, "source": source, **values})
                for share in shares:
                    self._added.put(parties, {**share, "current": 1, "day": values["day"], "record": row})
                if kind == "statement":
                    self._said.append((row, report.document.text[values["start"] : values["end"]]))
        for table, appearances in ((actor_appearances, rows.actor_appearances), (place_appearances, rows.place_appearances)):
            for values in appearances:
                self._added.put(table, {**own, **values})

    def _retire(self, shelved: Shelved) -> None:
        """Mark a report and its rows as no longer current."""
        rows = rows_of(decode(shelved.content))
        self._connection.execute(update(reports).where(reports.c.row == shelved.row).values(superseded=self._learnt))
        for kind, table in RECORD_TABLES.items():
            self._retire_parties(table, shelved.row, rows.parties[kind], getattr(rows, kind + "s"))
            self._connection.execute(update(table).where(table.c.report == shelved.row).values(current=0))
        for table, appearances in ((actor_appearances, rows.actor_appearances), (place_appearances, rows.place_appearances)):
            self._retire_keys(table, [{**values, "report": shelved.row} for values in appearances])

    def _retire_parties(self, table: Table, report: int, shares: list[list[Row]], records: list[Row]) -> None:
        numbered = select(table.c.number, table.c.row).where(table.c.report == report)
        record_rows = dict(self._connection.execute(numbered).tuples().all())
        keys = [
            {**share, "day": values["day"], "record": record_rows[number]}
            for number, (values, of_record) in enumerate(zip(records, shares, strict=True))
            for share in of_record
        ]
        self._retire_keys(parties, keys)

    def _retire_keys(self, table: Table, keys: list[Row]) -> None:
        """Retire rows named by their whole key, which is the only index of such a table."""
        if keys:
            same = [table.c[name] == bindparam(f"of_{name}") for name in keys[0]]
            named = [{f"of_{name}": value for name, value in key.items()} for key in keys]
            self._connection.execute(update(table).where(table.c.current == 1, *same).values(current=0), named)
