"""Tolls in ledgers: what is compared with what, steps by counter, conflicts, envelopes; and the laws that hold of any tolls."""

from __future__ import annotations

import datetime
from itertools import chain

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.assembling.groups import Groups
from dragoman.assembling.tollseries import make_series
from dragoman.assembling.tollsteps import counter_of
from dragoman.lexicon.load import load_lexicon
from dragoman.records import Kept
from tests.assembling.tolls_made import Count, made_report, one_attack, told_tolls

OCTOBER = datetime.date(2019, 10, 7)


def series_of(groups, *reports):
    return make_series(told_tolls(*reports), one_attack(*reports), groups)


def test_counts_of_one_attack_by_two_counters_stand_in_one_ledger(groups):
    first = made_report("d1", [Count(12, 12, by="police")])
    second = made_report("d2", [Count(15, 15, by="army")], source="Reuters", published="2020-05-01T12:00:00")
    [series] = series_of(groups, first, second)
    assert (series.occurrence, series.storyline) == ("attack", None)
    assert [(entry.counter, entry.low) for entry in series.entries] == [("police", 12), ("army", 15)]
    [conflict] = series.conflicts
    assert {conflict.first, conflict.second} == {entry.telling.key for entry in series.entries}
    [bounds] = series.envelope
    assert (bounds.low, bounds.low_by, bounds.high, bounds.high_by) == (12, "police", 15, "army")


def test_a_total_since_a_day_is_of_the_storyline(groups):
    report = made_report("d1", [Count(12, 12), Count(3478, 3478, since=OCTOBER)])
    now, total = sorted(series_of(groups, report), key=lambda one: one.entries[0].low)
    assert (now.occurrence, now.since, total.storyline, total.since) == ("attack", None, "story", OCTOBER)


def test_a_running_total_beside_the_count_of_now_is_of_the_storyline_and_alone_of_its_cause(groups):
    beside = made_report("d1", [Count(12, 12), Count(3478, 3478, tally="running")])
    assert {(one.occurrence, one.storyline) for one in series_of(groups, beside)} == {("attack", None), (None, "story")}
    alone = made_report("d2", [Count(14, 14, tally="running")])
    assert [one.occurrence for one in series_of(groups, alone)] == ["attack"]


def test_a_count_whose_own_words_tell_an_event_is_of_that(groups):
    report = made_report("d1", [Count(12, 12), Count(14, 14, cause=False), Count(15, 15, tally="running", cause=False)])
    attack, toll = report.report.events[0], report.report.tolls[2]
    telling = msgspec.structs.replace(toll, evidence=(*toll.evidence, *attack.evidence))
    alone = Kept(1, msgspec.structs.replace(report.report, tolls=(telling,)), report.learnt)
    assert [one.occurrence for one in series_of(groups, alone)] == ["attack"]
    assert sorted(str(one.occurrence) for one in series_of(groups, report)) == ["None", "None", "attack"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Count(12, 12), Count(12, 12, kind="wounded")),
        (Count(12, 12, group="soldiers"), Count(12, 12, group="children")),
        (Count(12, 12), Count(12, 12, group="soldiers")),
        (Count(12, 12, cause=False), Count(15, 15, cause=False)),
        (Count(12, 12, place="Agadez"), Count(15, 15, place="Arlit")),
        (Count(900, 900, since=OCTOBER, place="Niger"), Count(800, 800, since=OCTOBER, place="Mali")),
        (Count(900, 900, since=OCTOBER), Count(4000, 4000, since=datetime.date(2012, 1, 1))),
    ],
)
def test_what_is_not_the_same_is_never_compared(groups, one, other):
    assert len(series_of(groups, made_report("d1", [one, other]))) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Count(12, 12, place="Agadez"), Count(15, 15)),
        (Count(12, 12, group="Malian troops"), Count(15, 15, group="soldiers of Mali")),
        (Count(900, 900, since=OCTOBER, place="Niger"), Count(950, 950, since=datetime.date(2019, 10, 9))),
    ],
)
def test_what_is_the_same_in_other_words_is_compared(groups, one, other):
    reports = made_report("d1", [one]), made_report("d2", [other], published="2020-05-02")
    assert len(series_of(groups, *reports)) == 1


