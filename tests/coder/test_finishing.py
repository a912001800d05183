"""The last step: descriptions nobody uses go, ids follow the text, references and reasons follow the ids."""

from __future__ import annotations

from dragoman.coder.finishing import finish
from dragoman.language import Annotated
from dragoman.language.english import English
from dragoman.reading.wire import read_story
from dragoman.records import Actor, Event, Explanation, Position, Reason, Report, Source, Span, Statement

TEXT = "Some villagers watched. Chad's army said that gunmen attacked Niger."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


def made(english: English) -> tuple[Annotated, Report, tuple[Explanation, ...]]:
    """A report whose ids are out of order, as steps may leave them."""
    doc = english.annotate(read_story(TEXT, id="d"))
    actors = (
        Actor("x9", "Niger", "state", ("NER",), mentions=(span("Niger"),)),
        Actor("x1", "villagers", "population", ("TCD", "CVL"), mentions=(span("Some villagers"),)),
        Actor("x5", "gunmen", "armed_group", ("TCD", "UAF"), mentions=(span("gunmen"),)),
        Actor("x7", "Chad's army", "government", ("TCD", "MIL"), mentions=(span("Chad's army"),)),
    )
    statement = Statement("q3", Source(span("Chad's army"), ("x7",)), span("said"), (span("gunmen attacked Niger"),), "indirect", "say")
    event = Event(
        "v8", "ASSAULT", (), (), "190", -9.0, ("x5",), ("x9",), "asserted", None, None, "q3", (span("gunmen attacked Niger"),), "r", 0.5
    )  # fmt: skip
    position = Position("x9", "x7", "violence", "condemns", target="x5", attribution="q3", evidence=(span("attacked"),))
    reasons = (
        Explanation("v8", "event", "r", (Reason("actors", "x5", "subject"), Reason("attribution", "q3", "innermost"))),
        Explanation("x1", "actor", "a", (Reason("name", "villagers", "noun"),)),
        Explanation("x9", "actor", "a", (Reason("name", "Niger", "known"),)),
        Explanation("x9", "position", "p", (Reason("actor", "x7", "speaker"),)),
        Explanation(None, "event", "r", (Reason("type", "CONSULT", "verb"),), rejected="nobody acts"),
    )
    return doc, Report(doc.document, actors=actors, statements=(statement,), events=(event,), positions=(position,)), reasons


def test_ids_follow_the_text_and_references_follow_the_ids(english: English) -> None:
    report, _ = finish(*made(english))
    assert [(actor.id, actor.name) for actor in report.actors] == [("a1", "Chad's army"), ("a2", "gunmen"), ("a3", "Niger")]
    [event], [statement], [position] = report.events, report.statements, report.positions
    assert (event.id, event.actors, event.recipients, event.attribution) == ("e1", ("a2",), ("a3",), "s1")
    assert (statement.id, statement.source and statement.source.actors) == ("s1", ("a1",))
    assert (position.id, position.actor, position.target, position.attribution) == ("o1", "a1", "a2", "s1")


def test_a_description_that_no_record_uses_is_turned_down(english: English) -> None:
    report, explanations = finish(*made(english))
    assert "villagers" not in {actor.name for actor in report.actors}
    [turned_down] = [e for e in explanations if e.kind == "actor" and e.record is None]
    assert turned_down.rejected
    assert turned_down.reasons[0].value == "villagers"


def test_reasons_follow_the_ids_even_where_two_kinds_shared_one(english: English) -> None:
    _, explanations = finish(*made(english))
    by_record = {e.record: e for e in explanations if e.record}
    assert [reason.value for reason in by_record["e1"].reasons] == ["a2", "s1"]
    assert by_record["a3"].reasons[0].value == "Niger"
    assert by_record["o1"].reasons[0].value == "a1"
    assert any(e.rejected == "nobody acts" for e in explanations)
