"""The codes of outside lists, from ``lexicon/exchange``: states, actors, sectors, intensities, kinds of places."""

from __future__ import annotations

from functools import cache

import msgspec

from dragoman.lexicon import Lexicon, load_lexicon
from dragoman.lexicon.schema import cameo, exchange, ontology
from dragoman.lexicon.schema.exchange import AcledRule, ExchangeFile, Level, Side, StateCodes
from dragoman.lexicon.schema.places import SECTION as PLACES
from dragoman.records import Party, Place


class CameoActor(msgspec.Struct, frozen=True):
    """A party as CAMEO codes it; what it does not have is None or empty."""

    code: str | None = None
    country: str | None = None
    group: str | None = None
    roles: tuple[str, ...] = ()
    is_our_own: bool = False
    """Whether the letters of a body in it are ours, since CAMEO's table has none."""


class Codes:
    """What outside lists call our states, actors, events and places."""

    def __init__(self, lexicon: Lexicon) -> None:
        files = lexicon.files(exchange.SECTION)
        self._states = dict(files["states"].states)
        self._states |= {other: state for state in files["states"].states.values() for other in state.also}
        self._goldstein = files["goldstein"].goldstein
        self._cameo = files["cameo_actors"].cameo_actors
        self._sectors = files["sectors"].sectors
        self._places: ExchangeFile = files["places"]
        self._quads = {name: type.quad for name, type in lexicon.files(ontology.SECTION)["plover"].types.items()}
        self._labels = {code: known.means for code, known in lexicon.files(cameo.SECTION)["events"].codes.items()}
        self._us_states = {
            entry.name: short for entry in lexicon.files(PLACES)["us_states"].places for short in entry.short if len(short) == 2
        }
        acled = files["acled"]
        self.acled: tuple[AcledRule, ...] = acled.acled
        self.disorders = acled.disorders
        self.acled_types = {sub: event for event, subs in acled.sub_events.items() for sub in subs}
        self.side_codes = acled.side_codes
        self.kind_sides = acled.kind_sides
        self.officials = frozenset(acled.officials)
        self._sides: dict[str, Side] = {sector: side for side, sectors in acled.sides.items() for sector in sectors}

    def state(self, code: str | None) -> StateCodes | None:
        """A state or territory by its alpha-3 code; None where the lists have none such."""
        return self._states.get(code or "")

    def goldstein(self, cameo: str | None) -> float | None:
        """The intensity of a CAMEO code, or of the nearest code above it."""
        code = cameo or ""
        while code and code not in self._goldstein:
            code = code[:-1]
        return self._goldstein.get(code)

    def label(self, cameo: str | None) -> str | None:
        """What a CAMEO code means, in our words."""
        return self._labels.get(cameo or "")

    def quad(self, type: str) -> int | None:
        """The quad class of a PLOVER type."""
        return self._quads.get(type)

    def sector(self, code: str) -> str | None:
        """The name of a sector, None where the code is none."""
        return self._sectors.get(code)

    def side(self, sector: str) -> Side | None:
        """What somebody of a sector is in a fight."""
        return self._sides.get(sector)

    def feature(self, place: Place) -> str | None:
        """GeoNames feature code of a place's kind."""
        return self._places.features.get(place.kind)

    def level(self, place: Place) -> Level | None:
        """How deep in its country a place lies; None for what lies in several or in none."""
        return self._places.levels.get(place.kind)

    def fips(self, place: Place) -> str | None:
        """FIPS 10-4 code of a place's country."""
        areas = self._places.fips_areas.get(place.country or "", {})
        state = self.state(place.country)
        return areas.get(place.admin1 or place.name) or (state.fips if state else None)

    def us_state(self, name: str | None) -> str | None:
        """The two letters of a state of the United States."""
        return self._us_states.get(name or "")

    def cameo_actor(self, party: Party) -> CameoActor:
        """A party in CAMEO's actor codes, as the manual spells them."""
        rules = self._cameo
        if not party.codes:
            return CameoActor()
        primary, *others = party.codes
        bodies = [rules.bodies.get(code, code) for code in others if code not in self._sectors]
        spelt = [rules.sectors.get(code, code) for code in others if code in self._sectors]
        roles = tuple(dict.fromkeys(sorted((role for role in spelt if role), key=lambda role: role not in rules.roles)))
        whole = rules.keys.get(party.key or "")
        head = whole or rules.primaries.get(primary, primary) + "".join(bodies)
        country = primary if self.state(primary) else None
        return CameoActor(
            whole or head + "".join(role for role in roles if role not in _groups(head)),
            country,
            next((rules.groups[code] for code in (*others, primary) if code in rules.groups), None),
            roles if country else (head[:3], *roles),
            is_our_own=whole is None and any(body not in rules.manual for body in bodies),
        )


@cache
def own_codes() -> Codes:
    """The codes of the lexicon that ships with the program and of installed packages, read once for the process."""
    return Codes(load_lexicon())


def _groups(code: str) -> list[str]:
    return [code[i : i + 3] for i in range(0, len(code), 3)]
