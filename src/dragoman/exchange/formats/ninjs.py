"""Stories with what was coded in them, or events alone, as ninjs 3: a JSON object a line.

Source: IPTC ninjs 3.0 (News in JSON).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from dragoman.exchange.exporter import HAPPENED, Column, Exporter, Run, derived, empty
from dragoman.exchange.formats.jsonld import name_of
from dragoman.exchange.happening import Happening, event_alone
from dragoman.exchange.json_lines import Node, count, known
from dragoman.exchange.outputs import Outputs
from dragoman.records import Actor, Hit, Place, Report

PLAIN = "text/plain"
STANDARD = {"name": "ninjs", "version": "3.0", "schema": "https://iptc.org/std/ninjs/ninjs-schema_3.0.json"}
URN = "urn:dragoman:event:"
_COMMON = (
    Column("uri"),
    derived("standard", "ninjs 3.0"),
    derived("type", "text of a story, event of an event"),
    derived("people", "the persons among the actors"),
    derived("organisations", "actors that are neither persons, peoples nor states"),
    derived("places", "with GeoJSON points"),
    derived("subjects", "the contexts, with the coder and the greatest confidence of an event that has it, of 100"),
)
_STORY = (
    *_COMMON,
    derived("versionCreated", "when it was published"),
    Column("language"),
    derived("headlines", "the title"),
    derived("bodies", "the text as delivered, plain"),
    derived("located", "the place of the dateline"),
    derived("infoSources", "the agency"),
    derived("events", "id and name of each event that is told as having happened"),
    empty("urgency", "not kept of a story"),
    empty("byline", "not kept of a story"),
    empty("slugline", "not kept of a story"),
    empty("copyrightHolder", "whose the rights are is not known"),
)
_EVENT = (
    *_COMMON,
    derived("title", "the type, chief mode and parties"),
    derived("eventDetails", "the first and last day"),
    derived("altIds", "ids of the documents that tell it"),
)
EXPORTER = Exporter(
    means="ninjs 3.0, one JSON object a line: stories with their people, places, subjects and events, or events alone",
    suffix=".jsonl",
    media_type="application/json",
    columns={"document": _STORY, "event": _EVENT},
    cannot_carry=("statements and attribution", "positions", "tolls", "modality", "evidence and offsets", "codes of actors"),
    notes=("Of events only those told as having happened are written, unless the filter asks for a modality.",),
)


def write(records: Iterable[Any], out: Outputs, run: Run) -> None:
    """Write an object for each story, or each event."""
    for node in _events(records) if run.kind == "event" else _stories(records):
        count(node, run.tally)
        out.main.write(msgspec.json.encode(node) + b"\n")


def _stories(hits: Iterable[Hit]) -> Iterator[Node]:
    for hit in hits:
        report, document = hit.report, hit.report.document
        text, dateline = document.text, document.dateline
        body = {"role": "main", "contentType": PLAIN, "charCount": len(text), "wordCount": len(text.split()), "value": text}
        happened = [event_alone(event, report, hit.learnt) for event in report.events if event.modality in HAPPENED]
        yield known(
            {
                "uri": document.id,
                "type": "text",
                "versionCreated": _moment(document.published),
                "language": document.language,
                "headlines": [{"role": "main", "contentType": PLAIN, "value": document.title}] if document.title else None,
                "bodies": [body],
                "located": dateline.place if dateline else None,
                "infoSources": [{"name": document.source}] if document.source else None,
                **_people(report.actors),
                "places": [_place(place) for place in report.places],
                "subjects": _subjects(happened, report),
                "events": [{"name": name_of(one), "uri": f"{URN}{one.occurrence.id}"} for one in happened],
                "standard": STANDARD,
            }
        )


def _events(happenings: Iterable[Happening]) -> Iterator[Node]:
    for happening in happenings:
        occurrence, report = happening.occurrence, happening.tales[0].report
        named = {(party.name, party.codes) for party in (*occurrence.actors, *occurrence.recipients)}
        yield known(
            {
                "uri": f"{URN}{occurrence.id}",
                "type": "event",
                "title": name_of(happening),
                "eventDetails": known({"dates": _dates(happening)}),
                **_people(actor for actor in report.actors if (actor.name, actor.codes) in named),
                "places": [_place(occurrence.place)] if occurrence.place else None,
                "subjects": _subjects([happening], report),
                "altIds": [{"role": "document", "value": tale.telling.document} for tale in happening.tales],
                "standard": STANDARD,
            }
        )


def _dates(happening: Happening) -> Node:
    occurrence = happening.occurrence
    return known({"expectedStartDate": occurrence.from_, "expectedEndDate": occurrence.to})


def _people(actors: Iterable[Actor]) -> Node:
    """The persons and the bodies among actors, each name once."""
    found: dict[str, dict[str, Node]] = {"people": {}, "organisations": {}}
    for actor in actors:
        group = "people" if actor.kind == "person" else "organisations"
        if actor.kind not in ("population", "state"):
            found[group].setdefault(actor.name, known({"name": actor.name, "literal": actor.key}))
    return {group: list(members.values()) for group, members in found.items()}


def _place(place: Place) -> Node:
    point = {"type": "Point", "coordinates": [place.lon, place.lat]}
    return known(
        {
            "name": place.name,
            "uri": f"https://sws.geonames.org/{place.geoname_id}/" if place.geoname_id else None,
            "geoJSON": point if place.lat is not None and place.lon is not None else None,
        }
    )


def _subjects(happenings: Iterable[Happening], report: Report) -> list[Node]:
    """The contexts of events, each with the greatest confidence of an event that has it."""
    surest: dict[str, float] = {}
    for happening in happenings:
        for context in happening.occurrence.contexts:
            surest[context] = max(happening.tales[0].event.confidence, surest.get(context, 0.0))
    return [{"name": name, "creator": report.coder, "confidence": round(100 * of)} for name, of in sorted(surest.items())]


def _moment(published: str | None) -> str | None:
    """A date and time; of a day alone its first second in UTC."""
    if published is None:
        return None
    return published if "T" in published else f"{published[:10]}T00:00:00Z"
