"""How alike two events of different reports are: parts that add up, or why they cannot be one happening."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Mapping

import msgspec

from dragoman.archive.digests import fold
from dragoman.assembling.members import Counted, Days, Member, is_known
from dragoman.assembling.rules import Rules
from dragoman.records import Party, Place
from dragoman.resolving.geometry import distance_km

_AREAS = frozenset({"country", "province", "region", "territory", "county", "island", "continent"})


_ONE_PLACE = 0.7
"""Places so near are one place smaller than a country."""


class Likeness(msgspec.Struct, frozen=True):
    """What speaks for one happening, part by part; ``is_one`` is the verdict. ``shared`` are words of both."""

    parts: tuple[tuple[str, float], ...]
    is_one: bool
    is_fulfilment: bool
    shared: tuple[str, ...]
    km: float | None

    @property
    def score(self) -> float:
        """All parts together."""
        return round(sum(worth for _, worth in self.parts), 3)


def compare(one: Member, other: Member, rules: Rules) -> Likeness | None:
    """How alike two events are, or None where they contradict each other: not of one happening, whatever else they share."""
    one_mood = _are_of_one_mood(one, other, rules)
    if not _types_agree(one, other, rules) or not (one_mood or _may_fulfil(one, other, rules)):
        return None
    parties, place, date = _parties(one, other, rules), _place(one.place, other.place, rules), _date(one, other, rules)
    if parties is None or place is None or date is None or (not date and _counts_differ(one, other)):
        return None
    weights = rules.joining.weights
    shared = sorted(set(one.words) & set(other.words))
    words = len(shared) / max(6, min(len(one.words), len(other.words)))
    names = _share(one.names, other.names)
    parts = {
        "type": weights.type if one.type == other.type else weights.neighbour,
        "modes": _modes(one, other, rules),
        "actors": weights.actors * parties[0],
        "recipients": weights.recipients * parties[1],
        "place": weights.place * place[0],
        "date": date,
        "words": weights.words * words,
        "names": weights.names * names,
        "tolls": _tolls(one, other, rules),
    }
    found = tuple((name, round(worth, 3)) for name, worth in parts.items() if worth)
    likeness = Likeness(found, False, False, tuple(shared), place[1])
    if not _is_enough(one, other, likeness, words, date, place[0], parties, rules):
        return likeness
    return msgspec.structs.replace(likeness, is_one=one_mood, is_fulfilment=not one_mood)


def _is_enough(
    one: Member,
    other: Member,
    likeness: Likeness,
    words: float,
    date: float,
    place: float,
    parties: tuple[float, float],
    rules: Rules,
) -> bool:
    joining = rules.joining
    if likeness.score < _strictest(joining.thresholds, one, other):
        return False
    if one.telling.sha256 == other.telling.sha256:
        return True  # what a text tells, and that it is denied
    is_anchored = date and (place >= _ONE_PLACE or _share_a_name(one, other, rules))
    if not is_anchored and (words < joining.loose_words or len(likeness.shared) < joining.loose_shared):
        return False
    if _go_on_alike(one, other, rules) and place >= _ONE_PLACE and date and sum(parties) >= 1:
        return True
    if place >= _ONE_PLACE and date and (_share_a_count(one, other, rules) or _is_retold(one, other, rules)):
        return True
    return words >= _strictest(joining.least_words, one, other)


def _strictest(by_type: Mapping[str, float], one: Member, other: Member) -> float:
    return max(by_type.get(member.type, by_type["*"]) for member in (one, other))


def _go_on_alike(one: Member, other: Member, rules: Rules) -> bool:
    """Whether both are of one way of fighting that goes on: a day's shelling is one, and its air raid another."""
    return bool(set(one.modes) & set(other.modes) & set(rules.joining.running_modes))


def _types_agree(one: Member, other: Member, rules: Rules) -> bool:
    return one.type == other.type or rules.are_neighbours(one.type, other.type)


