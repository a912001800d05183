"""How long the command takes from a cold start, and how much memory, beside a bare script with the same model and story.

    python benchmarks/startup.py [--runs 5] [--model NAME] [--json]

The bare script imports spaCy, loads the model that dragoman loads and parses the story. Runs alternate, so that what
else the machine does falls on both.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from importlib.resources import files

from dragoman.language.english_models import find_model

BARE = """
import sys, spacy, importlib
nlp = importlib.import_module(sys.argv[1]).load()
doc = nlp(open(sys.argv[2], encoding="utf-8").read())
print(len(list(doc.sents)))
"""


def run(command: list[str]) -> tuple[float, float]:
    """Seconds and peak resident MB of a command."""
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - began
    if status:
        raise SystemExit(f"{command} ended with status {status}")
    return seconds, used.ru_maxrss / 1024


def measure(runs: int, model: str | None = None) -> dict[str, float]:
    """Medians over the runs."""
    story = str(files("dragoman") / "stories" / "karabakh-2020.txt")
    commands = {
        "help": [sys.executable, "-m", "dragoman", "--help"],
        "bare": [sys.executable, "-W", "ignore", "-c", BARE, find_model(model), story],
        "code": [sys.executable, "-m", "dragoman", "code", story, "--format", "jsonl", "--model", find_model(model)],
    }
    for command in commands.values():
        run(command)  # fills the disk cache and the cache of the compiled lexicon
    measured: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            measured[name].append(run(command))
    seconds = {name: statistics.median(s for s, _ in values) for name, values in measured.items()}
    memory = {name: statistics.median(m for _, m in values) for name, values in measured.items()}
    return {
        "help_s": seconds["help"],
        "bare_script_s": seconds["bare"],
        "code_story_s": seconds["code"],
        "code_to_bare": seconds["code"] / seconds["bare"],
        "bare_script_mb": memory["bare"],
        "code_story_mb": memory["code"],
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--model", help="an installed English model; the default one when not given")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = measure(options.runs, options.model)
    print(json.dumps(figures) if options.json else "\n".join(f"{name:<16} {value:8.2f}" for name, value in figures.items()))
