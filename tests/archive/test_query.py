"""Finding records: each filter alone against the plain reading of all reports, words, order, pages, views."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

import msgspec
import pytest

from dragoman.archive import Archive, Filter, QueryKind
from dragoman.records import Document, Event, Hit, Report, Toll, UsageError
from tests.archive.conftest import Place
from tests.archive.made import Clock, PlainCoder, story

COUNT = 40


@pytest.fixture
def archive(where: str) -> Iterator[Archive]:
    with Archive(where, clock=Clock()) as archive:
        archive.ingest([story(n, day=1 + n % 20, source=("AFP", "Reuters", "TASS")[n % 3]) for n in range(1, COUNT)], PlainCoder())
        yield archive


def names(hits: Iterator[Hit]) -> list[str]:
    return [hit.report.document.id for hit in hits]


def day(number: int) -> datetime.date:
    return datetime.date(2020, 5, number)


def published(report: Report) -> datetime.date:
    assert report.document.published_date is not None
    return report.document.published_date


def everything(_: Report) -> bool:
    return True


def nothing(_: Report) -> bool:
    return False


CASES: list[tuple[QueryKind, Filter, Callable[[Report], bool]]] = [
    ("event", Filter(), everything),
    ("event", Filter(type="ASSAULT"), everything),
    ("event", Filter(type="CONSULT"), nothing),
    ("event", Filter(mode="firearms", modality="asserted"), everything),
    ("event", Filter(modality="negated"), nothing),
    ("event", Filter(country="NER"), lambda r: r.places[0].country == "NER"),
    ("event", Filter(place="agadez"), lambda r: r.places[0].name == "Agadez"),
    ("event", Filter(place="2457163"), lambda r: r.places[0].name == "Gao"),
    ("event", Filter(place="Nowhere"), nothing),
    ("event", Filter(actor="TCD"), lambda r: "TCD" in {r.actors[0].codes[0], r.actors[1].codes[0]}),
    ("event", Filter(actor="TCD/MIL"), lambda r: r.actors[0].codes == ("TCD", "MIL")),
    ("event", Filter(actor="chad"), lambda r: "Chad" in {r.actors[0].name, r.actors[1].name}),
    ("event", Filter(actor="armed:chad"), lambda r: r.actors[0].name == "Chad"),
    ("event", Filter(recipient="TCD"), lambda r: r.actors[1].codes[0] == "TCD"),
    ("event", Filter(actor="TCD", recipient="NER"), lambda r: [a.codes[0] for a in r.actors] == ["TCD", "NER"]),
    ("event", Filter(actor="NER", recipient="TCD"), lambda r: [a.codes[0] for a in r.actors] == ["NER", "TCD"]),
    ("event", Filter(actor="XXX"), nothing),
    ("event", Filter(source="AGENCE FRANCE-PRESSE"), nothing),
    ("event", Filter(source="reuters"), lambda r: r.document.source == "Reuters"),
    ("event", Filter(since=day(8), until=day(11)), lambda r: day(8) <= published(r) <= day(11)),
    ("event", Filter(actor="TCD", since=day(8)), lambda r: day(8) <= published(r) and "TCD" in {a.codes[0] for a in r.actors}),
    ("event", Filter(text="oslo"), lambda r: "Oslo" in r.document.text),
    ("event", Filter(text="oslo", actor="MLI"), lambda r: "Oslo" in r.document.text and "MLI" in {a.codes[0] for a in r.actors}),
    ("event", Filter(document="d7"), lambda r: r.document.id == "d7"),
    ("statement", Filter(type="say", actor="NOR/MIL"), lambda r: r.actors[0].name == "Norway"),
    ("statement", Filter(text="attacking Mali"), lambda r: r.actors[1].name == "Mali"),
    ("position", Filter(stance="condemns", type="violence", actor="NER"), lambda r: r.actors[0].name == "Niger"),
    ("position", Filter(recipient="NER"), lambda r: r.actors[1].name == "Niger"),
    ("toll", Filter(type="killed", country="MLI"), lambda r: r.places[0].country == "MLI"),
    ("toll", Filter(actor="MLI"), lambda r: r.actors[0].name == "Mali"),
    ("document", Filter(source="TASS", since=day(5)), lambda r: r.document.source == "TASS" and published(r) >= day(5)),
    ("document", Filter(text="resume*"), everything),
]  # fmt: skip


def test_each_filter_finds_what_reading_all_reports_finds(archive: Archive) -> None:
    reports = [kept.report for kept in archive.reports()]
    for kind, wanted, is_wanted in CASES:
        expected = sorted((published(report), number, report.document.id) for number, report in enumerate(reports) if is_wanted(report))
        assert names(archive.query(kind, wanted)) == [id for _, _, id in reversed(expected)], (kind, wanted)


def test_a_hit_is_the_very_record_with_its_report(archive: Archive) -> None:
    [hit] = archive.query("toll", Filter(document="d9"))
    kept = archive.report("d9")
    assert kept is not None
    assert (hit.report, hit.record, hit.learnt) == (kept.report, kept.report.tolls[0], kept.learnt)
    assert isinstance(hit.record, Toll)
    assert hit.record.low == 9


@pytest.mark.parametrize("wanted", [Filter(), Filter(actor="TCD"), Filter(text="Gao")])
@pytest.mark.parametrize("page", [1, 3, 7])
def test_pages_make_up_the_whole(archive: Archive, wanted: Filter, page: int) -> None:
    whole = names(archive.query("event", wanted))
    found: list[str] = []
    cursor = None
    while hits := list(archive.query("event", wanted, limit=page, after=cursor)):
        found += names(iter(hits))
        cursor = hits[-1].cursor
    assert found == whole


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("gunmen agadez", 13),
        ("Agadez OR Gao", 26),
        ('"gunmen attacked"', 39),
        ('"attacked gunmen"', 0),
        ("agadez -chad", 7),
        ("attack*", 39),
        ("attacked", 39),
        ("RESUME", 39),
        ("dispatch 7", 1),
        ("zebra", 0),
        ('agadez" OR text:x NEAR(', 0),
        ("o'slo & | ! <->", 0),
    ],
)
def test_words(archive: Archive, words: str, count: int) -> None:
    assert len(list(archive.search(words))) == count


def test_words_that_are_none_are_refused(archive: Archive) -> None:
    for words in ("", "-chad", "—"):
        with pytest.raises(UsageError, match="names no word"):
            list(archive.search(words))


def test_statements_are_found_by_what_they_say_alone(archive: Archive) -> None:
    assert list(archive.search("dispatch", statements=True)) == []
    assert len(list(archive.search("gunmen", statements=True))) == COUNT - 1


@pytest.mark.parametrize("narrow", [0, 1000])
def test_words_that_are_everywhere_are_found_newest_first_too(archive: Archive, monkeypatch: pytest.MonkeyPatch, narrow: int) -> None:
    monkeypatch.setattr("dragoman.archive.query.NARROW", narrow)
    assert names(archive.query("event", Filter(text="gunmen"), limit=5)) == names(archive.query("event", limit=5))


def test_queries_look_through_both_clocks(place: Place) -> None:
    with Archive(place(), clock=Clock()) as archive:
        archive.ingest([story(1, day=1, title="Attack near the mine in Gao"), story(2, day=9)], PlainCoder("plain-1"))
        moment = max(kept.learnt for kept in archive.reports())
        archive.ingest([story(5, id="u1", day=2, title="UPDATE 1-Attack near the mine in Gao")], PlainCoder("plain-1"))
        archive.recode(PlainCoder("plain-2"))
        for wanted in (Filter(), Filter(text="gunmen"), Filter(actor="NER"), Filter(type="ASSAULT")):
            found = {hit.report.document.id: hit.report.coder for hit in archive.query("event", wanted, learnt_by=moment)}
            assert set(found.values()) == {"plain-1"}
            assert "u1" not in found
        assert names(archive.query("event")) == ["d2", "u1"]
        assert names(archive.query("event", as_of="2020-05-01")) == ["d1"]
        assert names(archive.query("event", learnt_by=moment)) == ["d2", "d1"]
        assert {hit.report.coder for hit in archive.query("event")} == {"plain-2"}
        assert names(archive.query("document", as_of="2020-05-02")) == ["u1"]


def test_an_event_of_several_days_is_found_on_each_of_them(place: Place) -> None:
    class LongCoder(PlainCoder):
        def _code(self, document: Document) -> Report:
            report = super()._code(document)
            [time] = report.times
            return msgspec.structs.replace(report, times=(msgspec.structs.replace(time, from_=day(3), to=day(9)),))

    with Archive(place()) as archive:
        archive.ingest([story(1, day=20)], LongCoder())
        for first, last, found in [(1, 2, 0), (1, 3, 1), (5, 6, 1), (9, 12, 1), (10, 30, 0)]:
            hits = list(archive.query("event", Filter(since=day(first), until=day(last))))
            assert len(hits) == found
            hits = list(archive.query("event", Filter(since=day(first), until=day(last), actor="NER")))
            assert len(hits) == found


@pytest.mark.parametrize(
    ("kind", "wanted"), [("statement", Filter(country="NER")), ("toll", Filter(modality="asserted")), ("document", Filter(actor="NER"))]
)
def test_what_a_record_has_not_cannot_be_asked_of_it(archive: Archive, kind: QueryKind, wanted: Filter) -> None:
    with pytest.raises(UsageError, match=f"{kind}s cannot be asked for by"):
        list(archive.query(kind, wanted))


def test_a_cursor_that_is_none_is_refused(archive: Archive) -> None:
    with pytest.raises(UsageError, match="cursor"):
        list(archive.query("event", after="yesterday"))


def test_events_without_a_day_come_last(where: str) -> None:
    with Archive(where) as archive:
        archive.ingest([story(4, published=None), story(1)], PlainCoder())
        hits = list(archive.query("event"))
        assert names(iter(hits)) == ["d1", "d4"]
        assert isinstance(hits[1].record, Event)
        assert names(archive.query("event", Filter(until=day(30)))) == ["d1"]
        assert names(archive.query("event", after=hits[0].cursor)) == ["d4"]


def test_actors_are_counted_by_name(archive: Archive) -> None:
    expected = sum("Chad" in {actor.name for actor in kept.report.actors} for kept in archive.reports())
    found = list(archive.actors(Filter(actor="chad")))
    assert {(actor.name, actor.codes) for actor in found} == {("Chad", ("TCD", "MIL")), ("Chad", ("TCD", "GOV"))}
    assert sum(actor.stories for actor in found) == expected
    assert [actor.codes for actor in archive.actors(Filter(actor="TCD/GOV"))] == [("TCD", "GOV")]
    [last] = archive.actors(Filter(actor="NER/MIL"), limit=1, as_of="2020-05-03")
    assert last.last_day is not None
    assert last.last_day <= day(3)
    assert len(list(archive.actors())) == 8
    with pytest.raises(UsageError, match="actors cannot be asked for by country"):
        list(archive.actors(Filter(country="NER")))
