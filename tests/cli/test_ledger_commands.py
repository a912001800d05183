"""``dragoman query series``, ``stances`` and ``offices``, and ``show`` of a series, as they are typed."""

from __future__ import annotations

import csv
import io
import json
import shlex
from pathlib import Path

import pytest

from dragoman.archive import Archive
from dragoman.assembling import Assembly
from dragoman.cli.arguments import build_parser
from tests.archive.made import Clock
from tests.assembling.test_ledgers import LEXICON, crisis, take_up
from tests.cli.conftest import Run

PAGE = Path(__file__).resolve().parents[2] / "docs" / "ledgers.md"


@pytest.mark.parametrize("line", [line[2:] for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("$ ")])
def test_commands_of_the_page_are_commands(line: str) -> None:
    program, *words = shlex.split(line.partition(" > ")[0])
    assert program == "dragoman"
    assert build_parser().parse_args(words).archive == "crisis.db"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The crisis of the assembling tests in an archive, assembled."""
    path = tmp_path_factory.mktemp("ledgers") / "kept.db"
    with Archive(path, clock=Clock()) as archive:
        take_up(archive, crisis())
    return path


def chief_series(kept: Path) -> str:
    with Archive(kept, mode="read") as archive:
        return next(one.id for one in Assembly(archive, lexicon=LEXICON).series() if len(one.entries) > 1)


@pytest.mark.parametrize(("kind", "count"), [("series", 4), ("stances", 3), ("offices", 1)])
def test_what_is_assembled_is_printed_in_three_forms(run: Run, kept: Path, kind: str, count: int) -> None:
    lines = run("query", kind, "--archive", kept, "--format", "json").out.splitlines()
    ids = {json.loads(line)["id"] for line in lines}
    rows = list(csv.DictReader(io.StringIO(run("query", kind, "--archive", kept, "--format", "csv").out)))
    table = run("query", kind, "--archive", kept, "--format", "table").out
    assert len(ids) == len(lines) == count
    assert {row["id"] for row in rows} == ids
    assert f"Found ({count})" in table


def test_csv_of_series_has_a_row_with_its_words_for_each_entry(run: Run, kept: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("query", "series", "--archive", kept, "--format", "csv").out)))
    of_police = [row for row in rows if row["counter"] == "police"]
    assert [(row["low"], row["document"]) for row in of_police] == [("12", "d0"), ("20", "d2"), ("18", "d3")]
    assert all("were killed" in row["words"] for row in of_police)


def test_a_series_is_shown_as_a_ledger(run: Run, kept: Path) -> None:
    id = chief_series(kept)
    page = run("show", id, "--archive", kept, "--format", "text").out
    assert "Killed" in page
    assert f"{id} · of occurrence " in page
    steps = [line.split()[3:5] for line in page.splitlines() if "police < " in line]
    assert steps == [["12", "police"], ["20", "↑"], ["18", "↓"]]
    assert "10+" in page[page.index("Envelope") :]
    assert "Further people added up (computed, told by nobody): 2" in page


def test_a_series_as_of_a_day_has_what_was_told_by_then(run: Run, kept: Path) -> None:
    shown = json.loads(run("show", chief_series(kept), "--archive", kept, "--as-of", "2020-05-02", "--format", "jsonl").out)
    assert [entry["low"] for entry in shown["entries"]] == [12, 10, 20]


def test_a_series_that_is_not_there_is_named(run: Run, kept: Path) -> None:
    outcome = run("show", "ts-0000000000000000", "--archive", kept)
    assert outcome.status == 1
    assert 'no series "ts-0000000000000000"' in outcome.err


def test_a_field_that_offices_have_not_is_answered_with_those_they_have(run: Run, kept: Path) -> None:
    outcome = run("query", "offices", "--archive", kept, "--stance", "for")
    assert outcome.status == 2
    assert "offices cannot be asked for by stance" in outcome.err
