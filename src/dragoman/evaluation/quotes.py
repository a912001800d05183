"""Attributed statements: whose words, by which cue, saying what.

Spans are compared as sets of words, so that quotation marks and outer punctuation do not count.

triple       a statement counts when source, cue and content each reach word F1 of 0.5; a role missing in the gold must be missing
exact        each role by itself, one to one: the same words
overlap      each role by itself, one to one: the mean shares of the predicted and of the gold words in common
kind_acc     the share of the matched statements of the same kind (direct, indirect, mixed)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from dragoman.evaluation.counts import Counts, Figures, class_figures, classes_under, harmonic_mean, share
from dragoman.evaluation.matching import Stretch, Words, best_pairs, find_words, gold_stretches, match, stretches, word_f1, words_under
from dragoman.evaluation.sets import Pair, SetKind, holds
from dragoman.records import Report, Statement

ROLES = ("source", "cue", "content")
Roles: TypeAlias = dict[str, Words]


def count_document(row: dict[str, Any], report: Report) -> Counts:
    """The counts of one document."""
    counts = Counts()
    words = find_words(row["text"])
    golds = [
        ({role: words_under(words, gold_stretches(mark.get(role))) for role in ROLES}, mark.get("kind")) for mark in row["attributions"]
    ]
    given = [(_roles(statement, words), statement.kind) for statement in report.statements]
    given = [(roles, kind) for roles, kind in given if any(roles.values())]
    for role in ROLES:
        _count_role(counts, role, [g[role] for g, _ in golds if g[role]], [p[role] for p, _ in given if p[role]])
    found = match(golds, given, lambda g, p: _same(g[0], p[0]), best=lambda g, p: g[0] == p[0])
    counts.add_matches("triple", right=len(found), predicted=len(given), gold=len(golds))
    counts.add("kind_right", sum(golds[i][1] == given[j][1] for i, j in found.items()))
    for kind in {kind for _, kind in (*golds, *given)}:
        counts.add_matches(
            ("kinds", str(kind)),
            right=sum(golds[i][1] == kind for i in found),
            predicted=sum(other == kind for _, other in given),
            gold=sum(other == kind for _, other in golds),
        )
    return counts


def _roles(statement: Statement, words: Sequence[Stretch]) -> Roles:
    source = statement.source.span if statement.source else None
    spans = {"source": (source,), "cue": (statement.cue,), "content": statement.content}
    return {role: words_under(words, stretches(spans[role])) for role in ROLES}


def _same(gold: Roles, given: Roles) -> bool:
    return all(word_f1(gold[role], given[role]) >= 0.5 if gold[role] else not given[role] for role in ROLES)


def _count_role(counts: Counts, role: str, golds: Sequence[Words], given: Sequence[Words]) -> None:
    exact = match(golds, given, lambda g, p: g == p)
    counts.add_matches(f"{role}_exact", right=len(exact), predicted=len(given), gold=len(golds))
    for i, j, _ in best_pairs(golds, given, word_f1):
        both = len(golds[i] & given[j])
        counts.add(f"{role}_of_given", both / len(given[j]))
        counts.add(f"{role}_of_gold", both / len(golds[i]))


def make_figures(whole: Counts) -> Figures:
    """All figures of the set."""
    figures: Figures = {"triple_f1": whole.f1("triple")}
    for role in ROLES:
        figures[f"{role}_exact_f1"] = whole.f1(f"{role}_exact")
        precision = share(whole[f"{role}_of_given"], whole.predicted(f"{role}_exact"))
        recall = share(whole[f"{role}_of_gold"], whole.gold(f"{role}_exact"))
        figures[f"{role}_overlap_f1"] = harmonic_mean(precision, recall)
    figures["triple_precision"] = whole.precision("triple")
    figures["triple_recall"] = whole.recall("triple")
    figures["kind_acc"] = share(whole["kind_right"], whole.right("triple"))
    return figures


def _classes(whole: Counts) -> list[tuple[str, Figures]]:
    return [(kind, class_figures(whole, ("kinds", kind))) for kind in classes_under(whole, "kinds")]


def _count(pairs: Sequence[Pair]) -> list[Counts]:
    return [count_document(row, report) for row, report in pairs]


SET = SetKind(
    name="quotes",
    is_kind=holds("attributions"),
    count=_count,
    figures=make_figures,
    headline=("triple_f1", *(f"{role}_{how}_f1" for how in ("overlap", "exact") for role in ROLES)),
    classes=_classes,
)
