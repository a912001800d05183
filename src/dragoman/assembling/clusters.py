"""Stories of one matter: grouped by what they tell, and each with the reason it stands where it stands.

The groups depend on the set of stories alone, not on their order. A matter is as wide as the stories make it: one earthquake among
other earthquakes, one war among other affairs. What an archive holds is tied into storylines instead, which grow.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.assembling.cluster_likeness import Likenesses, Matrix, Shared
from dragoman.assembling.cluster_signs import Signs
from dragoman.lexicon.schema.clusters import ClusterRules
from dragoman.records import UsageError

_GONE = -1.0


class Placed(msgspec.Struct, frozen=True):
    """A story and its cluster, which is called after its earliest story; ``nearest`` is the story of it that it is most like."""

    id: str
    cluster: str
    nearest: str | None = None
    likeness: float | None = None
    shared: Shared | None = None

    @property
    def reason(self) -> str:
        """Why it stands there, in one line."""
        if self.shared is None:
            return "like no other"
        parts = {"names": self.shared.names, "places": self.shared.places, "words": self.shared.words}
        said = "; ".join(f"{kind} {', '.join(found)}" for kind, found in parts.items() if found)
        return f"like {self.nearest} ({self.likeness:.2f}): {said}"


def cluster(stories: Sequence[Signs], rules: ClusterRules) -> list[Placed]:
    """The stories with their clusters, in the order in which they were given.

    Raises:
        UsageError: there are more than are grouped at once.
    """
    if len(stories) > rules.most_stories:
        raise UsageError(
            f"{len(stories):,} stories are more than the {rules.most_stories:,} that are grouped at once",
            mend="Give fewer, or ingest them: dragoman query storylines has the occurrences of each crisis together.",
        )
    order = sorted(range(len(stories)), key=lambda at: stories[at].order)
    sorted_stories = [stories[at] for at in order]
    likenesses = Likenesses(sorted_stories, rules)
    members = join_nearest(likenesses.matrix, rules.join_at)
    placed: dict[int, Placed] = {}
    for group in members:
        for at in group:
            placed[order[at]] = _placed(at, group, sorted_stories, likenesses)
    return [placed[at] for at in range(len(stories))]


def _placed(at: int, group: Sequence[int], stories: Sequence[Signs], likenesses: Likenesses) -> Placed:
    name = stories[group[0]].id
    others = [other for other in group if other != at]
    if not others:
        return Placed(stories[at].id, name)
    nearest = max(others, key=lambda other: (likenesses.matrix[at, other], -other))
    likeness = round(float(likenesses.matrix[at, nearest]), 3)
    return Placed(stories[at].id, name, stories[nearest].id, likeness, likenesses.shared(at, nearest))


def join_nearest(likenesses: Matrix, join_at: float) -> list[list[int]]:
    """Groups of row numbers, each in order: the two groups whose members are most alike in the mean are joined, until none are so alike.

    Source: UPGMA, Sokal and Michener 1958. Of equals those of the first rows are joined first.
    """
    between = likenesses.copy()
    count = len(between)
    np.fill_diagonal(between, _GONE)
    groups = {row: [row] for row in range(count)}
    best = between.max(axis=1, initial=_GONE)
    nearest = between.argmax(axis=1) if count else np.zeros(0, dtype=np.intp)
    while len(groups) > 1:
        one = int(best.argmax())
        if best[one] < join_at:
            break
        _join(between, groups, *sorted((one, int(nearest[one]))))
        _look_again(between, best, nearest, one, int(nearest[one]))
    return sorted(sorted(group) for group in groups.values())


def _join(between: Matrix, groups: dict[int, list[int]], kept: int, gone: int) -> None:
    sizes = len(groups[kept]), len(groups[gone])
    mean = (between[kept] * sizes[0] + between[gone] * sizes[1]) / sum(sizes)
    mean[[kept, gone]] = _GONE
    mean[between[kept] == _GONE] = _GONE
    between[kept] = between[:, kept] = mean
    between[gone] = between[:, gone] = _GONE
    groups[kept] += groups.pop(gone)


def _look_again(between: Matrix, best: Matrix, nearest: NDArray[np.intp], one: int, other: int) -> None:
    """Find the nearest anew of the group that was made, and of those whose nearest it was or has become."""
    kept, gone = sorted((one, other))
    stale = (nearest == kept) | (nearest == gone)
    stale[[kept, gone]] = True
    for row in np.flatnonzero(stale):
        nearest[row] = between[row].argmax()
        best[row] = between[row, nearest[row]]
    closer = between[:, kept] > best
    best[closer], nearest[closer] = between[closer, kept], kept
