"""What is no event because nobody of public life takes part, or because it is only supposed of one side."""

from __future__ import annotations

import pytest


def types(coder, text):
    return {event.type for event in coder.code(text).events}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Danish shipowners met Swedish bankers in Oslo.", set()),
        ("The Danish company rejected the demands of its workers.", set()),
        ("Danish shipowners met the Swedish trade minister in Oslo.", {"CONSULT"}),
        ("Gazprom threatened to cut gas supplies to Ukraine.", {"THREATEN"}),
        ("Danish workers went on strike against a shipping company.", {"PROTEST"}),
    ],
)
def test_what_companies_and_their_workers_settle_among_themselves_is_no_politics(coder, text, found):
    assert types(coder, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Norway hopes to reach an agreement on fish.", set()),
        ("Norway hopes to reach an agreement on fish with Iceland.", {"AGREE"}),
        ("Norway may attack.", set()),
    ],
)
def test_words_that_are_only_supposed_need_both_sides(coder, text, found):
    assert types(coder, text) == found


def test_the_explanation_says_that_nobody_stands_on_the_other_side(coder):
    explained = coder.explain("Norway hopes to reach an agreement on fish.")
    assert any("only supposed" in (e.rejected or "") for e in explained.explanations)
