"""A record that was asked for as one flat row: the columns of CSV, Parquet, data frames and DuckDB, each with its type."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from dragoman.archive.filters import QueryKind
from dragoman.records import Actor, Document, Event, Hit, Place, Position, Report, Span, Statement, Time, Toll, keys_of, record_spans

ColumnType = Literal["text", "texts", "day", "number", "whole", "flag", "moment"]
"""``texts`` is a list, ``number`` has a fraction, ``moment`` is in UTC."""
Columns = dict[str, ColumnType]
Row = dict[str, Any]

_HEAD: Columns = {"document": "text", "id": "text", "key": "text"}
_WHERE: Columns = {
    "place": "text",
    "country": "text",
    "admin1": "text",
    "lat": "number",
    "lon": "number",
    "geoname_id": "whole",
}
_ACTORS: Columns = {"actors": "texts", "actor_codes": "texts"}
_RECIPIENTS: Columns = {"recipients": "texts", "recipient_codes": "texts"}
_TOLD: Columns = {"told_by": "texts", "attribution": "text"}
_WORDS: Columns = {"words": "text", "start": "whole", "end": "whole"}
_STORY: Columns = {
    "published": "text",
    "source": "text",
    "title": "text",
    "url": "text",
    "language": "text",
    "sha256": "text",
    "coder": "text",
    "learnt": "moment",
}
COLUMNS: dict[QueryKind, Columns] = {
    "event": {
        **_HEAD,
        "from": "day",
        "to": "day",
        "type": "text",
        "modes": "texts",
        "contexts": "texts",
        "cameo": "text",
        "score": "number",
        "modality": "text",
        **_ACTORS,
        **_RECIPIENTS,
        **_WHERE,
        **_TOLD,
        "rule": "text",
        "confidence": "number",
        **_WORDS,
        **_STORY,
    },
    "statement": {
        **_HEAD,
        "said_by": "text",
        **_ACTORS,
        "cue": "text",
        "verb_class": "text",
        "kind": "text",
        "within": "text",
        **_WORDS,
        **_STORY,
    },
    "position": {**_HEAD, **_ACTORS, "stance": "text", "issue": "text", **_RECIPIENTS, "forum": "texts", **_TOLD, **_WORDS, **_STORY},
    "toll": {
        **_HEAD,
        "kind": "text",
        "low": "whole",
        "high": "whole",
        "approx": "flag",
        "vague": "flag",
        "tally": "text",
        "group": "text",
        **_WHERE,
        "since": "day",
        "as_of": "day",
        "cause": "text",
        "part_of": "text",
        **_TOLD,
        **_WORDS,
        **_STORY,
    },
    "document": {"document": "text", **_STORY},
}
"""Each kind of record's columns in order. ``words`` are all that the record stands on, ``start`` and ``end`` its first and last offset."""


def row_of(hit: Hit) -> Row:
    """A hit as one flat row, by the names of ``COLUMNS``; a list is a tuple, what is not known is None."""
    document, report = hit.report.document, hit.report
    story = {name: getattr(document, name) for name in ("published", "source", "title", "url", "language", "sha256")}
    row: Row = {"document": document.id, **story, "coder": report.coder, "learnt": hit.learnt}
    if not isinstance(hit.record, Document):
        row |= {"id": hit.record.id, "key": keys_of(report, hit.kind)[hit.record.id]}  # type: ignore[arg-type]
        row |= {**_Parts(report).of(hit.record), **_words(_chief_spans(hit.record))}
    return {name: row[name] for name in COLUMNS[hit.kind]}  # type: ignore[index]


def in_cells(row: Row) -> Row:
    """The row for a format without lists: their parts with semicolons between, None where there are none."""
    return {name: "; ".join(value) or None if isinstance(value, tuple) else value for name, value in row.items()}


def _chief_spans(record: Any) -> tuple[Span, ...]:
    if isinstance(record, Statement):
        return record.content
    return record_spans(record)[-1:] if isinstance(record, Toll) else record.evidence


def _words(spans: tuple[Span, ...]) -> Row:
    words = " … ".join(" ".join(span.text.split()) for span in spans)
    return {
        "words": words or None,
        "start": min((span.start for span in spans), default=None),
        "end": max((span.end for span in spans), default=None),
    }


class _Parts:
    """The records of one report as columns."""

    def __init__(self, report: Report) -> None:
        self._actors: dict[str, Actor] = {actor.id: actor for actor in report.actors}
        self._places: dict[str, Place] = {place.id: place for place in report.places}
        self._times: dict[str, Time] = {time.id: time for time in report.times}
        self._report = report

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
        coded = ("type", "modes", "contexts", "cameo", "score", "modality", "rule", "confidence")
        return {
            "from": time and time.from_,
            "to": time and time.to,
            **{name: getattr(event, name) for name in coded},
            **self._party("actors", event.actors),
            **self._party("recipients", event.recipients),
            **self._place(event.place),
            **self._teller(event.attribution),
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
            "forum": tuple(self._actors[id].name for id in position.forum),
            **self._teller(position.attribution),
        }

    def _toll(self, toll: Toll) -> Row:
        coded = ("kind", "low", "high", "approx", "vague", "tally", "group", "since", "as_of", "cause", "part_of")
        return {**{name: getattr(toll, name) for name in coded}, **self._place(toll.place), **self._teller(toll.attribution)}

    def _party(self, name: str, ids: Iterable[str]) -> Row:
        found = [self._actors[id] for id in ids]
        return {name: tuple(a.name for a in found), f"{name.removesuffix('s')}_codes": tuple("/".join(a.codes) for a in found)}

    def _place(self, id: str | None) -> Row:
        place = self._places.get(id or "")
        row = {name: getattr(place, name, None) for name in ("country", "admin1", "lat", "lon", "geoname_id")}
        return {"place": place and place.name, **row}

    def _teller(self, attribution: str | None) -> Row:
        return {"told_by": tellers(self._report, attribution), "attribution": attribution}


def tellers(report: Report, attribution: str | None) -> tuple[str, ...]:
    """Whose words a record is in: the actors that the statement is by, or the words for a source that is none."""
    source = next((one.source for one in report.statements if one.id == attribution), None)
    if source is None:
        return ()
    named = tuple(actor.name for id in source.actors for actor in report.actors if actor.id == id)
    return named or ((source.span.text,) if source.span else ())
