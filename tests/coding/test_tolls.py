"""Tolls: every example of the lexicon, hard sentences, and laws of whole documents."""

from __future__ import annotations

import datetime

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
        ("He was tried for killing two weavers.", [("killed", "two", 2, 2)]),
        ("A bomber tried to kill the mayor.", []),
        ("A tape shows the man who killed 12 weavers.", [("killed", "12", 12, 12)]),
        ("Some 900 weavers die every year of the disease.", []),
        ("Thousands have died in the valley.", [("killed", "Thousands", 2000, None)]),
        ("One blast killed 17 people gathered at a fair.", [("killed", "17", 17, 17)]),
        ("Raiders wounded three members of a rowing team.", [("wounded", "three", 3, 3)]),
        ("Some 400 rowers are still listed as missing.", [("missing", "Some 400", 400, 400)]),
        ("Her death brings to 73 the number of people who have died.", [("killed", "73", 73, 73)]),
        ("Neither the nurse nor the rowers were hurt.", [("wounded", "Neither the nurse", 0, 0), ("wounded", "nor the rowers", 0, 0)]),
        ("In Gao district, Mopti province, a clerk was arrested on Monday.", [("detained", "a clerk", 1, 1)]),
        ("Several others are reported missing.", [("missing", "Several others", 3, None)]),
        ("They showed a film of two Danes kidnapped last week.", [("kidnapped", "two", 2, 2)]),
        ("The death toll has risen above 2,000.", [("killed", "above 2,000", 2001, None)]),
        ("Another member of the staff was kidnapped.", [("kidnapped", "Another member", 1, 1)]),
        ("Chad plans to repatriate 45 rowers who were arrested there.", [("detained", "45", 45, 45)]),
        ("Both men were arrested.", [("detained", "Both", 2, 2)]),
        ("Danes are sometimes killed there.", []),
        ("An armed man ran from the house. He was shot dead.", [("killed", "He", 1, 1)]),
        ("Raiders killed a weaver. The man was killed at noon.", [("killed", "a weaver", 1, 1)]),
        ("Troops captured or killed 40 raiders.", [("detained", "40", None, 40), ("killed", "40", None, 40)]),
        ("No women were arrested.", []),
        ("Police arrested a trader and two of his aides.", [("detained", "a trader and two of his aides", 3, 3)]),
        ("Gunmen killed a trader and two of his aides.", [("killed", "a trader", 1, 1), ("killed", "two", 2, 2)]),
        ("Several weavers were killed in a raid. Police said nine weavers were killed.", [("killed", "nine", 9, 9)]),
        ("The vote was 12 to 3 and 40 members walked out.", []),
        ("A squad of 12 soldiers drove 40 km and spent 300 pounds.", []),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The quake killed 80 people, including 12 children and two nuns.", [(80, None), (12, 80), (2, 80)]),
        ("The quake killed 80 people, six of them police officers.", [(80, None), (6, 80)]),
        ("Eighty people, among them three clerks, were killed.", [(80, None), (3, 80)]),
        ("A blast killed 80 people. Six clerks were among those killed.", [(80, None), (6, 80)]),
        ("A blast wounded 80 people. Two of the wounded were clerks.", [(80, None), (2, 80)]),
        ("A blast killed 8 people in Gao. Another killed 3 guards, including a cook.", [(8, None), (3, None), (1, 3)]),
        ("A blast killed 80 people. Six clerks were killed in a raid.", [(80, None), (6, None)]),
    ],
)
def test_a_part_is_linked_to_its_whole(text, expected, coder):
    tolls = coder.code(text).tolls
    lows = {toll.id: toll.low for toll in tolls}
    assert [(toll.low, lows.get(toll.part_of)) for toll in tolls] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A mine killed 12 herders.", ["count"]),
        ("A mine killed a herder and wounded two others.", ["count", "count"]),
        ("Another herder was killed.", ["count"]),
        ("A mine killed a herder. Another herder was killed on Monday.", ["count", "increment"]),
        ("More than 12 herders were killed.", ["count"]),
        ("The death toll rose to 45.", ["running"]),
        ("So far 45 herders have been killed.", ["running"]),
        ("More than 45 herders have been killed since the outbreak of the war.", ["running"]),
    ],
)
def test_running_totals_and_increments_are_told_apart(text, expected, coder):
    assert [toll.tally for toll in coder.code(text).tolls] == expected


def test_further_dead_are_added_up_unless_the_text_does_so(coder):
    told = "A mine killed five herders near Gao. Two more herders died in hospital"
    total, first, then = coder.code(f"{told}.").tolls
    assert [(t.low, t.high, t.tally) for t in (total, first, then)] == [(7, 7, "sum"), (5, 5, "count"), (2, 2, "increment")]
    assert (first.part_of, then.part_of, total.part_of, total.count_text) == (total.id, total.id, None, None)
    tolls = coder.code(f"{told}, bringing the death toll to seven.").tolls
    assert [(t.low, t.tally, t.part_of) for t in tolls] == [(5, "count", "k3"), (2, "increment", "k3"), (7, "running", None)]