def _are_of_one_mood(one: Member, other: Member, rules: Rules) -> bool:
    if one.modality in rules.joining.done:
        return other.modality in rules.joining.done
    return one.modality == other.modality


def _may_fulfil(one: Member, other: Member, rules: Rules) -> bool:
    done, planned = rules.joining.done, rules.joining.planned
    return (one.modality in planned and other.modality in done) or (other.modality in planned and one.modality in done)


def _modes(one: Member, other: Member, rules: Rules) -> float:
    if not one.modes or not other.modes:
        return 0.0
    return rules.joining.weights.mode if set(one.modes) & set(other.modes) else rules.joining.weights.other_mode


def _parties(one: Member, other: Member, rules: Rules) -> tuple[float, float] | None:
    """How alike actors and recipients are, each 0 where one side is unknown; None where they contradict."""
    if one.type in rules.joining.reciprocal and other.type in rules.joining.reciprocal:
        together = _side((*one.actors, *one.recipients), (*other.actors, *other.recipients), rules, is_whole=True)
        return None if together is None else (together, together)
    actors, recipients = _side(one.actors, other.actors, rules), _side(one.recipients, other.recipients, rules)
    return None if actors is None or recipients is None else (actors, recipients)


def _side(ours: tuple[Party, ...], theirs: tuple[Party, ...], rules: Rules, *, is_whole: bool = False) -> float | None:
    """How alike two sides are; with ``is_whole`` they name all who took part, so that none of the fewer may be missing among the more."""
    ours, theirs = (tuple(party for party in side if is_known(party, rules)) for side in (ours, theirs))
    if not ours or not theirs:
        return 0.0
    fewer, more = sorted((ours, theirs), key=len)
    fits = [max(_fit(party, another, rules) for another in more) for party in fewer]
    # A named person who is not among the others, of whom there are as many: another took part.
    if not any(fits) or ((is_whole or len(fewer) == len(more)) and not all(fits)):
        return None
    return sum(fits) / len(fits)


def _share_a_name(one: Member, other: Member, rules: Rules) -> bool:
    """Whether both name somebody that is one: a person, or an actor that the lexicon knows."""
    ours, theirs = ((*member.actors, *member.recipients) for member in (one, other))
    known = [party for party in ours if is_known(party, rules) and (party.key is not None or party.kind == "person")]
    return any(_fit(party, another, rules) == 1.0 for party in known for another in theirs if is_known(another, rules))


def _fit(one: Party, other: Party, rules: Rules) -> float:
    """1 for one and the same, less for a part of the other, 0 for two."""
    if one.key is not None and one.key == other.key:
        return 1.0
    if one.codes[0] != other.codes[0]:
        return 0.0
    if one.kind == other.kind == "person":
        return 1.0 if _is_one_name(one.name, other.name) else 0.0
    if one.codes == other.codes:
        return 1.0 if one.key == other.key and one.kind == other.kind else 0.7
    sectors = {code for party in (one, other) for code in party.codes[1:2]}
    if len(one.codes) == 1 or len(other.codes) == 1 or sectors <= set(rules.joining.state_sectors):
        return 0.6
    its_people = "state" in (one.kind, other.kind) and sectors <= {*rules.joining.state_sectors, *rules.joining.people_sectors}
    return 0.6 if its_people else 0.0


def _is_one_name(one: str, other: str) -> bool:
    """Whether two names of persons may be one's: the last word is the same, and no first name is another."""
    first, second = fold(one).split(), fold(other).split()
    return first[-1:] == second[-1:] and (len(first) == 1 or len(second) == 1 or first[0][:1] == second[0][:1])


