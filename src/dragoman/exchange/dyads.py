"""An event with lists of parties as pairs of one who does and one to whom it is done, as dyadic formats have it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations, product

import msgspec

from dragoman.archive.digests import stable_key
from dragoman.exchange.happening import Happening
from dragoman.records import Party

MEETING, VISIT = "CONSULT", "visit"
VISITS, HOSTS = "042", "043"
_ROW_BITS = 12


class Dyad(msgspec.Struct, frozen=True):
    """One row: ``id`` is a whole number; those of one event are equal but for their last 12 bits, which number its rows."""

    id: int
    source: Party | None
    target: Party | None
    cameo: str | None


def dyads(happening: Happening) -> Iterator[Dyad]:
    """Each actor with each recipient; without recipients each actor, of a meeting each ordered pair.

    A visit is told from both sides: the visitor visits (042), the host hosts (043).
    """
    occurrence = happening.occurrence
    pairs: list[tuple[Party | None, Party | None, str | None]]
    pairs = [(source, target, occurrence.cameo) for source, target in product(occurrence.actors, occurrence.recipients)]
    if pairs and occurrence.type == MEETING and VISIT in occurrence.modes:
        pairs = [row for source, target, _ in pairs for row in ((source, target, VISITS), (target, source, HOSTS))]
    elif not pairs and occurrence.type == MEETING and len(occurrence.actors) > 1:
        pairs = [(source, target, occurrence.cameo) for source, target in permutations(occurrence.actors, 2)]
    elif not pairs:
        pairs = [(actor, None, occurrence.cameo) for actor in occurrence.actors]
        pairs += [(None, recipient, occurrence.cameo) for recipient in occurrence.recipients]
    for number, (source, target, cameo) in enumerate(pairs):
        yield Dyad(row_number(occurrence.id, number), source, target, cameo)


def row_number(id: str, number: int = 0) -> int:
    """A whole number of 63 bits for a row of what has this id."""
    return stable_key(id) >> _ROW_BITS << _ROW_BITS | number
