"""``dragoman import-corrections``, as it is typed: the CSV of a query, edited, as corrections."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from dragoman.archive import Archive
from tests.archive.made import PlainCoder, story
from tests.cli.conftest import Run

KINDS = ("events", "tolls", "positions", "statements")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """An archive of three stories."""
    path = tmp_path / "kept.db"
    with Archive(path) as archive:
        archive.ingest([story(number) for number in range(1, 4)], PlainCoder())
    return path


def edit(run: Run, kept: Path, kind: str, changes: dict[str, str], *, document: str = "d1", sign: str = ",") -> Path:
    """The CSV of a query with cells of one story's row changed."""
    rows = list(csv.DictReader(io.StringIO(run("query", kind, "--archive", kept, "--format", "csv").out)))
    columns = list(rows[0]) + [name for name in changes if name not in rows[0]]
    edited = [{**dict.fromkeys(columns, ""), **row, **(changes if row["document"] == document else {})} for row in rows]
    path = kept.parent / "edited.csv"
    with path.open("w", newline="", encoding="utf-8-sig") as out:
        writer = csv.DictWriter(out, columns, delimiter=sign)
        writer.writeheader()
        writer.writerows(edited)
    return path


def corrections(kept: Path) -> list[tuple[object, ...]]:
    with Archive(kept, mode="read") as archive:
        return [
            (one.action, one.targets[0].document, one.targets[0].id, one.field, one.coded, one.value) for _, one in archive.corrections()
        ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_nobody_changed_corrects_nothing(run: Run, kept: Path, kind: str) -> None:
    assert run("import-corrections", edit(run, kept, kind, {}), "--archive", kept, "--by", "maria").status == 0
    assert corrections(kept) == []


@pytest.mark.parametrize(
    ("kind", "changes", "field", "coded", "value"),
    [
        ("tolls", {"low": "2"}, "low", 1, 2),
        ("tolls", {"high": "5"}, "high", None, 5),
        ("tolls", {"approx": "TRUE"}, "approx", False, True),
        ("tolls", {"group": "herders"}, "group", None, "herders"),
        ("tolls", {"as_of": "2020-05-02"}, "as_of", "2020-05-01", "2020-05-02"),
        ("positions", {"stance": "for"}, "stance", "condemns", "for"),
        ("statements", {"verb_class": "deny"}, "verb_class", "say", "deny"),
        ("events", {"type": "COERCE"}, "type", "ASSAULT", "COERCE"),
        ("events", {"modes": "bomb; firearms"}, "modes", ["firearms"], ["bomb", "firearms"]),
        ("events", {"from": "2020-04-30"}, "time", ["2020-05-01", "2020-05-01"], ["2020-04-30", "2020-05-01"]),
    ],
)
def test_a_changed_cell_is_a_correction(
    run: Run, kept: Path, kind: str, changes: dict[str, str], field: str, coded: object, value: object
) -> None:
    path = edit(run, kept, kind, changes)
    assert run("import-corrections", path, "--archive", kept, "--by", "maria").out == "3 rows: 1 corrections kept, 0 known before\n"
    [(action, document, _, *said)] = corrections(kept)
    assert (action, document, said) == ("set", "d1", [field, coded, value])
    with Archive(kept, mode="read") as archive:
        [(_, correction)] = archive.corrections()
        assert (correction.by, correction.targets[0].words != ()) == ("maria", True)


def test_places_and_parties_are_set_whole(run: Run, kept: Path) -> None:
    changes = {"place": "Gao", "country": "MLI", "actors": "Herders; Niger", "actor_codes": "NER/CVL; NER/GOV"}
    run("import-corrections", edit(run, kept, "events", changes), "--archive", kept, "--by", "maria")
    said = {field: value for *_, field, _, value in corrections(kept)}
    assert (said["place"]["name"], said["place"]["country"], said["place"]["lat"]) == ("Gao", "MLI", None)
    assert [(party["name"], party["codes"]) for party in said["actors"]] == [("Herders", ["NER", "CVL"]), ("Niger", ["NER", "GOV"])]


def test_a_verdict_judges_the_record_and_gives_its_reason(run: Run, kept: Path) -> None:
    path = edit(run, kept, "tolls", {"verdict": "reject", "reason": "counts cattle"})
    run("import-corrections", path, "--archive", kept, "--by", "maria")
    with Archive(kept, mode="read") as archive:
        [(_, correction)] = archive.corrections()
    assert (correction.action, correction.reason) == ("reject", "counts cattle")


def test_the_same_file_again_changes_nothing_and_another_value_does(run: Run, kept: Path) -> None:
    path = edit(run, kept, "tolls", {"low": "2", "verdict": "accept"})
    assert "2 corrections kept" in run("import-corrections", path, "--archive", kept, "--by", "maria").out
    assert "0 corrections kept, 2 known before" in run("import-corrections", path, "--archive", kept, "--by", "omar").out
    path = edit(run, kept, "tolls", {"low": "3", "verdict": "reject"})
    assert "2 corrections kept" in run("import-corrections", path, "--archive", kept, "--by", "omar").out
    path = edit(run, kept, "tolls", {"low": "2", "verdict": "accept"})
    assert "2 corrections kept" in run("import-corrections", path, "--archive", kept, "--by", "maria").out


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_file_is_read_as_spreadsheets_write_it(run: Run, kept: Path, sign: str) -> None:
    assert (
        "1 corrections kept"
        in run("import-corrections", edit(run, kept, "tolls", {"low": "2"}, sign=sign), "--archive", kept, "--by", "m").out
    )


@pytest.mark.parametrize(
    ("kind", "changes", "said"),
    [
        ("tolls", {"low": "many"}, 'the cell of "low" is "many"'),
        ("tolls", {"kind": "sad"}, 'the cell of "kind" is "sad"'),
        ("events", {"type": "ASSALT"}, '"ASSALT" is no type of event'),
        ("events", {"from": "", "to": ""}, "no day is left"),
        ("events", {"from": "2020-06-01"}, "is after the last"),
        ("events", {"actors": "Chad; Niger"}, "2 actors have 1 codes"),
        ("tolls", {"told_by": "police"}, 'the column "told_by" cannot be corrected'),
        ("tolls", {"words": "killed 9 goats"}, "does not stand on these words any more"),
        ("tolls", {"verdict": "maybe"}, 'the verdict is "maybe"'),
        ("tolls", {"key": "0000000000000000"}, "has no record of that key"),
    ],
)
def test_a_fault_names_file_and_line_and_nothing_is_kept(run: Run, kept: Path, kind: str, changes: dict[str, str], said: str) -> None:
    path = edit(run, kept, kind, changes)
    rows = list(csv.DictReader(path.open(encoding="utf-8-sig")))
    line = 2 + next(number for number, row in enumerate(rows) if row["document"] == "d1")
    outcome = run("import-corrections", path, "--archive", kept, "--by", "maria")
    assert outcome.status == 2
    assert f"{path}:{line}: " in outcome.err
    assert said in outcome.err
    assert corrections(kept) == []


@pytest.mark.parametrize("content", ["a,b\n1,2\n", "", "id,key,document\ne1\n", "\xff\xfe".encode("latin-1")])
def test_what_is_no_such_file_is_refused(run: Run, kept: Path, tmp_path: Path, content: str | bytes) -> None:
    path = tmp_path / "other.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    outcome = run("import-corrections", path, "--archive", kept, "--by", "maria")
    assert (outcome.status, str(path) in outcome.err) == (2, True)
