"""Reports made for these tests: one of each case that a format has to tell apart, and as many others as are asked for."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.archive import Archive
from dragoman.reading.reports import Delivered
from dragoman.records import Actor, Document, Event, Place, Report, Source, Span, Statement, Time, Toll, text_digest

CODER = "made-1"
LEARNT = datetime.datetime(2021, 3, 1, 12, 30, tzinfo=datetime.UTC)
FIRST = 'Mali\'s army said rebels from "the Dawn"\tfront shelled Gao on May 4, killing at least 12 people.'
SECOND = "Norway's premier phoned Qatar's emir. Envoys of Chad, Niger and Mali met."
TEXT = f"{FIRST}\n{SECOND} Norway's premier visited Doha. A march passed through Austin, Texas. Chad may send troops."
DAY = datetime.date(2020, 5, 4)


def _actor(
    id: str, name: str, kind: str, *codes: str, words: str | None = None, key: str | None = None, office: str | None = None
) -> Actor:
    return Actor(id, name, kind, codes, office, (_span(words or name),), key)  # type: ignore[arg-type]


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


ACTORS = (
    _actor("army", "Mali's army", "government", "MLI", "MIL"),
    _actor("dawn", '"the Dawn"\tfront', "armed_group", "MLI", "REB", key="MLI:dawn"),
    _actor("people", "people", "population", "MLI", "CVL"),
    _actor("premier", "Norway's premier", "person", "NOR", "GOV", office="premier"),
    _actor("emir", "Qatar's emir", "person", "QAT", "GOV", office="emir"),
    _actor("chad", "Chad", "state", "TCD", "GOV"),
    _actor("niger", "Niger", "state", "NER", "GOV"),
    _actor("mali", "Mali", "state", "MLI", "GOV", words="Mali met"),
    _actor("march", "A march", "population", "USA", "CVL"),
    _actor("un", "Envoys", "igo", "IGO", "NAT", "MIL"),
)
PLACES = (
    Place("gao", "Gao", "city", 2457163, 16.27, -0.04, "MLI", "Gao Region", (_span("Gao"),)),
    Place("doha", "Doha", "city", 290030, 25.29, 51.53, "QAT", None, (_span("Doha"),)),
    Place("austin", "Austin", "city", 4671654, 30.27, -97.74, "USA", "Texas", (_span("Austin"),)),
    Place("sahel", "Sahel", "region", None, 14.0, 0.0, None, None, (_span("Chad"),)),
)
TIMES = (Time("t1", _span("on May 4"), DAY, DAY), Time("t2", _span("met"), DAY, DAY + datetime.timedelta(days=9)))
STATEMENTS = (Statement("s1", Source(_span("Mali's army"), ("army",)), _span("said"), (_span("rebels from"),), "indirect", "say"),)


def _event(id: str, type: str, mode: str | None, cameo: str, actors: str, recipients: str, words: str, **more: object) -> Event:
    fields = {"contexts": (), "score": -1.0, "modality": "asserted", "place": None, "time": None, "attribution": None, "confidence": 0.75}
    fields |= {"modes": (mode,) if mode else (), "evidence": (_span(words),), "rule": "made"} | more
    return Event(id=id, type=type, cameo=cameo, actors=tuple(actors.split()), recipients=tuple(recipients.split()), **fields)  # type: ignore[arg-type]


EVENTS = (
    _event("shelled", "ASSAULT", "heavy-weapons", "194", "dawn", "people", "shelled Gao", place="gao", time="t1", attribution="s1",
           contexts=("military",), score=-9.5),
    _event("phoned", "CONSULT", "phone", "041", "premier", "emir", "phoned Qatar's emir", contexts=("diplomatic", "executive")),
    _event("met", "CONSULT", None, "040", "chad niger mali", "", "met", place="sahel", time="t2"),
    _event("visited", "CONSULT", "visit", "042", "premier", "emir", "visited Doha", place="doha"),
    _event("marched", "PROTEST", "demo", "141", "march", "", "march passed", place="austin"),
    _event("fought", "ASSAULT", "firearms", "193", "dawn army", "", "front shelled", place="gao", time="t1", modality="historical"),
    _event("accused", "ACCUSE", "allege", "112", "army chad", "dawn niger", "said"),
    _event("may", "MOBILIZE", "troops", "154", "chad", "", "may send", modality="hypothetical"),
    _event("nobody", "COERCE", "arrest", "173", "", "", "killing"),
    _event("envoys", "REQUEST", None, "0256", "un", "mali", "Envoys of"),
)  # fmt: skip
TOLLS = (
    Toll("k1", "killed", 12, None, group="people", place="gao", as_of=DAY, cause="shelled", attribution="s1",
         count_text=_span("at least 12"), evidence=(_span("at least 12 people"),)),
    Toll("k2", "wounded", None, 20, cause="shelled", count_text=_span("12"), evidence=(_span("12"),)),
    Toll("k3", "killed", 3, 3, cause="fought", count_text=_span("12"), evidence=(_span("12"),)),
)  # fmt: skip
DOCUMENT = Document(
    "made/1",
    TEXT,
    title="Rebels shell Gao, army says",
    source="AFP",
    published="2020-05-05",
    url="https://news.example/1",
    sha256=text_digest(TEXT),
    paragraphs=((0, len(FIRST)), (len(FIRST) + 1, len(TEXT))),
)
REPORT = Report(DOCUMENT, ACTORS, PLACES, TIMES, STATEMENTS, EVENTS, (), TOLLS, coder=CODER)
HAPPENED = len(EVENTS) - 1


def keep(path: Path, reports: Iterable[Report]) -> Path:
    """An archive of these reports."""
    with Archive(path, clock=lambda: LEARNT) as archive:
        assert archive.import_reports(_delivered(reports)).set_aside == 0
    return path


def _delivered(reports: Iterable[Report]) -> Iterator[Delivered]:
    for number, report in enumerate(reports):
        yield f"made:{number}", report


def many(count: int) -> Iterator[Report]:
    """So many short reports with two events each, one of them with a count of dead."""
    for number in range(count):
        text = f"Chad's army shelled Niger's army in Gao, killing {number}. It was the attack numbered {number}; mayors spoke."
        spans = {word: Span.of(text, text.index(word), text.index(word) + len(word)) for word in ("Chad's army", "Niger's army", "shelled")}
        actors = (
            Actor("a", "Chad's army", "government", ("TCD", "MIL"), mentions=(spans["Chad's army"],)),
            Actor("b", "Niger's army", "government", ("NER", "MIL"), mentions=(spans["Niger's army"],)),
        )
        words = (spans["shelled"],)
        event = Event("e1", "ASSAULT", ("heavy-weapons",), (), "194", -9.5, ("a",), ("b",), "asserted", "p", None, None, words, "made", 0.5)
        other = Event("e2", "CONSULT", ("phone",), (), "041", 1.5, ("a",), ("b",), "asserted", "p", None, None, words, "made", 0.5)
        day = DAY + datetime.timedelta(days=number % 400)
        yield Report(
            Document(f"many-{number}", text, source="AFP", published=day.isoformat(), sha256=text_digest(text)),
            actors,
            (Place("p", "Gao", "city", 2457163, 16.27, -0.04, "MLI", None, words),),
            events=(event, other),
            tolls=(Toll("k", "killed", number + 1, number + 1, cause="e1", count_text=words[0], evidence=words),),
            coder=CODER,
        )
