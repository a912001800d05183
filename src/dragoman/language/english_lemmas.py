"""Lemmas that the model's rules get wrong, mended."""

from __future__ import annotations

import re

_SHORT_VERB = re.compile(r"[^aeiou]*[aeiou][bdgklmnprtvz]")


def mend_lemma(word: str, lemma: str) -> str:
    """Give back the last e that a rule took off: "staged" is no form of "stag", which would double its g.

    Both in lower case.
    """
    if word in (f"{lemma}ed", f"{lemma}ing", f"{lemma}es") and _SHORT_VERB.fullmatch(lemma):
        return f"{lemma}e"
    return lemma
