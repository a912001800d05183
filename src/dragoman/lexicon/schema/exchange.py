"""What outside formats call things: codes of states, sectors, places and events: ``lexicon/exchange/NAME.yaml``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from dragoman.lexicon.section import Flaw, Section
from dragoman.records.report import ActorKind

Level = Literal["country", "province", "district", "city", "feature"]
Against = Literal["armed", "irregular", "civilians", "protesters", "any"]
Side = Literal["state", "rebels", "militia", "identity", "rioters", "protesters", "civilians", "external", "nobody"]


class StateCodes(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A state or territory as other lists have it; None where a list does not have it."""

    name: str
    fips: str | None = None
    iso_numeric: int | None = None
    cow: int | None = None
    gw: int | None = None
    ucdp_region: str | None = None
    acled_region: str | None = None
    also: tuple[str, ...] = ()
    """Other alpha-3 codes by which gazetteers know it."""


class CameoActors(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """How codes of actors become CAMEO's; "" is no code."""

    sectors: dict[str, str] = {}
    """Sectors that CAMEO spells otherwise or has not."""
    roles: tuple[str, ...] = ()
    """Sectors that are primary roles there and so come first."""
    primaries: dict[str, str] = {}
    bodies: dict[str, str] = {}
    """Letters of a body that CAMEO spells otherwise."""
    manual: tuple[str, ...] = ()
    """Letters of bodies that are in CAMEO's own table."""
    keys: dict[str, str] = {}
    """The whole code of an actor of the lexicon, by its key."""
    groups: dict[str, str] = {}
    """GDELT's code of a known group, by our primary code or a body's letters."""


class AcledRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, rename={"is_": "is"}):
    """Events of a type, with one of the modes and one of the CAMEO codes where any are given, are this sub-event type."""

    type: str
    is_: str
    modes: tuple[str, ...] = ()
    cameo: tuple[str, ...] = ()
    against: Against = "any"
    by: Literal["armed", "any"] = "any"
    lethal: str | None = None
    """The sub-event type when somebody was killed."""


class ExchangeFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Codes and names of one outside scheme, with where they are from."""

    means: str
    source: str
    states: dict[str, StateCodes] = {}
    goldstein: dict[str, float] = {}
    cameo_actors: CameoActors = CameoActors()
    sectors: dict[str, str] = {}
    features: dict[str, str] = {}
    """Kind of place -> GeoNames feature code."""
    levels: dict[str, Level] = {}
    """Kind of place -> how deep in its country it lies."""
    fips_areas: dict[str, dict[str, str]] = {}
    """Parts of a state with a FIPS country code of their own."""
    acled: tuple[AcledRule, ...] = ()
    sub_events: dict[str, tuple[str, ...]] = {}
    disorders: dict[str, str] = {}
    """Event type, or sub-event type where it differs from its type -> type of disorder."""
    sides: dict[Side, tuple[str, ...]] = {}
    """What a party is, by its sectors; the first that fits."""
    kind_sides: dict[ActorKind, Side] = {}
    """What a party is by its kind, where no sector says it."""
    officials: tuple[str, ...] = ()
    """Sectors of which a single person is no part of the forces, and so a civilian when attacked."""
    side_codes: dict[Side, int] = {}


def _check(file: ExchangeFile) -> Iterable[Flaw]:
    for code, state in file.states.items():
        if not (len(code) == 3 and code.isascii() and code.isupper()):
            yield Flaw(f'"{code}" is not an ISO 3166 alpha-3 code', code)
        if state.fips is not None and not (len(state.fips) == 2 and state.fips.isupper()):
            yield Flaw(f'{state.name}: "{state.fips}" is not a FIPS 10-4 code of two capital letters', state.name)
    for code in file.goldstein:
        if not code.isdigit():
            yield Flaw(f'the event code "{code}" is no number: put it between quotation marks', code)
    known = {name for names in file.sub_events.values() for name in names}
    for rule in file.acled:
        for name in (rule.is_, *((rule.lethal,) if rule.lethal else ())):
            if name not in known:
                yield Flaw(f'"{name}" is no sub-event type', name)


SECTION: Section[ExchangeFile] = Section("exchange", ExchangeFile, _check)
