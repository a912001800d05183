"""Exports generated events in every format and prints time and peak memory of each, for one size and for a tenth of it.

    python benchmarks/exchange.py [--events 100000] [--archive FILE] [--json]

Each export runs in a process of its own, so its peak is its own. Memory is bounded where the whole takes no more than
the tenth but for what the program itself needs.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from archive import EVENTS_A_STORY, Stories
from dragoman.archive import Archive
from dragoman.exchange.exporter import exporters

CHILD = """
import sys
from pathlib import Path
from dragoman.archive import Archive
from dragoman.exchange.export import export
with Archive(sys.argv[1], mode="read") as archive:
    tally = export(archive, sys.argv[2], sys.argv[3], kind=sys.argv[4], limit=int(sys.argv[5]))
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(tally.rows, int(peak.split()[1]) / 1024)
"""


def measure(path: Path, events: int) -> dict[str, float]:
    """Fill the archive if it is not there, export, and give the figures."""
    if not path.exists():
        stories = Stories()
        with Archive(path) as archive:
            archive.ingest(stories.documents(round(1.02 * events / EVENTS_A_STORY)), stories)
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        # Of two names for one format the first is measured.
        for exporter, name in {id(one): (one, name) for name, one in reversed(exporters().items())}.values():
            kind = "event" if "event" in exporter.kinds else exporter.kinds[0]
            for size in (events // 10, events):  # the peak of the process itself: getrusage would count its parent's too
                began = time.perf_counter()
                words = [str(path), name, str(Path(folder) / "out"), kind, str(size)]
                done = subprocess.run([sys.executable, "-c", CHILD, *words], stdout=subprocess.PIPE, check=True, text=True)
                rows, peak = done.stdout.split()
                figures[f"export_{name}_{size}_mb"] = float(peak)
            figures[f"export_{name}_rows"] = int(rows)
            figures[f"export_{name}_s"] = time.perf_counter() - began
            print(f"{name:<8} {figures[f'export_{name}_s']:6.1f} s  {float(peak):6.0f} MB  {rows} rows", file=sys.stderr)
    return figures


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--archive", type=Path, help="kept; exported as it is where it is there")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(words.archive or Path(folder) / "generated.db", words.events)
    print(json.dumps(found) if words.json else "\n".join(f"{name} {value:,.1f}" for name, value in found.items()))
