"""Positions and offices over time, and which names across documents are one person's."""

from __future__ import annotations

import datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.assembling.issues import Issues
from dragoman.assembling.offices import make_office_spells
from dragoman.assembling.persons import Bearer, link_persons
from dragoman.assembling.positions import make_position_spells
from dragoman.assembling.posts import Posts
from dragoman.assembling.told import tell
from dragoman.lexicon.load import load_lexicon
from dragoman.lexicon.schema.words import SECTION as WORDS
from dragoman.reading.wire import read_story
from dragoman.records import Actor, Kept, Position, Report, Span, text_digest
from dragoman.resolving.spellings import Spellings

LEXICON = load_lexicon()
ISSUES = Issues(LEXICON)
POSTS = Posts(LEXICON)
SPELLINGS = Spellings(LEXICON.files(WORDS)["spellings"])
CHAD = ("Chad", "state", ("TCD", "GOV"), None, "state:TCD")
NIGER = ("Niger", "state", ("NER", "GOV"), None, "state:NER")
ISSA = ("Mahamat Issa", "person", ("TCD", "GOV"), "Foreign Minister", None)


def made(id, day, *stands, offices=()) -> Kept:
    """A report: ``stands`` are (actor, stance, issue, target), ``offices`` actors that take no stand."""
    named = list(dict.fromkeys([actor for stand in stands for actor in (stand[0], stand[3]) if actor] + list(offices)))
    text = " ".join(f"{actor[0]} spoke." for actor in named) + "".join(f" Stand {n} was taken." for n in range(len(stands))) + f" ({id})"
    document = read_story(text, id=id, published=f"2020-05-{day:02}" if day else None, source="AFP")
    document = msgspec.structs.replace(document, text=text, sha256=text_digest(text))
    actors = tuple(
        Actor(f"a{n}", name, kind, codes, office, (Span.of(text, text.index(name), text.index(name) + len(name)),), key)
        for n, (name, kind, codes, office, key) in enumerate(named)
    )
    ids = dict(zip(named, [actor.id for actor in actors], strict=True))
    positions = []
    for n, (actor, stance, issue, target) in enumerate(stands):
        at = text.index(f"Stand {n} ")
        evidence = (Span.of(text, at, at + len(f"Stand {n}")),)
        positions.append(Position(f"o{n}", ids[actor], issue, stance, ids.get(target), evidence=evidence))
    return Kept(1, Report(document, actors=actors, positions=tuple(positions)), datetime.datetime(2020, 6, 1, tzinfo=datetime.UTC))


def stands_of(*reports):
    return make_position_spells([one for kept in reports for one in tell(kept, "position")], ISSUES, POSTS, SPELLINGS)


def offices_of(*reports):
    return make_office_spells([one for kept in reports for one in tell(kept, "actor")], POSTS, SPELLINGS)


def may(day):
    return datetime.date(2020, 5, day)


def test_a_position_holds_until_the_actor_takes_another():
    reports = (
        made("d1", 1, (CHAD, "against", "cessation of hostilities", None)),
        made("d2", 3, (CHAD, "against", "cessation of hostilities", None)),
        made("d3", 7, (CHAD, "calls_for", "cessation of hostilities", None)),
    )
    before, after = stands_of(*reports)
    assert (before.stance, before.from_, before.to, len(before.tellings), before.changed_from) == ("against", may(1), may(7), 2, None)
    assert (after.stance, after.from_, after.to, after.changed_from) == ("calls_for", may(7), None, before.id)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((CHAD, "for", "cessation of hostilities", None), (CHAD, "calls_for", "cessation of hostilities", None)),
        ((CHAD, "for", "cessation of hostilities", None), (NIGER, "against", "cessation of hostilities", None)),
        ((CHAD, "for", "cessation of hostilities", None), (CHAD, "against", "elections", None)),
        ((CHAD, "for", "sanctions", NIGER), (CHAD, "against", "sanctions", ISSA)),
    ],
)
def test_what_is_no_other_stand_ends_none(first, second):
    spells = stands_of(made("d1", 1, first), made("d2", 2, second))
    assert [(spell.to, spell.changed_from) for spell in spells] == [(None, None)] * 2


def test_an_issue_that_the_lexicon_does_not_name_is_of_one_story():
    in_two = stands_of(made("d1", 1, (CHAD, "for", "plan", None)), made("d2", 2, (CHAD, "against", "plan", None)))
    assert [spell.to for spell in in_two] == [None, None]


def test_stands_of_one_moment_end_none_of_each_other():
    spells = stands_of(made("d1", 1, (CHAD, "for", "cessation of hostilities", None), (CHAD, "against", "cessation of hostilities", None)))
    assert [spell.to for spell in spells] == [None, None]


def test_a_joint_statement_gives_a_position_to_each():
    report = made("d1", 1, (CHAD, "for", "cessation of hostilities", None), (NIGER, "for", "cessation of hostilities", None))
    assert sorted(spell.actor.name for spell in stands_of(report)) == ["Chad", "Niger"]
    assert len({spell.id for spell in stands_of(report)}) == 2


