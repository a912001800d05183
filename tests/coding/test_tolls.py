"""Tolls: every example of the lexicon, hard sentences, and laws of whole documents."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.coder import Coder
from dragoman.lexicon import load_lexicon
from dragoman.lexicon.schema.tolls import SECTION

RULES = [(words.kind, rule) for words in load_lexicon().files(SECTION).values() for rule in words.rules]


@pytest.mark.parametrize(("kind", "rule"), RULES, ids=lambda r: getattr(r, "id", ""))
def test_a_rule_counts_its_examples_and_leaves_its_counterexamples(kind, rule, coder):
    for example in rule.examples:
        explained = coder.explain(example.text)
        found = [(t.kind, t.count_text.text, t.low, t.high) for t in explained.report.tolls]
        assert found == [(a.kind or kind, a.count, a.low, a.high) for a in example.tolls], example.text
        assert rule.id in {e.rule for e in explained.explanations if e.record and e.kind == "toll"}
        for answer, toll in zip(example.tolls, explained.report.tolls, strict=True):
            assert answer.group in (None, toll.group), example.text
    for counterexample in rule.counterexamples:
        tolls = {e.record for e in coder.explain(counterexample.text).explanations if e.record and e.kind == "toll"}
        assert tolls == set(), counterexample.text


def told(coder: Coder, text: str) -> list[tuple[str, str, int | None, int | None]]:
    return [(t.kind, t.count_text.text, t.low, t.high) for t in coder.code(text).tolls]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nine guards were shot and over 300 were hurt.", [("wounded", "over 300", 301, None)]),
        (
            "A blast killed a village elder and two others riding with him.",
            [("killed", "a village elder", 1, 1), ("killed", "two others", 2, 2)],
        ),
        ("Some 6,000 peasants, troops and rebels have died.", [("killed", "Some 6,000", 6000, 6000)]),
        ("The envoy, 44, said 300 people marched for 12 km.", []),
        ("The side lost two players and was knocked out.", []),
        ("A coach was fired and 12 dancers were eliminated from the contest.", []),
        ("They would kill 12 guards unless paid.", []),
        ("Raiders fired on 7,000 peacekeepers.", []),
        ("Six nurses were among those killed.", [("killed", "Six", 6, 6)]),
        ("Rebels shot and killed another miller.", [("killed", "another miller", 1, 1)]),
        ("A mine killed five weavers. The five weavers were buried at noon.", [("killed", "five", 5, 5)]),
        ("A mine killed five weavers. The weavers were killed near a ford.", [("killed", "five", 5, 5)]),
        (
            "A mine killed five weavers. Five other weavers were killed near a ford.",
            [("killed", "five", 5, 5), ("killed", "Five other", 5, 5)],
        ),
        ("Gunmen killed villagers on Monday.", [("killed", "villagers", 2, None)]),
        ("Landmines kill farmers.", []),
        ("The council denied that its men killed 12 weavers.", []),
        ("The army denied a raid in which 12 weavers were killed.", []),
        ("The army denied a part in a raid in which 12 weavers were killed.", [("killed", "12", 12, 12)]),
        ("The minister failed to tell of the raid in which nine weavers died.", [("killed", "nine", 9, 9)]),
        ("Judges want to question him about the murder of a weaver.", [("killed", "a weaver", 1, 1)]),
        ("A mutiny could lead to the death of nine guards.", []),
        (
            "Between 20 and 30 miners were killed or wounded.",
            [("killed", "Between 20 and 30", None, 30), ("wounded", "Between 20 and 30", None, 30)],
        ),
        ("Kidnappers hold two Swedish nuns hostage.", [("kidnapped", "two", 2, 2)]),
        ("A mine killed 40 of 300 miners.", [("killed", "40", 40, 40)]),
        ("Gunmen killed one miller and wounded another.", [("killed", "one", 1, 1), ("wounded", "another", 1, 1)]),
        ("He is suspected of killing two weavers.", [("killed", "two", 2, 2)]),
    ],
)
def test_hard_sentences(text, expected, coder):
    assert told(coder, text) == expected


def test_a_number_without_its_noun_knows_its_people(coder):
    text = "More than 40 Danes have been killed in the clashes, while over 90 have suffered wounds."
    assert [(t.kind, t.group, t.low) for t in coder.code(text).tolls] == [("killed", "Danes", 41), ("wounded", "Danes", 91)]


def test_a_part_of_a_count_is_a_toll_of_its_own(coder):
    tolls = coder.code("The quake killed 80 people, including 12 children.").tolls
    assert [(t.low, t.group) for t in tolls] == [(80, None), (12, "children")]


def test_since_takes_the_day_of_the_beginning(coder):
    text = "War broke out on March 3 when troops crossed the river.\n\nAt least 900 people have been killed since the outbreak of the war."
    [toll] = coder.code(text, published="2021-03-20").tolls
    assert (toll.low, str(toll.since), str(toll.as_of)) == (900, "2021-03-03", "2021-03-20")


def test_attribution_and_explanation(coder):
    explained = coder.explain("Police said two millers were killed.")
    [toll] = explained.report.tolls
    [statement] = explained.report.statements
    assert toll.attribution == statement.id
    [why] = [e for e in explained.explanations if e.record == toll.id]
    assert why.rule == "toll.killed.kill"
    assert {"kind", "count_text", "low", "attribution"} <= {r.field for r in why.reasons}


STORY = "A mine killed 12 herders near the border, police said. At least five others were hurt."


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(["Rain fell.", "🇳🇴 Oslo was calm.", "Trade grew by 3 percent in May.", "Ministers met for two days."]), st.booleans()
)
def test_another_paragraph_changes_no_toll(coder, other, before):
    whole = coder.code(f"{other}\n\n{STORY}" if before else f"{STORY}\n\n{other}")
    alone = coder.code(STORY)
    assert [(t.kind, t.count_text.text, t.low, t.high, t.group) for t in whole.tolls] == [
        (t.kind, t.count_text.text, t.low, t.high, t.group) for t in alone.tolls
    ]
    for toll in whole.tolls:
        assert whole.document.text[toll.count_text.start : toll.count_text.end] == toll.count_text.text
