import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.records import OffsetError, ReadingError, Span, in_order, trimmed


@given(st.text(min_size=1), st.data())
def test_a_span_is_cut_from_its_text(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert Span.of(text, start, end).text == text[start:end]


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 1), (0, 6)])
def test_offsets_outside_the_text_are_refused(start, end):
    with pytest.raises(OffsetError, match="does not lie"):
        Span.of("Doha.", start, end)


@given(st.text(alphabet=" \tab\u00a0\n"))
def test_trimming_leaves_no_blank_edge(text):
    span = trimmed(text, 0, len(text))
    assert (span.text if span else "") == text.strip(" \t\r\n\u00a0")


def test_spans_in_order_stand_once():
    first, second = Span(0, 2, "ab"), Span(3, 4, "d")
    assert in_order([second, first, second]) == (first, second)


def test_a_fault_survives_the_way_between_processes():
    fault = pickle.loads(pickle.dumps(ReadingError("it is empty", where="a.txt", mend="Send it again.")))
    assert str(fault) == "a.txt: it is empty\n  Send it again."
