"""How fast the embedded gazetteer opens and answers, and what a dump of millions of rows takes to compile.

    python benchmarks/gazetteer.py [--runs 5] [--rows 0] [--json]

Opening and looking up are measured in processes of their own, the median of the runs. With ``--rows`` a dump of so many
places, with as many other names, is made up in a scratch folder and compiled once.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

OPEN = """
import resource, time, json
from pathlib import Path
from dragoman.resolving import gazetteer
def resident(): return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20
before, began = resident(), time.perf_counter()
opened = gazetteer.Gazetteer()
opened.find("Kharkiv")
open_ms = (time.perf_counter() - began) * 1000
names = [opened.entry(i * 7 % len(opened)).name for i in range(20_000)]
keys = [gazetteer.name_key(name) for name in names]
began = time.perf_counter()
for key in keys: opened.find_key(key)
found_s = time.perf_counter() - began
began = time.perf_counter()
for name in names: opened.knows(name)
known_s = time.perf_counter() - began
print(json.dumps({"open_ms": open_ms, "resident_mb": resident() - before, "finds_per_s": len(keys) / found_s,
                  "checks_per_s": len(names) / known_s}))
"""
"""Opens, looks up once (the first answer), then every seventh name: with its entries, and only whether it is known."""

SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]


def measure(runs: int) -> dict[str, float]:
    """Medians over the runs."""
    taken = [json.loads(subprocess.check_output([sys.executable, "-c", OPEN])) for _ in range(runs)]
    return {name: statistics.median(run[name] for run in taken) for name in taken[0]}


def make_dump(folder: Path, rows: int) -> None:
    """Write a dump of invented places."""
    chance = random.Random(6)
    (folder / "countryInfo.txt").write_text("#ISO\tISO3\nUA\tUKR\nNO\tNOR\n", encoding="utf-8")
    (folder / "admin1CodesASCII.txt").write_text("UA.14\tDonetsk\tDonetsk\t709716\n", encoding="utf-8")
    with (folder / "allCountries.txt").open("w", encoding="utf-8") as places, (folder / "alternateNamesV2.txt").open("w") as names:
        for number in range(1, rows + 1):
            name = "".join(chance.choice(SYLLABLES) for _ in range(4)).title()
            lat, lon = f"{chance.uniform(-80, 80):.5f}", f"{chance.uniform(-180, 180):.5f}"
            places.write(
                f"{number}\t{name}\t{name}\t\t{lat}\t{lon}\tP\tPPL\tUA\t\t14\t\t\t\t{number % 9999}\t\t\tEurope/Kyiv\t2024-01-01\n"
            )
            names.write(f"{number}\t{rows + 1 - number}\ten\tNew {name}\t\t\t\t\t\t\n")


def compile_dump(rows: int) -> dict[str, float]:
    """Seconds and peak resident memory of one compilation, and the size of the file."""
    with tempfile.TemporaryDirectory() as scratch:
        make_dump(Path(scratch), rows)
        out = Path(scratch) / "made.bin"
        began = time.perf_counter()
        child = subprocess.Popen(
            [sys.executable, "-m", "dragoman", "gazetteer", "build", scratch, "--out", str(out)], stdout=subprocess.DEVNULL
        )
        _, status, used = os.wait4(child.pid, 0)
        if status:
            raise SystemExit(f"the build ended with status {status}")
        return {
            "build_rows": rows,
            "build_s": time.perf_counter() - began,
            "build_peak_mb": used.ru_maxrss / 1024,
            "build_file_mb": out.stat().st_size / 1e6,
        }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--rows", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = measure(options.runs) | (compile_dump(options.rows) if options.rows else {})
    print(json.dumps(figures) if options.json else "\n".join(f"{name:<14} {value:12.1f}" for name, value in figures.items()))
