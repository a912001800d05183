"""People as one phrase counts them, and who a cast knows to be people."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from dragoman.language import Annotated
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
    asked: int = -1
    """Head token of the phrase that was read, which is not always that of those counted ("several" of "several of his aides")."""

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
    stood_for: Mapping[int, str]
    """The words that name a person, by the head token of each pronoun that stands for one."""

    @classmethod
    def of(cls, doc: Annotated, cast: Cast) -> Known:
        """Sort the heads of a cast by the kinds of the actors they name."""
        kinds = {actor.id: actor.kind for actor in cast.actors}
        named = {head: {kinds.get(a) for a in ids} for head, ids in cast.actor_heads.items()}
        people = frozenset(h for h, k in named.items() if k & {"person", "population", "armed_group"})
        persons = frozenset(h for h, k in named.items() if k == {"person"})
        stood_for = {head: name for head in persons if (name := _antecedent(doc, cast, head)) is not None}
        return cls(people, persons, frozenset(named) - people, frozenset(cast.origins), stood_for)


def _antecedent(doc: Annotated, cast: Cast, head: int) -> str | None:
    """The last words before a pronoun that name the one person it stands for; None for any other phrase."""
    token, actors = doc.tokens[head], cast.actor_heads[head]
    if token.pos != "PRON" or len(actors) != 1:
        return None
    before = [span for span in cast.actor(actors[0]).mentions if span.end <= token.start]
    return max(before).text if before else None
