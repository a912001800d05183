"""One-to-one matching, the ground of every figure."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from dragoman.evaluation.matching import best_pairs, match

EDGES = st.lists(st.sets(st.integers(0, 4)), max_size=5)


def test_a_chain_of_moves_makes_room() -> None:
    open_to = {"a": {1}, "b": {1, 2}, "c": {2, 3}}
    assert match(list("bca"), [1, 2, 3], lambda gold, place: place in open_to[gold]) == {0: 1, 1: 2, 2: 0}


def test_the_best_pairs_are_made_first() -> None:
    assert match(["x", "y"], ["y", "x"], lambda _g, _p: True, best=lambda g, p: g == p) == {0: 1, 1: 0}


@given(EDGES)
def test_the_matching_is_as_large_as_can_be(edges: list[set[int]]) -> None:
    found = match(edges, list(range(5)), lambda places, place: place in places)
    largest = max(sum(place in places for places, place in zip(edges, order, strict=False)) for order in permutations(range(5)))
    assert len(found) == largest
    assert len(set(found.values())) == len(found)
    assert all(j in edges[i] for i, j in found.items())


def test_pairs_by_falling_weight() -> None:
    weights = {("a", "x"): 1.0, ("a", "y"): 3.0, ("b", "y"): 2.0, ("b", "x"): 0.0}
    assert best_pairs("ab", "xy", lambda g, p: weights[g, p]) == [(0, 1, 3.0)]
