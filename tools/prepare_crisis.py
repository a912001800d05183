"""Codes the dispatches of the bundled crisis, so that ``dragoman demo --serve`` opens at once.

    python tools/prepare_crisis.py

writes src/dragoman/stories/crisis.reports.jsonl.gz: what ``dragoman code --format jsonl`` prints, the same bytes each time.
"""

from __future__ import annotations

import gzip
from pathlib import Path

import msgspec

from dragoman.coder import Coder
from dragoman.reading.read import read_paths
from dragoman.records import Document

STORIES = Path(__file__).resolve().parent.parent / "src" / "dragoman" / "stories"


def main() -> None:
    """Write the reports."""
    coder = Coder()
    dispatches = [one for one in read_paths([str(STORIES / "crisis.jsonl")]) if isinstance(one, Document)]
    lines = [msgspec.json.encode(coder.code(dispatch)) + b"\n" for dispatch in dispatches]
    target = STORIES / "crisis.reports.jsonl.gz"
    target.write_bytes(gzip.compress(b"".join(lines), mtime=0))
    print(f"{target}: {len(lines)} reports, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
