"""One happening told several times in a story is one event with several pieces of evidence."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.records import Span

VERBAL = frozenset({"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE", "SUPPORT"})
"""Types that are acts of speech: each telling is an act of its own, unless one sentence repeats it."""


class Telling(msgspec.Struct, frozen=True):
    """A coded trigger before tellings of the same happening are joined."""

    head: int
    sentence: int
    paragraph: int
    type: str
    modes: tuple[str, ...]
    cameo: str | None
    contexts: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    modality: str
    place: str | None
    time: str | None
    attribution: str | None
    evidence: tuple[Span, ...]
    rule: str
    confidence: float
    is_definite: bool
    """A noun with "the", "this" or a possessive: it speaks of what was told before."""


def join_tellings(tellings: Sequence[Telling], *, reach_sentences: int = 8) -> list[tuple[Telling, tuple[int, ...]]]:
    """Join tellings of one happening: each group as one telling, with the indices of what it joins.

    The first telling leads; a later one adds evidence, and fills what the first left open.
    """
    groups: list[tuple[Telling, tuple[int, ...]]] = []
    for i, telling in enumerate(tellings):
        for k in range(len(groups) - 1, -1, -1):
            first, members = groups[k]
            if telling.sentence - tellings[members[-1]].sentence > reach_sentences:
                continue
            if _is_same(first, telling, tellings[members[-1]]):
                groups[k] = (_joined(first, telling), (*members, i))
                break
        else:
            groups.append((telling, (i,)))
    return groups


def _is_same(first: Telling, later: Telling, last: Telling) -> bool:
    if first.type != later.type or (first.modality != later.modality and {first.modality, later.modality} != {"asserted", "historical"}):
        return False
    if not _agree(first.actors, later.actors) or not _agree(first.recipients, later.recipients):
        return False
    if first.place is not None and later.place is not None and first.place != later.place:
        return False
    modes_agree = not first.modes or not later.modes or bool(set(first.modes) & set(later.modes))
    same_sentence = last.sentence == later.sentence
    shared = bool(set(first.actors) & set(later.actors)) + bool(set(first.recipients) & set(later.recipients))
    if first.type in VERBAL:
        return same_sentence and shared > 0 and _same_or_open(first, later) and modes_agree
    if first.modality != later.modality:
        return False
    if same_sentence:
        return modes_agree and (shared > 0 or later.is_definite or not (later.actors or later.recipients))
    if not modes_agree:
        return False
    near = later.sentence - last.sentence <= 3
    if later.is_definite and near:
        return shared > 0 or not (later.actors or later.recipients)
    sides_same = first.actors == later.actors and first.recipients == later.recipients
    return (near and shared == 2) or (near and sides_same and shared > 0)


def _agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return not a or not b or bool(set(a) & set(b))


def _same_or_open(a: Telling, b: Telling) -> bool:
    return (a.recipients == b.recipients or not a.recipients or not b.recipients) and bool(set(a.actors) & set(b.actors))


def _joined(first: Telling, later: Telling) -> Telling:
    def union(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*a, *b)))

    return msgspec.structs.replace(
        first,
        modes=union(first.modes, later.modes),
        cameo=first.cameo if first.modes or not later.modes else later.cameo,
        contexts=union(first.contexts, later.contexts),
        actors=first.actors or later.actors,
        recipients=union(first.recipients, later.recipients),
        place=first.place or later.place,
        time=first.time or later.time,
        evidence=(*first.evidence, *(s for s in later.evidence if s not in first.evidence)),
        confidence=max(first.confidence, later.confidence),
    )
