"""Events as POLECAT files have them: tab-separated, 40 columns, one row an event.

Source: POLECAT weekly files; Open Event Data Alliance, PLOVER codebook 2.0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.exchange.codes import Codes
from dragoman.exchange.exporter import Column, Exporter, Run, derived
from dragoman.exchange.happening import Happening, mentioned, raw_place
from dragoman.exchange.outputs import Outputs
from dragoman.exchange.tables import write_tabs
from dragoman.exchange.where import where
from dragoman.records import Party

ABSENT, SEVERAL = "None", "; "
QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}


def _side(side: str) -> tuple[Column, ...]:
    own_key = "our lexicon's key of the actor, none for one the lexicon does not know; no Wikipedia title is looked up"
    return (
        Column(f"{side} Name"),
        derived(f"{side} Country", "the primary code: a state's, or IGO, UNO, EUR, NGO, ISM, IMG or MNC"),
        derived(f"{side} COW", "Correlates of War number of a state"),
        derived(f"Primary {side} Sector", "the first sector"),
        derived(f"{side} Sectors", "each sector once; the letters of a body (NAT) are none"),
        Column(f"{side} Title"),
        derived(f"{side} Name Raw", "the first mention in the words of the event, else in the story"),
        derived(f"Wikipedia {side} ID", own_key),
    )


COLUMNS = (
    Column("Event ID"),
    derived("Event Date", "the event's first day; the day of publication where the text names none"),
    Column("Event Type"),
    Column("Event Mode"),
    Column("Intensity"),
    derived("Quad Code", "the class of the type, in words"),
    Column("Contexts"),
    *_side("Actor"),
    *_side("Recipient"),
    Column("Placename"),
    derived("City", "the place's name where it is a town"),
    derived("District", "the place's name where it is a second-order division"),
    derived("Province", "the place's name where it is a first-order division, else the division it lies in"),
    derived("Country", "alpha-3 code of the place's country"),
    Column("Latitude"),
    Column("Longitude"),
    Column("GeoNames ID"),
    derived("Raw Placename", "the place as first written in the story"),
    derived("Feature Type", "the general GeoNames code of the kind of place: PPL for any town"),
    Column("Source"),
    Column("Publication Date"),
    derived("Story People", "persons among the story's actors"),
    derived("Story Organizations", "actors of the story that are neither states, persons nor peoples"),
    derived("Story Locations", "the story's places"),
    Column("Language"),
    derived("Version", "the version of the coder"),
)
EXPORTER = Exporter(
    means="POLECAT-style file of PLOVER events, tab-separated, 40 columns",
    suffix=".txt",
    media_type="text/tab-separated-values",
    columns={"event": COLUMNS},
    cannot_carry=("modality", "attribution", "evidence and offsets", "to (the last day)", "confidence", "rule", "tolls"),
    notes=(
        "Missing values are None; several values are joined by '; ', those of a side in one order (but for its sectors, each once).",
        "Only events told as having happened are written, unless the filter asks for a modality.",
    ),
)


def write(happenings: Iterable[Happening], out: Outputs, run: Run) -> None:
    """Write a header and a row for each event."""
    rows = (_row(happening, run.codes) for happening in happenings)
    write_tabs(out.main, COLUMNS, rows, run.tally, header=True, absent=ABSENT)


def _row(happening: Happening, codes: Codes) -> dict[str, Any]:
    occurrence, tale = happening.occurrence, happening.tales[0]
    document = tale.report.document
    return {
        "Event ID": occurrence.id,
        "Event Date": happening.day,
        "Event Type": occurrence.type,
        "Event Mode": SEVERAL.join(occurrence.modes),
        "Intensity": occurrence.score,
        "Quad Code": QUADS.get(codes.quad(occurrence.type) or 0),
        "Contexts": SEVERAL.join(occurrence.contexts),
        **_party("Actor", occurrence.actors, happening, codes),
        **_party("Recipient", occurrence.recipients, happening, codes),
        **_place(happening, codes),
        "Source": document.source,
        "Publication Date": document.published_date,
        **_story(happening),
        "Language": document.language,
        "Version": tale.report.coder,
    }


def _party(side: str, parties: tuple[Party, ...], happening: Happening, codes: Codes) -> dict[str, Any]:
    tale = happening.tales[0]
    states = [codes.state(next(iter(party.codes), None)) for party in parties]
    sectors = [[code for code in party.codes[1:] if codes.sector(code)] for party in parties]
    raw = [mentioned(party, tale) for party in parties]
    return {
        f"{side} Name": _joined(party.name for party in parties),
        f"{side} Country": _joined(next(iter(party.codes), None) for party in parties),
        f"{side} COW": _joined(state.cow if state else None for state in states),
        f"Primary {side} Sector": _joined(next(iter(one), None) for one in sectors),
        f"{side} Sectors": _joined(dict.fromkeys(sector for one in sectors for sector in one)),
        f"{side} Title": _joined(party.office for party in parties),
        f"{side} Name Raw": _joined(span.text if span else None for span in raw),
        f"Wikipedia {side} ID": _joined(party.key for party in parties),
    }


def _place(happening: Happening, codes: Codes) -> dict[str, Any]:
    place = happening.occurrence.place
    lies = where(place, codes)
    return {
        "Placename": place and place.name,
        "City": lies.city,
        "District": lies.district,
        "Province": lies.province,
        "Country": lies.country_code,
        "Latitude": lies.lat,
        "Longitude": lies.lon,
        "GeoNames ID": place and place.geoname_id,
        "Raw Placename": raw_place(place),
        "Feature Type": codes.feature(place) if place else None,
    }


def _story(happening: Happening) -> dict[str, Any]:
    report = happening.tales[0].report
    others = ("state", "government", "population", "person")
    return {
        "Story People": _joined(dict.fromkeys(actor.name for actor in report.actors if actor.kind == "person")),
        "Story Organizations": _joined(dict.fromkeys(actor.name for actor in report.actors if actor.kind not in others)),
        "Story Locations": _joined(dict.fromkeys(place.name for place in report.places)),
    }


def _joined(values: Iterable[Any]) -> str | None:
    """Values with semicolons between, None written where one is absent; None where all are."""
    found = list(values)
    if all(value is None for value in found):
        return None
    return SEVERAL.join(_each(found))


def _each(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        yield ABSENT if value is None else str(value)
