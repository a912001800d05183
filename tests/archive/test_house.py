"""Keeping house: checks that find what is wrong, copies that open, forms that are brought up to date, corrections that stay."""

from __future__ import annotations

import datetime
import shutil
import sqlite3
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import text

from dragoman.archive import Archive, upgrade
from dragoman.archive.engine import Database
from dragoman.records import ArchiveError, Correction, RecordRef
from tests.archive.made import PlainCoder, story


def filled(where: str) -> None:
    with Archive(where) as archive:
        archive.ingest([story(n) for n in range(1, 5)], PlainCoder("plain-1"))
        archive.recode(PlainCoder("plain-2"))


@pytest.mark.parametrize(
    ("damage", "finds"),
    [
        ("UPDATE texts SET text = replace(text, 'gunmen', 'pirate') WHERE row = 2", "its digest differs"),
        ("UPDATE reports SET body = zeroblob(40) WHERE row = 3", "report 3 of document d3"),
        ("UPDATE events SET type = 'CONSULT' WHERE row = 1", "index of its events"),
        ("DELETE FROM parties WHERE code = 'NER'", "parties to its"),
        ("DELETE FROM place_appearances", "place appearances"),
        ("UPDATE documents SET text = 77 WHERE row = 1", "refer to texts"),
    ],
)
def test_check_finds_what_was_changed_on_disk(tmp_path: Path, damage: str, finds: str) -> None:
    where = str(tmp_path / "a.db")
    filled(where)
    with sqlite3.connect(where) as file:
        file.execute(damage)
    with Archive(where, mode="read") as archive:
        assert any(finds in str(fault) for fault in archive.check())


def test_check_finds_full_text_that_is_not_in_step(where: str) -> None:
    filled(where)
    with Archive(where) as archive:
        with archive.writing() as connection:
            sqlite = connection.dialect.name == "sqlite"
            connection.execute(text("INSERT INTO text_words (rowid, text) VALUES (900, 'gone')" if sqlite else "DELETE FROM text_words"))
        assert ["text_words" in str(fault) for fault in archive.check()] == [True]


def test_a_backup_is_an_archive_of_the_same_content(where: str, tmp_path: Path) -> None:
    filled(where)
    target = tmp_path / "copy.db"
    with Archive(where) as archive:
        archive.backup(target)
        with Archive(target, mode="read") as copy:
            assert copy.digest() == archive.digest()
            assert list(copy.check()) == []
        with pytest.raises(ArchiveError, match="there is a file"):
            archive.backup(target)
    assert sorted(path.name for path in tmp_path.iterdir() if "copy" in path.name) == ["copy.db"]


def test_the_counts(where: str) -> None:
    filled(where)
    with Archive(where, mode="read") as archive:
        stats = archive.stats()
    assert (stats.documents, stats.texts, stats.reports, stats.superseded_reports) == (4, 4, 8, 4)
    assert stats.records == {"event": 4, "statement": 4, "position": 4, "toll": 4}
    assert (stats.coders, stats.sources, stats.first_day) == ({"plain-2": 4}, {"AFP": 4}, datetime.date(2020, 5, 1))
    assert stats.bytes > 0


def correction(of: int, **more: object) -> Correction:
    document = story(of)
    target = RecordRef(document.id, document.sha256, "event", "e1", ((0, 10),))
    at = datetime.datetime(2020, 6, 2, tzinfo=datetime.UTC)
    fields: dict[str, object] = {"field": "type", "coded": "ASSAULT", "value": "CONSULT"}
    return Correction("", "set", (target,), "Ada", at, **(fields | more))  # type: ignore[arg-type]


def test_corrections_stay_beside_what_was_coded(where: str) -> None:
    filled(where)
    with Archive(where) as archive:
        kept = archive.add_correction(correction(1))
        assert archive.add_correction(correction(1)) == kept
        back = archive.add_correction(msgspec.structs.replace(correction(1), action="withdraw", value=kept.id))
        archive.add_correction(correction(2, reason="They only spoke."))
        assert [c.id for _, c in archive.corrections(sha256=story(1).sha256)] == [kept.id, back.id]
        assert [c for _, c in archive.corrections(learnt_by="2020-01-01")] == []
        report = archive.report("d1")
        assert report is not None
        assert report.report.events[0].type == "ASSAULT"
        with pytest.raises(ArchiveError, match="not in the archive"):
            archive.add_correction(correction(99))
        with pytest.raises(ArchiveError, match="no correction"):
            archive.add_correction(withdrawing_nothing())


