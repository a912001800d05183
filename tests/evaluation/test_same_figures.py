"""``dragoman eval`` gives the figures of the project's scorers, on the first rows of each development set."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import islice
from pathlib import Path

import msgspec
import pytest

from dragoman.coder import Coder
from dragoman.evaluation.gold import read_gold, read_reports, to_document
from dragoman.evaluation.score import score

SETS = [
    ("stories", "score_stories.py", 4),
    ("events", "score_events.py", 40),
    ("events_plv", "score_plv.py", 40),
    ("events_cameo", "score_cameo.py", 40),
    ("quotes", "score_quotes.py", 10),
    ("quotes_polnear", "score_quotes.py", 30),
    ("tolls_spans", "score_tolls.py", 12),
    ("tolls_releases", "score_tolls.py", 15),
    ("tolls", "score_tolls.py", 10),
    ("places", "score_places.py", 8),
    ("times", "score_times.py", 10),
]
DRAWS = 40


@pytest.mark.parametrize(("name", "scorer", "count"), SETS)
def test_same_figures_as_the_scorer(shared: Path, coder: Coder, tmp_path: Path, name: str, scorer: str, count: int) -> None:
    gold, reports = tmp_path / "gold.jsonl", tmp_path / "reports.jsonl"
    with (shared / "gold" / f"{name}.dev.jsonl").open(encoding="utf-8") as lines:
        gold.write_text("".join(islice(lines, count)), encoding="utf-8")
    rows = read_gold(gold)
    reports.write_bytes(b"".join(msgspec.json.encode(report) + b"\n" for report in coder.code_many(map(to_document, rows))))
    command = [sys.executable, shared / "scoring" / scorer, gold, reports, "--json", "--boot", str(DRAWS)]
    expected = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)

    card = score(rows, read_reports(reports), where=str(gold), draws=DRAWS)

    assert list(card.headline) == expected["headline"]
    assert rounded(card.figures) == pytest.approx(expected["figures"], abs=2e-6)
    assert {name: pytest.approx(limits, abs=2e-6) for name, limits in card.ci95.items()} == expected["ci95"]
    assert list(card.classes) == list(expected["classes"])
    for class_, figures in expected["classes"].items():
        assert rounded(card.classes[class_]) == pytest.approx(figures, abs=2e-6)


def rounded(figures: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 6) for name, value in figures.items()}