@pytest.mark.parametrize(
    ("earlier", "later", "direction"),
    [
        ((12, 12), (15, 15), "up"),
        ((500, 500), (471, 471), "down"),
        ((10, None), (15, None), "up"),
        ((471, 471), (400, None), None),
        ((12, 20), (15, 15), None),
        ((None, 20), (5, 5), None),
    ],
)
def test_a_counter_revises_its_count(groups, earlier, later, direction):
    first = made_report("d1", [Count(*earlier, by="ministry")])
    second = made_report("d2", [Count(*later, by="ministry")], published="2020-05-02", source="Reuters")
    [series] = series_of(groups, first, second)
    assert [revision.direction for revision in series.revisions] == ([direction] if direction else [])
    assert not series.conflicts
    assert (series.envelope[-1].low, series.envelope[-1].high) == later


def test_a_counter_under_two_names_is_one(groups):
    reports = [
        made_report("d1", [Count(12, 12, by="health ministry (Mali)")]),
        made_report("d2", [Count(15, 15, by="Mali's health ministry")], published="2020-05-02"),
        made_report("d3", [Count(14, 14, by="Malian health ministry")], published="2020-05-03"),
        made_report("d4", [Count(19, 19, by="Ali Saleh")], published="2020-05-03"),
        made_report("d5", [Count(19, 19, by="Omar Saleh")], published="2020-05-03"),
    ]
    [series] = series_of(groups, *reports)
    assert len({entry.counter for entry in series.entries}) == 3
    assert [revision.direction for revision in series.revisions] == ["up", "down"]


def test_a_later_higher_count_of_another_is_growth_and_a_later_lower_one_a_conflict(groups):
    low, high = Count(12, 12, by="police"), Count(40, 40, by="army")
    growing = made_report("d1", [low]), made_report("d2", [high], published="2020-05-02")
    falling = made_report("d1", [high]), made_report("d2", [low], published="2020-05-02")
    assert not series_of(groups, *growing)[0].conflicts
    assert len(series_of(groups, *falling)[0].conflicts) == 1


def test_two_sides_in_one_story_conflict_and_two_numbers_of_the_story_itself_do_not(groups):
    sides = made_report("d1", [Count(40, 40, by="rebels"), Count(12, 12, by="army")])
    assert len(series_of(groups, sides)[0].conflicts) == 1
    assert not series_of(groups, made_report("d2", [Count(40, 40), Count(12, 12)]))[0].conflicts


def test_an_open_bound_stays_open(groups):
    [series] = series_of(groups, made_report("d1", [Count(3401, None, by="ministry"), Count(None, 3600, by="army")]))
    assert [(bounds.low, bounds.high) for bounds in series.envelope] == [(None, None)]


def test_copies_add_no_entry(groups):
    reports = [made_report(f"d{n}", [Count(12, 12, by="police")], source=f"Paper {n}", published=f"2020-05-0{n}") for n in (1, 2, 3)]
    told = told_tolls(*reports, dispatch="one")
    [series] = make_series(told, one_attack(*reports), groups)
    [entry] = series.entries
    assert (entry.telling.document, sorted(copy.document for copy in entry.copies)) == ("d1", ["d2", "d3"])


def test_a_part_is_linked_with_its_whole_and_flagged_where_it_is_more(groups):
    report = made_report(
        "d1", [Count(20, 20, group="Malians"), Count(5, 5, group="children", among=0), Count(30, 30, group="women", among=0)]
    )
    whole, children, women = sorted(series_of(groups, report), key=lambda one: (one.part_of is not None, one.entries[0].low))
    assert children.part_of == women.part_of == whole.id
    assert children.entries[0].part_of == whole.entries[0].telling.key
    assert (whole.entries[0].exceeds, children.entries[0].exceeds, women.entries[0].exceeds) == (False, False, True)
    later = made_report("d2", [Count(7, 7, group="Malian children")], published="2020-05-02")
    assert len(series_of(groups, report, later)) == 3


