"""docs/exchange.md says what the exporters do, and its examples run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from dragoman.cli.arguments import build_parser
from dragoman.exchange.exporter import exporters
from dragoman.exchange.page import describe
from tests.exchange.conftest import Run
from tests.exchange.made import REPORT, keep

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "exchange.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ (dragoman .*)$", PAGE, re.MULTILINE)


def test_the_page_describes_every_format_as_it_is() -> None:
    assert PAGE.endswith(describe(exporters()))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_page_is_one(command: str) -> None:
    build_parser().parse_args(shlex.split(command)[1:])


def test_the_python_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(tmp_path / "crisis.db", [REPORT])
    monkeypatch.chdir(tmp_path)
    [code] = re.findall(r"^```python\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102
    assert names["frame"].shape[0] == 0  # type: ignore[attr-defined]
    assert names["base"].sql("FROM events").fetchall()  # type: ignore[attr-defined]


def test_formats_lists_what_is_written(run: Run) -> None:
    listed = run("formats", "--exports").out
    assert [line.split()[0] for line in listed.splitlines()] == list(exporters())
    assert run("formats", "--markdown").out == describe(exporters())
    assert len(run("formats", "--exports", "--json").out.splitlines()) == len(exporters())


def test_export_writes_the_file_and_says_what_it_left_out(run: Run, tmp_path: Path, archive_path: Path) -> None:
    outcome = run("export", "--archive", archive_path, "--format", "ucdp", "--out", tmp_path / "lethal.csv", "--country", "MLI")
    assert (outcome.status, outcome.out) == (0, "")
    assert outcome.err.startswith("2 records, 2 rows written in ")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lethal.about.json", "lethal.csv"]
    whole = run("export", "--archive", archive_path, "--format", "plover", "--out", "-", "--limit", "4")
    assert len(whole.out.splitlines()) + whole.err.count("left out: 1 ") == 1 + 4


def test_a_wrong_export_is_a_wrong_command(run: Run, tmp_path: Path, archive_path: Path) -> None:
    for words in (["--format", "nothing"], ["--format", "ucdp", "--kind", "tolls"], ["--format", "ninjs", "--actor", "RUS"]):
        assert run("export", "--archive", archive_path, "--out", tmp_path / "x", *words).status == 2
    assert list(tmp_path.iterdir()) == []
