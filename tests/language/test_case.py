"""Text in capitals: the parser is shown it in the case of prose, the document keeps its letters."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.coder import Coder
from dragoman.language.english_case import CaseReader
from dragoman.language.english_models import load_model


@pytest.fixture(scope="module")
def case() -> CaseReader:
    model, _ = load_model(None)
    return CaseReader(model.vocab)


@pytest.mark.parametrize(
    ("capitals", "prose"),
    [
        ("THE NORWEGIAN VISITORS FLEW TO LIMA AND MET THE U.S. ENVOY.", "The Norwegian visitors flew to Lima and met the U.S. envoy."),
        ("OSLO, 9 JAN 90 (AFP) -- [TEXT] MINERS STRUCK TODAY.", "Oslo, 9 Jan 90 (AFP) -- [text] Miners struck today."),
        ('HE SAID: "WE CANNOT GO ON." NATO\'S ENVOYS LEFT.', 'He said: "we cannot go on." NATO\'s envoys left.'),
        ("THE MAYOR, JUAN DIAZ PEREZ, WAS SHOT IN BOGOTA.", "The mayor, Juan Diaz Perez, was shot in Bogota."),
        ("THE ZYRKAQUON FRONT MET QADDUMIX.", "The Zyrkaquon front met Qaddumix."),
    ],
)
def test_a_paragraph_in_capitals_is_shown_as_prose(capitals, prose, case):
    assert case.restored(capitals) == prose


@pytest.mark.parametrize(
    "text", ["THE NORWEGIAN PREMIER", "Norway's premier met NATO envoys in OSLO today.", "", "1990 -- 1991: 12", "GAZA"]
)
def test_other_text_is_left_as_it_is(text, case):
    assert case.restored(text) == text


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(st.text(max_size=8) | st.sampled_from(["ENVOYS", "OF CHAD", "ſß", "DİYARBAKIR", ". ", "'S "])).map(" ".join))
def test_restoring_changes_case_alone_and_keeps_every_offset(text, case):
    given_text = text.upper() if len(text.upper()) == len(text) else text
    restored = case.restored(given_text)
    assert len(restored) == len(given_text)
    assert restored.casefold() == given_text.casefold()


def test_a_story_in_capitals_is_coded_like_the_same_story_in_prose(coder: Coder):
    prose = "Raiders killed 12 miners and wounded a nurse near Lima on Monday. The ministry said that three guards were kidnapped."
    told = {text: [(t.kind, t.low, t.high, t.count_text.start) for t in coder.code(text).tolls] for text in (prose, prose.upper())}
    assert told[prose] == told[prose.upper()]
    assert [kind for kind, *_ in told[prose]] == ["killed", "wounded", "kidnapped"]


def test_the_words_of_a_record_stay_in_capitals(coder: Coder):
    [toll] = coder.code("RAIDERS KILLED AT LEAST 12 MINERS NEAR THE BORDER.").tolls
    assert (toll.count_text.text, toll.group) == ("AT LEAST 12", "MINERS")
