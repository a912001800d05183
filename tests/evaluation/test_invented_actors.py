"""The dictionary that the benchmark makes of a set of invented countries. The rows here are of our own making."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from invented_actors import write_actors


def _row(text: str, *pairs: tuple[str, str], date: str = "1995-01-01") -> dict[str, object]:
    return {"text": text, "date": date, "events": [{"cameo": "040", "source_code": s, "target_code": t} for s, t in pairs]}


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([_row("Gonia met Arnia.", ("GON", "ARNGOV"))], ["ARNIA_ [ARN]", "GONIA_ [GON]"]),
        ([_row("The Wizard warned Gonia.", ("HOBMIL", "GON"))], ["GONIA_ [GON]", "WIZARD_ [HOBMIL]"]),
        (
            [_row("Old Tom warned Gonia.", ("HOBMIL", "GON")), _row("Old Tom warned Gonia.", ("HOBGOV", "GON"), date="1999-02-03")],
            ["TOM_", "\t[HOBMIL 19950101-19950101]", "\t[HOBGOV 19990203-19990203]", "GONIA_ [GON]"],
        ),
        ([_row("France met Spain.", ("FRA", "ESP"))], []),
    ],
)
def test_names_get_the_codes_that_rows_pair_them_with(tmp_path: Path, rows, lines) -> None:
    assert write_actors(rows, tmp_path).read_text(encoding="utf-8").splitlines() == lines
