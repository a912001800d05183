"""Which of the places of one name is meant: the whole document decides.

Every name votes for the places of the others that lie near its own or inside them, each vote weighed
by how likely the voter's own reading is; this is repeated until it settles (relaxation labelling).
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.resolving.gazetteer import Entry, name_key
from dragoman.resolving.geometry import EARTH_RADIUS_KM

Floats = NDArray[np.float64]


class Weights(msgspec.Struct, frozen=True):
    """How much each kind of evidence counts; units are decades of population."""

    country: float = 9.0
    territory: float = 7.6
    region: float = 7.4
    state: float = 7.2
    province: float = 6.2
    site: float = 6.0
    capital: float = 1.4
    """Added to the size of a capital."""
    admin1: float = -0.2
    """Added to the size of a first-order division."""
    admin2: float = -1.2
    alternate: float = -0.9
    renown: float = 0.5
    """For each tenfold of names that the list has for a place found by its main one, in a story of the wide world."""
    world_countries: int = 3
    """A story that names so many countries more than one is wholly of the wide world."""
    hinted: float = 4.0
    """For being what the words beside the name say: county, province, town."""
    home: tuple[tuple[str, float], ...] = (("USA", 0.55), ("GBR", 0.4), ("CAN", 0.35), ("AUS", 0.25), ("IRL", 0.2))
    """Countries whose towns English copy names without saying where they are."""
    within: float = 8.0
    """For lying in the division named right after."""
    near: float = 2.8
    near_km: float = 60.0
    same_division: float = 0.8
    same_country: float = 0.35
    in_country: float = 0.6
    in_division: float = 2.0
    spread: float = 0.4
    """Power of the sum of votes by which votes are divided."""
    temperature: float = 0.45
    rounds: int = 4
    most_candidates: int = 24


WEIGHTS = Weights()
LEAST_CONFIDENCE = 0.3
"""A place less likely than that is not answered."""
SUPPORTS = 3
LEAST_GAIN = 0.05
"""The votes that are told of a choice: so many at most, each worth so much at least."""
DIVISIONS = ("state", "province", "admin1")
_COUNTRIES = ("country", "territory")
_WIDE = ("continent", "region", "ocean", "sea", "historical state")
_TOWNS = ("city", "capital", "village", "admin2", "district", "site", "camp", "base", "crossing", "island", "airport")


class Name(msgspec.Struct):
    """One name of a document with its candidates; ``weight`` grows with its mentions."""

    key: str
    entries: tuple[Entry, ...]
    hint: str = ""
    weight: float = 1.0
    within: tuple[int, ...] = ()
    """Positions of the names it is said to lie in."""
    fixed: bool = False
    """Whether it is only a witness, such as the state that an adjective names."""


class Support(msgspec.Struct, frozen=True):
    """What another name of the document did for the place chosen: its position among the names, its place, and how much."""

    name: int
    voter: Entry
    gain: float
    """Decades of population that it is worth."""


class Choice(msgspec.Struct, frozen=True):
    """The candidates of a name with their shares, the likeliest first, and what spoke most for that one."""

    ranked: tuple[tuple[Entry, float], ...]
    support: tuple[Support, ...] = ()

    @property
    def best(self) -> Entry | None:
        """The likeliest place; None where there is no candidate, or none is likely enough."""
        return self.ranked[0][0] if self.ranked and self.ranked[0][1] >= LEAST_CONFIDENCE else None


def choose(names: Sequence[Name], weights: Weights = WEIGHTS) -> list[Choice]:
    """For each name its candidates, ranked by their share after all names have voted."""
    weights = _for_story(names, weights)
    kept = [_shortlist(name, weights) for name in names]
    flat = [entry for entries in kept for entry in entries]
    if not flat:
        return [Choice(()) for _ in names]
    owner = np.repeat(np.arange(len(names)), [len(entries) for entries in kept])
    prior = np.array([_prior(names[k], e, weights) for k, entries in enumerate(kept) for e in entries])
    votes = _votes(flat, owner, weights) * np.array([n.weight for n in names])[owner][None, :]
    inside = _said_inside(names, flat, owner)
    pull = votes / _scale(len(names), weights) + weights.within * inside
    shares = _relax(prior, pull, owner, len(names), weights)
    found: list[Choice] = []
    for k in range(len(names)):
        mine = sorted(np.flatnonzero(owner == k).tolist(), key=lambda i: (-shares[i], -flat[i].population, flat[i].number))
        ranked = tuple((flat[i], float(shares[i])) for i in mine)
        found.append(Choice(ranked, _support(pull[mine[0]] * shares, flat, owner) if len(mine) > 1 else ()))
    return found


def _support(gains: Floats, flat: Sequence[Entry], owner: NDArray[np.int64]) -> tuple[Support, ...]:
    """The votes that did most for a candidate."""
    best = np.argsort(-gains, kind="stable")[:SUPPORTS].tolist()
    return tuple(Support(int(owner[j]), flat[j], float(gains[j])) for j in best if gains[j] >= LEAST_GAIN)


def _for_story(names: Sequence[Name], weights: Weights) -> Weights:
    """The weights with renown by how many countries the story names: a local paper's Geneva is the town next door."""
    countries = sum(any(e.kind in _COUNTRIES for e in name.entries) for name in names)
    world = min(1.0, max(0, countries - 1) / weights.world_countries)
    return msgspec.structs.replace(weights, renown=weights.renown * world)


