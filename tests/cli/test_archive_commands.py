"""``dragoman ingest`` and ``dragoman archive``, as they are typed."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from dragoman.archive import Archive
from dragoman.cli import archive, explain, ingest
from dragoman.coder import Coder
from tests.cli.conftest import Run

STORIES = [
    "OSLO, May 4 (Reuters) - Norway's foreign minister met Chad's president in Oslo on Monday, the ministry said.",
    "GAO, May 5 (AFP) - Gunmen killed at least 12 soldiers in Mali on Tuesday, the army said.",
]


@pytest.fixture(autouse=True)
def _with_loaded_coder(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (archive, explain, ingest):
        monkeypatch.setattr(module, "make_coder", lambda _: coder)


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    path = tmp_path / "wire.jsonl.gz"
    rows = [json.dumps({"id": f"w{n}", "text": text, "published": f"2020-05-0{n + 4}"}) for n, text in enumerate(STORIES)]
    path.write_bytes(gzip.compress("\n".join(rows).encode()))
    return path


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "kept.db"


def test_ingest_keeps_and_says_so_and_again_changes_nothing(run: Run, wire: Path, kept: Path, coder: Coder) -> None:
    first = run("ingest", wire, "--archive", kept)
    assert (first.status, first.err) == (0, "")
    assert first.out.startswith("2 stories: 2 coded in ")
    digest = run("archive", "digest", kept).out
    assert run("ingest", wire, "--archive", kept).out.startswith("2 stories: 0 coded, 2 known in ")
    assert run("archive", "digest", kept).out == digest
    assert run("archive", "check", kept).out == "no fault\n"
    with Archive(kept, mode="read") as archive:
        report = archive.report("w1")
        assert report is not None
        assert report.report == coder.code(report.report.document)
        assert report.report.tolls[0].low == 12


def test_what_was_set_aside_is_listed_and_retried(run: Run, wire: Path, kept: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"id": "b1", "text": "Envoys met in Oslo on Monday."}\n{"id": "b2"\n')
    outcome = run("ingest", wire, broken, "--archive", kept)
    assert outcome.status == 1
    assert "broken.jsonl:2: the line is not JSON" in outcome.err
    assert "4 stories: 3 coded, 1 set aside" in outcome.out
    [listed] = run("archive", "set-aside", kept, "--json").out.splitlines()
    assert json.loads(listed)["where"].endswith("broken.jsonl:2")
    assert run("ingest", "--retry", "--archive", kept).status == 1
    broken.write_text('{"id": "b1", "text": "Envoys met in Oslo on Monday."}\n{"id": "b2", "text": "They parted on Tuesday."}\n')
    assert run("ingest", "--retry", "--archive", kept).status == 0
    assert run("archive", "set-aside", kept).out == ""


def test_stats_and_backup(run: Run, wire: Path, kept: Path, tmp_path: Path) -> None:
    run("ingest", wire, "--archive", kept)
    stats = json.loads(run("archive", "stats", kept, "--json").out)
    assert (stats["documents"], stats["first_day"], stats["records"]["toll"]) == (2, "2020-05-04", 1)
    assert "bytes per event" in run("archive", "stats", kept).out
    copy = tmp_path / "copy.db"
    assert run("archive", "backup", kept, copy).status == 0
    assert run("archive", "digest", copy).out == run("archive", "digest", kept).out
    assert run("archive", "backup", kept, copy).status == 2


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["ingest", "--archive", "a.db"], "nothing to ingest"),
        (["ingest", "wire.jsonl", "--retry", "--archive", "a.db"], "--retry takes no PATH"),
        (["archive", "stats", "none.db"], "no archive of this name"),
        (["archive", "digest", "none.db"], "no archive of this name"),
    ],
)
def test_wrong_commands(run: Run, words: list[str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = run(*words)
    assert outcome.status == 2
    assert says in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_query_search_and_show(run: Run, wire: Path, kept: Path) -> None:
    run("ingest", wire, "--archive", kept)
    [line] = run("query", "tolls", "--archive", kept, "--country", "MLI", "--format", "json").out.splitlines()
    hit = json.loads(line)
    assert (hit["document"]["id"], hit["record"]["low"], hit["record"]["high"]) == ("w1", 12, None)
    assert hit["refers_to"][hit["record"]["place"]]["country"] == "MLI"
    head, row = run("query", "tolls", "--archive", kept, "--format", "csv").out.splitlines()
    assert dict(zip(head.split(","), row.split(","), strict=False))["low"] == "12"
    table = run("query", "events", "--archive", kept, "--type", "CONSULT", "--format", "table").out
    assert "met Chad's president" in table
    assert "Found (1)" in table
    assert [json.loads(line)["document"]["id"] for line in run("search", "gunmen", "--archive", kept).out.splitlines()] == ["w1"]
    assert "Nothing is found" in run("search", "--statements", "ferry", "--archive", kept, "--format", "table").out
    assert json.loads(run("show", "w1", "--archive", kept).out)["document"]["id"] == "w1"
    gone = run("show", "w1", "--archive", kept, "--as-of", "2020-05-04")
    assert (gone.status, "dragoman search finds stories" in gone.err) == (1, True)
    assert run("query", "statements", "--archive", kept, "--country", "MLI").status == 2
    named = [json.loads(line) for line in run("query", "actors", "--archive", kept, "--actor", "NOR").out.splitlines()]
    assert ["NOR", "GOV"] in [actor["codes"] for actor in named]


def test_what_many_stories_say_is_asked_and_explained(run: Run, tmp_path: Path, kept: Path) -> None:
    attack = "AGADEZ, Niger, May 5 ({0}) - Gunmen attacked a convoy in Agadez on Tuesday and killed 12 soldiers by a market, the army said."
    wire = tmp_path / "two.jsonl"
    rows = [{"id": name, "text": attack.format(name), "published": "2020-05-05", "source": name} for name in ("AFP", "Reuters")]
    wire.write_text("\n".join(map(json.dumps, rows)))
    assert "assembled" not in run("ingest", wire, "--archive", kept, "--no-assemble").out
    refused = run("query", "occurrences", "--archive", kept)
    assert (refused.status, "dragoman archive assemble" in refused.err) == (2, True)
    assert "2 reports assembled" in run("archive", "assemble", kept).out
    found = [json.loads(line) for line in run("query", "occurrences", "--archive", kept, "--type", "ASSAULT").out.splitlines()]
    joined = max(found, key=lambda one: len(one["tellings"]))
    assert joined["belief"]["voices"] == ["AFP", "Reuters"]
    assert "Told by" in run("show", joined["id"], "--archive", kept, "--format", "text").out
    said = run("explain", joined["id"], "--archive", kept, "--format", "text").out
    assert "joined: both ASSAULT" in said
    assert "Gunmen" in run("query", "occurrences", "--archive", kept, "--format", "table").out
    head = run("query", "occurrences", "--archive", kept, "--format", "csv").out.splitlines()[0]
    assert head.startswith("id,from,to,sentence,type")
    assert run("query", "storylines", "--archive", kept, "--format", "table").out.strip() == "Nothing is found."
    assert "2 reports assembled" in run("archive", "assemble", kept, "--again").out
