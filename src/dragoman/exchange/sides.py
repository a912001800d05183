"""What a party is in a fight, for formats that tell forces, rebels, militias, protesters and civilians apart."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.exchange.codes import Codes
from dragoman.lexicon.schema.exchange import Side
from dragoman.records import Occurrence, Party

PROTEST = "PROTEST"
IRREGULAR: frozenset[Side] = frozenset({"rebels", "militia"})
ARMED: frozenset[Side] = frozenset({"state", "rebels", "militia", "external"})


def side_of(party: Party, ground: str | None, codes: Codes) -> Side | None:
    """The side of a party on a country's ground (alpha-3): forces of another state are external. None where its codes do not say."""
    primary, *sectors = party.codes or ("",)
    side = next((side for sector in sectors if (side := codes.side(sector))), None)
    if party.kind == "state" and not ({"MIL", "COP"} & set(sectors)):
        return None
    side = side or codes.kind_sides.get(party.kind)
    if side != "state":
        return side
    return "state" if primary == ground or (ground is None and codes.state(primary)) else "external"


def doing_side(occurrence: Occurrence, codes: Codes) -> Side | None:
    """The side of the first actor; whoever protests is a protester, or a rioter, and a state that uses force its forces."""
    if occurrence.type == PROTEST:
        return "rioters" if "riot" in occurrence.modes else "protesters"
    if not occurrence.actors:
        return "nobody"
    actor, ground = occurrence.actors[0], _ground(occurrence)
    if actor.kind == "state":
        return "state" if ground is None or actor.codes[:1] == (ground,) else "external"
    return side_of(actor, ground, codes)


def other_side(occurrence: Occurrence, codes: Codes) -> tuple[Party | None, Side | None]:
    """The first recipient and its side; of a fight told of several doers, the first of another side than the first.

    Nobody is on the other side of a protest: whom it is against takes no part in it.
    """
    if occurrence.type == PROTEST:
        return None, "nobody"
    ground = _ground(occurrence)
    if occurrence.recipients:
        party = occurrence.recipients[0]
        is_official = party.kind == "person" and bool(codes.officials & set(party.codes[1:2]))
        return party, "civilians" if is_official else side_of(party, ground, codes)
    first = doing_side(occurrence, codes)
    for party in occurrence.actors[1:]:
        side = side_of(party, ground, codes)
        if side in ARMED and first in ARMED and _is_other(party, side, occurrence.actors[0], first):
            return party, side
    return None, "nobody"


def _is_other(party: Party, side: Side | None, first: Party, first_side: Side | None) -> bool:
    """Whether a doer can be on another side than the first: forces of one state are not."""
    return side != first_side or side not in ("state", "external") or party.codes[:1] != first.codes[:1]


def names_beside(parties: Iterable[Party], *, but: Party | None) -> str | None:
    """The names of the other parties of a side, joined by semicolons."""
    return "; ".join(party.name for party in parties if party != but) or None


def _ground(occurrence: Occurrence) -> str | None:
    return occurrence.place.country if occurrence.place else None
