"""A table that was exported goes through an editor and back: what changed becomes corrections, and assembling obeys them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dragoman.archive import Archive, QueryKind
from dragoman.assembling import Assembly
from dragoman.exchange.export import export
from tests.exchange.conftest import Run
from tests.exchange.made import REPORT, keep


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return keep(tmp_path / "kept.db", [REPORT])


def _edited(kept: Path, target: Path, kind: QueryKind, id: str, **cells: str) -> Path:
    """The export of a kind with cells of one record changed."""
    with Archive(kept, mode="read") as archive:
        export(archive, "csv", target, kind=kind)
    rows = list(csv.DictReader(target.open(newline="")))
    for row in rows:
        row.update(cells if row["id"] == id else {})
    with target.open("w", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return target


def _kept(run: Run, kept: Path, table: Path) -> int:
    outcome = run("import-corrections", table, "--archive", kept, "--by", "maria")
    assert outcome.status == 0, outcome.err
    with Archive(kept, mode="read") as archive:
        return len(list(archive.corrections()))


@pytest.mark.parametrize("kind", ["event", "toll", "statement"])
def test_an_export_that_nobody_edited_corrects_nothing(run: Run, kept: Path, tmp_path: Path, kind: QueryKind) -> None:
    assert _kept(run, kept, _edited(kept, tmp_path / "t.csv", kind, "nobody")) == 0


def test_a_spreadsheet_that_drops_zeros_corrects_nothing(run: Run, kept: Path, tmp_path: Path) -> None:
    assert _kept(run, kept, _edited(kept, tmp_path / "t.csv", "event", "met", cameo="40")) == 0
    assert _kept(run, kept, _edited(kept, tmp_path / "t.csv", "event", "met", cameo="046")) == 1


def test_assembling_obeys_what_was_edited(run: Run, kept: Path, tmp_path: Path) -> None:
    cells = {"place": "Kidal", "from": "2020-05-02", "to": "2020-05-02", "actors": "Mali's army", "actor_codes": "MLI/MIL"}
    assert _kept(run, kept, _edited(kept, tmp_path / "t.csv", "event", "shelled", **cells)) == 3
    with Archive(kept) as archive:
        assembly = Assembly(archive)
        assembly.update()
        [occurrence] = [one for one in assembly.occurrences() if one.modes == ("heavy-weapons",)]
    assert occurrence.place is not None
    assert (occurrence.place.name, str(occurrence.from_), occurrence.actors[0].name) == ("Kidal", "2020-05-02", "Mali's army")