def test_one_sought_and_those_taken_along_are_one_party(coder):
    text = "Troops arrested a rebel leader near Gao. The troops also arrested two suspects."
    explained = coder.explain(text)
    [toll] = explained.report.tolls
    assert (toll.kind, toll.low, toll.high, toll.tally, toll.group) == ("detained", 3, 3, "sum", "rebel leader, suspects")
    assert [span.text for span in toll.evidence] == ["arrested a rebel leader", "arrested two suspects"]
    assert "one of a party, counted together" in {e.rejected for e in explained.explanations}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Clashes went on in Oslo. In the war, 40 Danes have been killed.", None),
        ("Clashes went on in Oslo. More than 40 Danes have been killed.", None),
        ("A bomb went off in Oslo. The blast killed 12 guards.", "Oslo"),
        ("A bomb killed 12 guards. The blast was in Oslo.", "Oslo"),
        ("A bomb killed 12 guards. Envoys met in Oslo.", None),
        ("The Oslo bombings, which killed 12 guards, shook Norway.", "Oslo"),
        ("A guard was shot dead as he left an Oslo mosque.", "Oslo"),
        ("The envoy visited the city of Oslo, where 12 guards died.", "Oslo"),
        ("Clashes went on in Oslo. Gunmen killed 12 guards in the city.", "Oslo"),
        ("Clashes went on in Oslo. Gunmen killed 12 guards in the region.", None),
        ("Clashes went on in Oslo. Gunmen killed 12 guards in the city of Qwrtz.", None),
        ("Clashes went on in Oslo. Envoys met. The fighting killed 12 guards.", "Oslo"),
    ],
)
def test_a_place_of_another_sentence_needs_a_reason(text, place, coder):
    report = coder.code(text)
    names = {p.id: p.name for p in report.places}
    assert [names.get(toll.place) for toll in report.tolls] == [place]


@pytest.mark.parametrize("heading", ["Bomb Kills 12 Guards in Chad", "BOMB KILLS 12 IN NORTHERN CHAD"])
def test_a_heading_gives_way_to_the_text(heading, coder):
    text = f"{heading}\n\nA bomb killed at least 12 guards in northern Chad on Monday, officials said."
    assert told(coder, text) == [("killed", "at least 12", 12, None)]
    assert told(coder, heading) == [("killed", "12", 12, 12)]


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


OTHERS = [
    "Rain fell.",
    "🇳🇴 Oslo was calm.",
    "Trade grew by 3 percent in May.",
    "Ministers met for two days.",
    "A flood in Chad left 300 farmers homeless.",
    "POLICE IN LIMA ARRESTED 14 ROWERS ON MONDAY.",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(other=st.sampled_from(OTHERS) | st.text(max_size=40).filter(str.strip), before=st.booleans())
def test_another_paragraph_changes_no_toll(coder, other, before):
    whole = coder.code(f"{other}\n\n{STORY}" if before else f"{STORY}\n\n{other}")
    start = whole.document.text.index(STORY)
    told = [t for t in whole.tolls if t.count_text and start <= t.count_text.start < start + len(STORY)]
    fields = ("kind", "low", "high", "approx", "vague", "tally", "part_of", "group", "place", "since")
    alone = coder.code(STORY).tolls
    assert [(t.count_text.start - start, *(getattr(t, f) for f in fields)) for t in told] == [
        (t.count_text.start, *(getattr(t, f) for f in fields)) for t in alone
    ]
    for toll in whole.tolls:
        assert whole.document.text[toll.count_text.start : toll.count_text.end] == toll.count_text.text


NUMBERS = st.integers(0, 3000).map(str) | st.sampled_from(
    ["two", "a dozen", "several", "dozens of", "between 20 and 30", "one or two", "no"]
)
BOUNDS = st.sampled_from(["", "at least ", "up to ", "more than ", "fewer than ", "about ", "another "])
DEEDS = st.sampled_from(["were killed", "were killed or wounded", "are missing", "were arrested, including a clerk", "fled their homes"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(clauses=st.lists(st.tuples(BOUNDS, NUMBERS, DEEDS), min_size=1, max_size=3))
def test_bounds_are_in_order_and_a_part_is_no_more_than_its_whole(coder, clauses):
    report = coder.code(" ".join(f"{bound}{number} rowers {deed}.".capitalize() for bound, number, deed in clauses))
    tolls = {toll.id: toll for toll in report.tolls}
    for toll in tolls.values():
        assert toll.low is None or toll.high is None or 0 <= toll.low <= toll.high
        if toll.part_of:
            whole = tolls[toll.part_of]
            assert whole.part_of is None or whole.part_of != toll.id
            assert whole.low is None or toll.low is None or toll.low <= whole.low


def test_a_count_runs_from_the_time_of_its_since_clause(coder):
    [toll] = coder.code("More than 200 people have died since fighting broke out in 2003.").tolls
    assert (toll.tally, toll.since) == ("running", datetime.date(2003, 1, 1))


def test_whoever_it_may_be_is_no_toll(coder):
    assert coder.code("Every migrant detained at sea should have a lawyer.").tolls == ()


def test_parts_belong_to_the_nearest_count(coder):
    tolls = coder.code("Two Malian guards were shot dead and seven others, including a Danish medic, were wounded.").tolls
    assert [(t.kind, t.group) for t in tolls] == [("killed", "Malian guards"), ("wounded", None), ("wounded", "Danish medic")]


def test_members_are_counted_with_their_body(coder):
    [toll] = coder.code("Gunmen kidnapped five other staff members near Gao.").tolls
    assert toll.group == "staff members"
