"""Whether memory stays level over a long stream of stories: it is read after 100 stories and after the last.

    python benchmarks/memory.py [--stories 2000] [--json]

Every story of the stream is different: the bundled ones with invented names in place of known ones, so that nothing
that keeps words for later can hide.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import warnings
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from dragoman import Coder

EARLY = 100
LETTERS = "bcdfghklmnprstvz"


def stories(count: int) -> Iterator[str]:
    """So many stories, each with names of its own."""
    chance = random.Random(7)
    folder = files("dragoman") / "stories"
    texts = sorted(path.read_text(encoding="utf-8") for path in folder.iterdir() if path.name.endswith(".txt"))
    for i in range(count):
        yield re.sub(r"\b[A-Z][a-z]{4,}\b", lambda found: found.group() if chance.random() < 0.5 else _name(chance), texts[i % len(texts)])


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(LETTERS) + chance.choice("aeiou") for _ in range(4)).title()


def resident_mb() -> float:
    """Memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 2**20


def measure(count: int) -> dict[str, float]:
    """Memory early in the stream and at its end."""
    warnings.filterwarnings("ignore", message=r"\[W095\]")
    early = 0.0
    for number, _ in enumerate(Coder().code_many(stories(count)), 1):
        if number == EARLY:
            early = resident_mb()
    return {"after_few_mb": early, "after_many_mb": resident_mb(), "streamed_stories": count}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=2000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = measure(options.stories)
    print(json.dumps(figures) if options.json else "\n".join(f"{name:<18} {value:10.1f}" for name, value in figures.items()))
