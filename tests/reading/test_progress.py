"""How far the reading of some paths is."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from dragoman.reading.read import read_paths


def test_how_far_it_is_goes_from_nothing_to_all(tmp_path: Path) -> None:
    rows = ({"id": f"w{n}", "text": f"Envoys met in Oslo for the {n}th time.", "dateline": ["OSLO"], "places": {}} for n in range(4000))
    content = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    for name in ("a.jsonl.gz", "b.jsonl.gz"):
        (tmp_path / name).write_bytes(gzip.compress(content))
    stories = read_paths([tmp_path])
    shares = [stories.share_read() or 0.0 for _ in stories]
    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.6
    assert stories.share_read() == 1.0


def test_nobody_knows_how_much_standard_input_has(tmp_path: Path) -> None:
    assert read_paths(["-", tmp_path]).share_read() is None
    assert read_paths([tmp_path / "missing.txt"]).share_read() == 1.0
