"""People as one phrase counts them, and who a cast knows to be people."""

from __future__ import annotations

import msgspec

from dragoman.records import Cast, Span


class Counted(msgspec.Struct, frozen=True):
    """A number of people as one phrase tells it. ``head`` is its head token, ``span`` the words of the count."""

    head: int
    heads: tuple[int, ...]
    span: Span
    phrase: Span
    low: int | None
    high: int | None
    approx: bool
    vague: bool
    group: str | None
    form: str
    """``number``, ``one`` (a person without a number), ``name``, ``plural`` (no number at all)."""
    definite: bool
    further: bool
    elided: bool
    how: str

    @property
    def is_zero(self) -> bool:
        """Whether it says there was nobody."""
        return self.high == 0


class Known(msgspec.Struct, frozen=True):
    """Head tokens that the cast knows to name people (of any kind) and persons, and adjectives of origin."""

    people: frozenset[int]
    persons: frozenset[int]
    others: frozenset[int]
    origins: frozenset[int]

    @classmethod
    def of(cls, cast: Cast) -> Known:
        """Sort the heads of a cast by the kinds of the actors they name."""
        kinds = {actor.id: actor.kind for actor in cast.actors}
        named = {head: {kinds.get(a) for a in ids} for head, ids in cast.actor_heads.items()}
        people = frozenset(h for h, k in named.items() if k & {"person", "population", "armed_group"})
        persons = frozenset(h for h, k in named.items() if k == {"person"})
        return cls(people, persons, frozenset(named) - people, frozenset(cast.origins))