def withdrawing_nothing() -> Correction:
    return msgspec.structs.replace(correction(1), action="withdraw", value="0000")


def test_the_tables_are_those_that_the_steps_make(where: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from dragoman.archive.schema import metadata

    def ours(name: str | None, kind: str, *_: object) -> bool:
        return kind != "table" or name in metadata.tables

    with Archive(where) as archive, archive.reading() as connection:
        options = {"include_name": ours, "version_table": upgrade.VERSION_TABLE}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []


NEXT_STEP = f"""
from alembic import op

revision, down_revision = "9999", "{upgrade.NEWEST}"


def upgrade() -> None:
    op.execute("CREATE TABLE marks_of_a_newer_form (row INTEGER)")
"""


@pytest.fixture
def newer_steps(tmp_path: Path) -> Path:
    """The steps of a dragoman that has one more."""
    folder = tmp_path / "migrations"
    shutil.copytree(upgrade.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "v9999_next.py").write_text(NEXT_STEP)
    return folder


def test_an_older_archive_is_brought_up_to_date_or_says_how(where: str, newer_steps: Path) -> None:
    filled(where)
    with Archive(where, mode="read") as archive:
        before = archive.digest()
    database = Database(where, "read")
    with pytest.raises(ArchiveError, match="archive upgrade"):
        upgrade.open_tables(database, migrations=newer_steps, newest="9999")
    database.close()
    database = Database(where, "write")
    upgrade.open_tables(database, migrations=newer_steps, newest="9999")
    with database.reading() as connection:
        assert connection.execute(text("SELECT * FROM marks_of_a_newer_form")).all() == []
    database.close()
    for mode in ("read", "write"):
        with pytest.raises(ArchiveError, match="a newer dragoman made"):
            Archive(where, mode=mode)  # type: ignore[arg-type]
    with Database(where, "write").writing() as connection:
        connection.execute(text(f"UPDATE {upgrade.VERSION_TABLE} SET version_num = '{upgrade.NEWEST}'"))
    with Archive(where) as archive:
        assert archive.digest() == before


def test_an_archive_of_the_first_form_opens(where: str, tmp_path: Path) -> None:
    first = tmp_path / "first"
    shutil.copytree(upgrade.MIGRATIONS, first, ignore=shutil.ignore_patterns("__pycache__", "v0002*"))
    database = Database(where, "write")
    upgrade.open_tables(database, migrations=first, newest="0001")
    database.close()
    with pytest.raises(ArchiveError, match=r"its form is 0001.*(?s:.*)archive upgrade"):
        Archive(where, mode="read")
    filled(where)
    with Archive(where, mode="read") as archive:
        assert list(archive.check()) == []


def test_two_writers_share_an_archive(where: str) -> None:
    with Archive(where) as one, Archive(where) as other:
        one.ingest([story(1), story(2)], PlainCoder())
        other.ingest([story(2), story(3)], PlainCoder())
        assert one.stats().reports == 3


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("no/such/folder/a.db", "no such folder"),
        ("notes.txt", "no archive"),
        ("other.db", "another program"),
        (".", "a folder"),
        ("mysql://x/y", "cannot be kept"),
        ("postgresql://nobody@127.0.0.1:1/none", "does not let us in"),
    ],
)
def test_what_is_no_archive_is_named_and_left_alone(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "notes.txt").write_text("These are notes, not a database. " * 100)
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE shopping (thing)")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    where = name if "://" in name else str(tmp_path / name)
    with pytest.raises(ArchiveError, match=says) as fault:
        Archive(where)
    assert fault.value.mend
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_reading_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no archive of this name"):
        Archive(tmp_path / "none.db", mode="read")
    assert list(tmp_path.iterdir()) == []


def test_passwords_are_not_shown() -> None:
    with pytest.raises(ArchiveError) as fault:
        Archive("postgresql://desk:s3cret@127.0.0.1:1/none")
    assert "s3cret" not in str(fault.value)
