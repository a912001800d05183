"""Which predicted record is which gold record: one to one, as many as can be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias, TypeVar

from dragoman.records import Span

G = TypeVar("G")
P = TypeVar("P")
Stretch: TypeAlias = tuple[int, int]
Words: TypeAlias = frozenset[int]


def match(
    golds: Sequence[G], predictions: Sequence[P], fits: Callable[[G, P], bool], *, best: Callable[[G, P], bool] | None = None
) -> dict[int, int]:
    """The largest one-to-one matching, as index of the gold to index of the prediction.

    Pairs for which ``best`` holds are made before any other and are only given up for a larger matching.
    """
    open_to = [[j for j, prediction in enumerate(predictions) if fits(gold, prediction)] for gold in golds]
    holder: dict[int, int] = {}
    placed = set()
    if best is not None:
        for i, gold in enumerate(golds):
            j = next((j for j in open_to[i] if j not in holder and best(gold, predictions[j])), None)
            if j is not None:
                holder[j] = i
                placed.add(i)
    for i in range(len(golds)):
        if i not in placed:
            _place(i, open_to, holder)
    return {i: j for j, i in holder.items()}


def _place(start: int, open_to: Sequence[Sequence[int]], holder: dict[int, int]) -> None:
    """Find a place for gold ``start``, moving those already placed along a chain where needed."""
    seen: set[int] = set()
    chain: list[tuple[int, Iterable[int]]] = [(start, iter(open_to[start]))]
    taken: list[int] = []
    while chain:
        _, choices = chain[-1]
        j = next((j for j in choices if j not in seen), None)
        if j is None:
            chain.pop()
            if taken:
                taken.pop()
            continue
        seen.add(j)
        taken.append(j)
        if j not in holder:
            for (i, _), place in zip(chain, taken, strict=True):
                holder[place] = i
            return
        chain.append((holder[j], iter(open_to[holder[j]])))


def best_pairs(golds: Sequence[G], predictions: Sequence[P], weight: Callable[[G, P], float]) -> list[tuple[int, int, float]]:
    """One-to-one pairs, the heaviest first: (index of the gold, index of the prediction, weight above 0)."""
    weighed = ((weight(gold, prediction), i, j) for i, gold in enumerate(golds) for j, prediction in enumerate(predictions))
    found: list[tuple[int, int, float]] = []
    left: set[int] = set()
    right: set[int] = set()
    for value, i, j in sorted(weighed, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if value > 0 and i not in left and j not in right:
            left.add(i)
            right.add(j)
            found.append((i, j, value))
    return found


def stretch(span: Span) -> Stretch:
    """Start and end of a span."""
    return span.start, span.end


def stretches(spans: Iterable[Span | None]) -> list[Stretch]:
    """Starts and ends of the spans that are there."""
    return [stretch(span) for span in spans if span is not None]


def gold_stretches(mark: Any) -> list[Stretch]:
    """Starts and ends in a mark of a gold file: a span, a list of spans, or an object with ``spans`` or ``span``."""
    if isinstance(mark, dict):
        if mark.get("start") is not None and mark.get("end") is not None:
            return [(mark["start"], mark["end"])]
        return gold_stretches(mark.get("spans") or mark.get("span"))
    return [found for part in mark or [] for found in gold_stretches(part)]


def overlap(a: Stretch, b: Stretch) -> bool:
    """Whether two stretches share a character."""
    return a[0] < b[1] and b[0] < a[1]


def any_overlap(some: Iterable[Stretch], others: Sequence[Stretch]) -> bool:
    """Whether some stretch overlaps one of the others."""
    return any(overlap(a, b) for a in some for b in others)


def find_words(text: str) -> list[Stretch]:
    """The words of a text."""
    return [found.span() for found in re.finditer(r"\w+", text)]


def words_under(words: Sequence[Stretch], spans: Sequence[Stretch]) -> Words:
    """Which of the words the spans touch."""
    return frozenset(i for i, word in enumerate(words) if any_overlap((word,), spans))


def word_f1(a: Words, b: Words) -> float:
    """How far two sets of words are the same."""
    both = len(a & b)
    return 2 * both / (len(a) + len(b)) if both else 0.0
