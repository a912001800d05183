"""Lethal events as UCDP GED has them: comma-separated, 49 columns.

Source: UCDP Georeferenced Event Dataset codebook 23.1 and later (data CC BY 4.0); PRIO-GRID codebook.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.exchange.codes import Codes
from dragoman.exchange.dyads import row_number
from dragoman.exchange.exporter import Column, Exporter, Run, derived, empty
from dragoman.exchange.happening import Happening, Loss
from dragoman.exchange.outputs import Outputs
from dragoman.exchange.sides import ARMED, doing_side, other_side
from dragoman.exchange.tables import write_commas
from dragoman.exchange.where import Where, where
from dragoman.lexicon.schema.exchange import Side
from dragoman.records import Occurrence, Party

CIVILIANS = "Civilians"
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
OWN_REGISTRY = "UCDP's own registry"
OPEN_HIGH = "the high bound is open: high is best"
NO_LOW = "no low bound is told: low is 0"
NO_PLACE = "no place is told: where_prec, priogrid_gid and country_id are 0"
LEVELS = {"city": 1, "feature": 1, "district": 3, "province": 4, "country": 6}
VAGUE = 5

COLUMNS = (
    derived("id", "a whole number of 63 bits made of our id"),
    derived("relid", "DGM- and our id: never one of UCDP's"),
    derived("year", "of the first day"),
    empty("active_year", "it asks for 25 deaths of the dyad in the year"),
    derived("code_status", "Clear"),
    derived("type_of_violence", "1 where a state fights, 2 where only other groups do, 3 where the other side is civilians"),
    empty("conflict_dset_id", OWN_REGISTRY),
    empty("conflict_new_id", OWN_REGISTRY),
    empty("conflict_name", OWN_REGISTRY),
    empty("dyad_dset_id", OWN_REGISTRY),
    empty("dyad_new_id", OWN_REGISTRY),
    derived("dyad_name", "the two sides"),
    empty("side_a_dset_id", OWN_REGISTRY),
    empty("side_a_new_id", OWN_REGISTRY),
    Column("side_a"),
    empty("side_b_dset_id", OWN_REGISTRY),
    empty("side_b_new_id", OWN_REGISTRY),
    derived("side_b", f"the other side; {CIVILIANS} where they are the target"),
    derived("number_of_sources", "documents that tell it"),
    derived("source_article", "publisher, date and headline of each document, joined by semicolons"),
    derived("source_office", "the publishers, joined by semicolons"),
    derived("source_date", "the days of publication, joined by semicolons"),
    derived("source_headline", "the titles, joined by semicolons"),
    derived("source_original", "whose count of the dead it is"),
    derived("where_prec", "from the kind of place; 0 where none is told"),
    derived("where_coordinates", "the place's name"),
    derived("where_description", "the place with what it lies in"),
    derived("adm_1", "the place's first-order division"),
    derived("adm_2", "the place's name where it is a second-order division"),
    Column("latitude"),
    Column("longitude"),
    derived("geom_wkt", "the point"),
    derived("priogrid_gid", "the cell of half a degree that holds the point; 0 where none is told"),
    derived("country", "English name"),
    derived("country_id", "Gleditsch-Ward number; 0 where there is none"),
    derived("region", "UCDP's region of that country"),
    derived("event_clarity", "2 where the count is a running total or a sum, else 1"),
    derived("date_prec", "1 for a day, 2 for up to six, 3 for a week, 4 for up to a month and where the text names none, 5 for more"),
    derived("date_start", "the first day; the day of publication where the text names none"),
    derived("date_end", "the last day"),
    derived("deaths_a", "0: the dead are not told apart by side"),
    derived("deaths_b", "0: the dead are not told apart by side"),
    derived("deaths_civilians", "0: the dead are not told apart by side"),
    derived("deaths_unknown", "all of best"),
    derived("best", "the latest count: its low bound, or its high where it has no other"),
    derived("high", "the greatest high bound; best where it is open"),
    derived("low", "the least low bound; 0 where there is none"),
    derived("gwnoa", "Gleditsch-Ward number of side a where it is a state"),
    derived("gwnob", "Gleditsch-Ward number of side b where it is a state"),
)
EXPORTER = Exporter(
    means="UCDP GED-shaped file of lethal events, comma-separated, 49 columns",
    suffix=".csv",
    media_type="text/csv",
    columns={"event": COLUMNS},
    cannot_carry=("modality", "attribution of the event", "evidence and offsets", "mode", "open bounds", "confidence", "further parties"),
    notes=(
        "Events without a count of dead, and those without two known sides, are left out and counted here.",
        "Only events told as having happened are written, unless the filter asks for a modality.",
    ),
)


def write(happenings: Iterable[Happening], out: Outputs, run: Run) -> None:
    """Write a header and a row for each lethal event between sides that are known."""
    write_commas(out.main, COLUMNS, _rows(happenings, run), run.tally)


def _rows(happenings: Iterable[Happening], run: Run) -> Iterator[dict[str, Any]]:
    for happening in happenings:
        loss = happening.loss("killed")
        violence = _violence(happening.occurrence, run.codes)
        if loss is None or not loss.best:
            run.tally.leave_out("no dead are counted")
        elif violence is None:
            run.tally.leave_out("the two sides are not known")
        elif happening.day is None:
            run.tally.leave_out("neither the text nor the document names a day")
        else:
            flags = {OPEN_HIGH: loss.high is None, NO_LOW: loss.low is None, NO_PLACE: happening.occurrence.place is None}
            for flag in (flag for flag, is_so in flags.items() if is_so):
                run.tally.remark(flag)
            yield _row(happening, loss, violence, run.codes)


def _violence(occurrence: Occurrence, codes: Codes) -> int | None:
    """The type of violence, None where a side is unknown or no armed one does it."""
    if occurrence.type != "ASSAULT":
        return None
    doer, (party, other) = doing_side(occurrence, codes), other_side(occurrence, codes)
    if doer not in ARMED or party is None:
        return None
    if other in ("civilians", "protesters"):
        return ONE_SIDED
    if other not in ARMED:
        return None
    states = [_is_state(occurrence.actors[0], doer, codes), _is_state(party, other, codes)]
    return STATE_BASED if any(states) else NON_STATE


def _is_state(party: Party, side: Side | None, codes: Codes) -> bool:
    return side in ("state", "external") and codes.state(next(iter(party.codes), None)) is not None


def _row(happening: Happening, loss: Loss, violence: int, codes: Codes) -> dict[str, Any]:
    occurrence = happening.occurrence
    lies, state = where(occurrence.place, codes), codes.state(occurrence.place.country if occurrence.place else None)
    return {
        "id": row_number(occurrence.id),
        "relid": f"DGM-{occurrence.id}",
        "code_status": "Clear",
        "type_of_violence": violence,
        **_sides(occurrence, violence, codes),
        **_sources(happening, loss),
        **_place(happening, lies),
        "country": lies.country,
        "country_id": (state.gw if state else None) or 0,
        "region": state.ucdp_region if state else None,
        "event_clarity": 2 if loss.is_aggregate else 1,
        **_days(happening),
        **_deaths(loss),
    }


def _sides(occurrence: Occurrence, violence: int, codes: Codes) -> dict[str, Any]:
    first, (party, other) = occurrence.actors[0], other_side(occurrence, codes)
    second = CIVILIANS if violence == ONE_SIDED else party.name if party else None
    numbers = [
        state.gw if _is_state(one, side, codes) and (state := codes.state(one.codes[0])) else None
        for one, side in ((first, doing_side(occurrence, codes)), (party or first, other))
    ]
    return {
        "dyad_name": f"{first.name} - {second}",
        "side_a": first.name,
        "side_b": second,
        "gwnoa": numbers[0],
        "gwnob": numbers[1] if violence != ONE_SIDED else None,
    }


def _sources(happening: Happening, loss: Loss) -> dict[str, Any]:
    stories = list({tale.telling.sha256: tale.report.document for tale in happening.tales}.values())
    cited = [", ".join(str(part) for part in (s.source, s.published_date, s.title) if part) for s in stories]
    return {
        "number_of_sources": len(stories),
        "source_article": "; ".join(cited),
        "source_office": "; ".join(happening.publishers),
        "source_date": "; ".join(str(story.published_date) for story in stories if story.published),
        "source_headline": "; ".join(story.title for story in stories if story.title),
        "source_original": "; ".join(loss.counters),
    }


def _place(happening: Happening, lies: Where) -> dict[str, Any]:
    place = happening.occurrence.place
    if place is None:
        return {"where_prec": 0, "priogrid_gid": 0}
    is_point = place.lat is not None and place.lon is not None
    return {
        "where_prec": LEVELS.get(lies.level or "", VAGUE),
        "where_coordinates": place.name,
        "where_description": lies.full_name,
        "adm_1": lies.province,
        "adm_2": lies.district,
        "latitude": lies.lat,
        "longitude": lies.lon,
        "geom_wkt": f"POINT ({lies.lon:.10g} {lies.lat:.10g})" if is_point else None,
        "priogrid_gid": _cell(lies.lat, lies.lon) if lies.lat is not None and lies.lon is not None else 0,
    }


def _cell(lat: float, lon: float) -> int:
    """The number of the PRIO-GRID cell: rows of 720 cells of half a degree, from the south-west corner."""
    return math.floor((lat + 90) * 2) * 720 + math.floor((lon + 180) * 2) + 1


def _days(happening: Happening) -> dict[str, Any]:
    occurrence, first = happening.occurrence, happening.day
    assert first is not None
    last = max(first, occurrence.to or first)
    is_told = occurrence.from_ is not None and occurrence.to is not None
    return {
        "year": first.year,
        "date_prec": _date_precision((last - first).days + 1) if is_told else 4,
        "date_start": _midnight(first),
        "date_end": _midnight(last),
    }


def _date_precision(days: int) -> int:
    return next((precision for most, precision in ((1, 1), (6, 2), (7, 3), (31, 4)) if days <= most), 5)


def _midnight(day: datetime.date) -> str:
    return f"{day.isoformat()} 00:00:00.000"


def _deaths(loss: Loss) -> dict[str, int]:
    best = loss.best or 0
    return {
        "deaths_a": 0,
        "deaths_b": 0,
        "deaths_civilians": 0,
        "deaths_unknown": best,
        "best": best,
        "high": max(best, loss.high) if loss.high is not None else best,
        "low": min(best, loss.low or 0),
    }
