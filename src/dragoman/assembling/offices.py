"""Offices over time: who is said to hold which post, from the first to the last document that says so."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

import msgspec

from dragoman.assembling.parties import commonest, make_party
from dragoman.assembling.persons import Bearer, Person, link_persons
from dragoman.assembling.posts import Post, Posts, is_public
from dragoman.assembling.told import Told, order_of
from dragoman.records import Actor, OfficeSpell
from dragoman.resolving.spellings import Spellings

SPELL_PREFIX = "os-"
"""How the id of an office spell begins; the key of its earliest telling follows, and a number where a person has two posts."""


def make_office_spells(told: Iterable[Told[Actor]], posts: Posts, spellings: Spellings) -> tuple[OfficeSpell, ...]:
    """The spells of every post that a document says a person holds at its date, in the order of their earliest tellings.

    Two persons in one post of which there is one, on days that overlap, name one another as conflicts.
    """
    holders: dict[Post, list[Told[Actor]]] = {}
    for one in sorted(told, key=lambda one: order_of(one.telling)):
        for post in posts.of(one.record):
            holders.setdefault(post, []).append(one)
    spells: list[OfficeSpell] = []
    for post in sorted(holders, key=lambda post: (post.code, post.name)):
        spells += _of_post(post, holders[post], spellings)
    return tuple(sorted(spells, key=lambda spell: (order_of(spell.tellings[0]), spell.id)))


def _of_post(post: Post, holders: Sequence[Told[Actor]], spellings: Spellings) -> list[OfficeSpell]:
    bearers = [Bearer(one.key, one.record.name, one.record.key) for one in holders]
    persons = link_persons(bearers, f"{post.name} of {post.code}", spellings)
    spells = [_spell(post, person, holders) for person in persons]
    return [_with_conflicts(spell, spells) for spell in spells] if post.is_sole else spells


def _spell(post: Post, person: Person, holders: Sequence[Told[Actor]]) -> OfficeSpell:
    keys = {bearer.key for bearer in person.bearers}
    told = [one for one in holders if one.key in keys]
    days = [day for one in told if (day := one.report.document.published_date) is not None]
    first = told[0]
    return OfficeSpell(
        id=f"{SPELL_PREFIX}{first.key}-{post.name.replace(' ', '-')}",
        person=make_party([one.record for one in told]),
        office=post.name,
        codes=commonest(one.record.codes for one in told) or first.record.codes,
        from_=min(days, default=None),
        to=max(days, default=None),
        tellings=tuple(one.telling for one in told),
        joins=person.joins,
    )


def _with_conflicts(spell: OfficeSpell, others: Sequence[OfficeSpell]) -> OfficeSpell:
    found = tuple(sorted(other.id for other in others if other is not spell and _overlap(spell, other)))
    return msgspec.structs.replace(spell, conflicts=found)


def _overlap(one: OfficeSpell, other: OfficeSpell) -> bool:
    if one.from_ is None or other.from_ is None or not (is_public(one.codes) and is_public(other.codes)):
        return False
    return max(one.from_, other.from_) <= min(one.to or datetime.date.max, other.to or datetime.date.max)
