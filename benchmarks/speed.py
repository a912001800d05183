"""How fast stories are coded, as a share of the raw spaCy pipeline with the same model on the same text, in one run.

    python benchmarks/speed.py [FILE.jsonl …] [--words 60000] [--repeats 3] [--processes 1] [--model NAME] [--json]

Without files the bundled stories are repeated until there are enough words. The raw pipeline is given the same texts
in batches (``nlp.pipe``), and both are timed in turn, ``--repeats`` times; the medians count.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import resource
import statistics
import time
import warnings
from collections.abc import Iterator
from importlib.resources import files

from dragoman import Coder
from dragoman.language.english_models import find_model
from dragoman.records import Report


def read_texts(paths: list[str], words: int) -> list[str]:
    """Texts of at least so many words."""
    texts: list[str] = []
    count = 0
    for text in _endless_bundled() if not paths else _given(paths):
        texts.append(text)
        count += len(text.split())
        if count >= words:
            break
    return texts


def _endless_bundled() -> Iterator[str]:
    stories = sorted(path for path in (files("dragoman") / "stories").iterdir() if path.name.endswith(".txt"))
    while True:
        for story in stories:
            yield story.read_text(encoding="utf-8")


def _given(paths: list[str]) -> Iterator[str]:
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]


def measure(paths: list[str], words: int, repeats: int, processes: int, model: str | None = None) -> dict[str, float]:
    """Words per second of both, their share, and the peak of memory."""
    warnings.filterwarnings("ignore", message=r"\[W095\]")
    texts = read_texts(paths, words)
    count = sum(len(text.split()) for text in texts)
    raw = importlib.import_module(find_model(model)).load()
    coder = Coder(model=model)
    _code(coder, texts[:20], 1)
    raw_s, coder_s = [], []
    for _ in range(repeats):
        began = time.perf_counter()
        for _doc in raw.pipe(texts):
            pass
        raw_s.append(time.perf_counter() - began)
        began = time.perf_counter()
        _code(coder, texts, processes)
        coder_s.append(time.perf_counter() - began)
    return {
        "words": count,
        "stories": len(texts),
        "raw_words_per_s": count / statistics.median(raw_s),
        "coder_words_per_s": count / statistics.median(coder_s),
        "share_of_raw": statistics.median(raw_s) / statistics.median(coder_s),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _code(coder: Coder, texts: list[str], processes: int) -> None:
    assert all(isinstance(outcome, Report) for outcome in coder.code_many(texts, processes=processes))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*")
    parser.add_argument("--words", type=int, default=30_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--model", help="an installed English model; the default one when not given")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = measure(options.files, options.words, options.repeats, options.processes, options.model)
    print(json.dumps(figures) if options.json else "\n".join(f"{name:<18} {value:10.2f}" for name, value in figures.items()))
