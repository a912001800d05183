"""The tables of an archive, as its newest migration leaves them.

What is kept is in ``texts``, ``documents``, ``reports``, ``supersessions``, ``corrections`` and ``set_aside``: rows
are only ever added there (a report's ``superseded`` and a set-aside's ``settled`` are filled in once). All other
tables are indexes: they hold what is needed to find a record, can be made again from the reports, and never what a
record says; that is read from the report. ``current`` is 1 in rows of a document's newest report.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, LargeBinary, MetaData, SmallInteger, Table, Text, UniqueConstraint

from dragoman.archive.columns import ROW, Day, Moment

metadata = MetaData(
    naming_convention={
        "ix": "%(table_name)s_by_%(column_0_N_name)s",
        "uq": "%(table_name)s_one_%(column_0_N_name)s",
        "fk": "%(table_name)s_%(column_0_name)s_of_%(referred_table_name)s",
        "pk": "%(table_name)s_rows",
    }
)

texts = Table(
    "texts",
    metadata,
    Column("row", ROW, primary_key=True, autoincrement=False),
    Column("sha256", LargeBinary(32), nullable=False, unique=True),
    Column("title", Text, comment="the title it was delivered with, where the text does not begin with it"),
    Column("text", Text, nullable=False),
)
sources = Table(
    "sources",
    metadata,
    Column("row", ROW, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False, unique=True),
    Column("agency", Text, nullable=False, index=True, comment="its usual name in small letters: one for AFP and Agence France-Presse"),
)
documents = Table(
    "documents",
    metadata,
    Column("row", ROW, primary_key=True, autoincrement=False),
    Column("key", BigInteger, nullable=False, unique=True, comment="a digest of id, text, publication and source: one delivery"),
    Column("id", Text, nullable=False, index=True),
    Column("text", ROW, ForeignKey("texts.row"), nullable=False, index=True),
    Column("source", ROW, ForeignKey("sources.row")),
    Column("title", Text),
    Column("published", Text),
    Column("published_day", Day),
    Column("known_day", Day, nullable=False, comment="by which day it was published: that of learning it, where none is given"),
    Column("language", Text, nullable=False),
    Column("url", Text),
    Column("headline", Text, nullable=False, comment="title or first words in small letters, without marks: finds revisions"),
    Column("mark", Text, comment="the lexicon's id of the mark that makes it a revision"),
    Column("mark_kind", Text),
    Column("mark_number", SmallInteger),
    Column("learnt", Moment, nullable=False),
    Index(None, "source", "published_day"),
    Index(None, "known_day"),
)
supersessions = Table(
    "supersessions",
    metadata,
    Column("row", ROW, primary_key=True, autoincrement=False),
    Column("document", ROW, ForeignKey("documents.row"), nullable=False),
    Column("by", ROW, ForeignKey("documents.row"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("mark", Text),
    Column("day", Day, nullable=False, comment="known_day of the later document"),
    Column("learnt", Moment, nullable=False),
    UniqueConstraint("document", "by"),
)
coders = Table(
    "coders",
    metadata,
    Column("row", ROW, primary_key=True, autoincrement=False),
    Column("version", Text, nullable=False, unique=True),
)
reports = Table(
    "reports",
    metadata,
    Column("row", ROW, primary_key=True, autoincrement=False),
    Column("document", ROW, ForeignKey("documents.row"), nullable=False, index=True),
    Column("coder", ROW, ForeignKey("coders.row"), nullable=False),
    Column("learnt", Moment, nullable=False),
    Column("superseded", Moment, comment="when a newer report of the same document was learnt"),
    Column("packing", SmallInteger, nullable=False),
    Column("body", LargeBinary, nullable=False, comment="the JSON of the report, compressed against the text it quotes"),
    Index(None, "superseded", "coder"),
)
corrections = Table(
    "corrections",
    metadata,
    Column("row", ROW, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("learnt", Moment, nullable=False),
    Column("body", Text, nullable=False, comment="the correction as JSON"),
)
correction_targets = Table(
    "correction_targets",
    metadata,
    Column("correction", ROW, ForeignKey("corrections.row"), primary_key=True),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("sha256", LargeBinary(32), nullable=False, index=True),
)
set_aside = Table(
    "set_aside",
    metadata,
    Column("row", ROW, primary_key=True, autoincrement=False),
    Column("key", BigInteger, nullable=False, unique=True, comment="a digest of what was set aside, why and by which coder"),
    Column("id", Text),
    Column("sha256", LargeBinary(32), index=True),
    Column("where", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("mend", Text, nullable=False),
    Column("coder", ROW, ForeignKey("coders.row"), comment="none where it could not even be read"),
    Column("document", LargeBinary, comment="the document as compressed JSON, where it could be read"),
    Column("learnt", Moment, nullable=False, comment="when it was last set aside"),
    Column("settled", Moment, index=True, comment="when it was coded after all"),
)

actors = Table(
    "actors",
    metadata,
    Column("row", ROW, primary_key=True, autoincrement=False, comment="a digest of the other columns"),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("codes", Text, nullable=False, comment="all codes with slashes between: RUS/GOV"),
    Column("office", Text),
    Column("key", Text, index=True, comment="of an actor that the lexicon knows"),
    Index(None, "code", "codes"),
)
places = Table(
    "places",
    metadata,
    Column("row", ROW, primary_key=True, autoincrement=False, comment="a digest of the other columns"),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("geoname", BigInteger, index=True),
    Column("lat", Float),
    Column("lon", Float),
    Column("country", Text, index=True),
    Column("admin1", Text),
)


def _record_columns() -> list[Column[Any]]:
    return [
        Column("row", ROW, primary_key=True, autoincrement=False),
        Column("report", ROW, ForeignKey("reports.row"), nullable=False, index=True),
        Column("document", ROW, ForeignKey("documents.row"), nullable=False),
        Column("number", SmallInteger, nullable=False, comment="its place among the report's records of this kind, from 0"),
        Column("current", SmallInteger, nullable=False),
        Column("day", Day, nullable=False),
        Column("source", ROW),
    ]


events = Table(
    "events",
    metadata,
    *_record_columns(),
    Column("last_day", Day, nullable=False),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("modality", Text, nullable=False),
    Column("country", Text),
    Column("place", BigInteger),
    Index(None, "document"),
    Index(None, "current", "day"),
    Index(None, "current", "type", "day"),
    Index(None, "current", "country", "day"),
    Index(None, "current", "place", "day"),
    Index(None, "current", "source", "day"),
)
statements = Table(
    "statements",
    metadata,
    *_record_columns(),
    Column("verb_class", Text, nullable=False),
    Column("start", ROW, nullable=False, comment="where its content begins in the text, in code points"),
    Column("end", ROW, nullable=False),
    Index(None, "document"),
    Index(None, "current", "day"),
    Index(None, "current", "verb_class", "day"),
    Index(None, "current", "source", "day"),
)
positions = Table(
    "positions",
    metadata,
    *_record_columns(),
    Column("issue", Text, nullable=False),
    Column("stance", Text, nullable=False),
    Index(None, "document"),
    Index(None, "current", "day"),
    Index(None, "current", "issue", "day"),
)
tolls = Table(
    "tolls",
    metadata,
    *_record_columns(),
    Column("kind", Text, nullable=False),
    Column("low", BigInteger),
    Column("high", BigInteger),
    Column("country", Text),
    Column("place", BigInteger),
    Index(None, "document"),
    Index(None, "current", "day"),
    Index(None, "current", "kind", "day"),
    Index(None, "current", "country", "day"),
)
parties = Table(
    "parties",
    metadata,
    Column("current", SmallInteger, primary_key=True, autoincrement=False),
    Column("kind", SmallInteger, primary_key=True, autoincrement=False, comment="of which kind of record: schema.PARTY_KINDS"),
    Column("code", Text, primary_key=True, comment="primary code of the actor, --- for none"),
    Column("day", Day, primary_key=True, autoincrement=False),
    Column("record", ROW, primary_key=True, autoincrement=False),
    Column("role", SmallInteger, primary_key=True, autoincrement=False, comment="schema.ROLES"),
    Column("actor", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
actor_appearances = Table(
    "actor_appearances",
    metadata,
    Column("current", SmallInteger, primary_key=True, autoincrement=False),
    Column("actor", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Day, primary_key=True, autoincrement=False, comment="of publication"),
    Column("report", ROW, primary_key=True, autoincrement=False),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
place_appearances = Table(
    "place_appearances",
    metadata,
    Column("current", SmallInteger, primary_key=True, autoincrement=False),
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Day, primary_key=True, autoincrement=False, comment="of publication"),
    Column("report", ROW, primary_key=True, autoincrement=False),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

PARTY_KINDS = {"event": 1, "statement": 2, "position": 3, "toll": 4}
ROLES = {"actor": 1, "recipient": 2}
"""The part an actor has in a record: who does, says, holds or counts; who is acted on or stood towards."""
NO_CODE = "---"
