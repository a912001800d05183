"""Gold files of the user's: recognised by their fields, faults named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.coder import Coder
from dragoman.evaluation.gold import read_gold, recognise, to_document
from dragoman.evaluation.score import score
from dragoman.evaluation.times import first_days
from dragoman.records import ReadingError, Report

TEXT = "Norway's premier phoned the emir on 3 May 2021, her office said."


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"attributions": []}, "quotes"),
        ({"toponyms": []}, "places"),
        ({"timexes": []}, "times"),
        ({"source": {}, "target": {}, "type": "AID"}, "plv"),
        ({"events": [{"type_2021": "AID"}]}, "events"),
        ({"events": [{"source_code": "NOR"}]}, "cameo"),
        ({"tolls": [{"approx": False}]}, "tolls (spans)"),
        ({"tolls": []}, "tolls (documents)"),
        ({"actors": [], "places": [], "statements": [], "events": [], "tolls": [], "positions": []}, "stories"),
    ],
)
def test_the_fields_tell_the_kind(fields: dict[str, object], kind: str) -> None:
    assert recognise([{"id": "1", "text": TEXT, **fields}], "gold.jsonl").name == kind


def test_an_unknown_kind_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ReadingError, match="colour") as caught:
        recognise([{"id": "1", "text": TEXT, "colour": "red"}], "gold.jsonl")
    assert "quotes" in caught.value.mend


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "1", "text": "x"}\n{"id": "2", "te', encoding="utf-8")
    with pytest.raises(ReadingError) as caught:
        read_gold(path)
    assert caught.value.where.endswith("gold.jsonl:2")


def test_a_mark_without_its_field_is_a_fault_of_the_file() -> None:
    rows = [{"id": "1", "text": TEXT, "timexes": [{"start": 36, "end": 46}]}]
    with pytest.raises(ReadingError, match="value"):
        score(rows, [], where="gold.jsonl")


def test_a_perfect_report_scores_one(coder: Coder) -> None:
    start = TEXT.index("3 May")
    rows = [{"id": "1", "text": TEXT, "timexes": [{"start": start, "end": start + 10, "type": "DATE", "value": "2021-05-03"}]}]
    report = coder.code(to_document(rows[0]))
    assert isinstance(report, Report)
    figures = score(rows, [report], where="gold.jsonl", draws=10).figures
    assert (figures["span_f1"], figures["value_f1"]) == (1.0, 1.0)


def test_a_missing_report_counts_as_empty() -> None:
    card = score([{"id": "1", "text": TEXT, "attributions": json.loads("[]")}], [], where="gold.jsonl", draws=0)
    assert card.figures["triple_f1"] == 0.0
    assert card.notes == ("1 gold rows have no record",)


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2012-08-07TMO", {"2012-08-07"}),
        ("2012-08-07T02:00Z", {"2012-08-07", "2012-08-06"}),
        ("2012-W31", {"2012-07-30"}),
        ("2012-W31-WE", {"2012-08-04"}),
        ("2012-SU", {"2012-06-01"}),
        ("200X", {"2000-01-01"}),
        ("2012-02-30", set()),
        ("P2W", set()),
    ],
)
def test_first_days_of_a_value(value: str, days: set[str]) -> None:
    assert first_days(value) == days
