"""Statements in running copy: forms of speech, nesting, quotations over sentences and paragraphs."""

from __future__ import annotations

import pytest

from dragoman.coding.statements import StatementFinder
from dragoman.coding.telling import chain, outermost, teller
from dragoman.language.english import English
from dragoman.lexicon import load_lexicon
from dragoman.reading.wire import read_story
from dragoman.records import Cast, Found, Statement

NOBODY = Cast((), (), {}, {}, {})
Row = tuple[str | None, str | None, tuple[str, ...], str]


@pytest.fixture(scope="module")
def finder() -> StatementFinder:
    return StatementFinder(load_lexicon())


def find(english: English, finder: StatementFinder, text: str) -> Found[Statement]:
    return finder.find(english.annotate(read_story(text, id="story")), NOBODY)


def row(statement: Statement) -> Row:
    source = statement.source.span.text if statement.source and statement.source.span else None
    return (source, statement.cue.text if statement.cue else None, tuple(span.text for span in statement.content), statement.kind)


DIRECT = [
    ('"The bridge is safe," the mayor said.', ("the mayor", "said", ("The bridge is safe",), "direct")),
    ('"The bridge is safe," said Anna Berg, mayor of Oslo.', ("Anna Berg, mayor of Oslo", "said", ("The bridge is safe",), "direct")),
    ("“The bridge is safe,” the mayor said.", ("the mayor", "said", ("The bridge is safe",), "direct")),
    ("``The bridge is safe,'' the mayor said.", ("the mayor", "said", ("The bridge is safe",), "direct")),
    ("'The bridge is safe,' the mayor said.", ("the mayor", "said", ("The bridge is safe",), "direct")),
    ('The mayor said in a statement: "The bridge is safe."', ("The mayor", "said", ("The bridge is safe",), "direct")),
    ('"The bridge," the mayor said, "is safe."', ("the mayor", "said", ("The bridge", "is safe"), "direct")),
    ('"It is safe," he said. "We checked it. Twice."', ("he", "said", ("It is safe", "We checked it. Twice"), "direct")),
    ('"Is it safe?" asked the mayor.', ("the mayor", "asked", ("Is it safe",), "direct")),
    ('"We will not go back," read a banner at the gate.', ("a banner", "read", ("We will not go back",), "direct")),
    ('The communique reads: "Both sides agree to meet again."', ("The communique", "reads", ("Both sides agree to meet again",), "direct")),
    ('Mayor: "The bridge is safe."', ("Mayor", ":", ("The bridge is safe",), "direct")),
    ('"We are ready." — Anna Berg', ("Anna Berg", "—", ("We are ready",), "direct")),
]
INDIRECT = [
    ("Police said Wednesday the men were flown to the island.", ("Police", "said", ("the men were flown to the island",), "indirect")),
    ("It came after a guard said the army had left.", ("a guard", "said", ("the army had left",), "indirect")),
    ("A shot fell; a guard later told the crowd it was safe.", ("a guard", "told", ("it was safe",), "indirect")),
    ("The Vatican Friday said the road is open.", ("The Vatican", "said", ("the road is open",), "indirect")),
    (
        "At a campaign stop Sunday in South Carolina, Berg, a supporter of the war in Chad, said Olsen will be remembered.",
        ("Berg, a supporter of the war in Chad", "said", ("Olsen will be remembered",), "indirect"),
    ),
    (
        "Chad says flooding caused by a storm has destroyed 400 homes.",
        ("Chad", "says", ("flooding caused by a storm has destroyed 400 homes",), "indirect"),
    ),
    ("The envoy told diplomats meeting in Oslo that the time has come.", ("The envoy", "told", ("the time has come",), "indirect")),
    ("The mayor said Sunday, the crews are at work.", ("The mayor", "said", ("the crews are at work",), "indirect")),
    ("The mayor said Monday intelligence agencies believe it.", ("The mayor", "said", ("intelligence agencies believe it",), "indirect")),
    (
        "Oslo accuses Chad of secretly building arms under cover of a farm program - a charge Chad denies.",
        ("Oslo", "accuses", ("Chad of secretly building arms under cover of a farm program",), "indirect"),
    ),
    (
        "The dam held, the bridge fell and the road was shut, according to the mayor.",
        ("the mayor", "according to", ("The dam held, the bridge fell and the road was shut",), "indirect"),
    ),
    (
        "The dam held, according to the mayor, but the road was shut.",
        ("the mayor", "according to", ("The dam held",), "indirect"),
    ),
    ("Berg: Norway Will Open Its Ports To Chad", ("Berg", ":", ("Norway Will Open Its Ports To Chad",), "indirect")),
    ("But, he said, the bridge is safe.", ("he", "said", ("the bridge is safe",), "indirect")),
    ("WHO says the water is safe.", ("WHO", "says", ("the water is safe",), "indirect")),
    ("Norway is calling for Chad to open the port.", ("Norway", "is calling for", ("Chad to open the port",), "indirect")),
    ("Aides said the files are thin, adding that more will come.", ("Aides", "adding", ("more will come",), "indirect")),
    ("Aides said the files are thin, adding that more will come.", ("Aides", "said", ("the files are thin",), "indirect")),
    ("She says she won, while her rivals say they did.", ("She", "says", ("she won",), "indirect")),
    ("Asked whether he would go, the mayor said he would.", ("the mayor", "said", ("he would",), "indirect")),
    ("The mayor told reporters in Oslo the bridge was safe.", ("The mayor", "told", ("the bridge was safe",), "indirect")),
    ("The bridge was safe, he said, adding that tolls would rise.", ("he", "adding", ("tolls would rise",), "indirect")),
    ("The bridge is safe, according to the mayor.", ("the mayor", "according to", ("The bridge is safe",), "indirect")),
    ("The bridge, according to the mayor, is safe.", ("the mayor", "according to", ("The bridge", "is safe"), "indirect")),
    ("It was reported that the bridge had fallen.", (None, "was reported", ("the bridge had fallen",), "indirect")),
    ("The mayor was quoted as saying the bridge was safe.", ("The mayor", "saying", ("the bridge was safe",), "indirect")),
    ("The mayor, who said the bridge was safe, left at noon.", ("who", "said", ("the bridge was safe",), "indirect")),
    (
        "The city issued a statement saying the bridge was safe.",
        ("The city", "issued a statement saying", ("the bridge was safe",), "indirect"),
    ),
    ("The mayor confirmed it was safe and added that it would open.", ("The mayor", "added", ("it would open",), "indirect")),
    ("Norway ready to reopen bridge — minister", ("minister", "—", ("Norway ready to reopen bridge",), "indirect")),
    ("The mayor was accused by the union of lying.", ("the union", "was accused", ("The mayor", "of lying"), "indirect")),
    ('"Only you, Anna," she said, would pay.', ("she", "said", ("Only you, Anna", "would pay"), "mixed")),
    ('The mayor called the plan "a farce".', ("The mayor", "called", ('the plan "a farce',), "mixed")),
]


