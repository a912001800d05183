"""Many stories: one comes out for each that went in, in order, whatever happens to any of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from dragoman.coder import Coder
from dragoman.coder.batches import BATCH_DOCUMENTS, explain_in_batches, in_batches
from dragoman.language import Annotated
from dragoman.language.english import LONGEST_DOCUMENT, English
from dragoman.reading.wire import read_story
from dragoman.records import Document, ReadingError, Report, SetAside, UsageError

SENTENCE = "Norway's premier met Chad's president in Oslo on Monday."


def stories(count: int) -> list[Document]:
    return [read_story(f"{SENTENCE} It was meeting {i}.", id=f"d{i}") for i in range(count)]


def test_order_is_kept_and_what_was_set_aside_passes_through(coder: Coder) -> None:
    aside = SetAside("wire.jsonl:2", "the line is no JSON")
    first, second, third = coder.code_many([SENTENCE, aside, *stories(1)])
    assert isinstance(first, Report)
    assert second is aside
    assert isinstance(third, Report)
    assert third.document.id == "d0"


@pytest.mark.parametrize(
    ("text", "reason"),
    [("x" * (LONGEST_DOCUMENT + 1), "characters"), (f"{SENTENCE} \ud83c", "surrogate"), (" \n", "empty")],
    ids=["too long", "lone surrogate", "empty"],
)
def test_what_cannot_be_read_is_set_aside(coder: Coder, text: str, reason: str) -> None:
    bad = Document(id="bad", text=text, paragraphs=((0, len(text)),))
    outcome, after = coder.code_many([bad, SENTENCE])
    assert isinstance(outcome, SetAside)
    assert outcome.id == "bad"
    assert reason in outcome.what
    assert isinstance(after, Report)
    with pytest.raises(ReadingError, match=reason):
        coder.code(bad)


def test_a_fault_in_annotation_or_coding_costs_one_story(english: English) -> None:
    def annotate(documents: Any) -> Iterator[Annotated]:
        for document in documents:
            if document.id == "d2":
                raise RecursionError("too deep")
            yield from english.annotate_many([document])

    def code(doc: Annotated) -> str:
        if doc.document.id == "d4":
            raise KeyError("a9")
        return doc.document.id

    outcomes = list(explain_in_batches(stories(6), annotate, code))
    assert [outcome for outcome in outcomes if isinstance(outcome, str)] == ["d0", "d1", "d3", "d5"]
    [deep, key] = [outcome for outcome in outcomes if isinstance(outcome, SetAside)]
    assert (deep.id, "RecursionError: too deep" in deep.what) == ("d2", True)
    assert (key.id, "KeyError" in key.what) == ("d4", True)


def test_batches_are_bounded_and_lose_nothing() -> None:
    documents = stories(BATCH_DOCUMENTS * 2 + 3)
    batches = list(in_batches(iter(documents)))
    assert [document for batch in batches for document in batch] == documents
    assert max(map(len, batches)) <= BATCH_DOCUMENTS


def test_a_stream_is_read_as_it_is_coded(coder: Coder) -> None:
    taken = []

    def endless() -> Iterator[str]:
        while True:
            taken.append(1)
            yield SENTENCE

    outcomes = coder.code_many(endless())
    next(outcomes)
    assert len(taken) <= BATCH_DOCUMENTS + 1


def test_processes_give_the_same_reports_in_the_same_order() -> None:
    coder = Coder()
    documents: list[Document | SetAside] = [*stories(40), SetAside("f:1", "no")]
    assert list(coder.code_many(documents, processes=2)) == list(coder.code_many(documents))


def test_processes_cannot_share_a_loaded_model(coder: Coder) -> None:
    with pytest.raises(UsageError, match="language"):
        coder.explain_many([SENTENCE], processes=2)


def test_a_process_that_dies_costs_one_story(monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.coder import processes

    monkeypatch.setattr(processes, "_prepare", prepare_without_a_model)
    monkeypatch.setattr(processes, "_explain", die_on_d3)
    outcomes = list(processes.explain_in_processes(stories(6), (None, ()), 2))
    assert [outcome if isinstance(outcome, str) else outcome.id for outcome in outcomes] == [f"d{i}" for i in range(6)]  # type: ignore[union-attr]
    assert [type(outcome) for outcome in outcomes].count(SetAside) == 1
    assert isinstance(outcomes[3], SetAside)


def prepare_without_a_model(*_: object) -> None:
    """In the child: nothing to load."""


def die_on_d3(batch: list[Document]) -> list[str]:
    if any(document.id == "d3" for document in batch):
        os._exit(9)
    return [document.id for document in batch]
