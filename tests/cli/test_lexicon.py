"""``dragoman lexicon``, and the folders of a researcher's own on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def dictionaries(tmp_path: Path) -> Path:
    folder = tmp_path / "dictionaries"
    folder.mkdir()
    (folder / "own.actors").write_text("RURITANIA_ [RUR]\n+RURITANIAN_\n", encoding="utf-8")
    return folder


def test_rules_are_lines_of_json_with_where_they_stand(run: Run) -> None:
    outcome = run("lexicon", "rules", "CONSULT")
    rules = [json.loads(line) for line in outcome.out.splitlines()]
    assert {rule["type"] for rule in rules} == {"CONSULT"}
    assert all(rule["where"].startswith("events/consult.yaml:") and rule["examples"] and rule["counterexamples"] for rule in rules)


@pytest.mark.parametrize("format", ["text", "markdown"])
def test_a_rule_is_printed_with_its_patterns_and_sentences(run: Run, format: str) -> None:
    [rule] = [json.loads(line) for line in run("lexicon", "rules", "consult.phone").out.splitlines()]
    printed = run("lexicon", "rules", "consult.phone", "--format", format).out
    sentences = [sentence["text"] for sentence in (*rule["examples"], *rule["counterexamples"])]
    assert all(part in printed for part in (*rule["verbs"], *rule["nouns"], *sentences))


def test_rules_of_the_dictionaries_are_listed_too(run: Run, dictionaries: Path) -> None:
    (dictionaries / "own.verbs").write_text("SNUB [160]\n", encoding="utf-8")
    listed = run("lexicon", "rules", "cameo:own.verbs:1", "--cameo-dictionaries", dictionaries).out
    [rule] = map(json.loads, listed.splitlines())
    assert (rule["where"], rule["type"], rule["verbs"]) == ("own.verbs:1", "SANCTION", ["snub"])


def test_a_rule_or_type_that_is_not_there_is_answered_with_the_types(run: Run) -> None:
    outcome = run("lexicon", "rules", "MEET")
    assert outcome.status == 2
    assert 'there is no type or rule "MEET"' in outcome.err
    assert "CONSULT" in outcome.err


def test_list_names_the_files_of_every_layer(run: Run, tmp_path: Path, dictionaries: Path) -> None:
    own = tmp_path / "own" / "words" / "moon.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("means: Words of the moon.\nsource: this test\nlists: {phases: [full, new]}\n", encoding="utf-8")
    out = run("lexicon", "list", "--lexicon", tmp_path / "own", "--cameo-dictionaries", dictionaries).out
    assert "words/moon" in out
    assert "Words of the moon." in out
    assert run("lexicon", "list", "words/moon").status == 2


def test_codes_of_a_dictionary_reach_the_report(program, dictionaries: Path, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("Ruritania accused Chad of spying on Monday.", encoding="utf-8")
    outcome = program("code", story, "--cameo-dictionaries", dictionaries)
    report = json.loads(outcome.stdout)
    assert ["RUR"] in [actor["codes"] for actor in report["actors"]]
    assert report["coder"] != json.loads(program("code", story).stdout)["coder"]


@pytest.mark.parametrize(
    ("option", "file", "text", "fault"),
    [
        ("--cameo-dictionaries", "own.actors", "RURITANIA_ [R]\n", "own.actors:1: "),
        ("--lexicon", "words/moon.yaml", "means: Words.\nsource: s\nlists: {full: 3}\n", "words/moon.yaml:3: "),
    ],
)
def test_a_faulty_folder_stops_the_command(program, tmp_path: Path, option: str, file: str, text: str, fault: str) -> None:
    path = tmp_path / "own" / file
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    outcome = program("explain", "Chad met Niger.", option, tmp_path / "own")
    assert outcome.returncode == 2
    assert fault in outcome.stderr.decode()
    assert "Mend each file at the line named." in outcome.stderr.decode()
