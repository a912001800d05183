"""Column types that each engine keeps in its own best form."""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import BigInteger, Date, DateTime, Dialect, Integer
from sqlalchemy.types import TypeDecorator, TypeEngine

ROW = BigInteger().with_variant(Integer, "sqlite")
"""A row number; in SQLite its own rowid."""
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


class Day(TypeDecorator[datetime.date]):
    """A day: DATE in PostgreSQL, the number YYYYMMDD in SQLite (four bytes, legible in any shell)."""

    impl = Integer
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the engine's form."""
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else Date())

    def process_bind_param(self, value: datetime.date | None, dialect: Dialect) -> Any:
        """Write a day."""
        if value is None or dialect.name != "sqlite":
            return value
        return value.year * 10000 + value.month * 100 + value.day

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime.date | None:
        """Read a day."""
        if value is None or dialect.name != "sqlite":
            return value  # type: ignore[no-any-return]
        return datetime.date(value // 10000, value // 100 % 100, value % 100)


class Moment(TypeDecorator[datetime.datetime]):
    """A moment in UTC: TIMESTAMPTZ in PostgreSQL, microseconds since 1970 in SQLite."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the engine's form."""
        return dialect.type_descriptor(BigInteger() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime.datetime | None, dialect: Dialect) -> Any:
        """Write a moment."""
        if value is None or dialect.name != "sqlite":
            return value
        return (value - _EPOCH) // datetime.timedelta(microseconds=1)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime.datetime | None:
        """Read a moment."""
        if value is None:
            return None
        return _EPOCH + datetime.timedelta(microseconds=value) if dialect.name == "sqlite" else value.astimezone(datetime.UTC)