@pytest.mark.parametrize(("text", "expected"), DIRECT + INDIRECT)
def test_source_cue_content_and_kind(english: English, finder: StatementFinder, text: str, expected: Row) -> None:
    assert expected in [row(s) for s in find(english, finder, text).records]


SILENT = [
    "The train left according to schedule.",
    "The mayor lost, denying Olsen the chance to win.",
    "The crews were asked to confirm that the bridge was safe.",
    "She has called on Monday.",
    '"Why?" said.',
    "Earlier this month, the mayor wrote to her brother, then left.",
    "The aide has no papers to confirm that the bridge was safe.",
    "The mayor called her clerks to the hall for talks.",
    'The so-called "wolf tax" failed in parliament.',
    "Neither side said whether the truce would hold.",
    "The guards were denied water.",
    "A man called Olsen left the house.",
    "The minister declined to say when the bridge would open.",
    "Police found two guns in the car.",
    "Norway will ask for help at the summit.",
    "Hundreds of people stood in line, hoping to get a visa.",
    "Update: Norway Will Open Its Ports To Chad",
]


@pytest.mark.parametrize("text", SILENT)
def test_no_statement(english: English, finder: StatementFinder, text: str) -> None:
    assert find(english, finder, text).records == ()


def test_a_denial_and_a_doubt_keep_their_class(english: English, finder: StatementFinder) -> None:
    found = find(english, finder, "The mayor denied that the bridge fell. Engineers doubt that it will hold.")
    assert [s.verb_class for s in found.records] == ["deny", "doubt"]


