"""Laws of every report, for any Unicode text: spans agree with the text, the same bytes twice, nothing lost in JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dragoman.coder import Coder, Explained
from dragoman.records import Report, Span

FRAGMENTS = st.sampled_from(
    [
        "MOSCOW, October 19. /TASS/. ",
        "KYIV, Ukraine (AP) — ",
        "Norway's foreign minister met Chad's president in Oslo on Monday",
        "at least 12 people were killed and dozens wounded",
        "“We [the rebels] will not talk,” a spokesman said",
        "ENVOYS OF CHAD AND NIGER MET IN AGADEZ",
        ", the ministry said",
        ". ",
        "\n\n",
        "\u00a0",
        "🇳🇴 Oslo",
        "e\u0301",
        "غزة",
    ]
)
TEXTS = st.lists(FRAGMENTS | st.text(max_size=12), max_size=8).map("".join).filter(str.strip)
few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def spans_in(value: Any) -> Iterator[Span]:
    """Every span anywhere in a record."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from spans_in(getattr(value, name))
    elif isinstance(value, tuple):
        for part in value:
            yield from spans_in(part)


def check_spans(explained: Explained, text: str) -> None:
    assert explained.report.document.text == text
    for span in spans_in(explained.report):
        assert span.text
        assert text[span.start : span.end] == span.text
    for explanation in explained.explanations:
        assert all(text[span.start : span.end] == span.text for span in spans_in(explanation))


def check_references(report: Report) -> None:
    """Every id in a record is that of a record of the report."""
    actors, places = {actor.id for actor in report.actors}, {place.id for place in report.places} | {None}
    statements, times = {statement.id for statement in report.statements} | {None}, {time.id for time in report.times} | {None}
    events = {event.id for event in report.events} | {None}
    for statement in report.statements:
        assert statement.parent in statements - {statement.id}
        assert statement.source is None or set(statement.source.actors) <= actors
    for event in report.events:
        assert {*event.actors, *event.recipients} <= actors
        assert event.evidence
        assert (event.place in places, event.time in times, event.attribution in statements) == (True, True, True)
    for position in report.positions:
        assert {position.actor, *position.forum} <= actors
        assert position.target in actors | {None}
        assert position.attribution in statements
    tolls = {toll.id for toll in report.tolls} | {None}
    for toll in report.tolls:
        assert toll.part_of in tolls - {toll.id}
        assert (toll.place in places, toll.cause in events, toll.attribution in statements) == (True, True, True)


@few
@given(TEXTS)
@example("\u2028\u0085\x00\ufeff")
@example("((((((((((" * 50)
@example('"' * 300)
@example("a" * 5000)
def test_spans_agree_with_any_text(coder: Coder, text: str) -> None:
    explained = coder.explain(text, published="2023-10-19")
    check_spans(explained, text)
    check_references(explained.report)


@few
@given(TEXTS)
def test_a_report_survives_json(coder: Coder, text: str) -> None:
    report = coder.code(text, published="2023-10-19")
    encoded = msgspec.json.encode(report)
    assert msgspec.json.decode(encoded, type=Report) == report
    assert msgspec.json.encode(coder.code(text, published="2023-10-19")) == encoded


@pytest.mark.parametrize("published", [None, "2023-10-19", "2023-10-19T08:30:00+03:00"])
def test_every_way_to_code_gives_the_same_bytes(coder: Coder, published: str | None) -> None:
    text = "OSLO, May 4 (Reuters) - Norway's foreign minister met Chad's president in Oslo on Monday, the ministry said."
    document = coder.code(text, published=published).document
    alone = msgspec.json.encode(coder.code(document))
    among_others = [msgspec.json.encode(report) for report in coder.code_many(["Other words.", document, "More words."])]
    assert among_others[1] == alone
