"""What is held to have happened: one record from all the events judged one happening, with what they disagree on."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import msgspec

from dragoman.archive.digests import fold
from dragoman.assembling.belief import believe
from dragoman.assembling.joining import Edge, Group
from dragoman.assembling.members import Days, Member, is_known
from dragoman.assembling.phrasing import Phrasing
from dragoman.assembling.rules import Rules
from dragoman.assembling.rulings import Rulings
from dragoman.records import Alternative, Join, Modality, Occurrence, Party, Place


class Choice(msgspec.Struct, frozen=True):
    """The members that give the headline value of a field (none where no member has one), and what others give."""

    members: tuple[Member, ...]
    alternatives: tuple[Alternative, ...]


def make_occurrence(group: Group, rules: Rules, rulings: Rulings, phrasing: Phrasing) -> Occurrence:
    """The occurrence of a group. Headline values are those of most voices, then the latest."""
    members = [member for member in group.members if member.modality != "negated"] or list(group.members)
    type_ = _choose("type", members, lambda m: m.type, lambda m: m.type)
    of_type = list(type_.members)
    actors = _choose("actors", members, _parties_key("actors", rules), lambda m: m.actors)
    recipients = _choose("recipients", members, _parties_key("recipients", rules), lambda m: m.recipients)
    place = _choose("place", members, lambda m: _place_key(m.place), lambda m: m.place)
    days = _choose("days", members, lambda m: _days_key(m.days), lambda m: _days_value(m.days))
    modes = _first_of(_choose("modes", of_type, lambda m: m.modes or None, lambda m: m.modes).members, of_type)
    when = days.members[0].days if days.members else _likely(members)
    learnt = [member.telling.learnt for member in group.members if member.telling.learnt is not None]
    keys = tuple(member.key for member in group.members)
    return Occurrence(
        id=group.id,
        type=of_type[0].type,
        modes=modes.modes,
        contexts=tuple(sorted({context for member in members for context in member.contexts})),
        cameo=modes.cameo,
        score=modes.score,
        actors=_parties(actors, members, lambda m: m.actors),
        recipients=_parties(recipients, members, lambda m: m.recipients),
        modality=_modality(members),
        place=_clearest(place.members),
        from_=when.first if when else None,
        to=when.last if when else None,
        tellings=tuple(member.telling for member in group.members),
        belief=believe(group.members, rules, phrasing),
        alternatives=tuple(one for choice in (type_, actors, recipients, place, days) for one in choice.alternatives),
        joins=tuple(_join(edge, phrasing) for edge in group.edges),
        fulfils=group.fulfils,
        published=next((member.telling.published for member in group.members), None),
        learnt=min(learnt, default=None),
        corrections=rulings.naming(keys),
    )


def _choose(
    field: str, members: Sequence[Member], key: Callable[[Member], Hashable | None], value: Callable[[Member], Any]
) -> Choice:  # fmt: skip
    """The members with the value of most voices, then the latest; the other values are alternatives."""
    by_value: dict[Hashable, list[Member]] = {}
    for member in members:
        if (found := key(member)) is not None:
            by_value.setdefault(found, []).append(member)
    ranked = sorted(by_value.values(), key=lambda its: max(member.order for member in its), reverse=True)
    ranked.sort(key=lambda its: -len({member.telling.voice for member in its}))
    if not ranked:
        return Choice((), ())
    return Choice(tuple(ranked[0]), tuple(_alternative(field, its, value) for its in ranked[1:]))


def _alternative(field: str, its: Sequence[Member], value: Callable[[Member], Any]) -> Alternative:
    voices = tuple(sorted({member.telling.voice for member in its}))
    return Alternative(field, msgspec.to_builtins(value(its[-1])), voices, tuple(member.key for member in its))


def _parties_key(side: str, rules: Rules) -> Callable[[Member], Hashable | None]:
    def key(member: Member) -> Hashable | None:
        known = [party for party in getattr(member, side) if is_known(party, rules)]
        return tuple(sorted({party.key or "/".join(party.codes) for party in known})) or None

    return key


def _parties(choice: Choice, members: Sequence[Member], side: Callable[[Member], tuple[Party, ...]]) -> tuple[Party, ...]:
    """The parties as the latest of those members names them; where none is known, whoever is named."""
    named = [side(member) for member in choice.members or members if side(member)]
    return named[-1] if named else ()


def _first_of(preferred: Sequence[Member], others: Sequence[Member]) -> Member:
    return (*preferred, *others)[0]


def _place_key(place: Place | None) -> Hashable | None:
    return None if place is None else (place.geoname_id or fold(place.name), place.country)


def _clearest(members: Sequence[Member]) -> Place | None:
    return members[-1].place if members else None


def _days_key(days: Days | None) -> Hashable | None:
    return (days.first, days.last) if days is not None and days.is_said else None


def _days_value(days: Days | None) -> Any:
    return None if days is None else (days.first, days.last)


def _likely(members: Sequence[Member]) -> Days | None:
    """Where no text says the day: the last that it may have been by the earliest story."""
    days = [member.days for member in members if member.days is not None]
    return Days(days[0].last, days[0].last, False) if days else None


def _modality(members: Sequence[Member]) -> Modality:
    """What most boldly told members say: what one asserts stays asserted, whoever denies it."""
    given = {member.modality for member in members}
    return next(one for one in ("asserted", "historical", "negated", "future", "hypothetical") if one in given)


def _join(edge: Edge, phrasing: Phrasing) -> Join:
    likeness = edge.likeness
    return Join(edge.first.key, edge.second.key, likeness.score, likeness.parts, phrasing.join(edge))