def test_a_refused_cue_is_explained(english: English, finder: StatementFinder) -> None:
    found = find(english, finder, "The minister did not say that the bridge was safe.")
    assert found.records == ()
    assert [e.rejected for e in found.explanations if e.rejected] == ["the cue is negated or refused: nothing was said"]


def test_nesting_to_any_depth_and_the_way_out(english: English, finder: StatementFinder) -> None:
    text = "According to two officials, the minister said the engineers had told him the bridge was safe."
    outer, middle, inner = find(english, finder, text).records
    assert (outer.parent, middle.parent, inner.parent) == (None, outer.id, middle.id)
    told = teller((outer, middle, inner), text.index("was safe"))
    assert told == inner
    assert outermost((outer, middle, inner), inner) == outer
    assert [s.id for s in chain((outer, middle, inner), inner)] == [inner.id, middle.id, outer.id]
    assert teller((outer, middle, inner), 0) is None


def test_who_is_quoted_inside_a_trailing_attribution(english: English, finder: StatementFinder) -> None:
    text = 'The envoys confirmed "a shared wish for peace [in the valley] and beyond," the ministry said.'
    outer, inner = find(english, finder, text).records
    assert row(outer)[:2] == ("the ministry", "said")
    assert outer.content[0].text.startswith('The envoys confirmed "a shared wish')
    assert row(inner) == ("The envoys", "confirmed", ("a shared wish for peace [in the valley] and beyond",), "direct")
    assert inner.parent == outer.id


def test_a_quotation_runs_over_paragraphs_until_it_is_closed(english: English, finder: StatementFinder) -> None:
    text = 'The mayor said: "The bridge is safe.\n"It will open soon. Nobody need worry.\n"We checked it."\n"No," said a clerk.'
    mayor, clerk = find(english, finder, text).records
    assert [s.text for s in mayor.content] == ["The bridge is safe", "It will open soon. Nobody need worry", "We checked it"]
    assert row(clerk) == ("a clerk", "said", ("No",), "direct")


def test_a_whole_quotation_without_a_speaker_is_kept(english: English, finder: StatementFinder) -> None:
    [statement] = find(english, finder, 'The crowd fell silent. "There is nothing left for us to do here."').records
    assert (statement.source, statement.cue, statement.kind) == (None, None, "direct")


def test_another_speaker_ends_the_content(english: English, finder: StatementFinder) -> None:
    found = find(english, finder, "Officials say three men were hurt, but residents say the men were not armed.")
    assert [row(s)[:3] for s in found.records] == [
        ("Officials", "say", ("three men were hurt",)),
        ("residents", "say", ("the men were not armed",)),
    ]


def test_every_statement_is_explained(english: English, finder: StatementFinder) -> None:
    found = find(english, finder, 'The mayor, the clerk said, denied "any knowledge" of the plan.')
    for statement in found.records:
        [explanation] = [e for e in found.explanations if e.record == statement.id]
        assert {"verb_class", "content", "kind"} <= {reason.field for reason in explanation.reasons}
        assert explanation.rule
