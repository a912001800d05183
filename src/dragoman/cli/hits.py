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
from dragoman.cli.ledger import Entry, Ledger
from dragoman.cli.terminal import make_console, show
from dragoman.records import Actor, Document, Event, Hit, Place, Position, Report, Statement, Time, Toll, record_spans
from dragoman.wording import cells
from dragoman.wording.printing import printable

Row = dict[str, Any]


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


def row_of(hit: Hit) -> Row:
    """A hit as one flat row; lists are joined with semicolons, what is not known is None."""
    document = hit.report.document
    row: Row = {"document": document.id, "published": document.published, "source": document.source, "title": document.title}
    if isinstance(hit.record, Document):
        return row
    parts = _Parts(hit.report)
    about = parts.of(hit.record)
    words = " … ".join(cells.flat(span.text) for span in _chief_spans(hit.record))
    return {"id": hit.record.id, **about, "words": words, **row}


def _chief_spans(record: Any) -> Any:
    return record.content if isinstance(record, Statement) else record_spans(record)[-1:] if isinstance(record, Toll) else record.evidence


class _Parts:
    """The records of one report as columns."""

    def __init__(self, report: Report) -> None:
        self._names = cells.Names(report)
        self._actors: dict[str, Actor] = {actor.id: actor for actor in report.actors}
        self._places: dict[str, Place] = {place.id: place for place in report.places}
        self._times: dict[str, Time] = {time.id: time for time in report.times}

    def of(self, record: object) -> Row:
        """The columns of a record."""
        match record:
            case Event():
                return self._event(record)
            case Statement():
                return self._statement(record)
            case Position():
                return self._position(record)
            case Toll():
                return self._toll(record)
            case _:
                return {}

    def _event(self, event: Event) -> Row:
        time = self._times.get(event.time or "")
        return {
            "from": time and time.from_,
            "to": time and time.to,
            "type": event.type,
            "modes": "; ".join(event.modes) or None,
            "contexts": "; ".join(event.contexts) or None,
            "cameo": event.cameo,
            "score": event.score,
            "modality": event.modality,
            **self._party("actors", event.actors),
            **self._party("recipients", event.recipients),
            **self._place(event.place),
            "told_by": self._names.teller(event.attribution) or None,
            "rule": event.rule,
            "confidence": event.confidence,
        }

    def _statement(self, statement: Statement) -> Row:
        spoken = statement.source
        return {
            "said_by": spoken.span.text if spoken and spoken.span else None,
            **self._party("actors", spoken.actors if spoken else ()),
            "cue": statement.cue.text if statement.cue else None,
            "verb_class": statement.verb_class,
            "kind": statement.kind,
            "within": statement.parent,
        }

    def _position(self, position: Position) -> Row:
        return {
            **self._party("actors", (position.actor,)),
            "stance": position.stance,
            "issue": position.issue,
            **self._party("recipients", (position.target,) if position.target else ()),
            "forum": "; ".join(self._actors[id].name for id in position.forum) or None,
            "told_by": self._names.teller(position.attribution) or None,
        }

    def _toll(self, toll: Toll) -> Row:
        return {
            "kind": toll.kind,
            "low": toll.low,
            "high": toll.high,
            "approx": toll.approx,
            "vague": toll.vague,
            "group": toll.group,
            **self._place(toll.place),
            "since": toll.since,
            "as_of": toll.as_of,
            "cause": toll.cause,
            "told_by": self._names.teller(toll.attribution) or None,
        }

    def _party(self, name: str, ids: Iterable[str]) -> Row:
        found = [self._actors[id] for id in ids]
        codes = "; ".join("/".join(actor.codes) for actor in found) or None
        return {name: "; ".join(actor.name for actor in found) or None, f"{name.removesuffix('s')}_codes": codes}

    def _place(self, id: str | None) -> Row:
        place = self._places.get(id or "")
        return {
            "place": place and place.name,
            "country": place and place.country,
            "lat": place and place.lat,
            "lon": place and place.lon,
        }


def _write_csv(hits: Iterable[Hit]) -> None:
    write_rows(map(row_of, hits))


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
        row = row_of(hit)
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
