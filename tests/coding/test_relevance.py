"""Registers in which words of conflict mean something else: what they turn down, what they leave, and what is said of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.coder import Coder
from dragoman.evaluation.lexicon_check import register_faults
from dragoman.lexicon import load_lexicon
from dragoman.lexicon.schema.relevance import SECTION

MATCH = (
    "Brazil attacked Chile from the first minute of the match. The striker scored a hat-trick in the first half. "
    "The goalkeeper saved a penalty kick before half-time. The coach praised his team after the final."
)


def test_every_register_does_what_its_sentences_say(coder: Coder) -> None:
    assert [str(fault) for fault in register_faults(coder, load_lexicon())] == []


def test_a_register_that_says_nothing_of_a_sentence_is_a_fault(english, tmp_path) -> None:
    (tmp_path / "relevance").mkdir()
    (tmp_path / "relevance" / "chess.yaml").write_text(
        "topic: chess\nmeans: Chess.\nsource: this test\nsentence: 3\ndocument: null\nwords: {3: [rook]}\nturns_down: [ASSAULT]\n"
        "examples:\n  - {text: Rebels attacked Mali on Monday., type: ASSAULT}\n"
        "counterexamples:\n  - {text: Rebels attacked Mali over a rook on Monday., type: ASSAULT}\n",
        encoding="utf-8",
    )
    coder = Coder(language=english, lexicons=[tmp_path])
    found = [f for f in register_faults(coder, load_lexicon([tmp_path])) if f.rule == "relevance.chess"]
    assert [fault.where for fault in found] == [f"{tmp_path}/relevance/chess.yaml:9", f"{tmp_path}/relevance/chess.yaml:11"]


def test_what_is_turned_down_is_explained_with_its_words(coder: Coder) -> None:
    explained = coder.explain(MATCH)
    [said] = [e for e in explained.explanations if e.rejected and "reads as sport" in e.rejected and e.reasons[0].words.text == "attacked"]
    assert said.rejected == "the story reads as sport (minute, match)"
    assert (said.reasons[-1].field, said.reasons[-1].words.text) == ("rejected", "minute")
    assert not [event for event in explained.report.events if event.type == "ASSAULT"]


def test_a_story_that_reads_as_a_register_as_a_whole_has_a_notice(coder: Coder) -> None:
    [notice] = [notice for notice in coder.code(MATCH).notices if "reads as" in notice]
    assert notice.startswith("The story reads as sport (")
    assert not [n for n in coder.code("Rebels attacked Mali on Monday.").notices if "reads as" in n]


def test_an_event_that_stands_in_a_register_is_less_sure_and_says_why(coder: Coder) -> None:
    plain = coder.code("Chad accused Mali of lying.").events[0]
    explained = coder.explain("Chad accused Mali of lying before the world cup semi-final between their football teams.")
    [event] = [event for event in explained.report.events if event.type == "ACCUSE"]
    assert event.confidence < plain.confidence
    [why] = [e for e in explained.explanations if e.record == event.id]
    assert [r.value for r in why.reasons if r.field == "confidence"] == [str(event.confidence)]


WORDS = sorted({word for file in load_lexicon().files(SECTION).values() for words in file.words.values() for word in words})


@pytest.mark.parametrize("sentence", ["Gunmen killed three soldiers in Mali on Monday.", "Rebels bombed an army base in Mali on Monday."])
@given(words=st.lists(st.sampled_from(WORDS), max_size=2))
def test_violence_in_the_next_sentence_stands_whatever_else_a_story_tells(coder: Coder, sentence: str, words: list[str]) -> None:
    report = coder.code(f"{sentence} Talk of the {' and the '.join(words)} filled the town." if words else sentence)
    assert [event.type for event in report.events][:1] == ["ASSAULT"]
