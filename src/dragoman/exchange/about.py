"""The sidecar of an export: what it was made from, by which coder, and what its columns hold."""

from __future__ import annotations

from typing import Any

import msgspec

from dragoman.archive import Filter, View
from dragoman.exchange.exporter import Exporter, Run


def about(name: str, exporter: Exporter, run: Run, wanted: Filter, view: View, *, of: str) -> bytes:
    """The JSON of the sidecar, ``of`` events, occurrences or others: the same archive, filter and view give the same bytes.

    ``date`` is the last day on which anything written was learnt, not the day of writing.
    """
    tally, columns = run.tally, exporter.columns[run.kind]
    asked = {name: value for name, value in msgspec.structs.asdict(wanted).items() if value is not None}
    said: dict[str, Any] = {
        "format": name,
        "means": exporter.means,
        "date": tally.learnt.date() if tally.learnt else None,
        "coder": sorted(tally.coders),
        "records": of,
        "filter": asked,
        "view": {name: value for name, value in msgspec.structs.asdict(view).items() if value is not None},
        "counts": {"records": tally.records, "rows": tally.rows, "left_out": _sorted(tally.left_out)},
        "remarks": _sorted(tally.remarks),
        "columns": {
            "derived": {column.name: column.note for column in columns if column.how == "derived"},
            "empty": {column.name: column.note for column in columns if column.how == "empty"},
            "empty_here": [c.name for c in columns if c.how != "empty" and c.name not in tally.filled],
        },
        "cannot_carry": list(exporter.cannot_carry),
        "notes": list(exporter.notes),
    }
    return msgspec.json.format(msgspec.json.encode(said), indent=2) + b"\n"


def _sorted(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items()))
