"""CAMEO events as ICEWS files have them: tab-separated, 20 columns, one row a directed pair.

Source: ICEWS coded event data, file description; CAMEO manual 1.1b3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.exchange.codes import Codes
from dragoman.exchange.dyads import Dyad, dyads
from dragoman.exchange.exporter import Column, Exporter, Run, derived, empty
from dragoman.exchange.happening import Happening
from dragoman.exchange.outputs import Outputs
from dragoman.exchange.tables import write_tabs
from dragoman.exchange.where import where
from dragoman.records import Party


def _side(side: str) -> tuple[Column, ...]:
    return (
        Column(f"{side} Name"),
        derived(f"{side} Sectors", "the names of the sectors, joined by commas"),
        derived(f"{side} Country", "English name of the state of the primary code"),
    )


COLUMNS = (
    derived("Event ID", "a whole number; the rows of one event differ in their last 12 bits only"),
    derived("Event Date", "the event's first day (ICEWS has that of publication), which stands here where the text names none"),
    *_side("Source"),
    derived("Event Text", "what the CAMEO code means, in our words"),
    Column("CAMEO Code"),
    derived("Intensity", "Goldstein value of the CAMEO code"),
    *_side("Target"),
    Column("Story ID"),
    empty("Sentence Number", "reports keep offsets, no numbers of sentences"),
    Column("Publisher"),
    derived("City", "the place's name where it is a town"),
    derived("District", "the place's name where it is a second-order division"),
    derived("Province", "the place's name where it is a first-order division, else the division it lies in"),
    derived("Country", "English name of the place's country"),
    Column("Latitude"),
    Column("Longitude"),
)
EXPORTER = Exporter(
    means="ICEWS-style file of CAMEO events, tab-separated, 20 columns, a row for each directed pair",
    suffix=".tab",
    media_type="text/tab-separated-values",
    columns={"event": COLUMNS},
    cannot_carry=("modality", "attribution", "evidence and offsets", "mode and contexts", "to (the last day)", "confidence", "tolls"),
    notes=(
        "Read codes as text: 010 and 10 are different.",
        "A visit is two rows, 042 and 043; another meeting of parties side by side is a row for each ordered pair.",
        "Only events told as having happened are written, unless the filter asks for a modality.",
    ),
)


def write(happenings: Iterable[Happening], out: Outputs, run: Run) -> None:
    """Write a header and the rows of each event."""
    write_tabs(out.main, COLUMNS, _rows(happenings, run), run.tally, header=True)


def _rows(happenings: Iterable[Happening], run: Run) -> Iterator[dict[str, Any]]:
    for happening in happenings:
        pairs = list(dyads(happening))
        if not pairs:
            run.tally.leave_out("no party is told")
        for dyad in pairs:
            yield _row(happening, dyad, run.codes)


def _row(happening: Happening, dyad: Dyad, codes: Codes) -> dict[str, Any]:
    document = happening.tales[0].report.document
    lies = where(happening.occurrence.place, codes)
    return {
        "Event ID": dyad.id,
        "Event Date": happening.day,
        **_party("Source", dyad.source, codes),
        "Event Text": codes.label(dyad.cameo),
        "CAMEO Code": dyad.cameo,
        "Intensity": codes.goldstein(dyad.cameo),
        **_party("Target", dyad.target, codes),
        "Story ID": document.id,
        "Publisher": document.source,
        "City": lies.city,
        "District": lies.district,
        "Province": lies.province,
        "Country": lies.country,
        "Latitude": lies.lat,
        "Longitude": lies.lon,
    }


def _party(side: str, party: Party | None, codes: Codes) -> dict[str, Any]:
    if party is None:
        return {}
    state = codes.state(next(iter(party.codes), None))
    sectors = dict.fromkeys(name for code in party.codes if (name := codes.sector(code)))
    return {
        f"{side} Name": party.name,
        f"{side} Sectors": ",".join(sectors),
        f"{side} Country": state.name if state else None,
    }
