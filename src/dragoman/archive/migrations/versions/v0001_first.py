"""The tables of the first archive."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from dragoman.archive.columns import ROW, Day, Moment

revision = "0001"
down_revision = None

_SQLITE_WORDS = (
    """CREATE VIEW statement_contents AS
    SELECT s.row AS row, substr(t.text, s.start + 1, s."end" - s.start) AS content
    FROM statements s JOIN documents d ON d.row = s.document JOIN texts t ON t.row = d.text""",
    """CREATE VIRTUAL TABLE text_words USING fts5(
    title, text, content='texts', content_rowid='row', tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE VIRTUAL TABLE statement_words USING fts5(
    content, content='statement_contents', content_rowid='row', tokenize='porter unicode61 remove_diacritics 2')""",
)
_POSTGRES_WORDS = (
    "CREATE TABLE text_words (row bigint PRIMARY KEY REFERENCES texts (row), words tsvector NOT NULL)",
    "CREATE INDEX text_words_by_words ON text_words USING gin (words)",
    "CREATE TABLE statement_words (row bigint PRIMARY KEY REFERENCES statements (row), words tsvector NOT NULL)",
    "CREATE INDEX statement_words_by_words ON statement_words USING gin (words)",
)


def upgrade() -> None:
    """Make all tables, and each engine's own full-text indexes."""
    _make_tables()
    for statement in _SQLITE_WORDS if op.get_bind().dialect.name == "sqlite" else _POSTGRES_WORDS:
        op.execute(statement)


def _make_tables() -> None:
    op.create_table(
        "actor_appearances",
        sa.Column("current", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("actor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", Day(), autoincrement=False, nullable=False, comment="of publication"),
        sa.Column("report", ROW, autoincrement=False, nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("current", "actor", "day", "report", "number", name=op.f("actor_appearances_rows")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "actors",
        sa.Column("row", ROW, autoincrement=False, nullable=False, comment="a digest of the other columns"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("codes", sa.Text(), nullable=False, comment="all codes with slashes between: RUS/GOV"),
        sa.Column("office", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("actors_rows")),
    )
    op.create_index(op.f("actors_by_code_codes"), "actors", ["code", "codes"], unique=False)
    op.create_index(op.f("actors_by_folded"), "actors", ["folded"], unique=False)
    op.create_table(
        "coders",
        sa.Column("row", ROW, autoincrement=False, nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("coders_rows")),
        sa.UniqueConstraint("version", name=op.f("coders_one_version")),
    )
    op.create_table(
        "corrections",
        sa.Column("row", ROW, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("learnt", Moment(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False, comment="the correction as JSON"),
        sa.PrimaryKeyConstraint("row", name=op.f("corrections_rows")),
        sa.UniqueConstraint("id", name=op.f("corrections_one_id")),
    )
    op.create_table(
        "parties",
        sa.Column("current", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.SmallInteger(), autoincrement=False, nullable=False, comment="of which kind of record: schema.PARTY_KINDS"),
        sa.Column("code", sa.Text(), nullable=False, comment="primary code of the actor, --- for none"),
        sa.Column("day", Day(), autoincrement=False, nullable=False),
        sa.Column("record", ROW, autoincrement=False, nullable=False),
        sa.Column("role", sa.SmallInteger(), autoincrement=False, nullable=False, comment="schema.ROLES"),
        sa.Column("actor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("current", "kind", "code", "day", "record", "role", "actor", name=op.f("parties_rows")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "place_appearances",
        sa.Column("current", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("place", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", Day(), autoincrement=False, nullable=False, comment="of publication"),
        sa.Column("report", ROW, autoincrement=False, nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("current", "place", "day", "report", "number", name=op.f("place_appearances_rows")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "places",
        sa.Column("row", ROW, autoincrement=False, nullable=False, comment="a digest of the other columns"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("geoname", sa.BigInteger(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("admin1", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("places_rows")),
    )
    op.create_index(op.f("places_by_country"), "places", ["country"], unique=False)
    op.create_index(op.f("places_by_folded"), "places", ["folded"], unique=False)
    op.create_index(op.f("places_by_geoname"), "places", ["geoname"], unique=False)
    op.create_table(
        "sources",
        sa.Column("row", ROW, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False, comment="its usual name in small letters: one for AFP and Agence France-Presse"),
        sa.PrimaryKeyConstraint("row", name=op.f("sources_rows")),
        sa.UniqueConstraint("name", name=op.f("sources_one_name")),
    )
    op.create_index(op.f("sources_by_agency"), "sources", ["agency"], unique=False)
    op.create_table(
        "texts",
        sa.Column("row", ROW, autoincrement=False, nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=True, comment="the title it was delivered with, where the text does not begin with it"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("texts_rows")),
        sa.UniqueConstraint("sha256", name=op.f("texts_one_sha256")),
    )
    op.create_table(
        "correction_targets",
        sa.Column("correction", ROW, nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(["correction"], ["corrections.row"], name=op.f("correction_targets_correction_of_corrections")),
        sa.PrimaryKeyConstraint("correction", "number", name=op.f("correction_targets_rows")),
    )
    op.create_index(op.f("correction_targets_by_sha256"), "correction_targets", ["sha256"], unique=False)
    op.create_table(
        "documents",
        sa.Column("row", ROW, autoincrement=False, nullable=False),
        sa.Column("key", sa.BigInteger(), nullable=False, comment="a digest of id, text, publication and source: one delivery"),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("text", ROW, nullable=False),
        sa.Column("source", ROW, nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("published_day", Day(), nullable=True),
        sa.Column("known_day", Day(), nullable=False, comment="by which day it was published: that of learning it, where none is given"),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("headline", sa.Text(), nullable=False, comment="title or first words in small letters, without marks: finds revisions"),
        sa.Column("mark", sa.Text(), nullable=True, comment="the lexicon's id of the mark that makes it a revision"),
        sa.Column("mark_kind", sa.Text(), nullable=True),
        sa.Column("mark_number", sa.SmallInteger(), nullable=True),
        sa.Column("learnt", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["source"], ["sources.row"], name=op.f("documents_source_of_sources")),
        sa.ForeignKeyConstraint(["text"], ["texts.row"], name=op.f("documents_text_of_texts")),
        sa.PrimaryKeyConstraint("row", name=op.f("documents_rows")),
        sa.UniqueConstraint("key", name=op.f("documents_one_key")),
    )
    op.create_index(op.f("documents_by_id"), "documents", ["id"], unique=False)
    op.create_index(op.f("documents_by_known_day"), "documents", ["known_day"], unique=False)
    op.create_index(op.f("documents_by_source_published_day"), "documents", ["source", "published_day"], unique=False)
    op.create_index(op.f("documents_by_text"), "documents", ["text"], unique=False)
    op.create_table(
        "set_aside",
        sa.Column("row", ROW, autoincrement=False, nullable=False),
        sa.Column("key", sa.BigInteger(), nullable=False, comment="a digest of what was set aside, why and by which coder"),
        sa.Column("id", sa.Text(), nullable=True),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=True),
        sa.Column("where", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("mend", sa.Text(), nullable=False),
        sa.Column("coder", ROW, nullable=True, comment="none where it could not even be read"),
        sa.Column("document", sa.LargeBinary(), nullable=True, comment="the document as compressed JSON, where it could be read"),
        sa.Column("learnt", Moment(), nullable=False, comment="when it was last set aside"),
        sa.Column("settled", Moment(), nullable=True, comment="when it was coded after all"),
        sa.ForeignKeyConstraint(["coder"], ["coders.row"], name=op.f("set_aside_coder_of_coders")),
        sa.PrimaryKeyConstraint("row", name=op.f("set_aside_rows")),
        sa.UniqueConstraint("key", name=op.f("set_aside_one_key")),
    )
    op.create_index(op.f("set_aside_by_settled"), "set_aside", ["settled"], unique=False)
    op.create_index(op.f("set_aside_by_sha256"), "set_aside", ["sha256"], unique=False)
    op.create_table(
        "reports",
        sa.Column("row", ROW, autoincrement=False, nullable=False),
        sa.Column("document", ROW, nullable=False),
        sa.Column("coder", ROW, nullable=False),
        sa.Column("learnt", Moment(), nullable=False),
        sa.Column("superseded", Moment(), nullable=True, comment="when a newer report of the same document was learnt"),
        sa.Column("packing", sa.SmallInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False, comment="the JSON of the report, compressed against the text it quotes"),
        sa.ForeignKeyConstraint(["coder"], ["coders.row"], name=op.f("reports_coder_of_coders")),
        sa.ForeignKeyConstraint(["document"], ["documents.row"], name=op.f("reports_document_of_documents")),
        sa.PrimaryKeyConstraint("row", name=op.f("reports_rows")),
    )
    op.create_index(op.f("reports_by_document"), "reports", ["document"], unique=False)
    op.create_index(op.f("reports_by_superseded_coder"), "reports", ["superseded", "coder"], unique=False)
    op.create_table(
        "supersessions",
        sa.Column("row", ROW, autoincrement=False, nullable=False),
        sa.Column("document", ROW, nullable=False),
        sa.Column("by", ROW, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=True),
        sa.Column("day", Day(), nullable=False, comment="known_day of the later document"),
        sa.Column("learnt", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["documents.row"], name=op.f("supersessions_by_of_documents")),
        sa.ForeignKeyConstraint(["document"], ["documents.row"], name=op.f("supersessions_document_of_documents")),
        sa.PrimaryKeyConstraint("row", name=op.f("supersessions_rows")),
        sa.UniqueConstraint("document", "by", name=op.f("supersessions_one_document_by")),
    )
    op.create_index(op.f("supersessions_by_by"), "supersessions", ["by"], unique=False)
    op.create_table(
        "events",
        sa.Column("row", ROW, autoincrement=False, nullable=False),
        sa.Column("report", ROW, nullable=False),
        sa.Column("document", ROW, nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False, comment="its place among the report's records of this kind, from 0"),
        sa.Column("current", sa.SmallInteger(), nullable=False),
        sa.Column("day", Day(), nullable=False),
        sa.Column("source", ROW, nullable=True),
        sa.Column("last_day", Day(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("modality", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("place", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["documents.row"], name=op.f("events_document_of_documents")),
        sa.ForeignKeyConstraint(["report"], ["reports.row"], name=op.f("events_report_of_reports")),
        sa.PrimaryKeyConstraint("row", name=op.f("events_rows")),
    )
    op.create_index(op.f("events_by_current_country_day"), "events", ["current", "country", "day"], unique=False)
    op.create_index(op.f("events_by_current_day"), "events", ["current", "day"], unique=False)
    op.create_index(op.f("events_by_current_place_day"), "events", ["current", "place", "day"], unique=False)
    op.create_index(op.f("events_by_current_source_day"), "events", ["current", "source", "day"], unique=False)
    op.create_index(op.f("events_by_current_type_day"), "events", ["current", "type", "day"], unique=False)
    op.create_index(op.f("events_by_document"), "events", ["document"], unique=False)
    op.create_index(op.f("events_by_report"), "events", ["report"], unique=False)
    op.create_table(
        "positions",
        sa.Column("row", ROW, autoincrement=False, nullable=False),
        sa.Column("report", ROW, nullable=False),
        sa.Column("document", ROW, nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False, comment="its place among the report's records of this kind, from 0"),
        sa.Column("current", sa.SmallInteger(), nullable=False),
        sa.Column("day", Day(), nullable=False),
        sa.Column("source", ROW, nullable=True),
        sa.Column("issue", sa.Text(), nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.row"], name=op.f("positions_document_of_documents")),
        sa.ForeignKeyConstraint(["report"], ["reports.row"], name=op.f("positions_report_of_reports")),
        sa.PrimaryKeyConstraint("row", name=op.f("positions_rows")),
    )
    op.create_index(op.f("positions_by_current_day"), "positions", ["current", "day"], unique=False)
    op.create_index(op.f("positions_by_current_issue_day"), "positions", ["current", "issue", "day"], unique=False)
    op.create_index(op.f("positions_by_document"), "positions", ["document"], unique=False)
    op.create_index(op.f("positions_by_report"), "positions", ["report"], unique=False)
    op.create_table(
        "statements",
        sa.Column("row", ROW, autoincrement=False, nullable=False),
        sa.Column("report", ROW, nullable=False),
        sa.Column("document", ROW, nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False, comment="its place among the report's records of this kind, from 0"),
        sa.Column("current", sa.SmallInteger(), nullable=False),
        sa.Column("day", Day(), nullable=False),
        sa.Column("source", ROW, nullable=True),
        sa.Column("verb_class", sa.Text(), nullable=False),
        sa.Column("start", ROW, nullable=False, comment="where its content begins in the text, in code points"),
        sa.Column("end", ROW, nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.row"], name=op.f("statements_document_of_documents")),
        sa.ForeignKeyConstraint(["report"], ["reports.row"], name=op.f("statements_report_of_reports")),
        sa.PrimaryKeyConstraint("row", name=op.f("statements_rows")),
    )
    op.create_index(op.f("statements_by_current_day"), "statements", ["current", "day"], unique=False)
    op.create_index(op.f("statements_by_current_source_day"), "statements", ["current", "source", "day"], unique=False)
    op.create_index(op.f("statements_by_current_verb_class_day"), "statements", ["current", "verb_class", "day"], unique=False)
    op.create_index(op.f("statements_by_document"), "statements", ["document"], unique=False)
    op.create_index(op.f("statements_by_report"), "statements", ["report"], unique=False)
    op.create_table(
        "tolls",
        sa.Column("row", ROW, autoincrement=False, nullable=False),
        sa.Column("report", ROW, nullable=False),
        sa.Column("document", ROW, nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False, comment="its place among the report's records of this kind, from 0"),
        sa.Column("current", sa.SmallInteger(), nullable=False),
        sa.Column("day", Day(), nullable=False),
        sa.Column("source", ROW, nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=True),
        sa.Column("high", sa.BigInteger(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("place", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["documents.row"], name=op.f("tolls_document_of_documents")),
        sa.ForeignKeyConstraint(["report"], ["reports.row"], name=op.f("tolls_report_of_reports")),
        sa.PrimaryKeyConstraint("row", name=op.f("tolls_rows")),
    )
    op.create_index(op.f("tolls_by_current_country_day"), "tolls", ["current", "country", "day"], unique=False)
    op.create_index(op.f("tolls_by_current_day"), "tolls", ["current", "day"], unique=False)
    op.create_index(op.f("tolls_by_current_kind_day"), "tolls", ["current", "kind", "day"], unique=False)
    op.create_index(op.f("tolls_by_document"), "tolls", ["document"], unique=False)
    op.create_index(op.f("tolls_by_report"), "tolls", ["report"], unique=False)
