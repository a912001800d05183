"""How much of either of two texts stands in the other: an answer from the two alone.

Passages are asked for one by one, so order does not count, and a text made of two dispatches is a copy of each for what it took.
"""

from __future__ import annotations

from collections import Counter

import msgspec

from dragoman.assembling.copies_print import RUN_WORDS, Passage, Print
from dragoman.lexicon.schema.copies import CopyRules


class Overlap(msgspec.Struct, frozen=True):
    """Two texts (by key, the lesser first): the share of each that stands in the other, and which passages these are."""

    first: str
    second: str
    is_exact: bool
    first_share: float
    second_share: float
    first_taken: tuple[int, ...]
    second_taken: tuple[int, ...]

    def share_of(self, key: str) -> float:
        """The share of one text that stands in the other."""
        return self.first_share if key == self.first else self.second_share

    def taken_of(self, key: str) -> tuple[int, ...]:
        """The passages of one text that stand in the other."""
        return self.first_taken if key == self.first else self.second_taken

    @property
    def has_opening(self) -> bool:
        """Whether either has the other's first passage."""
        return 0 in self.first_taken or 0 in self.second_taken


def find_overlap(one: Print, other: Print, rules: CopyRules) -> Overlap | None:
    """What two texts have in common; None where it is too little for either to be a copy of the other or of a part of it."""
    first, second = sorted((one, other), key=lambda text: text.key)
    runs = (first.passages_of.keys(), second.passages_of.keys())
    if len(runs[0] & runs[1]) < rules.marks_share * min(map(len, runs)):
        return None
    first_taken, first_share = _taken(first, second, rules)
    second_taken, second_share = _taken(second, first, rules)
    overlap = Overlap(
        first.key,
        second.key,
        first.words_key == second.words_key,
        round(first_share, 3),
        round(second_share, 3),
        first_taken,
        second_taken,
    )
    most = max(first_share, second_share)
    if not (first_taken and second_taken) or most < rules.part_share or (most < rules.copy_share_new_lead and not overlap.has_opening):
        return None
    return overlap


def _taken(story: Print, other: Print, rules: CopyRules) -> tuple[tuple[int, ...], float]:
    """The passages of a text that stand in another, and what share of the text they are."""
    taken, weight, same, total = [], 0, 0.0, 0
    for number, passage in enumerate(story.passages):
        total += passage.weight
        share, near = _share(passage, other)
        if share >= rules.passage_share and _agree(passage, near, rules):
            taken.append(number)
            weight += passage.weight
            same += share * passage.weight
    if same < rules.words_share * weight:
        return (), 0.0
    return tuple(taken), weight / total if total else 0.0


def _share(passage: Passage, other: Print) -> tuple[float, list[Passage]]:
    """The share of a passage's words that stand in runs which the other story has too, and the passages there that have most of these."""
    shared, stands_in = set[int](), Counter[int]()
    for start, run in enumerate(passage.runs):
        if (numbers := other.passages_of.get(run)) is not None:
            stands_in.update(numbers)
            shared.update(range(start, start + RUN_WORDS))
    if not shared:
        return 0.0, []
    most = max(stands_in.values(), default=0)
    near = [other.passages[number] for number, count in sorted(stands_in.items()) if 2 * count >= most]
    return sum(weight for at, weight in enumerate(passage.weights) if at in shared) / passage.weight, near


def _agree(passage: Passage, near: list[Passage], rules: CopyRules) -> bool:
    """Whether the other text names the same in the same words, and no other names or numbers in their place."""
    words = {word for other in near for word in other.words}
    names = frozenset[str]().union(*(other.names for other in near))
    numbers = frozenset[str]().union(*(other.numbers for other in near))
    are_others = _are_others(passage.names, names, words, rules.names_share)
    return not are_others and not _are_others(passage.numbers, numbers, words, rules.numbers_share)


def _are_others(said: frozenset[str], there: frozenset[str], words: set[str], share: float) -> bool:
    """Whether too few of the names said stand there, and others do in place of those that are missing."""
    missing = said - words
    return len(missing) > (1 - share) * len(said) and len(there - said) >= len(missing)
