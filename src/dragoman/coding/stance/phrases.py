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
    """The words of an issue that the lexicon does not know: the first phrase, or of a long one what fits in eight words."""
    words = list(tokens)
    while words and (is_mark(doc.tokens[words[0]]) or doc.tokens[words[0]].dep in _DROPPED or doc.tokens[words[0]].lower == "to"):
        words = words[1:]
    kept: list[int] = []
    for i in words:
        if kept and (i != kept[-1] + 1 or doc.tokens[i].text in (",", ";", ":") or len(kept) >= _WORDS_SAID):
            break
        kept.append(i)
    if len(kept) == _WORDS_SAID and kept[-1] != words[-1]:
        ends = [
            k for k, i in enumerate(kept) if k and doc.tokens[i].pos in ("ADP", "SCONJ", "PART", "CCONJ") and doc.tokens[i].tag != "POS"
        ]
        kept = kept[: ends[-1]] if ends else kept
    while kept and (is_mark(doc.tokens[kept[-1]]) or doc.tokens[kept[-1]].pos in ("ADP", "DET", "CCONJ", "PART")):
        kept.pop()
    if all(doc.tokens[i].pos == "PRON" or doc.tokens[i].entity in ("DATE", "TIME") for i in kept):
        return None
    return kept


def action_asked(doc: Annotated, tokens: list[int]) -> list[int]:
    """Of "Chad to open the port" the action: the words after "to" or "should"; [] when there is none."""
    first = next((i for i in tokens if doc.tokens[i].tag in ("TO", "MD")), None)
    return [i for i in tokens if first is not None and i > first]


def is_asked_of_another(doc: Annotated, token: Token) -> bool:
    """Whether an infinitive is what another is asked to do: in "urged Chad *to condemn* the raid" Chad condemns nothing."""
    head = doc.tokens[token.head]
    asked = token.dep in ("xcomp", "ccomp", "advcl") and any(a.lower == "to" for a in doc.children(token.i, "aux"))
    if token.tag != "VB" or not asked or head.pos != "VERB":
        return False
    if any(p.lower in ("on", "upon") and head.i < p.i < token.i for p in doc.children(head.i, "prep")):
        return head.lemma == "call"  # "called on Chad to condemn the raid"
    return token.dep != "advcl" and any(
        head.i < o.i < token.i for o in (*doc.children(head.i, "dobj", "dative"), *doc.children(token.i, "nsubj"))
    )


def _verbs_over(doc: Annotated, token: Token) -> list[int]:
    """The nearest verb above a token."""
    return [a.i for a in doc.ancestors(token.i) if a.pos in ("VERB", "AUX")][:1]


def is_hypothetical(doc: Annotated, token: Token) -> bool:
    """Whether a word stands in a condition or a mere possibility: "if he supports", "may oppose", "must win by opposing"."""
    if token.dep in ("pcomp", "advcl") and token.tag == "VBG":
        modals = {a.lower for v in _verbs_over(doc, token) for a in doc.children(v, "aux") if a.tag == "MD"}
        if modals - {"will", "would"}:
            return True
    if any(a.lower in ("may", "might", "could") for a in doc.children(token.i, "aux")):
        return True
    for clause in (token, *doc.ancestors(token.i)):
        if any(m.lower in ("if", "unless", "whether") for m in doc.children(clause.i, "mark")):
            return True
        if clause.dep in ("ROOT", "ccomp"):
            break
    return False