def _place(one: Place | None, other: Place | None, rules: Rules) -> tuple[float, float | None] | None:
    """How near two places are, and how many kilometres apart; None where they are too far."""
    if one is None or other is None:
        return 0.0, None
    if _is_one_place(one, other):
        return (0.3 if one.kind == "country" else 1.0), 0.0
    if _holds(one, other) or _holds(other, one):
        return 0.4, None
    if None in (one.lat, one.lon, other.lat, other.lon) or one.kind in _AREAS or other.kind in _AREAS:
        return None
    km = distance_km(one.lat, one.lon, other.lat, other.lon)  # type: ignore[arg-type]
    return (_ONE_PLACE, round(km, 1)) if km <= rules.joining.near_km else None


def _is_one_place(one: Place, other: Place) -> bool:
    if one.geoname_id is not None and other.geoname_id is not None:
        return one.geoname_id == other.geoname_id
    return fold(one.name) == fold(other.name) and one.country == other.country


def _holds(whole: Place, part: Place) -> bool:
    if whole.country is None or whole.country != part.country:
        return False
    if whole.kind == "country":
        return part.kind != "country"
    return whole.kind in _AREAS and part.admin1 is not None and fold(part.admin1) in (fold(whole.name), fold(whole.admin1 or ""))


def _date(one: Member, other: Member, rules: Rules) -> float | None:
    """What the dates add, 0 where one is unknown; None where they cannot be the same."""
    if one.days is None or other.days is None:
        differ = one.time_words is not None and other.time_words is not None and one.time_words != other.time_words
        return None if differ and one.days is other.days is None else 0.0
    if not _touch(one.days, other.days, rules):
        return None
    weights = rules.joining.weights
    return weights.date if one.days.is_said and other.days.is_said else weights.near_date


def _touch(one: Days, other: Days, rules: Rules) -> bool:
    if (one.first, one.last) == (other.first, other.last):
        return True
    longest = rules.joining.longest_days
    if (one.last - one.first).days >= longest or (other.last - other.first).days >= longest:
        return False
    return one.first <= other.last and other.first <= one.last


def _share(one: Iterable[str], other: Iterable[str]) -> float:
    first, second = set(one), set(other)
    return len(first & second) / max(3, min(len(first), len(second)))


def _is_retold(one: Member, other: Member, rules: Rules) -> bool:
    """Whether both name the day and one looks back on it: what is still told days later is the one that all remember."""
    if one.days is None or other.days is None or not (one.days.is_said and other.days.is_said):
        return False
    told = [(member.telling.published or "")[:10] for member in (one, other)]
    return any(day and (datetime.date.fromisoformat(day) - one.days.last).days >= rules.joining.retold_days for day in told)


def _counts_differ(one: Member, other: Member) -> bool:
    """Whether they count the same people so that the counts cannot meet; where no day holds two together, they are two."""
    theirs = {toll.kind: toll for toll in other.tolls}
    return any(_are_apart(toll, theirs[toll.kind]) for toll in one.tolls if toll.kind in theirs)


def _are_apart(one: Counted, other: Counted) -> bool:
    bounds = [(toll.low or 0, toll.high if toll.high is not None else math.inf) for toll in (one, other)]
    return bounds[0][1] < bounds[1][0] or bounds[1][1] < bounds[0][0]


def _share_a_count(one: Member, other: Member, rules: Rules) -> bool:
    """Whether both tell the same count, of so many that few happenings have it."""
    telling = {(toll.kind, toll.low, toll.high) for toll in one.tolls if (toll.low or 0) >= rules.joining.telling_count}
    return any((toll.kind, toll.low, toll.high) in telling for toll in other.tolls)


def _tolls(one: Member, other: Member, rules: Rules) -> float:
    theirs = {toll.kind: toll for toll in other.tolls}
    worth = 0.0
    for toll in one.tolls:
        if (same := theirs.get(toll.kind)) is not None:
            agree = (toll.low, toll.high) == (same.low, same.high)
            worth += rules.joining.weights.toll if agree else rules.joining.weights.other_toll
    return max(min(worth, rules.joining.weights.toll), rules.joining.weights.other_toll)
