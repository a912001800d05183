"""``dragoman explain`` for what was not coded: what was considered, and what turned it down."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.conftest import Run

SENTENCE = "Troops opened the gate in Mali while rebels attacked an election and a wizard frobnicated."


@pytest.fixture
def lines(run: Run):
    def explain(text: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in run("explain", text, "--format", "jsonl").out.splitlines()]

    return explain


def _about(lines: list[dict[str, Any]], word: str) -> list[dict[str, Any]]:
    return [e for e in lines if e["kind"] == "event" and e["record"] is None and e["reasons"][0]["words"]["text"] == word]


def test_a_condition_that_turned_a_rule_down_names_its_word(lines) -> None:
    said = [e for e in _about(lines(SENTENCE), "attacked") if "unless object" in e["rejected"]]
    assert said
    assert all(e["rejected"] == 'unless object: the rule leaves "election" alone' for e in said)
    assert all({"field": "rejected", "value": "election"}.items() <= e["reasons"][-1].items() for e in said)


def test_a_condition_that_does_not_hold_says_what_it_asks_for_and_what_stands_there(lines) -> None:
    [found] = [e for e in _about(lines("Rebels held the town hall in Mali."), "held") if e["rule"] == "retreat.ceasefire-holds"]
    assert found["rejected"].startswith("only subject: it must be armistice, ")
    assert found["rejected"].endswith('here it is "Rebels"')


def test_whoever_would_have_been_on_a_side_is_named(lines) -> None:
    for found in _about(lines(SENTENCE), "attacked"):
        assert ("actors", "subject of the verb", "rebels") in {(r["field"], r["how"], r["words"]["text"]) for r in found["reasons"]}


def test_a_known_verb_of_which_no_pattern_fits_says_what_each_rule_lacks(lines) -> None:
    [found] = _about(lines(SENTENCE), "opened")
    assert found["rejected"] == 'no pattern of the verb "open" fits'
    lacks = {r["how"].split(" has ")[0]: r["how"] for r in found["reasons"]}
    assert lacks["assault.shoot"].endswith('its object must be "fire"')
    assert lacks["retreat.open"].endswith('"for" must follow') or lacks["retreat.open"].endswith('"to" must follow')
    assert len(found["reasons"]) <= 5


@pytest.mark.parametrize(("word", "form"), [("frobnicated", 'verb "frobnicate"'), ("gate", 'noun "gate"')])
def test_a_word_that_no_rule_knows_is_named(lines, word: str, form: str) -> None:
    [found] = _about(lines(SENTENCE), word)
    assert found["rejected"] == f"no rule has the {form}"


def test_an_idiom_is_named(lines) -> None:
    [found] = _about(lines("The mayor suffered a heart attack in Mali."), "attack")
    assert "idiom" in found["rejected"]
    assert found["reasons"][0]["how"].endswith("is an idiom of ASSAULT")


def test_people_read_it_under_headings(run: Run) -> None:
    out = run("explain", SENTENCE, "--format", "text").out
    assert out.index("Turned down") < out.index("No event rule matched") < out.index("no rule has the")
    assert "unless object: the rule leaves" in out
    assert 'pattern of the verb "open" fits' in out


def test_coding_does_not_look_for_near_misses(run: Run, tmp_path) -> None:
    (tmp_path / "story.txt").write_text(SENTENCE, encoding="utf-8")
    [line] = run("code", tmp_path / "story.txt", "--explain").out.splitlines()
    assert not _about(json.loads(line)["explanations"], "frobnicated")
