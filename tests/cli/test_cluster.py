"""``dragoman cluster``, as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.cli import cluster
from tests.assembling.test_clusters import STORIES
from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def _with_loaded_model(english, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "English", lambda _: english)


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    path = tmp_path / "wire.jsonl"
    path.write_text("".join(json.dumps({"id": id, "text": text, "published": f"2020-05-0{id[-1]}"}) + "\n" for id, text in STORIES.items()))
    return path


def test_each_story_is_a_line_in_the_order_given(run: Run, wire: Path) -> None:
    outcome = run("cluster", wire)
    assert (outcome.status, outcome.err) == (0, "")
    lines = [json.loads(line) for line in outcome.out.splitlines()]
    assert [line["id"] for line in lines] == list(STORIES)
    assert {line["id"]: line["cluster"] for line in lines}["truce-2"] == "truce-1"
    assert lines[1]["nearest"] == "ferry-1"
    assert "bergen" in lines[1]["shared"]["names"]
    assert lines[-1] == {"id": "quake-2", "cluster": "quake-2"}


def test_a_table_for_people(run: Run, wire: Path) -> None:
    out = run("cluster", wire, "--format", "text").out
    assert out.index("ferry-1 (3)") < out.index("truce-1 (2)") < out.index("Like no other (2)")
    assert "like truce-1 (" in out


def test_what_cannot_be_read_is_named_and_the_rest_go_on(run: Run, wire: Path) -> None:
    with wire.open("a") as more:
        more.write('{"id": "broken"\n{"id": "empty", "text": "  "}\n')
    outcome = run("cluster", wire)
    assert outcome.status == 1
    assert len(outcome.out.splitlines()) == len(STORIES)
    assert outcome.err.count("set aside: ") == 2
