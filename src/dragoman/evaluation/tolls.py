"""Tolls, in two kinds of set: what a document reports, and where each count stands.

Documents:
pairs          F1 of the distinct (kind, low) of a document; those the gold marks optional are neither asked for nor wrong
killed_total   the share of documents with a killing whose lows add up to the gold's; killed_max: whose largest is the gold's
killed_any     F1 of "this document reports a killing"
Spans (chosen when the gold's tolls have an ``approx`` field):
found          F1 of tolls, one to one: the same kind, and the count overlaps the gold's span
low, bounds    found, and the same low; and the same high too
Only the kinds that the gold file holds are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dragoman.evaluation.counts import Counts, Figures, class_figures, classes_under, share
from dragoman.evaluation.matching import any_overlap, gold_stretches, match, stretches
from dragoman.evaluation.sets import BY_CLASS, Pair, Row, SetKind
from dragoman.records import Report, Toll


def _kinds(pairs: Sequence[Pair]) -> list[str]:
    return sorted({toll["kind"] for row, _ in pairs for toll in row["tolls"]})


def _victims(victim: Any) -> str:
    words = [str(name) for name in victim] if isinstance(victim, list) else [str(victim or "")]
    return " ".join(" ".join(words).lower().split())


def count_document(row: dict[str, Any], report: Report, kinds: Sequence[str]) -> Counts:
    """The counts of one document."""
    counts = Counts()
    asked = {(toll["kind"], toll["low"]) for toll in row["tolls"] if not toll.get("optional")}
    allowed = {(toll["kind"], toll["low"]) for toll in row["tolls"]} - asked
    given = {(toll.kind, toll.low) for toll in report.tolls if toll.kind in kinds} - allowed
    counts.add_matches("pairs", right=len(asked & given), predicted=len(given), gold=len(asked))
    for kind in kinds:
        wanted, found = ({pair for pair in pairs if pair[0] == kind} for pairs in (asked, given))
        counts.add_matches(("kinds", kind), right=len(wanted & found), predicted=len(found), gold=len(wanted))
    _count_killed(counts, row, {toll.low for toll in report.tolls if toll.kind == "killed" and "killed" in kinds})
    return counts


def _count_killed(counts: Counts, row: dict[str, Any], lows: set[int | None]) -> None:
    killed: dict[Any, dict[str, Any]] = {}
    for toll in row["tolls"]:
        if toll["kind"] == "killed":
            killed.setdefault((toll.get("incident"), _victims(toll.get("victim")), toll["low"]), toll)
    firm = [toll for toll in killed.values() if not toll.get("optional")]
    counts.add_matches("killed_any", right=bool(firm and lows), predicted=bool(lows and (firm or not killed)), gold=bool(firm))
    if not firm:
        return
    counts.add("killed_documents")
    if lows:
        sums, largest = zip(*(_sum_and_largest(toll["low"] for toll in tolls) for tolls in (firm, killed.values())), strict=True)
        total, most = _sum_and_largest(lows)
        counts.add("killed_total_right", total in sums)
        counts.add("killed_max_right", most in largest)


def _sum_and_largest(lows: Iterable[int | None]) -> tuple[int, int]:
    numbers = [low or 0 for low in lows]
    return sum(numbers), max(numbers, default=0)


def make_document_figures(whole: Counts) -> Figures:
    """All figures of a set of documents."""
    return {
        "pairs_f1": whole.f1("pairs"),
        "pairs_precision": whole.precision("pairs"),
        "pairs_recall": whole.recall("pairs"),
        "killed_total_exact": share(whole["killed_total_right"], whole["killed_documents"]),
        "killed_max_exact": share(whole["killed_max_right"], whole["killed_documents"]),
        "killed_any_f1": whole.f1("killed_any"),
    }


def count_spans(row: dict[str, Any], report: Report, kinds: Sequence[str]) -> Counts:
    """The counts of one text whose tolls are marked in place."""
    counts = Counts()
    golds = [(toll, gold_stretches(toll)) for toll in row["tolls"]]
    given = [toll for toll in report.tolls if toll.kind in kinds]

    def found(gold: Any, toll: Toll) -> bool:
        return bool(gold[0]["kind"] == toll.kind) and any_overlap(gold[1], stretches((toll.count_text,)))

    def low(gold: Any, toll: Toll) -> bool:
        return found(gold, toll) and (gold[0]["low"] is None or gold[0]["low"] == toll.low)

    def bounds(gold: Any, toll: Toll) -> bool:
        return low(gold, toll) and (gold[0]["low"] is None or gold[0]["high"] == toll.high)

    for name, fits in (("found", found), ("low", low), ("bounds", bounds)):
        pairs = match(golds, given, fits, best=bounds)
        counts.add_matches(name, right=len(pairs), predicted=len(given), gold=len(golds))
        for kind in kinds:
            counts.add_matches(
                (f"{name} by kind", kind),
                right=sum(golds[i][0]["kind"] == kind for i in pairs),
                predicted=sum(toll.kind == kind for toll in given),
                gold=sum(toll["kind"] == kind for toll, _ in golds),
            )
    return counts


def make_span_figures(whole: Counts) -> Figures:
    """All figures of a set of spans."""
    return {
        "found_f1": whole.f1("found"),
        "found_precision": whole.precision("found"),
        "found_recall": whole.recall("found"),
        "low_f1": whole.f1("low"),
        "bounds_f1": whole.f1("bounds"),
    }


def _document_classes(whole: Counts) -> list[tuple[str, Figures]]:
    return [(kind, class_figures(whole, ("kinds", kind))) for kind in classes_under(whole, "kinds")]


def _span_classes(whole: Counts) -> list[tuple[str, Figures]]:
    kinds = classes_under(whole, "found by kind")
    return [(k, class_figures(whole, ("found by kind", k)) | {"bounds_F1": whole.f1(("bounds by kind", k))}) for k in kinds]


def _count_documents(pairs: Sequence[Pair]) -> list[Counts]:
    kinds = _kinds(pairs)
    return [count_document(row, report, kinds) for row, report in pairs]


def _count_spans(pairs: Sequence[Pair]) -> list[Counts]:
    kinds = _kinds(pairs)
    return [count_spans(row, report, kinds) for row, report in pairs]


def _notes(pairs: Sequence[Pair]) -> list[str]:
    return ["kinds scored: " + ", ".join(_kinds(pairs))]


def _has_tolls(rows: Sequence[Row]) -> bool:
    return all("tolls" in row for row in rows)


def _has_spans(rows: Sequence[Row]) -> bool:
    return _has_tolls(rows) and any("approx" in toll for row in rows for toll in row["tolls"])


SET_OF_SPANS = SetKind(
    name="tolls (spans)",
    is_kind=_has_spans,
    count=_count_spans,
    figures=make_span_figures,
    headline=("found_f1", "low_f1", "bounds_f1"),
    classes=_span_classes,
    columns=(*BY_CLASS, "bounds_F1"),
    notes=_notes,
)
SET_OF_DOCUMENTS = SetKind(
    name="tolls (documents)",
    is_kind=_has_tolls,
    count=_count_documents,
    figures=make_document_figures,
    headline=("pairs_f1", "pairs_precision", "pairs_recall", "killed_total_exact", "killed_max_exact", "killed_any_f1"),
    classes=_document_classes,
    notes=_notes,
)
