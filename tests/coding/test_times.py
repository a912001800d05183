"""Time expressions: every example of the lexicon, and laws of the reckoning."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.coding.event_times import time_for
from dragoman.coding.times import TimeFinder, anchor_of
from dragoman.language.annotated import Annotated
from dragoman.language.english import English
from dragoman.lexicon import load_lexicon
from dragoman.lexicon.schema.times import SECTION
from dragoman.reading.wire import read_story
from dragoman.records import Dateline, Document, Span

LEXICON = load_lexicon()
CALENDAR_WORDS = sorted({word for words in LEXICON.files(SECTION).values() for table in words.numbers.values() for word in table})
GLUE = ["the", "of", "last", "following", "previous", "in", "on", "3", "12", "1998", "2024", "years", "ago", "later", "after", "p.m.", ","]
RULES = [rule for words in LEXICON.files(SECTION).values() for rule in words.rules]


@pytest.fixture(scope="module")
def finder() -> TimeFinder:
    return TimeFinder(LEXICON)


def read(english: English, text: str, published: str | None) -> Annotated:
    return english.annotate(read_story(text, id="t", published=published))


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_a_form_reads_its_examples_and_leaves_its_counterexamples(rule, english, finder):
    for example in rule.examples:
        found = finder.find(read(english, example.text, str(example.published) if example.published else None))
        given = [(t.span.text, t.from_, t.to, t.kind) for t in found.records]
        assert given == [(t.words, t.from_, t.to, t.kind) for t in example.times], example.text
        assert rule.id in {e.rule for e in found.explanations if e.record}
    for counterexample in rule.counterexamples:
        found = finder.find(read(english, counterexample.text, "2020-01-15"))
        assert rule.id not in {e.rule for e in found.explanations if e.record}, counterexample.text


@pytest.mark.parametrize(
    ("text", "published", "words", "first", "last", "kind"),
    [
        ("The border has been shut since 1983.", None, "since 1983", "1983-01-01", None, "since"),
        ("The border is shut until Friday.", "2023-10-18", "until Friday", None, "2023-10-20", "until"),
        ("He was in office from May to June 2001.", "2002-03-01", "May to June 2001", "2001-05-01", "2001-06-30", "date"),
        ("The cable was cut today (14 October 2011).", "2011-10-15", "today (14 October 2011)", "2011-10-14", "2011-10-14", "date"),
        ("They held talks on December 30.", "2024-01-02", "December 30", "2023-12-30", "2023-12-30", "date"),
        ("They will hold talks on January 3.", "2023-12-30", "January 3", "2024-01-03", "2024-01-03", "date"),
        ("Shells fell on Monday.", "2024-01-01", "Monday", "2024-01-01", "2024-01-01", "date"),
        ("Shells fell on Sunday.", "2024-01-01", "Sunday", "2023-12-31", "2023-12-31", "date"),
        ("A vote is due on Sunday.", "2024-01-01", "Sunday", "2024-01-07", "2024-01-07", "date"),
        ("The premier resigned last month.", "2024-01-31", "last month", "2023-12-01", "2023-12-31", "date"),
    ],
)
def test_hard_cases(text, published, words, first, last, kind, english, finder):
    [time] = finder.find(read(english, text, published)).records
    assert (time.span.text, str(time.from_ or "") or None, str(time.to or "") or None, time.kind) == (words, first, last, kind)


@pytest.mark.parametrize("text", ["The boy, aged nine years, fled.", "Some 1,500 people fled.", "A second man fled.", "They may march on."])
def test_what_is_no_time(text, english, finder):
    assert finder.find(read(english, text, "2020-01-15")).records == ()


def test_a_relative_day_is_never_guessed(english, finder):
    times = finder.find(read(english, "He came on Tuesday, two days ago, last week and in May.", None)).records
    assert times
    assert all(t.from_ is None and t.to is None for t in times)


def test_the_dateline_gives_today():
    text = "LIMA, March 3. The port was shut today."
    line = Dateline("LIMA", datetime.date(2021, 3, 3), Span.of(text, 0, 14))
    document = Document(id="d", text=text, dateline=line, published="2021-03-04")
    assert anchor_of(document) == datetime.date(2021, 3, 3)


def test_the_time_of_a_clause(english, finder):
    doc = read(english, "Rebels shelled the port on Monday, and on Friday the army retook it.", "2023-10-21")
    times = finder.find(doc).records
    verbs = [t.i for t in doc.tokens if t.pos == "VERB"]
    dates = {doc.tokens[i].text: time.span.text for i in verbs if (time := time_for(times, doc, i))}
    assert dates == {"shelled": "Monday", "retook": "Friday"}


@settings(max_examples=60, deadline=None)
@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2090, 12, 31)), st.text(alphabet="ab é🇳\u00a0.,", max_size=12))
def test_a_written_day_reads_back_wherever_it_stands(finder, day, before):
    text = f"{before} {day.day} {day:%B} {day.year} x"
    document = Document(id="d", text=text)
    [time] = finder.find(Annotated(document, (), (), ())).records
    assert (time.from_, time.to) == (day, day)
    assert text[time.span.start : time.span.end] == time.span.text


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_no_text_breaks_the_finder(finder, text):
    for time in finder.find(Annotated(Document(id="d", text=text), (), (), ())).records:
        assert text[time.span.start : time.span.end] == time.span.text
        assert time.from_ is None or time.to is None or time.from_ <= time.to


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(CALENDAR_WORDS) | st.sampled_from(GLUE), min_size=2, max_size=7),
    st.sampled_from(["2024-02-29", "0001-01-01", None]),
)
def test_no_words_of_the_calendar_in_any_order_break_the_finder(finder, words, published):
    text = " ".join(words).title()
    for time in finder.find(Annotated(Document(id="d", text=text, published=published), (), (), ())).records:
        assert text[time.span.start : time.span.end] == time.span.text
        assert time.from_ is None or time.to is None or time.from_ <= time.to
