"""Which crisis an occurrence may be of, and what a crisis is called.

An occurrence is of one thread or of none: of the two states between which it is, or of the one in which it is. States that
take part everywhere count only where no other does, so the world's diplomacy is not one crisis. A thread is cut into
runs where nothing happened for long; a run of one state goes with that of two which is fought harder at the time.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence

import msgspec

from dragoman.assembling.phrasing import Phrasing
from dragoman.assembling.rules import Rules
from dragoman.records import Occurrence, Party, Place


class Thread(msgspec.Struct, frozen=True):
    """The one state or the two that an occurrence is of; of a state that takes part everywhere, with a place in it."""

    one: str
    other: str | None = None

    @property
    def name(self) -> str:
        """Both as one word."""
        return f"{self.one}-{self.other}" if self.other else self.one


def thread_of(occurrence: Occurrence, rules: Rules) -> Thread | None:
    """The thread of an occurrence, None where it has no day or is of too many states."""
    if occurrence.from_ is None:
        return None
    between = {party.codes[0] for party in (*occurrence.actors, *occurrence.recipients) if party.codes} & rules.states.keys()
    ground = {occurrence.place.country} if occurrence.place is not None and occurrence.place.country in rules.states else set()
    chief = _chief(between | ground, rules)
    if len(chief) > 2:
        chief = _chief(between, rules)  # two that meet, or fight, on the ground of a third
    if len(chief) == 2:
        return Thread(*chief)
    if len(chief) != 1:
        return None
    [state] = chief
    if state not in rules.threads.go_betweens:
        return Thread(state)
    place = occurrence.place
    is_local = place is not None and place.country == state and is_conflict(occurrence, rules)
    where = (place.admin1 or (place.name if place.kind != "country" else None)) if place is not None and is_local else None
    return Thread(f"{state}@{where}") if where else None


def _chief(states: set[str], rules: Rules) -> list[str]:
    return sorted(states - set(rules.threads.go_betweens)) or sorted(states)


def is_conflict(occurrence: Occurrence, rules: Rules) -> bool:
    """Whether it is one of the deeds that make a crisis, and was done."""
    return occurrence.type in rules.threads.conflict_types and occurrence.modality == "asserted"


class Title(msgspec.Struct, frozen=True):
    """What a storyline is called, and after whom and what."""

    name: str
    parties: tuple[Party, ...]
    places: tuple[Place, ...]


def name_storyline(thread: Thread, first: Sequence[Occurrence], since: datetime.date, rules: Rules, phrasing: Phrasing) -> Title:
    """The name of a storyline from its first occurrences: "Israel \u2013 Hamas, Gaza Strip, from 7 Oct 2023"."""
    states = [state.partition("@")[0] for state in (thread.one, thread.other) if state]
    states += _who_fights(first, states, rules)
    acting = Counter(party.codes[0] for one in first for party in one.actors if party.codes)
    parties = tuple(_main_party(state, first, rules) for state in sorted(states, key=lambda state: (-acting[state], state)))
    place = _main_place(first, rules)
    names = [party.name for party in parties]
    where = place.name if place is not None else None
    if where in names:
        where = None
    if len(names) == 1 and place is not None and where is not None and place.country == states[0] and parties[0].kind == "state":
        names, where = [phrasing.fill("place_of", place=where, state=names[0])], None
    title = phrasing.storyline(names, where, since)
    return Title(title, parties, (place,) if place is not None else ())


def _who_fights(first: Sequence[Occurrence], states: Sequence[str], rules: Rules) -> list[str]:
    """The state that does most of a crisis's deeds of conflict, a third at least, where it is none of those that the crisis is of."""
    deeds = [one for one in first if is_conflict(one, rules) and any(party.codes for party in one.actors)]
    acting = Counter(code for one in deeds for code in {party.codes[0] for party in one.actors if party.codes} if code in rules.states)
    others = {code: count for code, count in acting.items() if code not in states}
    most = max(others, key=lambda code: (others[code], code), default=None)
    return [most] if most is not None and len(states) == 1 and others[most] * 3 >= len(deeds) and others[most] > 1 else []


def _main_party(state: str, first: Sequence[Occurrence], rules: Rules) -> Party:
    """Who acts for a state's side most often: a group that is named in half of what its people do, else the state."""
    named: Counter[Party] = Counter()
    for occurrence in first:
        its = (party for party in (*occurrence.actors, *occurrence.recipients) if party.codes[:1] == (state,))
        named.update({Party(party.name, party.kind, party.codes, party.key) for party in its})
    groups = [(count, party.name, party) for party, count in named.items() if party.kind in ("armed_group", "party", "organisation")]
    most = max(groups, key=lambda group: (group[0], group[1]), default=None)
    if most is not None and most[2].kind == "armed_group" and 3 * most[0] >= sum(named.values()):
        return most[2]
    return Party(rules.states[state], "state", (state, "GOV"), f"state:{state}")


def _main_place(first: Sequence[Occurrence], rules: Rules) -> Place | None:
    """Where most of it is: a town or province that holds enough of it, else the country."""
    places = [occurrence.place for occurrence in first if occurrence.place is not None]
    smaller = Counter(place.admin1 or place.name for place in places if place.kind not in ("country", "continent", "region"))
    if smaller:
        name, count = max(smaller.items(), key=lambda found: (found[1], found[0]))
        if count >= rules.threads.shared_place * len(places) and count > 1:
            exact = next((place for place in places if place.name == name), None)
            its = next(place for place in places if name in (place.admin1, place.name))
            return exact or Place("", name, "province", country=its.country, admin1=name)
    countries = Counter(place.country for place in places if place.country in rules.states)
    if not countries:
        return None
    code, count = max(countries.items(), key=lambda found: (found[1], found[0] or ""))
    if code is None or 2 * count < len(places):
        return None
    return Place("", rules.states[code], "country", country=code)
