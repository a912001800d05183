"""Political violence and demonstrations as ACLED's exports have them: comma-separated, 31 columns.

Source: ACLED codebook (2024). What is written is our own coding in ACLED's shape; ACLED's own data may not be redistributed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.exchange.codes import Codes
from dragoman.exchange.exporter import Column, Exporter, Run, derived, empty
from dragoman.exchange.happening import Happening, Loss
from dragoman.exchange.outputs import Outputs
from dragoman.exchange.sides import ARMED, IRREGULAR, doing_side, names_beside, other_side
from dragoman.exchange.tables import write_commas
from dragoman.exchange.where import Where, where
from dragoman.lexicon.schema.exchange import AcledRule, Side
from dragoman.records import Occurrence

PREFIX = "DGM"
CIVILIAN_TARGETING = "Civilian targeting"
EXCESSIVE = "Excessive force against protesters"
DAY, WEEK, MONTH = 1, 2, 3
EXACT, NEAR, REGION = 1, 2, 3

COLUMNS = (
    derived("event_id_cnty", f"{PREFIX}-, the country's alpha-3 code and our id: never one of ACLED's"),
    derived("event_date", "the first day; the day of publication where the text names none"),
    derived("year", "of that day"),
    derived("time_precision", "1 for a day, 2 for up to seven, 3 for more, and where the text names no day"),
    derived("disorder_type", "of the event type"),
    derived("event_type", "of the sub-event type"),
    derived("sub_event_type", "by the rules of lexicon/exchange/acled.yaml, from type, mode, code and the other side"),
    Column("actor1"),
    derived("assoc_actor_1", "further doers"),
    derived("inter1", "by sector and kind of the first actor"),
    derived("actor2", "the first recipient; of a fight told of doers only, the first of another side; nobody of a protest"),
    derived("assoc_actor_2", "further recipients"),
    derived("inter2", "by sector and kind of the first recipient"),
    derived("interaction", "the two numbers, the smaller first"),
    derived("civilian_targeting", "where the other side is civilians or protesters and force was used"),
    derived("iso", "ISO 3166 numeric code of the place's country"),
    derived("region", "ACLED's region of that country"),
    derived("country", "English name"),
    derived("admin1", "the place's first-order division"),
    derived("admin2", "the place's name where it is a second-order division"),
    empty("admin3", "no such divisions are kept"),
    derived("location", "the place's name"),
    Column("latitude"),
    Column("longitude"),
    derived("geo_precision", "1 for a town, 2 for a second-order division, 3 for what is wider"),
    derived("source", "the publishers, joined by semicolons"),
    empty("source_scale", "the reach of a source is not coded"),
    derived("notes", "a sentence of codes, never the story's words, with the bounds of the dead and whose count it is"),
    derived("fatalities", "the low bound of the dead; empty where the text counts none"),
    derived("tags", "fatalities_low, fatalities_high and count_by"),
    derived("timestamp", "when this archive learnt it, in seconds since 1970"),
)
EXPORTER = Exporter(
    means="ACLED-shaped file of political violence and demonstrations, comma-separated, 31 columns",
    suffix=".csv",
    media_type="text/csv",
    columns={"event": COLUMNS},
    cannot_carry=(
        "modality",
        "evidence and offsets",
        "who did and who suffered, in actor1 and actor2",
        "high bounds",
        "score",
        "confidence",
    ),
    notes=(
        "Events that ACLED has no home for are left out and counted here.",
        "Only events told as having happened are written, unless the filter asks for a modality.",
    ),
)


def write(happenings: Iterable[Happening], out: Outputs, run: Run) -> None:
    """Write a header and a row for each event that has a home in ACLED."""
    write_commas(out.main, COLUMNS, _rows(happenings, run), run.tally)


def _rows(happenings: Iterable[Happening], run: Run) -> Iterator[dict[str, Any]]:
    for happening in happenings:
        sub_event = _sub_event(happening, run.codes)
        if sub_event is None:
            run.tally.leave_out(f"{happening.occurrence.type}: no home in ACLED")
        elif happening.day is None:
            run.tally.leave_out("neither the text nor the document names a day")
        else:
            yield _row(happening, sub_event, run.codes)


def _sub_event(happening: Happening, codes: Codes) -> str | None:
    occurrence = happening.occurrence
    doer, (_, other) = doing_side(occurrence, codes), other_side(occurrence, codes)
    for rule in codes.acled:
        if rule.type == occurrence.type and _fits(rule, occurrence, doer, other):
            return rule.lethal if rule.lethal and _are_dead(happening.loss("killed")) else rule.is_
    return None


def _fits(rule: AcledRule, occurrence: Occurrence, doer: Side | None, other: Side | None) -> bool:
    if rule.modes and not set(rule.modes) & set(occurrence.modes):
        return False
    if rule.cameo and not any((occurrence.cameo or "").startswith(code) for code in rule.cameo):
        return False
    if rule.by == "armed" and doer not in ARMED:
        return False
    if rule.against in ("armed", "irregular"):
        return {doer, other} <= ARMED and (rule.against == "armed" or bool({doer, other} & IRREGULAR))
    return rule.against == "any" or rule.against == other


def _are_dead(loss: Loss | None) -> bool:
    return bool(loss and (loss.low or loss.high))


def _row(happening: Happening, sub_event: str, codes: Codes) -> dict[str, Any]:
    occurrence, day = happening.occurrence, happening.day
    lies, place = where(occurrence.place, codes), occurrence.place
    state = codes.state(lies.country_code)
    event_type = codes.acled_types[sub_event]
    learnt = occurrence.learnt
    return {
        "event_id_cnty": f"{PREFIX}-{lies.country_code or 'XXX'}-{occurrence.id}",
        "event_date": day,
        "year": day.year if day else None,
        "time_precision": _time_precision(occurrence),
        "disorder_type": codes.disorders.get(sub_event, codes.disorders[event_type]),
        "event_type": event_type,
        "sub_event_type": sub_event,
        **_sides(occurrence, sub_event, codes),
        "iso": state.iso_numeric if state else None,
        "region": state.acled_region if state else None,
        "country": lies.country,
        "admin1": lies.province,
        "admin2": lies.district,
        "location": place.name if place else None,
        "latitude": lies.lat,
        "longitude": lies.lon,
        "geo_precision": _geo_precision(lies) if place else None,
        "source": "; ".join(happening.publishers),
        "notes": _notes(happening),
        **_fatalities(happening.loss("killed")),
        "timestamp": int(learnt.timestamp()) if learnt else None,
    }


def _sides(occurrence: Occurrence, sub_event: str, codes: Codes) -> dict[str, Any]:
    doer, (party, other) = doing_side(occurrence, codes), other_side(occurrence, codes)
    first = occurrence.actors[0] if occurrence.actors else None
    numbers = [codes.side_codes[side] if side else None for side in (doer, other)]
    known = sorted((number for number in numbers if number), key=lambda number: number or 0)
    is_targeted = other in ("civilians", "protesters") and (occurrence.type == "ASSAULT" or sub_event == EXCESSIVE)
    others = occurrence.recipients if party is not None else ()
    beside = [one for one in occurrence.actors if one != party]
    return {
        "actor1": first.name if first else None,
        "assoc_actor_1": names_beside(beside, but=first),
        "inter1": numbers[0],
        "actor2": party.name if party else None,
        "assoc_actor_2": names_beside(others, but=party),
        "inter2": numbers[1],
        "interaction": "".join(map(str, (*known, 0) if len(known) == 1 else known)) if None not in numbers else None,
        "civilian_targeting": CIVILIAN_TARGETING if is_targeted else None,
    }


def _time_precision(occurrence: Occurrence) -> int:
    if occurrence.from_ is None or occurrence.to is None:
        return MONTH
    days = (occurrence.to - occurrence.from_).days
    return DAY if days == 0 else WEEK if days < 7 else MONTH


def _geo_precision(lies: Where) -> int:
    return EXACT if lies.level in ("city", "feature") else NEAR if lies.level == "district" else REGION


def _fatalities(loss: Loss | None) -> dict[str, Any]:
    if loss is None:
        return {}
    told = (("fatalities_low", loss.low), ("fatalities_high", loss.high), ("count_by", ", ".join(loss.counters) or None))
    return {"fatalities": loss.low, "tags": "; ".join(f"{name}={value}" for name, value in told if value is not None)}


def _notes(happening: Happening) -> str:
    occurrence, tale = happening.occurrence, happening.tales[0]
    parties = [", ".join(party.name for party in side) for side in (occurrence.actors, occurrence.recipients) if side]
    coded = " ".join((occurrence.type, *occurrence.modes))
    told = f"{coded}: {' > '.join(parties) or 'nobody named'}. Document {tale.report.document.id}, {tale.event.id}."
    loss = happening.loss("killed")
    if loss is None:
        return told
    by = f" by the count of {', '.join(loss.counters)}" if loss.counters else ""
    return f"{told} Killed: {bounds(loss)}{by}."


def bounds(loss: Loss) -> str:
    """The bounds in words."""
    if loss.low is not None and loss.high is not None:
        return str(loss.low) if loss.low == loss.high else f"{loss.low} to {loss.high}"
    return f"at least {loss.low}" if loss.low is not None else f"at most {loss.high}" if loss.high is not None else "some"
