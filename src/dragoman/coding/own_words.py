"""Pronouns inside reported words: "it" in "Norway said it had closed the port" is whoever says it."""

from __future__ import annotations

from dragoman.language import Annotated
from dragoman.records import Cast, Statement

PERSONAL = frozenset({"he", "she", "him", "her", "his"})
COLLECTIVE = frozenset({"they", "them", "their", "we", "us", "our"})
SPEAKING = frozenset({"i", "me", "my"})


def speaker_of(doc: Annotated, cast: Cast, head: int, teller: Statement | None) -> tuple[str, ...]:
    """The speakers that a pronoun at ``head`` stands for; nobody when it is no pronoun, stands in no statement, or does not suit them.

    "He" and "I" suit a person, "they" anybody else, "we" everybody; "it" is the state of a person who speaks.
    """
    word = doc.tokens[head].lower
    if teller is None or teller.source is None or not teller.source.actors:
        return ()
    if word in ("it", "its"):
        return tuple(actor for speaker in teller.source.actors if (actor := _state_of(cast, speaker)) is not None)
    suits = {True: word in PERSONAL or word in SPEAKING or word in ("we", "us", "our"), False: word in COLLECTIVE}
    people = {actor: cast.actor(actor).kind == "person" for actor in teller.source.actors}
    return tuple(actor for actor, is_person in people.items() if suits[is_person])


def _state_of(cast: Cast, speaker: str) -> str | None:
    """The speaker itself when it is no person, else the state or government that the person speaks for."""
    actor = cast.actor(speaker)
    if actor.kind != "person":
        return speaker
    return next(
        (
            a.id
            for a in cast.actors
            if a.kind in ("state", "government") and a.codes[:1] == actor.codes[:1] and a.codes[1:2] in ((), ("GOV",))
        ),
        None,
    )
