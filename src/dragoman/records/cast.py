"""Who and what each phrase of one document stands for, while the document is being coded."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from dragoman.records.report import Actor, Place


class Cast(msgspec.Struct, frozen=True):
    """The actors and places of a document, and which phrase names which.

    Keys of the maps are token indices of phrase heads: for a named actor the syntactic head of
    its phrase ("ministry" in "the Russian Foreign Ministry"), for a pronoun the pronoun. An
    adjective of origin ("Israeli" in "Israeli air strike") has an entry in ``origins`` only.
    """

    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    actor_heads: Mapping[int, tuple[str, ...]]
    """Head token index -> ids of the actors that the phrase names (two for "both sides")."""
    place_heads: Mapping[int, str]
    """Head token index -> id of the place that the phrase names, where it is used as a place."""
    origins: Mapping[int, tuple[str, ...]]
    """Token index of an adjective, possessive or bare name of a state -> ids of its state actor."""

    passing: frozenset[str] = frozenset()
    """Ids of actors named in passing (an origin, a place, a bare description): they stay only where a record uses them."""

    peoples: Mapping[int, tuple[str, ...]] = {}
    """Head token index of a place -> ids of the people that live in its state."""

    def actor(self, actor_id: str) -> Actor:
        """The actor of that id.

        Raises:
            KeyError: the document has no such actor.
        """
        return self._actors()[actor_id]

    def codes(self, actor_id: str) -> tuple[str, ...]:
        """The codes of an actor; a state that a dictionary codes bare has GOV too, for its name stands for its government.

        Raises:
            KeyError: the document has no such actor.
        """
        actor = self.actor(actor_id)
        return (*actor.codes, "GOV") if actor.kind == "state" and len(actor.codes) == 1 else actor.codes

    def place(self, place_id: str) -> Place:
        """The place of that id.

        Raises:
            KeyError: the document has no such place.
        """
        for place in self.places:
            if place.id == place_id:
                return place
        raise KeyError(place_id)

    def _actors(self) -> dict[str, Actor]:
        return {actor.id: actor for actor in self.actors}
