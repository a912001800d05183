"""Full text, on each engine's own index: FTS5 in SQLite, tsvector in PostgreSQL. Case, accents and endings do not matter."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

from sqlalchemy import Connection, text

MOST_CHARACTERS = 400_000
"""PostgreSQL refuses a tsvector of more than a megabyte; of a longer text its beginning is indexed there."""

_ADD_TEXT = {
    "sqlite": "INSERT INTO text_words (rowid, title, text) VALUES (:row, :title, :text)",
    "postgresql": """INSERT INTO text_words (row, words)
    VALUES (:row, to_tsvector('english', coalesce(:title, '')) || to_tsvector('english', :text))""",
}
_ADD_STATEMENT = {
    "sqlite": "INSERT INTO statement_words (rowid, content) VALUES (:row, :content)",
    "postgresql": "INSERT INTO statement_words (row, words) VALUES (:row, to_tsvector('english', :content))",
}


def add_texts(connection: Connection, rows: Iterable[tuple[int, str | None, str]]) -> None:
    """Index texts, each given as row, title and text."""
    fit = _FIT[connection.dialect.name]
    values = [{"row": row, "title": fit(title) if title else None, "text": fit(content)} for row, title, content in rows]
    if values:
        connection.execute(text(_ADD_TEXT[connection.dialect.name]), values)


def add_statements(connection: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Index what statements say, each given as row and words."""
    fit = _FIT[connection.dialect.name]
    values = [{"row": row, "content": fit(content)} for row, content in rows]
    if values:
        connection.execute(text(_ADD_STATEMENT[connection.dialect.name]), values)


def without_accents(content: str) -> str:
    """The text with its letters bare of accents."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", content) if not unicodedata.combining(letter))


def _as_it_is(content: str) -> str:
    # SQLite's index is checked against the very text that is kept; its tokenizer takes the accents off itself.
    return content


def _bare(content: str) -> str:
    return without_accents(content[:MOST_CHARACTERS])


_FIT: dict[str, Callable[[str], str]] = {"sqlite": _as_it_is, "postgresql": _bare}