def _scale(count: int, weights: Weights) -> float:
    """What votes are divided by: many names of a document say more than few, but not by their number."""
    return float(max(1.0, float(count)) ** weights.spread)


def _relax(prior: Floats, pull: Floats, owner: NDArray[np.int64], count: int, weights: Weights) -> Floats:
    """Shares of the candidates: priors, then rounds of votes among the names."""
    shares = _softmax(prior, owner, count, weights.temperature)
    for _ in range(weights.rounds):
        shares = _softmax(prior + pull @ shares, owner, count, weights.temperature)
    return shares


def _softmax(scores: Floats, owner: NDArray[np.int64], count: int, temperature: float) -> Floats:
    best = np.full(count, -np.inf)
    np.maximum.at(best, owner, scores)
    raised = np.exp((scores - best[owner]) / temperature)
    sums = np.zeros(count)
    np.add.at(sums, owner, raised)
    shares: Floats = raised / sums[owner]
    return shares


def _shortlist(name: Name, weights: Weights) -> list[Entry]:
    ranked = sorted(name.entries, key=lambda e: -_prior(name, e, weights))
    return ranked[: weights.most_candidates]


def _prior(name: Name, entry: Entry, weights: Weights) -> float:
    """How likely a place is before anything else of the document is known."""
    size = float(np.log10(entry.population + 1))
    fixed = {
        "country": weights.country,
        "continent": weights.country,
        "territory": weights.territory,
        "state": weights.state,
        "province": weights.province,
    }
    home = next((gain for country, gain in weights.home if country == entry.country), 0.0)
    if entry.number < 0:
        rank = fixed.get(entry.kind, weights.region if entry.kind in _WIDE else weights.site)
        if entry.kind in ("city", "capital"):
            rank = max(rank, size + home)
    else:
        rank = size + home + {"capital": weights.capital, "admin1": weights.admin1, "admin2": weights.admin2}.get(entry.kind, 0.0)
        rank += 0.0 if entry.alternate else weights.renown * float(np.log10(entry.renown + 1))
    if entry.alternate and entry.number >= 0:
        rank += weights.alternate
    return rank + (weights.hinted if _is_hinted(name.hint, entry) else 0.0)


def _is_hinted(hint: str, entry: Entry) -> bool:
    if hint == "province":
        return entry.kind in DIVISIONS or (entry.kind == "admin2" and entry.population > 200_000)
    if hint == "county":
        return entry.kind == "admin2" or "county" in name_key(entry.name)
    return hint == "town" and entry.kind in ("city", "capital", "village")


