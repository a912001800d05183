"""Sixty names and days that mislead, each with what it stands for (``hard_cases.yaml``).

``python -m pytest tests/resolving/test_hard_cases.py`` prints the share that is right.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman import Coder
from dragoman.language.english import English
from dragoman.lexicon import load_lexicon
from dragoman.reading.wire import read_story
from dragoman.records import Cast
from dragoman.resolving.cast import CastFinder

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "hard_cases.yaml").read_text(encoding="utf-8"))
LEAST_RIGHT = 0.9


@pytest.fixture(scope="module")
def finder() -> CastFinder:
    return CastFinder(load_lexicon())


def _ids_of(cast: Cast, words: str) -> set[str]:
    """Actors that the words mention."""
    return {a.id for a in cast.actors for m in a.mentions if m.text == words}


def _actor_is_right(cast: Cast, case: dict[str, Any]) -> bool:
    if "actor" in case:
        wanted = tuple(case["codes"])
        return any(cast.actor(i).codes[: len(wanted)] == wanted for i in _ids_of(cast, case["actor"]))
    if "no_actor" in case:
        named = [a for a in cast.actors if a.kind != "person" and any(m.text == case["no_actor"] for m in a.mentions)]
        return all(a.id in cast.passing for a in named)
    return len(set.intersection(*(_ids_of(cast, words) for words in case["same"]))) == 1


def _place_is_right(cast: Cast, case: dict[str, Any]) -> bool:
    words = case.get("place") or case["no_place"]
    found = [p for p in cast.places if any(m.text == words for m in p.mentions)]
    return [p.country for p in found] == [case["country"]] if "place" in case else not found


def _time_is_right(times: list[tuple[str, str | None, str | None]], case: dict[str, Any]) -> bool:
    if "no_time" in case:
        return not any(words == case["no_time"] for words, _, _ in times)
    first, last = str(case["from"]), str(case.get("to", case["from"]))
    return any(words in (case["time"], f"on {case['time']}") and (first, last) == (a, b) for words, a, b in times)


def is_right(case: dict[str, Any], coder: Coder, english: English, finder: CastFinder) -> bool:
    story = read_story(case["text"], id=case["id"], published=str(case.get("published", "2005-06-15")))
    if "time" in case or "no_time" in case:
        times = coder.code(story).times
        return _time_is_right([(t.span.text, *(str(d) if d else None for d in (t.from_, t.to))) for t in times], case)
    cast, _ = finder.find(english.annotate(story))
    return _place_is_right(cast, case) if "place" in case or "no_place" in case else _actor_is_right(cast, case)


def _marked(case: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else []
    return pytest.param(case, id=case["id"], marks=marks)


@pytest.mark.parametrize("case", [_marked(case) for case in CASES])
def test_hard_case(case, coder, english, finder):
    assert is_right(case, coder, english, finder)


def test_nine_in_ten_hard_cases_are_right():
    right = sum("fails" not in case for case in CASES)
    assert len(CASES) >= 60
    assert right / len(CASES) >= LEAST_RIGHT
