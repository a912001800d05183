"""Compares English models: accuracy of the coder on the development sets with each, speed, start-up and memory.

    python benchmarks/models.py [--models NAME,NAME] [--gold ../shared/gold] [--words 30000]

Prints a Markdown table. Every model must be installed (``pip install 'dragoman[small]'`` adds the small one). The sets lie beside the
checkout and are no part of the repository.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import subprocess
import sys
import warnings
from pathlib import Path

from accuracy import SETS, find_gold, score_set, shown

from dragoman import Coder
from dragoman.language.english_models import PACKAGED_MODELS

HERE = Path(__file__).resolve().parent
FIGURES = {name: names[0] for name, names in SETS.items() if name != "events_cameo"} | {"places": "acc161_all"}
"""The figure that is compared of each set."""
SPEEDS = {
    "raw_words_per_s": "raw pipeline, words a second",
    "coder_words_per_s": "coding, words a second",
    "share_of_raw": "coding as a share of the raw pipeline",
    "code_story_s": "`dragoman code STORY` from a cold start, seconds",
    "code_story_mb": "peak memory of it, MB",
}


def script(name: str, model: str, *words: str) -> dict[str, float]:
    """The figures of another benchmark of this folder with one model."""
    done = subprocess.run([sys.executable, HERE / name, "--json", "--model", model, *words], stdout=subprocess.PIPE, check=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def installed_mb(model: str) -> float:
    """Size of the model's package on disk, MB."""
    files = importlib.metadata.files(model) or []
    return sum(Path(str(file.locate())).stat().st_size for file in files if Path(str(file.locate())).is_file()) / 1e6


def measure(model: str, gold: Path, words: int) -> dict[str, str]:
    """Each figure of one model, by what it is called in the table."""
    coder = Coder(model=model)
    column = {}
    for name, figure in FIGURES.items():
        card = score_set(coder, gold / f"{name}.dev.jsonl", argparse.Namespace(processes=1, model=model))
        column[f"{name}, {figure}"] = shown(figure, card.figures[figure])
        print(model, name, column[f"{name}, {figure}"], file=sys.stderr, flush=True)
    speeds = script("speed.py", model, "--words", str(words)) | script("startup.py", model)
    column |= {what: f"{speeds[name]:,.2f}" if speeds[name] < 100 else f"{speeds[name]:,.0f}" for name, what in SPEEDS.items()}
    return column | {"package on disk, MB": f"{installed_mb(model):.0f}"}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", default=",".join(PACKAGED_MODELS), help="installed models, with commas between them")
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--words", type=int, default=30_000, help="words for the speed of each")
    options = parser.parse_args()
    warnings.filterwarnings("ignore", message=r"\[W095\]")
    models = options.models.split(",")
    columns = [measure(model, find_gold(options.gold), options.words) for model in models]
    print("| figure | " + " | ".join(models) + " |\n|---|" + "---|" * len(models))
    for what in columns[0]:
        print(f"| {what} | " + " | ".join(column[what] for column in columns) + " |")
