"""Whatever the order, the batches and the engine, the same reports give the same occurrences and storylines."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dragoman.archive import Archive, Filter
from dragoman.assembling import Assembly, assembly
from dragoman.records import ArchiveError, Correction, Document, Occurrence, RecordRef, UsageError
from tests.archive.conftest import Place, place, where
from tests.archive.made import Clock, PlainCoder
from tests.assembling.wire_made import told, wire

__all__ = ["place", "where"]  # fixtures
DAYS = st.integers(min_value=1, max_value=28)


def keep(archive: Archive, stories: Iterable[Document]) -> None:
    archive.ingest(stories, PlainCoder())


def record_of(assembled: Assembly, **view: Any) -> tuple[list[Occurrence], list[Any]]:
    """All that is assembled, but for the moments at which it was learnt."""
    return [timeless(one) for one in assembled.occurrences(**view)], list(assembled.storylines(**view))


def timeless(one: Occurrence) -> Any:
    tellings = tuple(msgspec.structs.replace(telling, learnt=None) for telling in one.tellings)
    return msgspec.structs.replace(one, learnt=None, tellings=tellings)


def in_batches(where: str, stories: Sequence[Document], size: int) -> tuple[list[Occurrence], list[Any]]:
    with Archive(where) as archive:
        assembled = Assembly(archive)
        for start in range(0, len(stories), size):
            keep(archive, stories[start : start + size])
            assembled.update()
        assembled.update()
        return record_of(assembled)


def test_agencies_that_tell_one_attack_are_one_occurrence(where: str) -> None:
    stories = [told(1, "AFP", day=1), told(1, "Reuters", day=1), told(2, "TASS", day=1, count=40)]
    occurrences, _ = in_batches(where, stories, 10)
    assert sorted(len(one.tellings) for one in occurrences) == [1, 2]
    joined = next(one for one in occurrences if len(one.tellings) == 2)
    assert joined.belief.voices == ("AFP", "Reuters")
    assert joined.belief.sentence == "Told by 2 agencies (AFP and Reuters) on the word of Chad."
    [join] = joined.joins
    assert join.reason.startswith("joined: both ASSAULT")
    assert dict(join.parts).keys() >= {"type", "actors", "place", "date", "words"}


def test_order_and_batches_change_nothing(place: Place) -> None:
    stories, draws = wire(3, 14), random.Random(5)
    expected = in_batches(place(), stories, 100)
    assert any(len(one.tellings) > 2 for one in expected[0])
    assert expected[1]
    for size in (3, 5, 7, 9, 13, 20, 40, 40, 100, 100):
        assert in_batches(place(), draws.sample(stories, len(stories)), size) == expected


@settings(max_examples=4, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stories=st.permutations(wire(8, 4)), day=DAYS, size=st.integers(min_value=1, max_value=9))
def test_a_view_as_of_a_day_is_what_its_reports_alone_give(tmp_path_factory: Any, stories: list[Document], day: int, size: int) -> None:
    folder: Path = tmp_path_factory.mktemp("views")
    as_of = f"2020-05-{day:02}"
    until_then = in_batches(str(folder / "then.db"), [one for one in stories if (one.published or "") <= as_of], 50)
    with Archive(folder / "all.db") as archive:
        assembled = Assembly(archive)
        for start in range(0, len(stories), size):
            keep(archive, stories[start : start + size])
            assembled.update()
        assert record_of(assembled, as_of=as_of) == until_then


def test_what_was_learnt_later_is_not_in_an_earlier_view(where: str) -> None:
    first, later = [told(1, "AFP", day=1)], [told(1, "TASS", day=1)]
    with Archive(where, clock=Clock()) as archive:
        assembled = Assembly(archive)
        keep(archive, first)
        assembled.update()
        [alone] = assembled.occurrences()
        moment = alone.learnt
        keep(archive, later)
        assembled.update()
        [both] = assembled.occurrences()
        [then] = assembled.occurrences(learnt_by=moment)
        assert (len(both.tellings), len(then.tellings)) == (2, 1)
        assert assembled.occurrence(later_key(both, "TASS"), learnt_by=moment) is None


def later_key(one: Occurrence, voice: str) -> str:
    return next(telling.key for telling in one.tellings if telling.voice == voice)


def test_any_members_key_leads_to_the_occurrence_and_to_its_storyline(where: str) -> None:
    stories = [told(n, agency, day=n, count=n + 5) for n in range(1, 6) for agency in ("AFP", "TASS")]
    with Archive(where) as archive:
        keep(archive, stories)
        assembled = Assembly(archive)
        assembled.update()
        occurrences = list(assembled.occurrences())
        [storyline] = assembled.storylines()
        assert storyline.count == len(occurrences) == 5
        assert storyline.name == "Chad – Niger, Agadez, from 2 May 2020"
        for one in occurrences:
            assert one.storyline == storyline.id
            for telling in one.tellings:
                assert assembled.occurrence(telling.key) == one
                found = assembled.storyline(f"s-{telling.key}")
                assert found is not None
                assert found.id == storyline.id
        assert {one.id for one in assembled.occurrences(storyline=storyline.id)} == {one.id for one in occurrences}
        assert assembled.occurrence("0" * 16) is None
        assert assembled.storyline("s-nothing") is None


FILTERS = [
    Filter(actor="MLI"),
    Filter(actor="Mali"),
    Filter(actor="NER", recipient="NOR"),
    Filter(country="NER", type="ASSAULT"),
    Filter(place="Oslo"),
    Filter(source="Reuters"),
    Filter(text="bridge market"),
    Filter(since=wire(3, 14)[0].published_date, until=wire(3, 14)[-1].published_date),
]


@pytest.mark.parametrize("wanted", FILTERS)
def test_a_view_of_all_answers_as_what_stands(where: str, wanted: Filter) -> None:
    with Archive(where) as archive:
        keep(archive, wire(3, 14))
        assembled = Assembly(archive)
        assembled.update()
        now = list(assembled.occurrences(wanted))
        assert now == list(assembled.occurrences(wanted, as_of="2021-01-01"))
        everything = list(assembled.occurrences())
        assert all(one in everything for one in now)
        paged, last = [], None
        while page := list(assembled.occurrences(wanted, limit=2, after=last)):
            paged += page
            last = page[-1].id
        assert paged == now


def ref(one: Occurrence, voice: str) -> RecordRef:
    telling = next(telling for telling in one.tellings if telling.voice == voice)
    words = tuple((span.start, span.end) for span in telling.evidence)
    return RecordRef(telling.document, telling.sha256, "event", telling.record, words)


def correct(archive: Archive, action: Any, *targets: RecordRef, **more: Any) -> Correction:
    moment = Clock()()
    return archive.add_correction(Correction("", action, targets, "a reader", moment, **more))


def test_corrections_are_obeyed_and_survive_recoding(where: str) -> None:
    stories = [told(1, "AFP", day=1), told(1, "TASS", day=1), told(2, "AP", day=9, count=70, front=1)]
    with Archive(where) as archive:
        keep(archive, stories)
        assembled = Assembly(archive)
        assembled.update()
        far, pair = assembled.occurrences()
        split = correct(archive, "split", ref(pair, "AFP"), ref(pair, "TASS"))
        correct(archive, "join", ref(far, "AP"), ref(pair, "AFP"))
        correct(archive, "set", ref(far, "AP"), field="type", value="COERCE")
        for _ in range(2):
            assembled.update()
            found = {tuple(telling.voice for telling in one.tellings): one for one in assembled.occurrences()}
            assert set(found) == {("AFP", "AP"), ("TASS",)}
            together = found["AFP", "AP"]
            assert together.joins[0].reason == "joined: a person said that they are one"
            assert "COERCE" in {together.type, *(one.value for one in together.alternatives if one.field == "type")}
            assert split.id in together.corrections
            archive.recode(PlainCoder("plain-2"))
        correct(archive, "withdraw", value=split.id)
        correct(archive, "reject", ref(together, "AP"))
        assembled.update()
        assert [sorted(telling.voice for telling in one.tellings) for one in assembled.occurrences()] == [["AFP", "TASS"]]


def test_killed_between_batches_it_goes_on(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stories = wire(4, 10)
    monkeypatch.setattr(assembly, "BATCH_REPORTS", 3)

    class StoppedError(Exception):
        """Stands for a kill."""

    class Stopping(assembly.Follower):
        def assembled(self, counts: assembly.Assembled) -> None:
            if counts.taken >= 6:
                raise StoppedError

    with Archive(where) as archive:
        keep(archive, stories)
        assembled = Assembly(archive)
        with pytest.raises(StoppedError):
            assembled.update(Stopping())
        assert assembled.waiting() > 0
        digest = archive.digest()
        assembled.update()
        assert assembled.waiting() == 0
        assert archive.digest() == digest
        went_on = record_of(assembled)
        assembled.remake()
        assert record_of(assembled) == went_on


def test_what_was_not_assembled_says_how(where: str) -> None:
    with Archive(where) as archive:
        keep(archive, [told(1, "AFP", day=1)])
        with pytest.raises(ArchiveError, match="dragoman archive assemble"):
            list(Assembly(archive).occurrences())
        assembled = Assembly(archive)
        assembled.update()
        with pytest.raises(UsageError, match="stance"):
            list(assembled.occurrences(Filter(stance="for")))
