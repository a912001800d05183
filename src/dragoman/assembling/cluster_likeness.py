"""How much each of some stories is like each other, and what they share.

Signs that few of the stories have count most (TF-IDF over the batch). Words, names and numbers are one side; where it happens is
the other, which counts the more, the fewer words there are: a line about Houthis and one about Sana'a share nothing but a country.
That two stories are like the same others counts a little too.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.assembling.cluster_signs import Signs
from dragoman.lexicon.schema.clusters import ClusterRules

Matrix: TypeAlias = NDArray[np.float32]
BLOCK_SIGNS = 2000
"""So many signs are multiplied at once; it bounds memory."""
MOST_SHOWN = 5

_Vector: TypeAlias = dict[tuple[str, str], float]


class Shared(msgspec.Struct, frozen=True):
    """What two stories have in common, the weightiest first."""

    words: tuple[str, ...]
    names: tuple[str, ...]
    places: tuple[str, ...]


class Likenesses:
    """The likeness of each two of some stories: 0 to 1, in ``matrix``."""

    def __init__(self, stories: Sequence[Signs], rules: ClusterRules) -> None:
        self._stories = stories
        weigh = {kind: _Rarity([getattr(story, kind) for story in stories], rules.fewest_stories) for kind in _KINDS}
        self._texts = [_weighted(story, weigh, {"words": 1.0, "names": rules.names_weight, "numbers": 1.0}) for story in stories]
        self._grounds = [_weighted(story, weigh, {"countries": 1.0, "places": rules.places_weight}) for story in stories]
        sizes = np.array([math.sqrt(max(1, story.size)) for story in stories], dtype=np.float32)
        size = np.outer(sizes, sizes)
        on_ground = rules.country_words / (rules.country_words + size)
        both = _cosines(self._texts) * (1 - on_ground) + _cosines(self._grounds) * on_ground
        direct = np.clip(both * (1 + rules.short_words / size), 0, 1).astype(np.float32)
        self.matrix: Matrix = np.round((1 - rules.company_weight) * direct + rules.company_weight * _company(direct), 5)

    def shared(self, one: int, other: int) -> Shared:
        """What two stories have in common."""
        texts, grounds = _products(self._texts[one], self._texts[other]), _products(self._grounds[one], self._grounds[other])
        called = {**self._stories[one].place_names, **self._stories[other].place_names}
        places = [called.get(sign, sign) for _, sign in grounds]
        return Shared(
            words=tuple(sign for kind, sign in texts if kind != "names")[:MOST_SHOWN],
            names=tuple(sign for kind, sign in texts if kind == "names")[:MOST_SHOWN],
            places=tuple(dict.fromkeys(places))[:MOST_SHOWN],
        )


_KINDS = ("words", "names", "numbers", "countries", "places")


class _Rarity:
    """How much one sign of a kind weighs."""

    def __init__(self, counts: Iterable[Mapping[str, int]], fewest: int) -> None:
        having = list(counts)
        self._holders = Counter(sign for count in having for sign in count)
        self._stories = max(len(having), fewest)

    def weight(self, sign: str, count: int) -> float:
        return (1 + math.log(count)) * math.log((self._stories + 1) / (self._holders[sign] + 0.5))


def _weighted(story: Signs, rarity: Mapping[str, _Rarity], weights: Mapping[str, float]) -> _Vector:
    """The signs of some kinds with their weights, of length 1 together."""
    found: _Vector = {}
    for kind, weight in weights.items():
        found |= {(kind, sign): weight * rarity[kind].weight(sign, count) for sign, count in getattr(story, kind).items()}
    length = math.sqrt(sum(value * value for value in found.values()))
    return {sign: value / length for sign, value in found.items()} if length else {}


def _cosines(vectors: Sequence[_Vector]) -> Matrix:
    """The cosine of each two vectors of length 1; what only one of them has adds nothing."""
    holders = Counter(sign for vector in vectors for sign in vector)
    signs = sorted(sign for sign, count in holders.items() if count > 1)
    found = np.zeros((len(vectors), len(vectors)), dtype=np.float32)
    for start in range(0, len(signs), BLOCK_SIGNS):
        column = {sign: at for at, sign in enumerate(signs[start : start + BLOCK_SIGNS])}
        block = np.zeros((len(vectors), len(column)), dtype=np.float32)
        for row, vector in enumerate(vectors):
            for sign in vector.keys() & column.keys():
                block[row, column[sign]] = vector[sign]
        found += block @ block.T
    return found


def _company(direct: Matrix) -> Matrix:
    """How much each two stories are like the same others: the cosine of their rows."""
    rows = direct.copy()
    np.fill_diagonal(rows, 1)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows @ rows.T


def _products(one: _Vector, other: _Vector) -> list[tuple[str, str]]:
    return sorted(one.keys() & other.keys(), key=lambda sign: (-one[sign] * other[sign], sign))
