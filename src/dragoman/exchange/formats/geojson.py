"""Events as GeoJSON: a FeatureCollection with a feature an event, its place a point.

Source: RFC 7946.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dragoman.exchange.exporter import Column, Exporter, Run, derived
from dragoman.exchange.happening import Happening
from dragoman.exchange.json_lines import Node, known, losses, told, write_array
from dragoman.exchange.outputs import Outputs
from dragoman.records import Party, Place

COLUMNS = (
    Column("type"),
    Column("modes"),
    Column("contexts"),
    Column("cameo"),
    Column("score"),
    Column("modality"),
    Column("actors"),
    Column("recipients"),
    Column("place"),
    Column("from"),
    Column("to"),
    derived("tolls", "bounds of the tolls of which it is the cause, by kind, and whose counts they are"),
    derived("told", "the documents that tell it, with the words and whose they are"),
    derived("belief", "only of an assembled occurrence"),
    derived("coder", "the version of the coder"),
)
EXPORTER = Exporter(
    means="GeoJSON FeatureCollection of events; an event without a point has no geometry",
    suffix=".geojson",
    media_type="application/geo+json",
    columns={"event": COLUMNS},
    tells_modality=True,
    cannot_carry=("the story's text", "other records of the story"),
    notes=("Every modality is written: filter by the property modality for what happened.",),
)


def write(happenings: Iterable[Happening], out: Outputs, run: Run) -> None:
    """Write one collection with a feature for each event."""
    features = (_feature(happening) for happening in happenings)
    write_array(out.main, b'{"type":"FeatureCollection","features":[', features, b"\n]}\n", run.tally, inside="properties")


def _feature(happening: Happening) -> Node:
    occurrence = happening.occurrence
    coded = ("type", "modes", "contexts", "cameo", "score", "modality")
    properties = {
        **{name: getattr(occurrence, name) for name in coded},
        "actors": [_party(party) for party in occurrence.actors],
        "recipients": [_party(party) for party in occurrence.recipients],
        "place": _place(occurrence.place),
        "from": occurrence.from_,
        "to": occurrence.to,
        "tolls": list(losses(happening)),
        "told": [told(tale) for tale in happening.tales],
        "belief": msgspec.to_builtins(occurrence.belief) if happening.is_assembled else None,
        "coder": happening.tales[0].report.coder,
    }
    return {"type": "Feature", "id": occurrence.id, "geometry": _point(occurrence.place), "properties": properties}


def _point(place: Place | None) -> Node | None:
    if place is None or place.lat is None or place.lon is None:
        return None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}


def _party(party: Party) -> Node:
    return known(msgspec.structs.asdict(party))


def _place(place: Place | None) -> Node | None:
    names = ("name", "kind", "country", "admin1", "geoname_id")
    return known({name: getattr(place, name) for name in names}) if place else None
