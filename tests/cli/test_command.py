"""The command line: formats, exit statuses, pipes, help."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from tests.cli.conftest import Run

STORY = "OSLO, May 4 (Reuters) - Norway's foreign minister met Chad's president in Oslo on Monday, the ministry said.\n"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "wire.jsonl"
    rows = [{"id": f"w{i}", "text": STORY, "published": f"2020-05-0{i}"} for i in (4, 5)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_pipe_gets_json_lines(run: Run, story: Path) -> None:
    outcome = run("code", story, "--published", "2020-05-04")
    assert outcome.status == 0
    [line] = outcome.out.splitlines()
    report = json.loads(line)
    assert report["document"]["text"] == STORY
    assert report["document"]["published"] == "2020-05-04"
    assert report["statements"]


def test_each_report_keeps_its_id_and_order(run: Run, lines: Path) -> None:
    outcome = run("code", lines)
    assert [json.loads(line)["document"]["id"] for line in outcome.out.splitlines()] == ["w4", "w5"]


def test_indented_json_is_an_object_for_one_and_an_array_for_more(run: Run, story: Path, lines: Path) -> None:
    assert isinstance(json.loads(run("code", story, "--format", "json").out), dict)
    assert [report["document"]["id"] for report in json.loads(run("code", lines, "--format", "json").out)] == ["w4", "w5"]


def test_tables_for_people(run: Run, story: Path) -> None:
    out = run("code", story, "--published", "2020-05-04", "--format", "text").out
    assert "Statements (1)" in out
    assert "“Norway's foreign minister met Chad's president in Oslo on Monday”" in out
    assert "\x1b" not in out
    assert all(line == line.rstrip() for line in out.splitlines())


@pytest.mark.parametrize("columns", ["40", "72", "200"])
def test_tables_keep_to_the_width(run: Run, story: Path, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    out = run("code", story, "--format", "text").out
    assert max(map(len, out.splitlines())) <= int(columns)


def test_control_characters_of_a_story_do_not_reach_the_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text("Norway's premier \x1b]0;gone\x07said on Monday that \u202eeht\u202c talks had failed.", encoding="utf-8")
    out = run("code", path, "--format", "text", "--explain").out
    assert not {"\x1b", "\x07", "\u202e"} & set(out)


def test_reasons_come_with_each_report(run: Run, story: Path) -> None:
    report = json.loads(run("code", story, "--explain").out)
    explained = {explanation["record"] for explanation in report["explanations"]}
    kinds = ("events", "statements", "times", "actors", "places")
    assert {record["id"] for kind in kinds for record in report[kind]} <= explained


def test_explain_names_rule_and_words(run: Run) -> None:
    outcome = run("explain", "Norway's premier said on Monday that Chad had agreed.", "--format", "text")
    assert outcome.status == 0
    assert "rule say.say" in outcome.out
    assert "“said”" in outcome.out


def test_explain_one_record(run: Run, story: Path) -> None:
    outcome = run("explain", story, "--record", "s1")
    assert [json.loads(line)["record"] for line in outcome.out.splitlines()] == ["s1"]


def test_an_unknown_record_is_answered_with_the_known_ones(run: Run, story: Path) -> None:
    outcome = run("explain", story, "--record", "e99")
    assert outcome.status == 2
    assert 'no record "e99"' in outcome.err
    assert "s1" in outcome.err


def test_explain_of_a_missing_file(run: Run) -> None:
    outcome = run("explain", "nowhere.txt")
    assert (outcome.status, outcome.out) == (2, "")
    assert 'there is no file "nowhere.txt"' in outcome.err


def test_reports_fit_the_schema(run: Run, story: Path) -> None:
    schema = json.loads(run("schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(run("code", story).out), schema)


def test_demo_codes_the_stories_asked_for(run: Run) -> None:
    assert len(run("demo", "--list").out.splitlines()) >= 8
    reports = [json.loads(line) for line in run("demo", "kuwait", "sudan").out.splitlines()]
    assert [report["document"]["id"] for report in reports] == ["kuwait-1990", "sudan-2023"]
    assert run("demo", "atlantis").status == 2


def test_formats_are_listed_and_one_can_be_asked_for(run: Run, lines: Path) -> None:
    names = [json.loads(line)["format"] for line in run("formats", "--json").out.splitlines()]
    assert {"text", "jsonl", "newsml", "warc"} <= set(names)
    [report] = map(json.loads, run("code", lines, "--read", "text", "--format", "jsonl").out.splitlines())
    assert report["document"]["text"] == lines.read_text(encoding="utf-8")
    outcome = run("code", lines, "--read", "papyrus")
    assert (outcome.status, "jsonl" in outcome.err) == (2, True)


def test_lexicon_is_listed(run: Run) -> None:
    assert "events/assault" in run("lexicon", "list").out
    assert run("lexicon", "list", "no-such-folder").status == 2


def test_eval_prints_a_table_and_json(run: Run, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    marks = [
        {"source": {"start": 90, "end": 102}, "cue": {"start": 103, "end": 107}, "content": {"start": 24, "end": 88}, "kind": "indirect"}
    ]
    gold.write_text(json.dumps({"id": "1", "text": STORY, "attributions": marks}), encoding="utf-8")
    assert "triple_f1" in run("eval", gold, "--boot", "5").out
    card = json.loads(run("eval", gold, "--boot", "0", "--json").out)
    assert card["scorer"] == "quotes"
    assert card["ci95"] == {}
    reports = tmp_path / "reports.jsonl"
    reports.write_text(run("code", gold).out, encoding="utf-8")
    assert json.loads(run("eval", gold, "--boot", "0", "--json", "--reports", reports).out) == card


def test_eval_of_a_broken_file_names_its_line(run: Run, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": "1", "text": "x", "timexes": []}\n{', encoding="utf-8")
    outcome = run("eval", gold)
    assert outcome.status == 1
    assert "gold.jsonl:2" in outcome.err


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["code"],
        ["code", "x.txt", "--published", "19.13.2023"],
        ["code", "x.txt", "--format", "yaml"],
        ["code", "x.txt", "--processes", "0"],
        ["cod", "x"],
    ],
)
def test_a_wrong_command_ends_with_2(run: Run, words: list[str]) -> None:
    outcome = run(*words)
    assert outcome.status == 2
    assert "usage: dragoman" in outcome.err


def test_an_unknown_model_ends_with_2(program, story: Path) -> None:  # type: ignore[no-untyped-def]
    done = program("code", story, "--model", "no_such_model")
    assert done.returncode == 2
    assert b'there is no English model "no_such_model"' in done.stderr
    assert b"Traceback" not in done.stderr


def test_help_waits_for_nothing_heavy() -> None:
    # How long it takes is measured by benchmarks/startup.py; here that none of what would make it slow is imported.
    heavy = ("spacy", "yaml", "msgspec", "rich", "sqlalchemy", "litestar", "numpy", "pyarrow")
    script = f"import sys; from dragoman.cli.arguments import build_parser; build_parser(); print([n for n in {heavy} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_importing_loads_no_model() -> None:
    script = "import sys, dragoman; sys.exit('spacy' in sys.modules or 'yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_standard_input(program) -> None:  # type: ignore[no-untyped-def]
    done = program("code", "-", input=STORY.encode())
    assert done.returncode == 0
    assert json.loads(done.stdout)["document"]["text"] == STORY
    assert done.stderr == b""


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"id": str(i), "text": STORY * 20}) + "\n" for i in range(200)), encoding="utf-8")
    with subprocess.Popen([sys.executable, "-m", "dragoman", "code", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.readline()
        child.stdout.close()
        assert child.stderr.read() == b""
        assert child.wait(60) == 141


def test_an_interrupt_is_quiet(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"id": str(i), "text": STORY * 20}) + "\n" for i in range(2000)), encoding="utf-8")
    with subprocess.Popen([sys.executable, "-m", "dragoman", "code", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        os.kill(child.pid, signal.SIGINT)
        _, err = child.communicate(timeout=60)
        assert (child.returncode, err) == (130, b"")
