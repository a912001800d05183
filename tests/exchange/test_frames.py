"""The archive's answers as Arrow, Polars, pandas and DuckDB."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from dragoman.archive import Archive, Filter
from dragoman.archive.frames import BATCH_ROWS
from dragoman.records import UsageError
from tests.exchange.made import EVENTS, LEARNT, TOLLS, keep, many


@pytest.fixture
def archive(archive_path: Path) -> Iterator[Archive]:
    with Archive(archive_path, mode="read") as opened:
        yield opened


def test_a_frame_has_the_rows_of_the_query_with_their_types(archive: Archive) -> None:
    frame = archive.frame("event", Filter(type="ASSAULT"))
    rows = {row["id"]: row for row in frame.to_dicts()}
    assert sorted(rows) == ["fought", "shelled"]
    shelled = rows["shelled"]
    assert (shelled["from"], shelled["score"], shelled["modes"]) == (datetime.date(2020, 5, 4), -9.5, ["heavy-weapons"])
    assert (shelled["actor_codes"], shelled["told_by"], shelled["learnt"]) == (["MLI/REB"], ["Mali's army"], LEARNT)
    assert shelled["words"] == "shelled Gao"


def test_a_frame_becomes_one_of_pandas(archive: Archive) -> None:
    frame = archive.frame("toll").to_pandas()
    assert len(frame) == len(TOLLS)
    assert frame["low"].sum() == 15


def test_arrow_batches_come_as_they_are_asked_for(tmp_path: Path) -> None:
    count = BATCH_ROWS // 2 + 100
    with Archive(keep(tmp_path / "many.db", many(count)), mode="read") as archive:
        reader = archive.arrow("event")
        first = reader.read_next_batch()
        assert first.num_rows == BATCH_ROWS
        assert sum(batch.num_rows for batch in reader) == 2 * count - BATCH_ROWS


def test_an_empty_answer_keeps_its_columns(archive: Archive) -> None:
    empty = archive.frame("event", Filter(type="AID"))
    assert empty.height == 0
    assert empty.schema == archive.frame("event").schema


def test_duckdb_has_a_table_of_each_kind(archive: Archive) -> None:
    base = archive.duckdb()
    [(events, tolls, documents)] = base.sql(
        "SELECT (SELECT count(*) FROM events), (SELECT count(*) FROM tolls), (SELECT count(*) FROM documents)"
    ).fetchall()
    assert (events, tolls, documents) == (len(EVENTS), len(TOLLS), 1)
    dead = base.sql(
        "SELECT e.\"from\", sum(t.low) FROM tolls t JOIN events e ON t.cause = e.id WHERE t.kind = 'killed' GROUP BY 1"
    ).fetchall()
    assert dead == [(datetime.date(2020, 5, 4), 15)]


def test_duckdb_can_be_a_file_as_of_a_day(archive: Archive, tmp_path: Path) -> None:
    archive.duckdb(str(tmp_path / "crisis.duckdb"), as_of="2020-05-04").close()
    assert (tmp_path / "crisis.duckdb").exists()
    assert archive.duckdb(as_of="2020-05-04").sql("SELECT * FROM events").fetchall() == []


@pytest.mark.parametrize("library", ["polars", "duckdb"])
def test_a_library_that_is_missing_is_named_with_its_extra(archive: Archive, monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    monkeypatch.setitem(sys.modules, library, None)  # so that importing it fails
    with pytest.raises(UsageError, match=f"{library} is not installed") as fault:
        archive.frame("event") if library == "polars" else archive.duckdb()
    assert "dragoman[frames]" in fault.value.mend


def test_arrow_types_say_what_the_columns_are(archive: Archive) -> None:
    schema = archive.arrow("toll").schema
    assert (schema.field("since").type, schema.field("low").type, schema.field("told_by").type) == (
        pa.date32(),
        pa.int64(),
        pa.list_(pa.string()),
    )
