"""An actor dictionary for the invented countries of ``events_cameo``, made at run time from what the set itself pairs.

    python benchmarks/invented_actors.py ../shared/gold/events_cameo.dev.jsonl FOLDER

The set codes who did what to whom among countries that do not exist, so that every coder needs a dictionary of their names. A country
bears the names that begin like its code (Ruritania, RUR). What is left of a row's codes is given to the names left in it: to the first
of them as source, to the last as target. A name that goes with several codes has each on its days. Event codes are not looked at.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.evaluation.tables import load_tables

_NAME = re.compile(r"[A-Z][\w-]*(?:[ _][A-Z][\w-]*)*")
_NO_NAME = re.compile(r"\b(?:The|And|Neither|Old|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Deputy|Prime|Minister|President|Prince|June)\b")
Met = dict[str, Counter[tuple[str, str]]]
"""Name -> (code, day) -> in how many rows."""


def write_actors(rows: list[dict[str, Any]], folder: Path) -> Path:
    """Write the dictionary of the rows' actors into a folder; give its path."""
    met: Met = defaultdict(Counter)
    for row in rows:
        for name, code in _pairs(row):
            met[name][code, row["date"].replace("-", "")] += 1
    path = folder / "invented.actors"
    path.write_text("".join(_record(name, met[name]) for name in sorted(met, key=lambda name: (len(name), name))), encoding="utf-8")
    return path


def _record(name: str, met: Counter[tuple[str, str]]) -> str:
    head = f"{name.upper().replace(' ', '_')}_"
    met = Counter(m for m in met if m[0] == _begin(name)) or met
    if len({code for code, _ in met}) == 1:
        return f"{head} [{next(iter(met))[0]}]\n"
    best = {day: code for (code, day), _ in sorted(met.items(), key=lambda item: (item[1], item[0]))}
    return f"{head}\n" + "".join(f"\t[{code} {day}-{day}]\n" for day, code in sorted(best.items()))


def _pairs(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Names of a row, each with the code it bears there."""
    sources, targets = _codes(row, "source_code"), _codes(row, "target_code")
    countries = {code[:3] for code in (*sources, *targets)}
    like = {name: _begin(name) for name in _names(row["text"])}
    yield from ((name, code) for name, code in like.items() if code in countries)
    rest = [name for name, code in like.items() if code not in countries]
    sources, targets = ([code for code in codes if code[:3] not in like.values()] for codes in (sources, targets))
    if len(sources) > 1 and (set(sources) == set(targets) or (not targets and len(sources) == len(rest))):
        yield from zip(rest, sources, strict=False)
        return
    if sources and set(sources) != set(targets) and rest:
        yield rest[0], "/".join(sources)
    if targets and len(rest) > bool(sources and sources != targets):
        yield rest[-1], "/".join(targets)


def _codes(row: dict[str, Any], side: str) -> list[str]:
    """The codes of invented countries on one side of the row's events, in order."""
    invented = load_tables().invented_countries
    return list(dict.fromkeys(event[side] for event in row["events"] if event[side][:3] in invented))


def _begin(name: str) -> str:
    return name.replace(" ", "")[:3].upper()


def _names(text: str) -> list[str]:
    found = (m.group().replace("_", " ") for m in _NAME.finditer(_NO_NAME.sub("|", text)))
    return [name for name in dict.fromkeys(found) if not name.isupper()]


if __name__ == "__main__":
    gold, folder = Path(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    print(write_actors([json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()], folder))
