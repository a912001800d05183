"""Events as GDELT 2.0 has them: tab-separated without a header, 61 columns, with the file of mentions beside it.

Source: GDELT 2.0 Event Database codebook.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from dragoman.exchange.codes import Codes
from dragoman.exchange.dyads import Dyad, dyads
from dragoman.exchange.exporter import Column, Exporter, Run, derived, empty
from dragoman.exchange.happening import Happening, Tale, mentioned
from dragoman.exchange.outputs import Outputs
from dragoman.exchange.tables import tab_line, write_tabs
from dragoman.exchange.where import Where, where
from dragoman.records import Party

MENTIONS_SUFFIX = ".mentions.CSV"
MENTIONS = (
    "GLOBALEVENTID",
    "EventTimeDate",
    "MentionTimeDate",
    "MentionType",
    "MentionSourceName",
    "MentionIdentifier",
    "SentenceID",
    "Actor1CharOffset",
    "Actor2CharOffset",
    "ActionCharOffset",
    "InRawText",
    "Confidence",
    "MentionDocLen",
    "MentionDocTone",
    "MentionDocTranslationInfo",
    "Extras",
)
WEB, CITATION_ONLY = 1, 2
QUAD_OF_ROOT = {1: range(1, 6), 2: range(6, 9), 3: range(9, 14), 4: range(14, 21)}
COUNTRY, US_STATE, US_CITY, WORLD_CITY, WORLD_STATE = 1, 2, 3, 4, 5


def _side(side: str) -> tuple[Column, ...]:
    return (
        derived(f"{side}Code", "the actor's codes as CAMEO writes them"),
        derived(f"{side}Name", "in capitals"),
        derived(f"{side}CountryCode", "the primary code where it is a state's (ISO alpha-3)"),
        derived(f"{side}KnownGroupCode", "GDELT's letters of an international body"),
        empty(f"{side}EthnicCode", "not coded"),
        empty(f"{side}Religion1Code", "not coded"),
        empty(f"{side}Religion2Code", "not coded"),
        *(derived(f"{side}Type{n}Code", "sectors in CAMEO's spelling") for n in (1, 2, 3)),
    )


def _geo(of: str, reason: str | None = None) -> tuple[Column, ...]:
    def column(name: str, note: str) -> Column:
        return empty(f"{of}Geo_{name}", reason) if reason else derived(f"{of}Geo_{name}", note)

    return (
        derived(f"{of}Geo_Type", f"0: {reason}" if reason else "from the kind of place; 0 for what lies in several countries or in none"),
        column("FullName", "town, first-order division, country"),
        column("CountryCode", "FIPS 10-4"),
        column("ADM1Code", "the FIPS country code, with the letters of a state of the United States; no other division has its code here"),
        empty(f"{of}Geo_ADM2Code", reason or "no codes of second-order divisions are kept"),
        column("Lat", "as resolved"),
        column("Long", "as resolved"),
        empty(f"{of}Geo_FeatureID", reason or "GDELT has GNS and GNIS ids; GeoNames ids are another list"),
    )


_NO_PLACE = "no place of an actor is coded"
COLUMNS = (
    derived("GLOBALEVENTID", "a whole number of 63 bits; the rows of one event differ in their last 12 bits only"),
    derived("SQLDATE", "the event's first day; the day of publication where the text names none"),
    derived("MonthYear", "of that day"),
    derived("Year", "of that day"),
    derived("FractionDate", "year + (month x 30 + day) / 365"),
    *_side("Actor1"),
    *_side("Actor2"),
    derived("IsRootEvent", "1 where the words stand in the first paragraph"),
    Column("EventCode"),
    derived("EventBaseCode", "the first three digits"),
    derived("EventRootCode", "the first two digits"),
    derived("QuadClass", "of the root code"),
    derived("GoldsteinScale", "Goldstein value of the code"),
    derived("NumMentions", "events of reports that tell it"),
    derived("NumSources", "independent voices that tell it"),
    derived("NumArticles", "documents that tell it"),
    empty("AvgTone", "no tone is scored"),
    *_geo("Actor1", _NO_PLACE),
    *_geo("Actor2", _NO_PLACE),
    *_geo("Action"),
    derived("DATEADDED", "when this archive learnt it"),
    derived("SOURCEURL", "the first document's address, else its id"),
)
EXPORTER = Exporter(
    means="GDELT 2.0 event file, tab-separated without a header, 61 columns, with its file of mentions beside it",
    suffix=".export.CSV",
    media_type="text/tab-separated-values",
    columns={"event": COLUMNS},
    cannot_carry=("modality", "attribution", "mode and contexts", "to (the last day)", "tolls", "rule", "GeoNames ids"),
    notes=(
        "Mentions: offsets are code points into the document's text; SentenceID, tone, translation and Extras are empty; "
        "MentionType is 1 for a document with an address, else 2; Confidence is the coder's, times 100.",
        "An event of n actors and m recipients is n x m rows.",
        "Only events told as having happened are written, unless the filter asks for a modality.",
    ),
)


def write(happenings: Iterable[Happening], out: Outputs, run: Run) -> None:
    """Write the rows of each event, and where there are files beside, those of its mentions."""
    rows = _rows(happenings, out.beside(MENTIONS_SUFFIX), run)
    write_tabs(out.main, COLUMNS, rows, run.tally, header=False)


def _rows(happenings: Iterable[Happening], mentions: BinaryIO | None, run: Run) -> Iterator[dict[str, Any]]:
    for happening in happenings:
        pairs = list(dyads(happening))
        if not pairs:
            run.tally.leave_out("no party is told")
        for dyad in pairs:
            yield _row(happening, dyad, run)
            if mentions is not None:
                mentions.writelines(tab_line(_mention(happening, tale, dyad)) for tale in happening.tales)


def _row(happening: Happening, dyad: Dyad, run: Run) -> dict[str, Any]:
    document, day = happening.tales[0].report.document, happening.day
    root = (dyad.cameo or "")[:2]
    return {
        "GLOBALEVENTID": dyad.id,
        "SQLDATE": f"{day:%Y%m%d}" if day else None,
        "MonthYear": f"{day:%Y%m}" if day else None,
        "Year": day.year if day else None,
        "FractionDate": f"{day.year + (day.month * 30 + day.day) / 365:.4f}" if day else None,
        **_party("Actor1", dyad.source, run),
        **_party("Actor2", dyad.target, run),
        "IsRootEvent": int(any(_is_in_lead(tale) for tale in happening.tales)),
        "EventCode": dyad.cameo,
        "EventBaseCode": (dyad.cameo or "")[:3],
        "EventRootCode": root,
        "QuadClass": next((quad for quad, roots in QUAD_OF_ROOT.items() if root and int(root) in roots), None),
        "GoldsteinScale": run.codes.goldstein(dyad.cameo),
        "NumMentions": len(happening.tales),
        "NumSources": len(happening.occurrence.belief.voices) or 1,
        "NumArticles": len({tale.telling.sha256 for tale in happening.tales}),
        "Actor1Geo_Type": 0,
        "Actor2Geo_Type": 0,
        **_ground(happening, run.codes),
        "DATEADDED": _moment(happening.occurrence.learnt),
        "SOURCEURL": document.url or document.id,
    }


def _is_in_lead(tale: Tale) -> bool:
    lead = next(iter(tale.report.document.paragraphs), (0, 0))
    return any(lead[0] <= words.start < lead[1] for words in tale.event.evidence)


def _party(side: str, party: Party | None, run: Run) -> dict[str, Any]:
    if party is None:
        return {}
    coded = run.codes.cameo_actor(party)
    if coded.is_our_own:
        run.tally.remark("an actor's code has letters of a body that the CAMEO manual does not list")
    return {
        f"{side}Code": coded.code,
        f"{side}Name": party.name.upper(),
        f"{side}CountryCode": coded.country,
        f"{side}KnownGroupCode": coded.group,
        **{f"{side}Type{n}Code": role for n, role in zip((1, 2, 3), coded.roles, strict=False)},
    }


def _ground(happening: Happening, codes: Codes) -> dict[str, Any]:
    """The place of the action."""
    place = happening.occurrence.place
    lies = where(place, codes)
    type = _type(lies)
    if place is None or not type:
        return {"ActionGeo_Type": 0}
    country = codes.fips(place)
    letters = codes.us_state(lies.province) if type in (US_STATE, US_CITY) else None
    return {
        "ActionGeo_Type": type,
        "ActionGeo_FullName": lies.full_name,
        "ActionGeo_CountryCode": country,
        "ActionGeo_ADM1Code": f"{country or ''}{letters or ''}",
        "ActionGeo_Lat": lies.lat,
        "ActionGeo_Long": lies.lon,
    }


def _type(lies: Where) -> int:
    if lies.level is None or lies.country_code is None:
        return 0
    if lies.level == "country":
        return COUNTRY
    is_us, is_division = lies.country_code == "USA", lies.level == "province"
    if is_us:
        return US_STATE if is_division else US_CITY
    return WORLD_STATE if is_division else WORLD_CITY


def _mention(happening: Happening, tale: Tale, dyad: Dyad) -> Iterator[Any]:
    document, day = tale.report.document, happening.day
    yield dyad.id
    yield f"{day:%Y%m%d}000000" if day else None
    yield _stamp(document.published)
    yield WEB if document.url else CITATION_ONLY
    yield document.source
    yield document.url or document.id
    yield None
    yield from (_offset(party, tale) for party in (dyad.source, dyad.target))
    yield min((words.start for words in tale.event.evidence), default=-1)
    yield 1
    yield round(100 * tale.event.confidence)
    yield len(document.text)
    yield from (None, None, None)


def _offset(party: Party | None, tale: Tale) -> int:
    span = mentioned(party, tale) if party else None
    return span.start if span else -1


def _stamp(published: str | None) -> str | None:
    return _moment(datetime.datetime.fromisoformat(published)) if published else None


def _moment(moment: datetime.datetime | None) -> str | None:
    """YYYYMMDDHHMMSS in UTC; of a moment without zone as it is written."""
    if moment is None:
        return None
    return f"{moment.astimezone(datetime.UTC) if moment.tzinfo else moment:%Y%m%d%H%M%S}"
