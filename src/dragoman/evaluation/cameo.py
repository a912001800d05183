"""CAMEO triples (source, target, code) of a sentence, as sets.

Each event gives a triple for every pair of actor and recipient; a code is the actor's codes joined, "" for an empty side. Negated events
are left out. ``triple`` is exact, ``triple_root`` has the two-digit root, ``root`` and ``cameo`` leave the actors aside, ``actors`` the
codes; the ``_real`` figures are over sentences whose codes are all in CAMEO and which name no invented country.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from dragoman.evaluation.counts import Counts, Figures, class_figures, classes_under, macro_f1
from dragoman.evaluation.sets import Pair, SetKind
from dragoman.evaluation.tables import load_tables
from dragoman.records import Report

Triple: TypeAlias = tuple[str, str, str]

VIEWS: dict[str, Callable[[Triple], Any]] = {
    "triple": lambda triple: triple,
    "root": lambda triple: triple[2][:2],
    "triple_root": lambda triple: (triple[0], triple[1], triple[2][:2]),
    "cameo": lambda triple: triple[2],
    "actors": lambda triple: triple[:2],
}


def _clean(code: str | None) -> str:
    return (code or "").strip().upper().translate({ord(mark): None for mark in "-#*"})


def read_gold(row: dict[str, Any]) -> frozenset[Triple]:
    """The triples of a gold row."""
    return frozenset(
        (_clean(event.get("source_code")), _clean(event.get("target_code")), str(event.get("cameo") or "").strip())
        for event in row["events"]
    )


def read_report(report: Report) -> frozenset[Triple]:
    """The triples of a report's events."""
    codes = {actor.id: _clean("".join(actor.codes)) for actor in report.actors}

    def side(ids: Sequence[str]) -> list[str]:
        return [code for id in ids for code in [codes[id]]] or [""]

    return frozenset(
        (source, target, event.cameo or "")
        for event in report.events
        if event.modality != "negated"
        for source in side(event.actors)
        for target in side(event.recipients)
    )


def is_real(triples: frozenset[Triple]) -> bool:
    """Whether every code is in CAMEO and no country is invented."""
    tables = load_tables()
    known = tables.known_cameo
    return all(
        (code in known or (code[:2] in ("01", "02") and code.isdigit())) and not {source[:3], target[:3]} & tables.invented_countries
        for source, target, code in triples
    )


def count_sentence(row: dict[str, Any], report: Report) -> Counts:
    """The counts of one sentence."""
    counts = Counts()
    gold, coded = read_gold(row), read_report(report)
    real = is_real(gold)
    counts.add("real", real)
    for name, view in VIEWS.items():
        wanted, given = {view(triple) for triple in gold}, {view(triple) for triple in coded}
        counts.add_matches(name, right=len(wanted & given), predicted=len(given), gold=len(wanted))
        if real and name in ("triple", "root"):
            counts.add_matches(f"{name}_real", right=len(wanted & given), predicted=len(given), gold=len(wanted))
        if name == "root":
            for root in wanted | given:
                counts.add_matches(("roots", root), right=root in wanted & given, predicted=root in given, gold=root in wanted)
    return counts


def make_figures(whole: Counts) -> Figures:
    """All figures of the set."""
    figures = {f"{name}_f1": whole.f1(name) for name in (*VIEWS, "triple_real", "root_real")}
    figures["root_macro_f1"] = macro_f1(whole, "roots")
    for name in ("triple", "root"):
        figures |= {f"{name}_precision": whole.precision(name), f"{name}_recall": whole.recall(name)}
    return figures


def _classes(whole: Counts) -> list[tuple[str, Figures]]:
    return [(root, class_figures(whole, ("roots", root))) for root in classes_under(whole, "roots")]


def _count(pairs: Sequence[Pair]) -> list[Counts]:
    return [count_sentence(row, report) for row, report in pairs]


def _notes(pairs: Sequence[Pair]) -> list[str]:
    real = sum(is_real(read_gold(row)) for row, _ in pairs)
    return [f"{real} sentences have real countries and codes only (the *_real figures)"]


SET = SetKind(
    name="cameo",
    is_kind=lambda rows: any("source_code" in event for row in rows for event in row.get("events") or ()),
    count=_count,
    figures=make_figures,
    headline=("triple_f1", "root_f1", "triple_root_f1"),
    classes=_classes,
    notes=_notes,
)
