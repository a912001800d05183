"""What is taken in stays, once, and comes out as it was."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import msgspec
import pytest

from dragoman.archive import Archive, Listener, intake
from dragoman.records import Document, Ingested, SetAside
from tests.archive.conftest import Place
from tests.archive.made import Clock, PlainCoder, story


def filled(where: str, *documents: Document) -> None:
    with Archive(where) as archive:
        archive.ingest(documents, PlainCoder())


def test_a_report_comes_out_byte_for_byte(where: str) -> None:
    documents = [story(n) for n in range(1, 6)]
    with Archive(where) as archive:
        counts = archive.ingest(documents, PlainCoder())
        assert (counts.seen, counts.coded) == (5, 5)
    expected = {r.document.id: msgspec.json.encode(r) for r in PlainCoder().code_many(documents)}
    with Archive(where, mode="read") as archive:
        assert {id: archive.report_json(id) for id in expected} == expected
        assert [kept.report.document.id for kept in archive.reports()] == list(expected)
        assert archive.document("d3") == documents[2]
        assert archive.document("d99") is None
        assert archive.report("d99") is None
        assert list(archive.check()) == []


def test_the_same_again_changes_nothing(where: str) -> None:
    with Archive(where) as archive:
        archive.ingest([story(1), story(1), story(2)], PlainCoder())
        before = archive.digest()
        coder = PlainCoder()
        counts = archive.ingest([story(1), story(2)], coder)
        assert (counts.known, counts.coded, coder.coded) == (2, 0, [])
        assert archive.digest() == before
        assert archive.stats().reports == 2


def test_a_text_under_another_id_is_coded_once_and_both_deliveries_are_kept(where: str) -> None:
    first = story(1)
    again = msgspec.structs.replace(first, id="paper-7", source="The Paper", published="2020-05-02")
    coder = PlainCoder()
    with Archive(where) as archive:
        counts = archive.ingest([first, again], coder)
        assert (counts.coded, counts.copies, coder.coded) == (1, 1, ["d1"])
        assert archive.document("paper-7") == again
        [kept] = archive.reports()
        assert kept.report.document == first
        [same] = archive.supersessions("paper-7")
        assert (same.earlier, same.later, same.kind) == ("paper-7", "d1", "same_text")


def test_the_earliest_delivery_of_a_text_counts_whenever_it_comes(where: str) -> None:
    early, late = story(1, day=1), story(1, day=3, id="late")
    filled(where, late)
    filled(where, early)
    with Archive(where, mode="read") as archive:
        assert [kept.report.document.id for kept in archive.reports()] == ["d1"]
        assert list(archive.check()) == []


@pytest.mark.parametrize("seed", range(3))
def test_neither_order_nor_batches_change_the_content(place: Place, seed: int) -> None:
    documents = [
        *(story(n, day=1 + n % 5) for n in range(1, 20)),
        story(3, day=9, id="copy", source="The Paper"),
        story(3, day=2, id="older", source="The Paper"),
        story(4, published=None),
        story(21, id="first", title="Attack near the mine in Gao"),
        story(22, id="second", title="UPDATE 1-Attack near the mine in Gao"),
        story(23, id="withdrawn", title="KILL: Attack near the mine in Gao"),
        story(24, id="d5"),
    ]
    shuffled = random.Random(seed).sample(documents, len(documents))
    one, other = place(), place()
    filled(one, *documents)
    for cut in (shuffled[:7], shuffled[7:8], shuffled[8:]):
        filled(other, *cut)
    with Archive(one) as first, Archive(other) as second:
        assert first.digest() == second.digest()
        assert {kind.kind for kind in first.supersessions()} == {"same_text", "same_id", "revision", "retraction"}
        assert list(second.check()) == []


def test_the_digest_is_the_same_on_both_engines_and_sees_every_change(place: Place, tmp_path) -> None:  # type: ignore[no-untyped-def]
    here, there = place(), str(tmp_path / "there.db")
    filled(here, story(1), story(2))
    filled(there, story(2), story(1))
    with Archive(here) as first, Archive(there) as second:
        assert first.digest() == second.digest()
        second.ingest([story(3)], PlainCoder())
        assert first.digest() != second.digest()


def test_what_cannot_be_coded_is_kept_with_its_reason_and_tried_again_when_asked(where: str) -> None:
    unread = SetAside("wire.jsonl:7", "the line is not JSON", "Write one object a line.")
    with Archive(where) as archive:
        counts = archive.ingest([story(1), unread, story(2)], PlainCoder(fails=["d2"]))
        assert (counts.coded, counts.set_aside) == (1, 2)
        assert [(reason.what, document) for reason, document in archive.set_aside()] == [
            ("the line is not JSON", None),
            ("it was to fail", story(2)),
        ]
        idle = PlainCoder(fails=["d2"])
        assert archive.ingest([story(2), unread], idle).set_aside == 2
        assert idle.coded == []
        assert len(list(archive.set_aside())) == 2

        asked: list[list[str]] = []
        counts = archive.retry(PlainCoder(), lambda paths: asked.append(paths) or [story(3)])  # type: ignore[func-returns-value]
        assert (counts.coded, counts.set_aside, asked) == (2, 0, [["wire.jsonl"]])
        assert list(archive.set_aside()) == []
        assert archive.report("d2") is not None


@pytest.mark.parametrize("letter", ["\0", "\ud83c"])
def test_letters_that_no_engine_keeps_are_set_aside(where: str, letter: str) -> None:
    bad = msgspec.structs.replace(story(1), title=f"Attack {letter}")
    with Archive(where) as archive:
        assert archive.ingest([bad, story(2)], PlainCoder()).set_aside == 1
        [(reason, _)] = archive.set_aside()
        assert "character 7 of its title" in reason.what


def test_a_newer_coder_supersedes_and_the_older_report_is_kept(where: str) -> None:
    with Archive(where, clock=Clock()) as archive:
        archive.ingest([story(n) for n in range(1, 4)], PlainCoder("plain-1"))
        before = archive.report("d1")
        assert before is not None
        counts = archive.recode(PlainCoder("plain-2", fails=["d3"]))
        assert (counts.coded, counts.set_aside) == (2, 1)
        after, then = archive.report("d1"), archive.report("d1", learnt_by=before.learnt)
        assert after is not None
        assert (after.report.coder, then) == ("plain-2", before)
        assert [kept.report.coder for kept in archive.reports(learnt_by=before.learnt)] == ["plain-1"] * 3
        assert [kept.report.coder for kept in archive.reports()] == ["plain-1", "plain-2", "plain-2"]
        again = PlainCoder("plain-2", fails=["d3"])
        assert archive.recode(again).seen == 0
        assert again.coded == []
        assert list(archive.check()) == []
        assert (archive.stats().reports, archive.stats().records["event"]) == (5, 3)


def test_recoding_goes_on_where_it_stopped(where: str) -> None:
    def stop_at(id: str) -> Callable[[Document], None]:
        def before(document: Document) -> None:
            if document.id == id:
                raise KeyboardInterrupt

        return before

    documents = [story(n) for n in range(1, 131)]
    with Archive(where) as archive:
        archive.ingest(documents, PlainCoder("plain-1"))
        with pytest.raises(KeyboardInterrupt):
            archive.recode(PlainCoder("plain-2", before=stop_at("d100")))
        rest = PlainCoder("plain-2")
        archive.recode(rest)
        assert 30 < len(rest.coded) < 130
        assert {kept.report.coder for kept in archive.reports()} == {"plain-2"}


def test_an_interrupt_keeps_what_was_coded(where: str) -> None:
    def stop(document: Document) -> None:
        if document.id == "d5":
            raise KeyboardInterrupt

    with Archive(where) as archive:
        with pytest.raises(KeyboardInterrupt):
            archive.ingest([story(n) for n in range(1, 9)], PlainCoder(before=stop))
        assert [kept.report.document.id for kept in archive.reports()] == ["d1", "d2", "d3", "d4"]


def test_texts_are_accepted_as_they_are(where: str) -> None:
    with Archive(where) as archive:
        archive.ingest([story(1).text], PlainCoder())
        [kept] = archive.reports()
        assert kept.report.document.text == story(1).text


def test_reading_does_not_run_ahead_of_keeping(where: str) -> None:
    taken = kept = 0

    def stream() -> Iterator[Document]:
        nonlocal taken
        for number in range(1, 400):
            taken += 1
            yield story(number)

    class Watching(Listener):
        def progress(self, counts: Ingested) -> None:
            nonlocal kept
            kept = counts.seen
            assert taken - kept <= intake.LOOK_UP + intake.BATCH_OUTCOMES

    with Archive(where) as archive:
        archive.ingest(stream(), PlainCoder(), listener=Watching())
    assert kept == taken
