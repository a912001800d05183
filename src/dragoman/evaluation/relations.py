"""The type of event between a marked source and a marked target of a sentence.

The answer is the event that touches both marks best: an event whose actors overlap the source counts 1, whose recipients overlap the
target counts 1, ties go to the evidence nearest to both; in a reciprocal event either side may serve. No event that touches neither
is taken. YIELD stands for CONCEDE or RETREAT. Negated and hypothetical events are left out.

macro_f1, micro_f1   F1 over the types, of the one answer of each sentence
accuracy             the share of sentences answered rightly
both                 the share whose right answer touches both marks
any                  the share where some event has the right type
answered             the share with an answer
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dragoman.evaluation.counts import Counts, Figures, harmonic_mean, share
from dragoman.evaluation.events import LEFT_OUT
from dragoman.evaluation.matching import Stretch, any_overlap, stretches
from dragoman.evaluation.sets import Pair, Row, SetKind
from dragoman.evaluation.tables import load_tables
from dragoman.records import Event, Report

TYPES = (
    *("ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE"),
    *("PROTEST", "REJECT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN", "YIELD"),
)
_FAR = 10**6


def answer(row: dict[str, Any], report: Report) -> tuple[str | None, bool]:
    """The type of the event taken for the row, None for none, and whether it touches both marks."""
    source, target = ((row[mark]["start"], row[mark]["end"]) for mark in ("source", "target"))
    mentions = {actor.id: stretches(actor.mentions) for actor in report.actors}
    ranked = []
    for number, event in enumerate(_asked(report)):
        doers, others = ([span for id in ids for span in mentions[id]] for ids in (event.actors, event.recipients))
        if set(event.actors) & set(event.recipients):
            doers = others = doers + others
        hits = any_overlap((source,), doers) + any_overlap((target,), others)
        evidence = stretches(event.evidence)
        if hits:
            ranked.append(((-hits, _distance(source, evidence) + _distance(target, evidence), number), _type(event), hits == 2))
    if not ranked:
        return None, False
    _, type_, both = min(ranked)
    return type_, both


def _asked(report: Report) -> list[Event]:
    return [event for event in report.events if event.modality not in LEFT_OUT]


def _type(event: Event) -> str:
    return load_tables().yields.get(event.type, event.type)


def _distance(mark: Stretch, evidence: Sequence[Stretch]) -> int:
    return min((max(0, start - mark[1], mark[0] - end) for start, end in evidence), default=_FAR)


def count_sentence(row: dict[str, Any], report: Report) -> Counts:
    """The counts of one sentence."""
    counts, gold = Counts(), row["type"]
    given, both = answer(row, report)
    counts.add("sentences")
    counts.add("answered", given is not None)
    counts.add("both", both and given == gold)
    counts.add("any", gold in {_type(event) for event in _asked(report)} | {given})
    for type_ in {gold, given} - {None}:
        counts.add_matches(("types", type_), right=type_ == gold == given, predicted=type_ == given, gold=type_ == gold)
    return counts


def make_figures(whole: Counts) -> Figures:
    """All figures of the set."""
    names = [("types", type_) for type_ in TYPES]
    known = [name for name in names if whole.gold(name)]
    right = sum(whole.right(name) for name in names)
    precision = share(right, sum(whole.predicted(name) for name in names))
    accuracy = share(right, sum(whole.gold(name) for name in names))
    sentences = whole["sentences"]
    return {
        "macro_f1": share(sum(whole.f1(name) for name in known), len(known)),
        "micro_f1": harmonic_mean(precision, accuracy),
        "precision": precision,
        "accuracy": accuracy,
        "both": share(whole["both"], sentences),
        "any": share(whole["any"], sentences),
        "answered": share(whole["answered"], sentences),
    }


def _classes(whole: Counts) -> list[tuple[str, Figures]]:
    rows = []
    for type_ in TYPES:
        name = ("types", type_)
        if whole.gold(name) or whole.predicted(name):
            rows.append(
                (
                    type_,
                    {"precision": whole.precision(name), "recall": whole.recall(name), "f1": whole.f1(name), "n_gold": whole.gold(name)},
                )
            )
    return rows


def _count(pairs: Sequence[Pair]) -> list[Counts]:
    return [count_sentence(row, report) for row, report in pairs]


def _is_kind(rows: Sequence[Row]) -> bool:
    return all(isinstance(row.get("source"), dict) and isinstance(row.get("target"), dict) and "type" in row for row in rows)


SET = SetKind(
    name="plv",
    is_kind=_is_kind,
    count=_count,
    figures=make_figures,
    headline=("macro_f1", "accuracy", "both", "any", "answered"),
    classes=_classes,
    columns=("precision", "recall", "f1", "n_gold"),
)
