"""Draws records at random from reports, each with the words around it, to be judged by hand.

    dragoman code wire.jsonl --format jsonl > reports.jsonl
    python benchmarks/draw.py reports.jsonl --kind events --count 150 --seed 7 > sheet.txt

The same seed draws the same records of the same reports; ``--count 0`` gives all. Judgements of texts that may not be copied stay outside
the repository, as the texts do.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

KINDS = ("events", "statements", "tolls", "positions")
AROUND = 260
"""Code points of the text shown on either side."""


def read_reports(path: Path) -> list[dict[str, Any]]:
    """The reports of a file of JSON Lines."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def draw(reports: list[dict[str, Any]], kind: str, count: int, seed: int) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """So many records of a kind with their reports, in the order of the file; all for a count of 0."""
    found = [(report, record) for report in reports for record in report[kind]]
    if not count or count >= len(found):
        return found
    return [found[i] for i in sorted(random.Random(seed).sample(range(len(found)), count))]


def spans(record: dict[str, Any]) -> list[dict[str, Any]]:
    """The words a record stands on."""
    return record.get("evidence") or record.get("content") or [record["count_text"]]


def shown(report: dict[str, Any], record: dict[str, Any]) -> Iterator[str]:
    """The lines of a record: the text around its words, marked, then its fields."""
    text, words = report["document"]["text"], spans(record)
    start, end = min(span["start"] for span in words), max(span["end"] for span in words)
    around = f"{text[max(0, start - AROUND) : start]}[[{text[start:end]}]]{text[end : end + AROUND]}"
    yield "text: " + " ".join(around.split())
    names = {actor["id"]: f"{actor['name']} ({' '.join(actor['codes'])})" for actor in report["actors"]}
    names |= {place["id"]: f"{place['name']} ({place['country']})" for place in report["places"]}
    names |= {time["id"]: f"{time['span']['text']} ({time['from']}..{time['to']})" for time in report["times"]}
    names |= {statement["id"]: _source(statement) for statement in report["statements"]}
    for field, value in record.items():
        if field in ("id", "evidence", "content") or value in (None, [], False):
            continue
        yield f"  {field}: {_value(value, names)}"


def _source(statement: dict[str, Any]) -> str:
    return statement["source"]["span"]["text"] if statement["source"] and statement["source"]["span"] else "nobody named"


def _value(value: Any, names: dict[str, str]) -> str:
    if isinstance(value, dict) and "text" in value:
        return f"“{value['text']}”"
    if isinstance(value, dict):
        return "; ".join(f"{key} {_value(one, names)}" for key, one in value.items() if one)
    if isinstance(value, list):
        return ", ".join(_value(one, names) for one in value)
    return names.get(value, value) if isinstance(value, str) else str(value)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--kind", choices=KINDS, default="events")
    parser.add_argument("--count", type=int, default=150)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    drawn = draw(read_reports(options.reports), options.kind, options.count, options.seed)
    for number, (report, record) in enumerate(drawn, 1):
        sys.stdout.write(f"#{number} {report['document']['id']} {record['id']}\n" + "\n".join(shown(report, record)) + "\n\n")
