"""Positions over time: what an actor stands for, from its statement until it takes another stand on the same issue."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from itertools import groupby

from dragoman.assembling.issues import Issues
from dragoman.assembling.parties import Identity, identify, make_party
from dragoman.assembling.persons import Bearer, link_persons
from dragoman.assembling.posts import Posts
from dragoman.assembling.told import Told, order_of
from dragoman.records import Actor, Position, PositionSpell
from dragoman.records.report import Stance
from dragoman.resolving.spellings import Spellings

SPELL_PREFIX = "ps-"
"""How the id of a position spell begins; a digest of its earliest telling's key and of whose it is follows."""
_SIDES: dict[Stance, int] = {"for": 1, "calls_for": 1, "neutral": 0, "against": -1, "condemns": -1}


class _Open:
    """A spell while it is put together; ``ended_by`` is the first telling of the stand that ended it."""

    def __init__(self, first: Told[Position], target: Identity | None) -> None:
        self.told = [first]
        self.target = target
        self.stance = first.record.stance
        self.ended_by: Told[Position] | None = None
        self.changed_from: _Open | None = None


def make_position_spells(
    told: Iterable[Told[Position]], issues: Issues, posts: Posts, spellings: Spellings
) -> tuple[PositionSpell, ...]:  # fmt: skip
    """The spells of every actor's positions, in the order of their earliest tellings; the order of ``told`` changes nothing.

    A stand is another where its side changes (``for`` and ``calls_for`` are one side, ``against`` and ``condemns`` the
    other) towards the same target, or where one of the two names none. Stands of one moment end none of each other;
    those without a date end nothing.
    """
    ordered = sorted(told, key=lambda one: order_of(one.telling))
    spells = []
    for holder, of_holder in _by_holder(ordered, posts, spellings):
        for _, on_issue in sorted(_by_issue(of_holder, issues).items()):
            spells += [_close(spell, holder) for spell in _follow(on_issue, posts)]
    return tuple(sorted(spells, key=lambda spell: (order_of(spell.tellings[0]), spell.id)))


def _by_holder(told: Sequence[Told[Position]], posts: Posts, spellings: Spellings) -> list[tuple[Identity, list[Told[Position]]]]:
    found: dict[Identity, list[Told[Position]]] = {}
    for one in told:
        found.setdefault(identify(_holder(one), one.telling, posts), []).append(one)
    holders = []
    for identity, of_identity in sorted(found.items()):
        if identity[0] != "post":
            holders.append((identity, of_identity))
            continue
        bearers = [Bearer(one.key, _holder(one).name, None) for one in of_identity]
        for person in link_persons(bearers, " of ".join(identity[:0:-1]), spellings):
            names = {bearer.name for bearer in person.bearers}
            holders.append(((*identity, min(names)), [one for one in of_identity if _holder(one).name in names]))
    return holders


def _holder(told: Told[Position]) -> Actor:
    return told.actor(told.record.actor)


def _by_issue(told: Sequence[Told[Position]], issues: Issues) -> dict[tuple[str, ...], list[Told[Position]]]:
    found: dict[tuple[str, ...], list[Told[Position]]] = {}
    for one in told:
        found.setdefault(issues.key(one), []).append(one)
    return found


def _follow(told: Sequence[Told[Position]], posts: Posts) -> list[_Open]:
    """The spells of one actor on one issue, from its stands in their order."""
    spells: list[_Open] = []
    for (is_undated, _), at_once in groupby(told, key=lambda one: order_of(one.telling)[:2]):
        begun = len(spells)
        taken = [_take(one, posts, spells) for one in at_once]
        for spell in spells if not is_undated else ():
            ending = next((other for other in taken if _ends(other, spell)), None)
            if ending is not None and spell not in taken:
                spell.ended_by = ending.told[-1]
                if ending in spells[begun:] and ending.changed_from is None:
                    ending.changed_from = spell
    return spells


def _take(one: Told[Position], posts: Posts, spells: list[_Open]) -> _Open:
    """The spell that a stand goes on with, or begins."""
    target = identify(one.actor(one.record.target), one.telling, posts) if one.record.target is not None else None
    fitting = [spell for spell in spells if spell.ended_by is None and spell.stance == one.record.stance and _meet(spell.target, target)]
    same = [spell for spell in fitting if spell.target == target] or fitting
    if not same:
        spells.append(_Open(one, target))
        return spells[-1]
    same[0].told.append(one)
    same[0].target = same[0].target or target
    return same[0]


def _ends(later: _Open, earlier: _Open) -> bool:
    is_other = later is not earlier and _SIDES[later.stance] != _SIDES[earlier.stance]
    return earlier.ended_by is None and is_other and _meet(later.target, earlier.target)


def _meet(one: Identity | None, other: Identity | None) -> bool:
    return one is None or other is None or one == other


def _id(spell: _Open, holder: Identity) -> str:
    digest = hashlib.sha256("\n".join((spell.told[0].key, spell.stance, *holder)).encode())
    return f"{SPELL_PREFIX}{digest.hexdigest()[:16]}"


def _close(spell: _Open, holder: Identity) -> PositionSpell:
    first = spell.told[0]
    targets = [one.actor(one.record.target) for one in spell.told if one.record.target is not None]
    return PositionSpell(
        id=_id(spell, holder),
        actor=make_party([_holder(one) for one in spell.told]),
        issue=first.record.issue,
        stance=spell.stance,
        target=make_party(targets) if targets else None,
        forum=tuple(dict.fromkeys(one.actor(id).name for one in spell.told for id in one.record.forum)),
        from_=first.report.document.published_date,
        to=_day(spell.ended_by),
        tellings=tuple(one.telling for one in spell.told),
        changed_from=_id(spell.changed_from, holder) if spell.changed_from is not None else None,
    )


def _day(told: Told[Position] | None) -> datetime.date | None:
    return told.report.document.published_date if told is not None else None
