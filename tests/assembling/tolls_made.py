"""Stories with tolls, made for these tests: each says who counted how many, of whom, of which attack or since when."""

from __future__ import annotations

import datetime

import msgspec

from dragoman.assembling.told import Told, Voice, tell
from dragoman.assembling.tollscopes import Causes
from dragoman.reading.wire import read_story
from dragoman.records import Actor, Event, Kept, Place, Report, Source, Span, Statement, Time, Toll, keys_of, text_digest

DAY_OF_ATTACK = datetime.date(2020, 5, 1)
PLACES = {"Agadez": ("city", "NER"), "Arlit": ("city", "NER"), "Niger": ("country", "NER"), "Mali": ("country", "MLI")}


class Count(msgspec.Struct, frozen=True):
    """One toll of a made story; ``among`` is the place in the list of the count that it is part of."""

    low: int | None
    high: int | None
    by: str | None = None
    group: str | None = None
    place: str | None = None
    cause: bool = True
    tally: str = "count"
    kind: str = "killed"
    since: datetime.date | None = None
    as_of: datetime.date | None = None
    vague: bool = False
    among: int | None = None


def made_report(
    id: str,
    counts: list[Count],
    *,
    published: str | None = "2020-05-01",
    source: str = "AFP",
    attack: str = "Agadez",
    on: datetime.date = DAY_OF_ATTACK,
    by: str | None = None,
) -> Kept:
    """The report of a story on an attack; each count stands in a sentence of its own."""
    sentences = [f"Gunmen stormed barracks by a bridge in {attack} on {on}."]
    for number, count in enumerate(counts):
        where = f" in {count.place}" if count.place else ""
        who = f"{count.by} said that " if count.by else ""
        sentences.append(f"{who}{count.low}-{count.high} {count.group or 'people'} were {count.kind}{where}, sentence {number}.")
    text = " ".join([*sentences, f"({source} {id})"])
    document = read_story(text, id=id, published=published, source=source)
    document = msgspec.structs.replace(document, text=text, sha256=text_digest(text))
    spans = [Span.of(text, text.index(sentence), text.index(sentence) + len(sentence)) for sentence in sentences]
    names = sorted({count.by for count in counts if count.by})
    actors = tuple(Actor(f"a{n}", name, "organisation") for n, name in enumerate(names))
    doers = (Actor("d1", by, "state", (PLACES[by][1], "GOV"), key=f"state:{PLACES[by][1]}"),) if by is not None else ()
    places = tuple(Place(f"p{n}", name, kind, country=country) for n, (name, (kind, country)) in enumerate(PLACES.items()))
    place_ids = {place.name: place.id for place in places}
    statements = tuple(
        Statement(f"s{n}", Source(spans[n + 1], (f"a{names.index(count.by)}",)), None, (spans[n + 1],), "indirect", "say")
        for n, count in enumerate(counts)
        if count.by
    )
    tolls = tuple(
        Toll(
            id=f"k{n}",
            kind=count.kind,  # type: ignore[arg-type]
            low=count.low,
            high=count.high,
            vague=count.vague,
            tally=count.tally,  # type: ignore[arg-type]
            part_of=f"k{count.among}" if count.among is not None else None,
            group=count.group,
            place=place_ids.get(count.place or ""),
            since=count.since,
            as_of=count.as_of,
            cause="e1" if count.cause else None,
            attribution=f"s{n}" if count.by else None,
            count_text=spans[n + 1],
            evidence=(spans[n + 1],),
        )
        for n, count in enumerate(counts)
    )
    day = Time("t1", spans[0], on, on)
    acting = tuple(doer.id for doer in doers)
    event = Event("e1", "ASSAULT", (), (), None, -9.0, acting, (), "asserted", place_ids[attack], "t1", None, (spans[0],), "r", 0.5)
    report = Report(document, (*actors, *doers), places, (day,), statements, (event,), tolls=tolls, coder="made")
    return Kept(1, report, datetime.datetime(2020, 6, 1, tzinfo=datetime.UTC))


def told_tolls(*reports: Kept, dispatch: str | None = None) -> list[Told[Toll]]:
    """The tolls of reports; with ``dispatch`` as copies of that one."""

    def voice_of(report: Report) -> Voice:
        source = report.document.source or "?"
        return Voice(dispatch or report.document.id, source)

    return [one for kept in reports for one in tell(kept, "toll", voice_of)]


def one_attack(*reports: Kept, storyline: str | None = "story") -> Causes:
    """What is known where all reports are of one attack in one storyline."""
    events = {key: "attack" for kept in reports for key in keys_of(kept.report, "event").values()}
    return Causes(events, {"attack": storyline} if storyline else {})
