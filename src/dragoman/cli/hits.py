"""Answers of an archive on standard output: a table for people, JSON Lines or CSV for programs."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from rich.text import Text

from dragoman.archive import NamedActor
from dragoman.archive.rows import Row, in_cells, row_of
from dragoman.cli.ledger import Entry, Ledger
from dragoman.cli.terminal import make_console, show
from dragoman.records import Actor, Document, Hit, Place, Statement, Time, Toll
from dragoman.wording import cells
from dragoman.wording.printing import printable


def write_hits(hits: Iterable[Hit], format: str) -> None:
    """Write hits of one kind as ``table``, ``json`` (JSON Lines) or ``csv``."""
    {"table": _write_table, "json": _write_json, "csv": _write_csv}[format](hits)


def write_actors(named: Iterable[NamedActor], format: str) -> None:
    """Write actors as ``table``, ``json`` (JSON Lines) or ``csv``."""
    if format == "json":
        for actor in named:
            sys.stdout.buffer.write(msgspec.json.encode(actor) + b"\n")
        sys.stdout.buffer.flush()
        return
    rows = [msgspec.structs.asdict(actor) | {"codes": "/".join(actor.codes) or None} for actor in named]
    if format == "csv":
        write_rows(rows)
        return
    entries = tuple(Entry(tuple(Text(printable(cells.flat(str(value or "")))) for value in row.values())) for row in rows)
    show_table(tuple(NamedActor.__struct_fields__), entries)


def _write_csv(hits: Iterable[Hit]) -> None:
    write_rows(in_cells(row_of(hit)) for hit in hits)


def write_rows(rows: Iterable[Row]) -> None:
    """Write rows as CSV, headed by the names of their columns."""
    writer: csv.DictWriter[str] | None = None
    out = io.TextIOWrapper(sys.stdout.buffer, "utf-8", newline="", write_through=True)
    try:
        for row in rows:
            if writer is None:
                writer = csv.DictWriter(out, list(row))
                writer.writeheader()
            writer.writerow(row)
    finally:
        out.detach()


def _write_json(hits: Iterable[Hit]) -> None:
    for hit in hits:
        document = msgspec.to_builtins(hit.report.document)
        head = {name: document[name] for name in ("id", "title", "source", "published", "url", "sha256")}
        line: Row = {"kind": hit.kind, "document": head, "learnt": hit.learnt, "cursor": hit.cursor}
        if not isinstance(hit.record, Document):
            line |= {"record": hit.record, "refers_to": dict(_referred(hit)), "coder": hit.report.coder}
        sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")
    sys.stdout.buffer.flush()


def _referred(hit: Hit) -> Iterator[tuple[str, Any]]:
    """The records that a record names by their ids, without their mentions elsewhere in the story."""
    said = msgspec.json.encode(hit.record)
    report = hit.report
    groups: tuple[tuple[Actor | Place | Time | Statement, ...], ...] = (report.actors, report.places, report.times, report.statements)
    for record in (one for group in groups for one in group):
        if record is not hit.record and f'"{record.id}"'.encode() in said:
            fields = msgspec.to_builtins(record)
            fields.pop("mentions", None)
            yield record.id, fields


_SHOWN = {
    "event": ("from", "type", "modes", "actors", "recipients", "place", "modality", "told_by"),
    "statement": ("said_by", "actors", "cue", "verb_class"),
    "position": ("actors", "stance", "issue", "recipients", "told_by"),
    "toll": ("kind", "count", "group", "place", "as_of", "told_by"),
    "document": ("title",),
}


def _write_table(hits: Iterable[Hit]) -> None:
    entries: list[Entry] = []
    columns: tuple[str, ...] = ()
    for hit in hits:
        columns = ("story", "published", "source", *_SHOWN[hit.kind])
        row = in_cells(row_of(hit))
        if isinstance(hit.record, Toll):
            row["count"] = cells.bounds(hit.record)
        id = f"{hit.report.document.id}" + (f" {row['id']}" if "id" in row else "")
        shown = [id, (row["published"] or "")[:10], row["source"], *(row[name] for name in _SHOWN[hit.kind])]
        quotation = f"“{cells.shortened(printable(row['words']), cells.LONGEST_QUOTATION)}”" if row.get("words") else ""
        entries.append(Entry(tuple(Text(printable(cells.flat(str(value or "")))) for value in shown), quotation))
    show_table(columns, tuple(entries))


def show_table(columns: tuple[str, ...], entries: tuple[Entry, ...]) -> None:
    """Print a table of what was found, or say that nothing was."""
    if entries:
        show(make_console(), Ledger("Found", columns, entries))
    else:
        print("Nothing is found.")
