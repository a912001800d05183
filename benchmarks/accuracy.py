"""Scores the coder on the development sets and writes docs/accuracy.md.

    python benchmarks/accuracy.py [--gold ../shared/gold] [--part dev] [--processes 2] [--model NAME] [SET …]

The sets lie beside the checkout and are no part of the repository. Each full run adds a line to
docs/accuracy.jsonl (date, version, figures) and writes the page anew from all lines; with names of sets
only these are scored and printed, and nothing is written.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

from invented_actors import write_actors

from dragoman import Coder, Report, __version__
from dragoman.evaluation.gold import read_gold, to_document
from dragoman.evaluation.score import ScoreCard, score

ROOT = Path(__file__).resolve().parent.parent
HISTORY, PAGE = ROOT / "docs" / "accuracy.jsonl", ROOT / "docs" / "accuracy.md"
SETS = {
    "stories": ("headline", "events_f1", "events_strict_f1", "statements_f1", "actors_f1", "tolls_f1", "places_f1", "positions_f1",
                "tolls_scope_f1", "modality_acc", "attribution_acc", "parent_acc"),
    "events": ("type_micro_f1", "type_macro_f1", "coded_micro_f1", "actor_span_f1", "recipient_span_f1", "context_acc"),
    "events_plv": ("macro_f1", "accuracy", "both", "any", "answered"),
    "events_cameo": ("actors_f1", "root_real_f1", "triple_real_f1"),
    "quotes": ("triple_f1", "content_overlap_f1", "source_overlap_f1", "cue_overlap_f1"),
    "quotes_polnear": ("triple_f1", "content_overlap_f1", "source_overlap_f1", "cue_overlap_f1"),
    "tolls_spans": ("bounds_f1", "found_f1", "low_f1"),
    "tolls_releases": ("pairs_f1", "pairs_precision", "pairs_recall"),
    "tolls": ("pairs_f1", "killed_total_exact", "killed_any_f1"),
    "places": ("detect_f1", "acc161_found", "acc161_all", "median_km"),
    "times": ("span_f1", "value_f1", "value_acc"),
}  # fmt: skip
"""The figures that are shown of each set, its chief one first."""


def find_gold(given: Path | None) -> Path:
    """The folder of gold sets: the one given, else ``../shared/gold`` or the one under ``DRAGOMAN_SHARED``."""
    folder = given or Path(os.environ.get("DRAGOMAN_SHARED") or ROOT.parent / "shared") / "gold"
    if not folder.is_dir():
        sys.exit(f"there is no folder {folder}\n  Name the folder of gold sets with --gold.")
    return folder


def score_set(coder: Coder, path: Path, options: argparse.Namespace) -> ScoreCard:
    """Code and score one set; that of invented countries with a dictionary of their names, made for the run."""
    rows = read_gold(path)
    if path.name.startswith("events_cameo"):
        with tempfile.TemporaryDirectory() as folder:
            write_actors(rows, Path(folder))
            return _score(Coder(model=options.model, dictionaries=[Path(folder)]), rows, path, processes=1)
    return _score(coder, rows, path, options.processes)


def _score(coder: Coder, rows: list[dict[str, Any]], path: Path, processes: int) -> ScoreCard:
    outcomes = list(coder.code_many(map(to_document, rows), processes=processes))
    for outcome in outcomes:
        if not isinstance(outcome, Report):
            print(f"set aside: {outcome}", file=sys.stderr)
    return score(rows, [outcome for outcome in outcomes if isinstance(outcome, Report)], where=path.name)


def shown(name: str, value: float) -> str:
    """A figure in a table."""
    return f"{value:.1f}" if name.endswith("_km") else f"{value:.3f}"


def table(rows: list[list[str]]) -> str:
    """A Markdown table; the first row is its head."""
    head, *body = ("| " + " | ".join(row) + " |" for row in rows)
    return "\n".join([head, "|" + "---|" * len(rows[0]), *body])


def page(history: list[dict[str, Any]]) -> str:
    """The whole page: a line for each run, then the last run set by set."""
    last = history[-1]
    chief = [["date", "version", "model", *SETS]]
    for run in history:
        figures = (shown(names[0], run["sets"][name]["figures"][names[0]]) for name, names in SETS.items())
        chief.append([run["date"], run["version"], run["model"], *figures])
    parts = [
        "# Accuracy",
        "Written by `make accuracy`; do not edit. The sets are development sets that lie beside the checkout and are no part of the\n"
        "repository; what each figure means stands in [evaluation.md](evaluation.md).",
        "## The chief figure of each set, run by run",
        ", ".join(f"{name}: `{names[0]}`" for name, names in SETS.items()) + ".",
        table(chief),
        f"## {last['date']}, version {last['version']}, {last['model']}",
        "Intervals are 95 % bootstrap intervals over documents.",
    ]
    rows = [["set", "documents", "figure", "value", "95 %"]]
    for name, names in SETS.items():
        card = last["sets"][name]
        for i, figure in enumerate(names):
            limits = card["ci95"].get(figure)
            interval = f"{shown(figure, limits[0])}–{shown(figure, limits[1])}" if limits else ""
            first = [name, str(card["documents"])] if i == 0 else ["", ""]
            rows.append([*first, figure, shown(figure, card["figures"][figure]), interval])
    parts.append(table(rows))
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Score, print, and write where all sets were scored."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", choices=[*SETS, []], metavar="SET")
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--part", default="dev")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--model")
    options = parser.parse_args()
    warnings.filterwarnings("ignore", message=r"\[W095\]")
    gold, coder = find_gold(options.gold), Coder(model=options.model)
    cards = {}
    for name in options.sets or SETS:
        card = cards[name] = score_set(coder, gold / f"{name}.{options.part}.jsonl", options)
        print(name, *(f"{figure} {shown(figure, card.figures[figure])}" for figure in SETS[name]), sep="  ", flush=True)
    if options.sets or options.part != "dev":
        return
    sets = {
        name: {
            "documents": card.documents,
            "figures": {figure: round(card.figures[figure], 4) for figure in SETS[name]},
            "ci95": {figure: [round(limit, 4) for limit in card.ci95[figure]] for figure in SETS[name] if figure in card.ci95},
        }
        for name, card in cards.items()
    }
    run = {"date": datetime.date.today().isoformat(), "version": __version__, "model": coder.model, "coder": coder.version, "sets": sets}
    with HISTORY.open("a", encoding="utf-8") as file:
        file.write(json.dumps(run) + "\n")
    history = [json.loads(line) for line in HISTORY.read_text(encoding="utf-8").splitlines()]
    PAGE.write_text(page(history), encoding="utf-8")
    print(f"written: {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
