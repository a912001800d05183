"""Idioms: words that look like triggers and are none, unless they take a noun of their own."""

from __future__ import annotations

import pytest

from dragoman.coder import Coder


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Chad's army fired rockets at Libya on Thursday.", ["ASSAULT"]),
        ("Chad's army fired on Thursday.", []),
        ("The mayor suffered a heart attack in Mali.", []),
        ("Mali called off the election.", []),
    ],
)
def test_an_idiom_bars_what_takes_no_noun_but_its_own(coder: Coder, text: str, types: list[str]) -> None:
    assert [event.type for event in coder.code(text).events if event.type == "ASSAULT"] == types
