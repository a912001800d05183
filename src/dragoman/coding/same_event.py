"""One happening told several times in a story is one event with several pieces of evidence."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.records import Span

VERBAL = frozenset({"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE", "SUPPORT"})
"""Types that are acts of speech: each telling is an act of its own, unless one sentence repeats it."""

APART = frozenset({"abduct", "torture", "sexual"})
"""Modes of harm that are an act of their own beside any other in the same clause."""


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
    above: tuple[int, ...] = ()
    """Tokens on the way up from the trigger through phrases and clauses of the same happening."""
    on_place: bool = False
    """The recipients are only those of the place where it was done."""
    day: str | None = None
    """The day that dates it, as said: two days are two happenings."""


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
    if first.type != later.type or not _agree(first.actors, later.actors):
        return False
    if _turns_about(first, later):
        return False
    retold = later.is_definite and {first.modality, later.modality} == {"asserted", "historical"}
    if (first.modality != later.modality and not retold) or _conflict(first.place, later.place) or _conflict(first.day, later.day):
        return False
    same_sentence = last.sentence == later.sentence
    if same_sentence and first.type == "ASSAULT" and _is_one_act(last, later):
        return True
    if not first.on_place and not later.on_place and not _agree(first.recipients, later.recipients):
        return False
    modes_agree = not first.modes or not later.modes or bool(set(first.modes) & set(later.modes))
    if not modes_agree:
        return False
    shared = bool(set(first.actors) & set(later.actors)) + bool(set(first.recipients) & set(later.recipients))
    parties_same = len(later.actors) > 1 and set(first.actors) == set(later.actors) and first.recipients == later.recipients
    if parties_same and (first.type == "CONSULT" or first.rule == later.rule):
        return True  # the same parties at the same: a meeting opened, held and told of again, a common will restated
    if first.type not in VERBAL and first.type != "ASSAULT" and _is_retold(first, later):
        return True
    if first.type in VERBAL:
        return same_sentence and shared > 0 and _same_or_open(first, later)
    if same_sentence or (later.is_definite and later.sentence - last.sentence <= 3):
        return shared > 0 or not (later.actors or later.recipients)
    # "Rebels killed 13 soldiers … The soldiers were killed in the mountains": the same people hurt, nobody else named.
    return later.sentence - last.sentence <= 3 and bool(set(first.recipients) & set(later.recipients))


def _is_retold(first: Telling, later: Telling) -> bool:
    """Whether the same people do the same again, to nobody else: a resignation reported, explained and dated is one."""
    same_mode = bool(first.modes) and first.modes[:1] == later.modes[:1]
    return same_mode and bool(later.actors) and set(first.actors) == set(later.actors)


def _turns_about(first: Telling, later: Telling) -> bool:
    """Whether those hurt in one telling are the doers of the other: "jets hit men who had fired rockets"."""
    return any(
        a.actors and set(a.actors) <= set(b.recipients) - set(b.actors) and not set(a.actors) & set(a.recipients)
        for a, b in ((first, later), (later, first))
    )


def _is_one_act(last: Telling, later: Telling) -> bool:
    """Cause and outcome in one clause ("attacked a checkpoint, killing five", "was killed when gunmen fired")."""
    apart = (set(last.modes) & APART) != (set(later.modes) & APART)
    return not apart and (last.head in later.above or later.head in last.above or bool(set(last.above[:2]) & set(later.above[:2])))


def _conflict(a: str | None, b: str | None) -> bool:
    return a is not None and b is not None and a != b


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
        recipients=_recipients(first, later),
        on_place=first.on_place and (later.on_place or not later.recipients),
        place=first.place or later.place,
        time=first.time or later.time,
        evidence=(*first.evidence, *(s for s in later.evidence if s not in first.evidence)),
        confidence=max(first.confidence, later.confidence),
    )


def _recipients(first: Telling, later: Telling) -> tuple[str, ...]:
    """Those hurt in either telling; those of the place only where nobody else is named."""
    named = [t.recipients for t in (first, later) if not t.on_place]
    return tuple(dict.fromkeys(a for ids in named for a in ids)) or first.recipients or later.recipients
