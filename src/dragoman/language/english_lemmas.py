"""Lemmas that the model's rules get wrong, mended."""

from __future__ import annotations

import re

_SHORT_VERB = re.compile(r"[^aeiou]*[aeiou][bdgklmnprtvz]")
_NO_E = re.compile(r".*(?:ck|ch|sh|ct|lt|nt|pt|rt|est|nd|rd|mp|lk|rk|rm|rn|ff|ll|ss)")
"""Stems after which English writes no e; rules give one to verbs that the model's table lacks ("rearreste", "deadlocke")."""


def mend_lemma(word: str, lemma: str) -> str:
    """Give back the last e that a rule took off, and take off one that it gave.

    "staged" is no form of "stag", which would double its g, nor "rearrested" of "rearreste". Both in lower case.
    """
    if word in (f"{lemma}ed", f"{lemma}ing", f"{lemma}es") and _SHORT_VERB.fullmatch(lemma):
        return f"{lemma}e"
    stem = lemma.removesuffix("e")
    if stem != lemma and word in (f"{stem}ed", f"{stem}ing") and _NO_E.fullmatch(stem):
        return stem
    return lemma
