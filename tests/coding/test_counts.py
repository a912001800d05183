"""Counts: bounds by a table, and laws of spans and number words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.coding.counts import find_counts
from dragoman.records import OffsetError, Span

ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen
fourteen fifteen sixteen seventeen eighteen nineteen""".split()  # noqa: SIM905 - a list of twenty strings reads worse
TENS = ["x", "x", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelled(n: int) -> str:
    """The English words for a number up to a million."""
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10] + (f"-{ONES[n % 10]}" if n % 10 else "")
    for size, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= size:
            rest = n % size
            joint = " and " if 0 < rest < 100 else " "
            return f"{spelled(n // size)} {name}" + (joint + spelled(rest) if rest else "")
    raise AssertionError(n)


@pytest.mark.parametrize(
    ("phrase", "low", "high"),
    [
        ("more than 3,400", 3401, None),
        ("over 12,000", 12001, None),
        ("at least 12", 12, None),
        ("no fewer than twelve", 12, None),
        ("up to 20", None, 20),
        ("as many as 20", None, 20),
        ("fewer than 10", None, 9),
        ("no more than 10", None, 10),
        ("a dozen", 12, 12),
        ("two dozen", 24, 24),
        ("more than a dozen", 13, None),
        ("one or two", 1, 2),
        ("between 20 and 30", 20, 30),
        ("eight to 12", 8, 12),
        ("two to three million", 2_000_000, 3_000_000),
        ("2.5 million", 2_500_000, 2_500_000),
        ("3m", 3_000_000, 3_000_000),
        ("half a million", 500_000, 500_000),
        ("40 or more", 40, None),
        ("60+", 60, None),
        ("nobody", 0, 0),
        ("a further 12", 12, 12),
        ("at least another 12", 12, None),
        ("more than 2.5 million", 2_500_001, None),
        ("a hundred", 100, 100),
        ("1,234,567", 1_234_567, 1_234_567),
    ],
)
def test_bounds_of_a_count(phrase, low, high):
    [count] = find_counts(f"They say {phrase} people fled.")
    assert (count.span.text, count.low, count.high, count.vague, count.approx) == (phrase, low, high, False, False)


@pytest.mark.parametrize(
    "phrase", ["about 1,500", "roughly 1,500", "some 1,500", "an estimated 1,500", "nearly 1,500", "almost 1,500", "1,500 or so"]
)
def test_rough_counts(phrase):
    [count] = find_counts(f"They say {phrase} people fled.")
    assert (count.span.text, count.low, count.high, count.approx) == (phrase, 1500, 1500, True)


@pytest.mark.parametrize(
    ("phrase", "low", "high"),
    [
        ("dozens", 24, None),
        ("scores", 40, None),
        ("hundreds", 200, None),
        ("tens of thousands", 20_000, None),
        ("several", 3, None),
        ("a few", 3, None),
        ("several hundred", 300, None),
        ("the low hundreds", 100, 400),
        ("thousands", 2000, None),
    ],
)
def test_vague_counts(phrase, low, high):
    [count] = find_counts(f"They say {phrase} of people fled.")
    assert (count.span.text, count.low, count.high, count.vague) == (phrase, low, high, True)


@pytest.mark.parametrize(
    "text",
    [
        "1.400 of them",
        "30 percent",
        "30%",
        "$300",
        "15 km",
        "a 12-year-old boy",
        "Flight 103",
        "resolution 1701",
        "three miles",
        "2.5",
        "aged 44",
    ],
)
def test_what_is_no_count_of_people(text):
    assert find_counts(text) == []


@given(st.integers(0, 1_000_000))
def test_every_number_word_reads_back(n):
    [count] = find_counts(f"They say {spelled(n)} people fled.")
    assert (count.low, count.high, count.number.text) == (n, n, spelled(n))


@pytest.mark.parametrize("spelling", ["{}", "without and", "without hyphens"])
def test_number_words_read_back_in_every_spelling(spelling):
    """All below a thousand, then one in 1,009 (a prime, so that every ending comes up) to a million."""
    drop = {"{}": ("", ""), "without and": (" and ", " "), "without hyphens": ("-", " ")}[spelling]
    for n in [*range(1000), *range(1000, 1_000_001, 1009), 1_000_000]:
        words = spelled(n).replace(*drop) if drop[0] else spelled(n)
        [count] = find_counts(f"They say {words} people fled.")
        assert (count.low, count.high, count.number.text) == (n, n, words)


@given(st.integers(1, 10_000_000))
def test_every_figure_reads_back(n):
    [count] = find_counts(f"They say {n:,} people fled.")
    assert (count.low, count.high) == (n, n)


@given(st.text(), st.sampled_from(["over 1,400", "up to 20", "two dozen", "tens of thousands", "one or two"]))
def test_text_before_moves_a_span_by_its_code_points(before, phrase):
    text, start = f"{before}\n{phrase}.", len(before) + 1
    assert Span.of(text, start, start + len(phrase)) in [c.span for c in find_counts(text, start)]


@settings(max_examples=200)
@given(st.text(alphabet="0123456789,. -+atoupmrevnihdlsywfb\n", max_size=60))
def test_low_never_above_high_and_spans_hold(text):
    counts = find_counts(text)
    for count in counts:
        assert count.low is None or count.high is None or count.low <= count.high
        assert text[count.span.start : count.span.end] == count.span.text
        assert count.span.holds(count.number)
    assert all(a.span.end <= b.span.start for a, b in pairwise(counts))


def test_offsets_outside_the_text_are_refused():
    with pytest.raises(OffsetError):
        find_counts("five", 3, 2)
