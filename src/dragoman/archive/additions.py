"""Rows to be added in one transaction, numbered on from those that are there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.dialects import postgresql, sqlite

from dragoman.archive.schema import metadata


class Additions:
    """Collects rows by table and adds them together, parents before children. One writer at a time may use it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._last: dict[str, int] = {}
        self._rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        self._names: dict[tuple[str, str], int] = {}
        self._once: defaultdict[str, dict[int, dict[str, Any]]] = defaultdict(dict)

    def add(self, table: Table, values: dict[str, Any]) -> int:
        """Add a row to a table with a ``row`` column, and give its number."""
        row = self.number(table)
        self._rows[table.name].append({"row": row, **values})
        return row

    def number(self, table: Table) -> int:
        """The next row number of a table."""
        if table.name not in self._last:
            self._last[table.name] = self._connection.scalar(select(func.max(table.c.row))) or 0
        self._last[table.name] += 1
        return self._last[table.name]

    def put(self, table: Table, values: dict[str, Any]) -> None:
        """Add a row to a table whose key is in the values."""
        self._rows[table.name].append(values)

    def put_once(self, table: Table, values: Iterable[dict[str, Any]]) -> None:
        """Add rows whose number stands for their content, where they are not there yet."""
        self._once[table.name].update((row["row"], row) for row in values)

    def add_keyed(self, table: Table, values: dict[str, Any]) -> None:
        """Add a row to a table with a ``row`` and a ``key``, once for each key."""
        if not any(row["key"] == values["key"] for row in self._rows[table.name]):
            self.add(table, values)

    def name(self, table: Table, column: str, value: str, **more: str) -> int:
        """The row of a table of names that holds the name; added where it is new."""
        if (table.name, value) not in self._names:
            found = self._connection.scalar(select(table.c.row).where(table.c[column] == value))
            self._names[table.name, value] = found if found is not None else self.add(table, {column: value, **more})
        return self._names[table.name, value]

    def flush(self) -> None:
        """Write all that was added."""
        insert = sqlite.insert if self._connection.dialect.name == "sqlite" else postgresql.insert
        for table in metadata.sorted_tables:
            if once := self._once.pop(table.name, None):
                self._connection.execute(insert(table).on_conflict_do_nothing(), list(once.values()))
            if rows := self._rows.pop(table.name, None):
                self._connection.execute(table.insert(), rows)