def test_increments_are_summed_once_whoever_tells_them_and_stand_in_no_envelope(groups):
    reports = [
        made_report("d1", [Count(12, 12), Count(2, 2, tally="increment")]),
        made_report("d2", [Count(2, 2, tally="increment")], source="Reuters"),
        made_report("d3", [Count(3, 3, tally="increment")], published="2020-05-02"),
    ]
    [series] = series_of(groups, *reports)
    assert series.increments == (5, 5)
    assert {(bounds.low, bounds.high) for bounds in series.envelope} == {(12, 12)}


counts = st.builds(
    Count,
    st.integers(0, 40) | st.none(),
    st.integers(41, 90),
    by=st.sampled_from([None, "police", "army", "Ministry"]),
    group=st.sampled_from([None, "soldiers", "Malian troops", "children"]),
    place=st.sampled_from([None, "Agadez", "Arlit", "Niger"]),
    cause=st.booleans(),
    tally=st.sampled_from(["count", "count", "increment", "running"]),
    since=st.sampled_from([None, None, OCTOBER]),
)
stories = st.lists(st.tuples(st.lists(counts, max_size=3), st.integers(1, 9), st.sampled_from(["AFP", "Reuters"])), max_size=6)


def _reports(drawn) -> list[Kept]:
    return [made_report(f"d{n}", list(of), published=f"2020-05-0{day}", source=source) for n, (of, day, source) in enumerate(drawn)]


GROUPS = Groups(load_lexicon())


@given(stories, st.randoms())
def test_the_order_of_arrival_changes_nothing(drawn, random):
    reports = _reports(drawn)
    told = told_tolls(*reports)
    series = make_series(told, one_attack(*reports), GROUPS)
    random.shuffle(told)
    assert make_series(told, one_attack(*reports), GROUPS) == series


@given(stories)
def test_every_toll_and_every_number_leads_to_one_entry(drawn):
    reports = _reports(drawn)
    told = told_tolls(*reports)
    series = make_series(told, one_attack(*reports), GROUPS)
    entries = {entry.telling.key: entry for one in series for entry in one.entries}
    keys = [telling.key for entry in entries.values() for telling in (entry.telling, *entry.copies)]
    assert sorted(keys) == sorted({one.key for one in told})
    for one in series:
        for bounds in one.envelope:
            low, high = entries[bounds.low_entry], entries[bounds.high_entry]
            assert (low.low, counter_of(low), high.high, counter_of(high)) == (bounds.low, bounds.low_by, bounds.high, bounds.high_by)
            assert max(low.as_of, high.as_of) <= bounds.day
        named = chain.from_iterable((revision.earlier, revision.later) for revision in one.revisions)
        assert set(named) | {key for conflict in one.conflicts for key in (conflict.first, conflict.second)} <= entries.keys()


@given(stories)
def test_copies_of_every_story_add_no_entry_and_change_no_number(drawn):
    reports = _reports(drawn)
    again = [made_report(f"again-{n}", list(of), published="2020-05-10", source="The Paper") for n, (of, _, _) in enumerate(drawn)]
    told = told_tolls(*reports)
    printed = [one for kept, copy in zip(reports, again, strict=True) for one in told_tolls(copy, dispatch=kept.report.document.id)]
    known = one_attack(*reports, *again)
    series, both = make_series(told, known, GROUPS), make_series([*told, *printed], known, GROUPS)
    assert [[entry.telling for entry in one.entries] for one in both] == [[entry.telling for entry in one.entries] for one in series]
    assert [(one.envelope, one.revisions, one.conflicts, one.increments) for one in both] == [
        (one.envelope, one.revisions, one.conflicts, one.increments) for one in series
    ]
