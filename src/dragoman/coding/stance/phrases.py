"""The phrase a stand is taken on: what of it counts, and its own words where no issue fits."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.coding.speech.clauses import subtree
from dragoman.coding.speech.quotations import is_mark
from dragoman.language import Annotated, Token

_LONGEST = 40
_WORDS_SAID = 8
_DROPPED = ("det", "poss", "case", "aux", "punct", "mark", "cc", "predet", "prep")


def main_tokens(doc: Annotated, phrase: Iterable[int]) -> list[int]:
    """The tokens of a phrase without relative clauses and clauses of time, reason or condition."""
    tokens = set(phrase)
    for i in sorted(tokens):
        token = doc.tokens[i]
        if token.dep == "relcl" or (token.dep == "advcl" and token.head in tokens and doc.children(i, "mark")):
            tokens -= subtree(doc, i)
    return sorted(tokens)[:_LONGEST]


def as_said(doc: Annotated, tokens: list[int]) -> list[int] | None:
    """The words of an issue that the lexicon does not know: the first phrase, at most eight words of it."""
    words = list(tokens)
    while words and (is_mark(doc.tokens[words[0]]) or doc.tokens[words[0]].dep in _DROPPED or doc.tokens[words[0]].lower == "to"):
        words = words[1:]
    kept: list[int] = []
    for i in words:
        if kept and (i != kept[-1] + 1 or doc.tokens[i].text in (",", ";", ":") or len(kept) >= _WORDS_SAID):
            break
        kept.append(i)
    while kept and (is_mark(doc.tokens[kept[-1]]) or doc.tokens[kept[-1]].pos in ("ADP", "DET", "CCONJ", "PART")):
        kept.pop()
    if all(doc.tokens[i].pos == "PRON" or doc.tokens[i].entity in ("DATE", "TIME") for i in kept):
        return None
    return kept


def is_hypothetical(doc: Annotated, token: Token) -> bool:
    """Whether a word stands in a condition or a mere possibility: "if he supports", "may oppose"."""
    if any(a.lower in ("may", "might", "could") for a in doc.children(token.i, "aux")):
        return True
    for clause in (token, *doc.ancestors(token.i)):
        if any(m.lower in ("if", "unless", "whether") for m in doc.children(clause.i, "mark")):
            return True
        if clause.dep in ("ROOT", "ccomp"):
            break
    return False
