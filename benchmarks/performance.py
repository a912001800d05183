"""Measures start-up, speed and memory and writes docs/performance.md.

    python benchmarks/performance.py [--quick]

Each figure is made by startup.py, speed.py, memory.py, archive.py and exchange.py of this folder, which also run by themselves.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

from dragoman import __version__
from dragoman.language.english_models import find_model

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "performance.md"
GOALS = {
    "help_s": ("`dragoman --help`, seconds", "≤ 0.3"),
    "bare_script_s": ("a bare script: import spaCy, load the same model, parse the same story, seconds", ""),
    "code_story_s": ("`dragoman code STORY` from a cold start, seconds", ""),
    "code_to_bare": ("the second divided by the first", "≤ 1.4"),
    "bare_script_mb": ("peak memory of the bare script, MB", ""),
    "code_story_mb": ("peak memory of `dragoman code STORY`, MB", "≤ 600"),
    "raw_words_per_s": ("raw spaCy pipeline, words a second", ""),
    "coder_words_per_s": ("coding, words a second", ""),
    "share_of_raw": ("coding speed as a share of the raw pipeline", "≥ 0.5"),
    "after_few_mb": ("memory after the first 100 stories of a stream, MB", ""),
    "after_many_mb": ("memory after the last story of the stream, MB", ""),
    "streamed_stories": ("stories in the stream", ""),
    "archive_events": ("events in a generated archive (SQLite)", ""),
    "archive_bytes_per_event": ("bytes on disk for each event, with its story, report and indexes", ""),
    "archive_ingest_per_s": ("stories kept a second, coding apart", ""),
    "archive_query_p95_ms": ("the twelve commonest queries, 95th percentile of all, warm, ms", "≤ 50"),
    "archive_slowest_p95_ms": ("the slowest of the twelve, 95th percentile, ms", ""),
    "export_gdelt_10000_mb": ("peak memory of an export of 10,000 events in GDELT's form, MB", ""),
    "export_gdelt_100000_mb": ("of 100,000 events, MB", "as for 10,000"),
    "export_gdelt_s": ("seconds for these", ""),
}


def measure(script: str, *words: str) -> dict[str, float]:
    """The figures that a script of this folder prints."""
    done = subprocess.run([sys.executable, HERE / script, "--json", *words], stdout=subprocess.PIPE, check=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def page(figures: dict[str, float]) -> str:
    """The page."""
    rows = ["| what | measured | goal |", "|---|---|---|"]
    for name, (what, goal) in GOALS.items():
        if name in figures:
            value = figures[name]
            rows.append(f"| {what} | {value:,.0f} | {goal} |" if value >= 100 else f"| {what} | {value:.2f} | {goal} |")
    machine = f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}"
    return (
        "# Performance\n\nWritten by `make performance`; do not edit. Compare the shares, not the seconds: they depend on the machine.\n\n"
        f"{datetime.date.today().isoformat()}, version {__version__}, model `{find_model(None)}`, {machine}. Start-up figures are medians of five runs.\n\n"  # noqa: E501
        + "\n".join(rows)
        + "\n"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer words and runs; prints only")
    quick = parser.parse_args().quick
    figures = measure("startup.py", "--runs", "3" if quick else "5")
    figures |= measure("speed.py", "--words", "5000" if quick else "30000")
    figures |= measure("memory.py", "--stories", "200" if quick else "2000")
    figures |= measure("archive.py", "--events", "20000" if quick else "1000000")
    figures |= measure("exchange.py", "--events", "2000" if quick else "100000")
    print(page(figures))
    if not quick:
        PAGE.write_text(page(figures), encoding="utf-8")