def _votes(flat: Sequence[Entry], owner: NDArray[np.int64], weights: Weights) -> Floats:
    """For each candidate (row) what each candidate of another name (column) adds to it when it is meant."""
    country, division = _numbers([e.country or "" for e in flat]), _numbers([_division(e) for e in flat])
    same_country = (country[:, None] == country[None, :]) & np.array([e.country is not None for e in flat])[:, None]
    same_division = same_country & (division[:, None] == division[None, :]) & np.array([e.admin1 is not None for e in flat])[:, None]
    town = np.array([e.kind in _TOWNS for e in flat])
    voter_country = np.array([e.kind in _COUNTRIES for e in flat])[None, :]
    voter_division = np.array([e.kind in DIVISIONS for e in flat])[None, :]
    km = distances_km(np.array([e.lat for e in flat]), np.array([e.lon for e in flat]))
    near = weights.near * np.exp(-km / weights.near_km)
    towns = town[:, None] & town[None, :]
    votes = np.where(towns, near + weights.same_division * same_division + weights.same_country * same_country, 0.0)
    votes = np.where(voter_division, weights.in_division * same_division + weights.same_country * same_country, votes)
    votes = np.where(voter_country, weights.in_country * same_country, votes)
    # A division gains by towns in it as they gain by it.
    is_division = np.array([e.kind in DIVISIONS for e in flat])[:, None]
    votes = np.where(is_division & town[None, :], weights.same_division * same_division + weights.same_country * same_country, votes)
    is_country = np.array([e.kind in _COUNTRIES for e in flat])[:, None]
    votes = np.where(is_country & ~voter_country, weights.same_country * same_country, votes)
    return np.asarray(votes * (owner[:, None] != owner[None, :]), dtype=np.float64)


def _division(entry: Entry) -> str:
    return f"{entry.country}/{name_key(entry.admin1)}" if entry.admin1 else ""


def _numbers(values: Sequence[str]) -> NDArray[np.int64]:
    order = {value: i for i, value in enumerate(dict.fromkeys(values))}
    return np.array([order[v] for v in values], dtype=np.int64)


def _said_inside(names: Sequence[Name], flat: Sequence[Entry], owner: NDArray[np.int64]) -> Floats:
    """1 where a candidate lies in a candidate of the name that is said to hold it, both ways."""
    inside = np.zeros((len(flat), len(flat)))
    members: dict[int, list[int]] = {}
    for i, k in enumerate(owner.tolist()):
        members.setdefault(k, []).append(i)
    for k, name in enumerate(names):
        for outer in name.within:
            for i in members.get(k, []):
                for j in members.get(outer, []):
                    if holds(flat[j], flat[i]):
                        inside[i, j] = inside[j, i] = 1.0
    return inside


def holds(outer: Entry, inner: Entry) -> bool:
    """Whether the second place lies in the first, as far as the gazetteer can tell."""
    if outer.kind in _COUNTRIES or outer.kind == "historical state":
        return outer.country == inner.country and inner.kind not in _COUNTRIES
    if outer.country != inner.country or inner.kind in _COUNTRIES:
        return False
    if outer.kind in DIVISIONS:
        return _division(outer) == _division(inner) or (outer.country != "USA" and _km(outer, inner) < 220.0)
    return _km(outer, inner) < 70.0


def _km(a: Entry, b: Entry) -> float:
    return float(distances_km(np.array([a.lat, b.lat]), np.array([a.lon, b.lon]))[0, 1])


def distances_km(lats: Floats, lons: Floats) -> Floats:
    """Great-circle distances between all pairs of points."""
    a, b = np.radians(lats), np.radians(lons)
    half = np.sin((a[:, None] - a[None, :]) / 2) ** 2 + np.cos(a)[:, None] * np.cos(a)[None, :] * np.sin((b[:, None] - b[None, :]) / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0))), dtype=np.float64)
