"""Lemmas that the model's rules get wrong."""

from __future__ import annotations

import pytest

from dragoman.language.english_lemmas import mend_lemma


@pytest.mark.parametrize(
    ("word", "lemma", "mended"),
    [
        ("staged", "stag", "stage"),
        ("rearrested", "rearreste", "rearrest"),
        ("deadlocked", "deadlocke", "deadlock"),
        ("waterboarding", "waterboarde", "waterboard"),
        ("relaunched", "relaunche", "relaunch"),
        ("wasted", "waste", "waste"),
        ("revoked", "revoke", "revoke"),
        ("attacked", "attack", "attack"),
        ("change", "change", "change"),
    ],
)
def test_the_last_e_of_a_lemma(word: str, lemma: str, mended: str) -> None:
    assert mend_lemma(word, lemma) == mended
