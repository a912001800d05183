"""Shows whether the rules know their own example sentences by heart: figures with the lexicon as it is, and with every example taken out.

    python benchmarks/fitting.py [--gold ../shared/gold] [SET …]

Each set is also scored in two halves of its rows. Rules were written with the first half in sight and never the second, so a rule that
fits single sentences shows as a gap between them. The sets lie beside the checkout and are no part of the repository.
"""

from __future__ import annotations

import argparse
import tempfile
import warnings
from pathlib import Path
from typing import Any

import yaml
from accuracy import SETS, find_gold

import dragoman.lexicon
from dragoman import Coder, Report
from dragoman.evaluation.gold import read_gold, to_document
from dragoman.evaluation.score import score

SENTENCES = {"examples": [{"text": "Nothing."}], "counterexamples": [{"text": "Nothing.", "why": "taken out"}]}
DEFAULT = ("events", "events_plv")


def without_examples(folder: Path) -> Path:
    """A copy of the event rules in which no rule has its example sentences."""
    rules = Path(dragoman.lexicon.__file__).parent / "events"
    target = folder / "events"
    target.mkdir()
    for path in sorted(rules.glob("*.yaml")):
        file = _typed(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader))
        for rule in file["rules"]:
            rule.update(SENTENCES)
        (target / path.name).write_text(yaml.safe_dump(file, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return folder


def _typed(node: Any) -> Any:
    """The node with "true" and "false" for what they mean, every other scalar a string."""
    if isinstance(node, dict):
        return {key: _typed(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_typed(value) for value in node]
    return {"true": True, "false": False}.get(node, node)


def figures(coder: Coder, path: Path, names: tuple[str, ...]) -> dict[str, dict[str, float]]:
    """The figures of a set: of all rows, of the first half and of the second."""
    rows = read_gold(path)
    reports = [outcome for outcome in coder.code_many(map(to_document, rows)) if isinstance(outcome, Report)]
    half = len(rows) // 2
    found = {}
    for part, chosen in {"all": rows, "first half": rows[:half], "second half": rows[half:]}.items():
        ids = {row["id"] for row in chosen}
        card = score(chosen, [report for report in reports if report.document.id in ids], where=path.name, draws=0)
        found[part] = {name: card.figures[name] for name in names}
    return found


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", default=DEFAULT, metavar="SET")
    parser.add_argument("--gold", type=Path)
    options = parser.parse_args()
    warnings.filterwarnings("ignore", message=r"\[W095\]")
    gold = find_gold(options.gold)
    with tempfile.TemporaryDirectory() as folder:
        coders = {"as it is": Coder(), "without examples": Coder(lexicons=[without_examples(Path(folder))])}
        print(
            "| set | figure | " + " | ".join(f"{part}, {which}" for which in coders for part in ("all", "first half", "second half")) + " |"
        )
        print("|---|---|" + "---|" * 6)
        for name in options.sets:
            found = [figures(coder, gold / f"{name}.dev.jsonl", SETS[name][:4]) for coder in coders.values()]
            for figure in SETS[name][:4]:
                print(
                    f"| {name} | {figure} | " + " | ".join(f"{parts[part][figure]:.3f}" for parts in found for part in parts) + " |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
