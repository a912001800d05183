"""Stories of one matter are grouped, with reasons, whatever their order; those of other matters are left apart."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.assembling.cluster_signs import Signs, signs_of
from dragoman.assembling.clusters import cluster, join_nearest
from dragoman.lexicon import load_lexicon
from dragoman.lexicon.schema.clusters import SECTION
from dragoman.reading.wire import read_story
from dragoman.records import UsageError
from dragoman.resolving.cast import CastFinder

RULES = load_lexicon().files(SECTION)["likeness"]
STORIES = {
    "ferry-1": "A ferry with 62 people aboard sank off Bergen in a storm on Tuesday. Norway's coast guard pulled nine bodies from the sea.",
    "ferry-2": "Nine people drowned when a ferry went down in a storm near Bergen, Norway. Divers look for the captain.",
    "ferry-3": "Norway grounded three ships after the loss of the Bergen ferry, whose pumps had failed in the storm.",
    "truce-1": "Chad and Niger signed a truce in Agadez after nine days of talks, and rebels will leave the town by June.",
    "truce-2": "Rebels began to leave Agadez under the truce that Niger signed with Chad.",
    "quake-1": "An earthquake cracked the walls of parliament in Wellington, New Zealand. Sheep fled uphill.",
    "quake-2": "Two schools fell in an earthquake near Izmir, Turkey. Soldiers dug for pupils through the night, watched by the president.",
}


@pytest.fixture(scope="module")
def signs(english) -> list[Signs]:
    finder = CastFinder(load_lexicon())
    documents = [read_story(text, id=id, published=f"2020-05-{4 + int(id[-1]):02}") for id, text in STORIES.items()]
    return [signs_of(doc, finder.find(doc)[0]) for doc in english.annotate_many(documents)]


def test_stories_of_one_matter_stand_together_under_the_earliest(signs: list[Signs]) -> None:
    placed = {one.id: one.cluster for one in cluster(signs, RULES)}
    assert placed == {
        "ferry-1": "ferry-1",
        "ferry-2": "ferry-1",
        "ferry-3": "ferry-1",
        "truce-1": "truce-1",
        "truce-2": "truce-1",
        "quake-1": "quake-1",
        "quake-2": "quake-2",
    }


def test_each_says_why_it_stands_there(signs: list[Signs]) -> None:
    by_id = {one.id: one for one in cluster(signs, RULES)}
    ferry = by_id["ferry-2"]
    assert ferry.shared is not None
    assert ferry.nearest == "ferry-1"
    assert "bergen" in ferry.shared.names
    assert "NOR" in ferry.shared.places
    assert "storm" in ferry.shared.words
    assert ferry.reason.startswith("like ferry-1 (1.00): names bergen")
    assert by_id["quake-1"].reason == "like no other"


@settings(deadline=None, max_examples=20)
@given(draws=st.randoms(use_true_random=False))
def test_no_order_changes_the_clusters(signs: list[Signs], draws) -> None:
    shuffled = list(signs)
    draws.shuffle(shuffled)
    key = lambda one: one.id  # noqa: E731
    assert sorted(cluster(shuffled, RULES), key=key) == sorted(cluster(signs, RULES), key=key)


@pytest.mark.parametrize("count", [0, 1])
def test_few_stories(signs: list[Signs], count: int) -> None:
    assert [one.cluster for one in cluster(signs[:count], RULES)] == [one.id for one in signs[:count]]


def test_too_many_stories_are_refused(signs: list[Signs]) -> None:
    with pytest.raises(UsageError, match="7 stories are more than the 3"):
        cluster(signs, msgspec.structs.replace(RULES, most_stories=3))


@settings(deadline=None)
@given(st.integers(1, 9), st.integers(0, 10_000), st.floats(0.1, 0.9))
def test_groups_are_those_of_joining_the_nearest_step_by_step(count: int, seed: int, join_at: float) -> None:
    drawn = np.random.default_rng(seed).random((count, count)).astype(np.float32)
    likenesses = np.maximum(drawn, drawn.T)
    groups = [[row] for row in range(count)]
    while len(groups) > 1:
        mean, one, other = max(
            (float(np.mean([[likenesses[a, b] for a in groups[i]] for b in groups[j]])), i, j) for i in range(len(groups)) for j in range(i)
        )
        if mean < join_at:
            break
        groups[other] += groups.pop(one)
    assert join_nearest(likenesses, join_at) == sorted(sorted(group) for group in groups)
