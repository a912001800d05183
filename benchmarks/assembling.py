"""Assembles generated stories and prints what a report costs when there are few and when there are many.

    python benchmarks/assembling.py [--small N] [--large N] [--sample N] [--json]

The stories are those of ``benchmarks/archive.py``. Ingesting is not counted: only taking up one report more, in a
transaction of its own, after so many were assembled; and the commonest questions for occurrences and storylines.
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from archive import DAYS, FIRST_DAY, SOURCES, TYPES, Stories, World, percentile, uneven
from dragoman.archive import Archive, Filter
from dragoman.assembling import Assembly


def one_more(archive: Archive, assembly: Assembly, stories: Stories, documents: Iterator[Any], sample: int) -> list[float]:
    """Milliseconds that taking up each of the next reports takes."""
    taken = []
    for _ in range(sample):
        archive.ingest([next(documents)], stories)
        began = time.perf_counter()
        assembly.update()
        taken.append(1000 * (time.perf_counter() - began))
    return taken


def grow(archive: Archive, assembly: Assembly, stories: Stories, documents: Iterator[Any], count: int) -> float:
    """Ingest and assemble so many more; reports assembled a second."""
    archive.ingest((next(documents) for _ in range(count)), stories)
    began = time.perf_counter()
    assembly.update()
    return count / (time.perf_counter() - began)


def questions(draws: random.Random, world: World) -> Iterator[tuple[str, Filter]]:
    """The commonest questions for occurrences."""
    day = FIRST_DAY + datetime.timedelta(days=draws.randrange(DAYS - 40))
    month = {"since": day, "until": day + datetime.timedelta(days=30)}
    code, other = (uneven(draws, world.states)[0] for _ in range(2))
    country, type = uneven(draws, world.towns)[1], uneven(draws, list(TYPES))
    yield "newest occurrences", Filter()
    yield "a type in a month", Filter(type=type, **month)
    yield "a country in a month", Filter(country=country, **month)
    yield "a country and type", Filter(country=country, type=type)
    yield "an actor", Filter(actor=code)
    yield "an actor and type in a month", Filter(actor=code, type=type, **month)
    yield "an actor towards another", Filter(actor=code, recipient=other)
    yield "an agency's in a month", Filter(source=uneven(draws, SOURCES), **month)


def ask(archive: Archive, rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each question."""
    draws, world, assembly = random.Random(11), World(), Assembly(archive)
    times: dict[str, list[float]] = {}
    for turn in range(-2, rounds):
        asked: list[tuple[str, Any]] = [
            (name, lambda w=wanted: assembly.occurrences(w, limit=50)) for name, wanted in questions(draws, world)
        ]
        asked.append(("newest storylines", lambda: assembly.storylines(limit=50)))
        for name, question in asked:
            began = time.perf_counter()
            list(question())
            if turn >= 0:
                times.setdefault(name, []).append(1000 * (time.perf_counter() - began))
    return times


def main(small: int, large: int, sample: int, rounds: int, where: Path) -> dict[str, float]:
    """Grow an archive and measure."""
    stories, figures = Stories(), {}
    documents = stories.documents(large + 2 * sample)
    with Archive(where) as archive:
        assembly = Assembly(archive)
        grow(archive, assembly, stories, documents, small)
        few = one_more(archive, assembly, stories, documents, sample)
        figures["assembling_reports_per_s"] = grow(archive, assembly, stories, documents, large - small - sample)
        many = one_more(archive, assembly, stories, documents, sample)
        figures |= {"report_ms_few": statistics.median(few), "report_ms_many": statistics.median(many)}
        figures["report_cost_ratio"] = figures["report_ms_many"] / figures["report_ms_few"]
        times = ask(archive, rounds)
    for name, taken in times.items():
        print(f"{name:<36} median {statistics.median(taken):7.1f} ms   p95 {percentile(taken):7.1f} ms", file=sys.stderr)
    figures["occurrence_query_p95_ms"] = percentile([one for taken in times.values() for one in taken])
    return figures


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=1_000)
    parser.add_argument("--large", type=int, default=100_000)
    parser.add_argument("--sample", type=int, default=100, help="so many single reports are timed at each size")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = main(words.small, words.large, words.sample, words.rounds, Path(folder) / "generated.db")
    print(json.dumps(found) if words.json else "\n".join(f"{name} {value:,.1f}" for name, value in found.items()))
