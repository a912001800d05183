"""Counts of one document or of many, and the figures made of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import numpy

Figures: TypeAlias = dict[str, float]
Interval: TypeAlias = tuple[float, float]

SEED = 20240613
"""The draws of the bootstrap, the same in every run: same reports, same intervals."""


class Counts(dict[Hashable, float]):
    """Counts by name; what was never counted is 0."""

    def __missing__(self, key: Hashable) -> float:
        return 0

    def add(self, key: Hashable, count: float = 1) -> None:
        """Count once more, or ``count`` times."""
        self[key] = self[key] + count

    def add_matches(self, name: Hashable, *, right: int, predicted: int, gold: int) -> None:
        """Count what was right, what was predicted and what the gold holds."""
        self.add((name, "right"), right)
        self.add((name, "predicted"), predicted)
        self.add((name, "gold"), gold)

    def right(self, name: Hashable) -> float:
        """How many of ``name`` were right."""
        return self[name, "right"]

    def predicted(self, name: Hashable) -> float:
        """How many of ``name`` were predicted."""
        return self[name, "predicted"]

    def gold(self, name: Hashable) -> float:
        """How many of ``name`` the gold holds."""
        return self[name, "gold"]

    def precision(self, name: Hashable) -> float:
        """The share of the predicted that is right."""
        return share(self.right(name), self.predicted(name))

    def recall(self, name: Hashable) -> float:
        """The share of the gold that was found."""
        return share(self.right(name), self.gold(name))

    def f1(self, name: Hashable) -> float:
        """The harmonic mean of precision and recall."""
        return harmonic_mean(self.precision(name), self.recall(name))


def share(part: float, whole: float) -> float:
    """``part`` of ``whole``; 0 of nothing."""
    return part / whole if whole else 0.0


def harmonic_mean(a: float, b: float) -> float:
    """The harmonic mean; 0 where both are."""
    return 2 * a * b / (a + b) if a + b else 0.0


def add_up(documents: Iterable[Mapping[Hashable, float]]) -> Counts:
    """The sums over documents."""
    whole = Counts()
    for document in documents:
        for key, count in document.items():
            whole.add(key, count)
    return whole


def classes_under(whole: Counts, group: str) -> list[str]:
    """The classes counted under ``(group, class)``, those with most gold first."""
    names = {str(key[0][1]) for key in whole if isinstance(key, tuple) and isinstance(key[0], tuple) and key[0][0] == group}
    return sorted(names, key=lambda name: (-whole.gold((group, name)), name))


def class_figures(whole: Counts, name: Hashable) -> Figures:
    """The columns of one class."""
    return {
        "n_gold": whole.gold(name),
        "n_pred": whole.predicted(name),
        "P": whole.precision(name),
        "R": whole.recall(name),
        "F1": whole.f1(name),
    }


def macro_f1(whole: Counts, group: str) -> float:
    """The mean F1 over the classes that the gold holds."""
    names = [name for name in classes_under(whole, group) if whole.gold((group, name)) > 0]
    return share(sum(whole.f1((group, name)) for name in names), len(names))


def draw(count: int, draws: int) -> Iterator[list[int]]:
    """``draws`` samples of ``count`` indices below ``count``, with repeats; the same in every run."""
    chance = random.Random(SEED)
    for _ in range(draws):
        yield [chance.randrange(count) for _ in range(count)]


def percentiles(values: Iterable[float]) -> Interval:
    """The middle 95 % of the values."""
    ordered = sorted(values)
    last = len(ordered) - 1
    return ordered[int(0.025 * last)], ordered[round(0.975 * last)]


def bootstrap(documents: Sequence[Counts], figures: Callable[[Counts], Figures], draws: int) -> dict[str, Interval]:
    """The 95 % interval of each figure, by drawing documents anew; empty for no draws."""
    if not documents or draws < 1:
        return {}
    keys = list({key: None for document in documents for key in document})
    table = numpy.array([[document.get(key, 0) for key in keys] for document in documents], dtype=float)
    found: dict[str, list[float]] = {}
    for picked in draw(len(documents), draws):
        sums = numpy.bincount(picked, minlength=len(documents)) @ table
        for name, value in figures(Counts(zip(keys, map(float, sums), strict=True))).items():
            found.setdefault(name, []).append(value)
    return {name: percentiles(values) for name, values in found.items()}
