"""The tables of accounts, in the archive's database. They are no part of its record: its digest knows nothing of them."""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary, MetaData, Table, Text

from dragoman.archive.columns import ROW, Moment

metadata = MetaData()
users = Table(
    "desk_users",
    metadata,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("password", Text, nullable=False, comment="Argon2 hash"),
    Column("made", Moment, nullable=False),
)
sessions = Table(
    "desk_sessions",
    metadata,
    Column("digest", Text, primary_key=True, comment="SHA-256 of what the browser holds"),
    Column("user", Text, nullable=False, index=True),
    Column("began", Moment, nullable=False),
    Column("seen", Moment, nullable=False),
)
tokens = Table(
    "desk_tokens",
    metadata,
    Column("id", Text, primary_key=True),
    Column("digest", Text, nullable=False, unique=True, comment="SHA-256 of the token"),
    Column("user", Text, nullable=False, index=True),
    Column("label", Text, nullable=False),
    Column("made", Moment, nullable=False),
    Column("used", Moment),
)
answers = Table(
    "desk_answers",
    metadata,
    Column("user", Text, primary_key=True),
    Column("key", Text, primary_key=True, comment="the Idempotency-Key that a program sent"),
    Column("digest", Text, nullable=False, comment="SHA-256 of what it sent"),
    Column("at", Moment, nullable=False),
    Column("answer", LargeBinary, comment="what it was answered, as JSON; none while the work goes on"),
)
log = Table(
    "desk_log",
    metadata,
    Column("row", ROW, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("user", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("target", Text, nullable=False),
)
