"""Where an event is looked for: two events of one happening share a block, so that a new one is compared with few."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import combinations

from dragoman.archive.digests import stable_key
from dragoman.assembling.members import Member, roots
from dragoman.assembling.rules import Rules

MOST_NAMES = 4
"""An event without a date or a country is looked for by so many names, two by two."""
MOST_COUNTRIES = 4


def blocks_of(member: Member, rules: Rules) -> tuple[int, ...]:
    """The blocks of an event: family of types, day and country; where one is not known, pairs of names of its story."""
    return tuple(sorted({stable_key(*block) for block in _blocks(member, rules)}))


def _blocks(member: Member, rules: Rules) -> Iterator[tuple[object, ...]]:
    family = rules.families.get(member.type, member.type)
    if member.days is None:
        for pair in combinations(member.names[:MOST_NAMES], 2):
            yield (family, "named", *pair)
    else:
        for when in _buckets(member, rules):
            yield from ((family, when, country) for country in _countries(member, rules))


def _countries(member: Member, rules: Rules) -> list[str]:
    found = set(roots((*member.actors, *member.recipients), rules))
    if member.place is not None and member.place.country is not None:
        found.add(member.place.country)
    return sorted(found)[:MOST_COUNTRIES] or ["---"]


def _buckets(member: Member, rules: Rules) -> Iterator[str]:
    """Its days one by one; a longer stretch is looked for as a whole."""
    assert member.days is not None
    first, last = member.days.first, member.days.last
    if (last - first).days >= rules.joining.longest_days:
        yield f"{first}/{last}"
        return
    for number in range((last - first).days + 1):
        yield str(first + datetime.timedelta(days=number))