@pytest.mark.parametrize(
    ("other", "persons"),
    [
        (("Mahamat Issa", "person", ("TCD", "GOV"), "Chadian Foreign Minister", None), 1),
        (("Mahamat Eissa", "person", ("TCD", "GOV"), "minister of foreign affairs", None), 1),
        (("Issa", "person", ("TCD", "GOV"), "Foreign Minister", None), 1),
        (("Mahamat Issa", "person", ("TCD", "GOV"), None, None), 2),
        (("Mahamat Issa", "person", ("NER", "GOV"), "Foreign Minister", None), 2),
        (("Mahamat Issa", "person", ("TCD", "GOV"), "Defense Minister", None), 2),
        (("Adam Saleh", "person", ("TCD", "GOV"), "Foreign Minister", None), 2),
    ],
)
def test_a_person_is_one_by_name_post_and_country_together(other, persons):
    spells = stands_of(
        made("d1", 1, (ISSA, "for", "cessation of hostilities", None)), made("d2", 2, (other, "for", "cessation of hostilities", None))
    )
    assert len(spells) == persons


def test_a_family_name_that_fits_two_joins_neither():
    bearers = [Bearer("1", "Adam Saleh", None), Bearer("2", "Idriss Saleh", None), Bearer("3", "Saleh", None)]
    assert sorted(len(person.bearers) for person in link_persons(bearers, "mayor of TCD", SPELLINGS)) == [1, 1, 1]


def test_nobody_is_joined_with_another_whom_the_lexicon_knows():
    bearers = [Bearer("1", "Ali Saleh", "TCD:ali_saleh"), Bearer("2", "Ali Saleh", "YEM:ali_saleh")]
    assert len(link_persons(bearers, "president of TCD", SPELLINGS)) == 2


def test_a_join_of_names_gives_its_reason():
    [person] = link_persons([Bearer("1", "Sergei Lavrov", None), Bearer("2", "Sergey Lavrov", None)], "foreign minister of RUS", SPELLINGS)
    [join] = person.joins
    assert (
        join.reason == "joined: Sergey Lavrov and Sergei Lavrov are one name in two spellings; both are said to be foreign minister of RUS"
    )


@pytest.mark.parametrize(
    ("office", "posts"),
    [
        ("Foreign Minister", ["foreign minister"]),
        ("Chad's new defence minister; General", ["defense minister"]),
        ("former President", []),
        ("President-elect", []),
        ("Deputy Prime Minister", ["deputy prime minister"]),
        ("acting Prime Minister", ["acting prime minister"]),
        ("Sahelbank President", ["sahelbank president"]),
        ("president of the Traders' League", ["president of the traders league"]),
        ("Foreign Ministry spokesman", []),
        ("U.S. Secretary of State", ["secretary of state"]),
        ("Colonel", []),
        ("lawyer", []),
    ],
)
def test_posts_are_read_from_what_is_said(office, posts):
    assert [post.name for post in POSTS.of(Actor("a1", "Adam Saleh", "person", ("TCD", "GOV"), office))] == posts


def test_an_office_runs_from_the_first_to_the_last_document_that_says_so():
    [spell] = offices_of(made("d1", 1, offices=(ISSA,)), made("d2", 9, offices=(ISSA,)))
    assert (spell.person.name, spell.office, spell.from_, spell.to, len(spell.tellings)) == (
        "Mahamat Issa",
        "foreign minister",
        may(1),
        may(9),
        2,
    )


def test_two_holders_at_once_are_a_conflict_and_one_after_the_other_none():
    saleh = ("Adam Saleh", "person", ("TCD", "GOV"), "Foreign Minister", None)
    first, second = offices_of(made("d1", 1, offices=(ISSA,)), made("d2", 5, offices=(saleh,)), made("d3", 9, offices=(ISSA,)))
    assert (first.conflicts, second.conflicts) == ((second.id,), (first.id,))
    of_party = ("Adam Saleh", "person", ("TCD", "PTY"), "Foreign Minister", None)
    beside = offices_of(made("d1", 1, offices=(ISSA,)), made("d2", 5, offices=(of_party,)), made("d3", 9, offices=(ISSA,)))
    assert [spell.conflicts for spell in beside] == [(), ()]
    in_turn = offices_of(made("d1", 1, offices=(ISSA,)), made("d2", 5, offices=(saleh,)))
    assert [spell.conflicts for spell in in_turn] == [(), ()]


actors = st.sampled_from([CHAD, NIGER, ISSA, ("Issa", "person", ("TCD", "GOV"), "Foreign Minister", None)])
stands = st.tuples(
    actors,
    st.sampled_from(["for", "against", "calls_for", "neutral"]),
    st.sampled_from(["cessation of hostilities", "elections"]),
    st.none() | actors,
)
stories = st.lists(st.tuples(st.integers(0, 9), st.lists(stands, max_size=3)), max_size=6)


@given(stories, st.randoms())
def test_the_order_of_arrival_changes_no_spell_and_every_telling_is_in_one(drawn, random):
    reports = [made(f"d{n}", day, *taken) for n, (day, taken) in enumerate(drawn)]
    told = [one for kept in reports for one in tell(kept, "position")]
    held = [one for kept in reports for one in tell(kept, "actor")]
    spells, offices = make_position_spells(told, ISSUES, POSTS, SPELLINGS), make_office_spells(held, POSTS, SPELLINGS)
    assert sorted(telling.key for spell in spells for telling in spell.tellings) == sorted(one.key for one in told)
    random.shuffle(told)
    random.shuffle(held)
    assert make_position_spells(told, ISSUES, POSTS, SPELLINGS) == spells
    assert make_office_spells(held, POSTS, SPELLINGS) == offices
    ids = {spell.id: spell for spell in spells}
    for spell in spells:
        if spell.changed_from is not None:
            earlier = ids[spell.changed_from]
            assert (earlier.issue, earlier.actor.codes) == (spell.issue, spell.actor.codes)
            assert earlier.to == spell.from_
