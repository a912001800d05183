"""Two clocks: a view as of a day is what only the documents of that day and before would give; a view by learning what was held then."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.archive import Archive
from dragoman.records import Document, UsageError
from tests.archive.conftest import Place
from tests.archive.made import Clock, PlainCoder, story


def stream() -> list[Document]:
    return [
        *(story(n, day=n) for n in range(1, 9)),
        story(3, day=5, id="copy", source="The Paper"),
        story(9, day=4, id="u1", title="UPDATE 1-Attack near the mine in Gao"),
        story(10, day=3, id="u0", title="Attack near the mine in Gao"),
        story(11, day=6, id="u2", title="UPDATE 2-Attack near the mine in Gao"),
    ]


def ids(archive: Archive, **view: str) -> set[str]:
    return {kept.report.document.id for kept in archive.reports(**view)}  # type: ignore[arg-type]


@pytest.mark.parametrize("day", range(1, 9))
def test_as_of_a_day_is_what_the_days_until_then_give(place: Place, day: int) -> None:
    whole, part = place(), place()
    until = [document for document in stream() if document.published and int(document.published[-2:]) <= day]
    with Archive(whole) as all_days, Archive(part) as some_days:
        all_days.ingest(reversed(stream()), PlainCoder())
        some_days.ingest(until, PlainCoder())
        assert ids(all_days, as_of=f"2020-05-{day:02}") == ids(some_days)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(1, 11), order=st.permutations(range(12)))
def test_by_a_moment_is_what_was_held_then(tmp_path_factory: pytest.TempPathFactory, cut: int, order: list[int]) -> None:
    documents = [stream()[n] for n in order]
    with Archive(tmp_path_factory.mktemp("held") / "a.db", clock=Clock()) as archive:
        archive.ingest(documents[:cut], PlainCoder("plain-1"))
        held, moment = ids(archive), max(kept.learnt for kept in archive.reports())
        archive.ingest(documents[cut:], PlainCoder("plain-1"))
        archive.recode(PlainCoder("plain-2"))
        assert ids(archive, learnt_by=moment.isoformat()) == held


def test_a_document_of_another_day_is_not_in_the_view(where: str) -> None:
    with Archive(where, clock=Clock("2020-06-01T00:00:00+00:00")) as archive:
        archive.ingest([story(5, day=5), story(6, published=None)], PlainCoder())
        assert archive.document("d5", as_of="2020-05-04") is None
        assert archive.report("d5", as_of=datetime.date(2020, 5, 5)) is not None
        assert archive.report("d5", learnt_by="2020-05-31") is None
        assert archive.report("d6", as_of="2020-05-31") is None
        assert archive.report("d6", as_of="2020-06-01") is not None


@pytest.mark.parametrize("view", [{"as_of": "19.10.2023"}, {"learnt_by": "yesterday"}])
def test_what_is_no_day_is_refused(tmp_path_factory: pytest.TempPathFactory, view: dict[str, str]) -> None:
    with Archive(tmp_path_factory.mktemp("a") / "a.db") as archive, pytest.raises(UsageError, match="is not a"):
        archive.report("d1", **view)  # type: ignore[arg-type]
