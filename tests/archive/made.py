"""Stories and a coder made for these tests: coding costs nothing, and every kind of record is in each report."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator

import msgspec

from dragoman.reading.wire import read_story
from dragoman.records import Actor, Document, Event, Place, Position, Report, SetAside, Source, Span, Statement, Time, Toll

NAMES = {"Chad": "TCD", "Niger": "NER", "Norway": "NOR", "Mali": "MLI"}
TOWNS = {"Oslo": ("NOR", 3143244, 59.9, 10.7), "Agadez": ("NER", 2448083, 17.0, 8.0), "Gao": ("MLI", 2457163, 16.3, 0.0)}
_SENTENCE = re.compile(
    r"(?P<who>\w+)'s army said that (?P<content>gunmen attacked (?P<whom>\w+) in (?P<town>\w+) and killed (?P<count>\d+) people)"
)


def story(number: int, *, day: int = 1, source: str | None = "AFP", **more: object) -> Document:
    """A story that differs from all others by its number; its town and parties vary with it."""
    who, whom = list(NAMES)[number % 4], list(NAMES)[(number + 1) % 4]
    town = list(TOWNS)[number % 3]
    text = f"{who}'s army said that gunmen attacked {whom} in {town} and killed {number} people. It was dispatch {number}, résumé included."
    fields: dict[str, object] = {
        "id": f"d{number}",
        "published": f"2020-05-{day:02}",
        "source": source,
        "title": f"Attack {number} in {town}",
    }
    return read_story(text, **(fields | more))  # type: ignore[arg-type]


class PlainCoder:
    """Codes stories of ``story``; ``fails`` are ids that it sets aside, ``before`` is called with each document."""

    def __init__(self, version: str = "plain-1", *, fails: Iterable[str] = (), before: Callable[[Document], None] = lambda _: None) -> None:
        self.version = version
        self.coded: list[str] = []
        self._fails, self._before = frozenset(fails), before

    def code_many(self, stories: Iterable[Document], *, processes: int = 1) -> Iterator[Report | SetAside]:  # noqa: ARG002
        for document in stories:
            self._before(document)
            self.coded.append(document.id)
            yield SetAside(document.id, "it was to fail", "Nothing.", document.id) if document.id in self._fails else self._code(document)

    def _code(self, document: Document) -> Report:
        match = _SENTENCE.search(document.text)
        if match is None:
            return Report(document, coder=self.version)

        def span(group: str | int) -> Span:
            return Span.of(document.text, *match.span(group))

        town = TOWNS[match["town"]]
        actors = (
            Actor("a1", match["who"], "state", (NAMES[match["who"]], "MIL"), mentions=(span("who"),), key=f"armed:{match['who'].lower()}"),
            Actor("a2", match["whom"], "state", (NAMES[match["whom"]], "GOV"), mentions=(span("whom"),)),
        )
        place = Place("p1", match["town"], "city", town[1], town[2], town[3], town[0], mentions=(span("town"),))
        day = document.published_date
        content = (span("content"),)
        event = Event("e1", "ASSAULT", ("firearms",), (), "190", -9.0, ("a1",), ("a2",), "asserted", "p1", "t1", "s1", content, "r", 0.5)
        toll = Toll("k1", "killed", int(match["count"]), None, place="p1", as_of=day, cause="e1", attribution="s1")
        return Report(
            document,
            actors=actors,
            places=(place,),
            times=(Time("t1", content[0], day, day),),
            statements=(Statement("s1", Source(span("who"), ("a1",)), None, content, "indirect", "say"),),
            events=(event,),
            positions=(Position("o1", "a1", "violence", "condemns", target="a2", attribution="s1", evidence=content),),
            tolls=(msgspec.structs.replace(toll, count_text=span("count"), evidence=content),),
            coder=self.version,
        )


class Clock:
    """A clock that goes on a minute with each look at it."""

    def __init__(self, start: str = "2020-06-01T00:00:00+00:00") -> None:
        self.now = datetime.datetime.fromisoformat(start)

    def __call__(self) -> datetime.datetime:
        self.now += datetime.timedelta(minutes=1)
        return self.now
