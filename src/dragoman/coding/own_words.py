"""Pronouns inside reported words: "it" in "Norway said it had closed the port" is whoever says it."""

from __future__ import annotations

from dragoman.language import Annotated
from dragoman.records import Cast, Statement

PERSONAL = frozenset({"he", "she", "him", "her", "his"})
COLLECTIVE = frozenset({"it", "its", "they", "them", "their", "we", "us", "our"})
SPEAKING = frozenset({"i", "me", "my"})


def speaker_of(doc: Annotated, cast: Cast, head: int, teller: Statement | None) -> tuple[str, ...]:
    """The speakers that a pronoun at ``head`` stands for; nobody when it is no pronoun, stands in no statement, or does not suit them.

    "He" and "I" suit a person, "it" and "they" anybody else, "we" everybody.
    """
    word = doc.tokens[head].lower
    if teller is None or teller.source is None or not teller.source.actors:
        return ()
    suits = {True: word in PERSONAL or word in SPEAKING or word in ("we", "us", "our"), False: word in COLLECTIVE}
    people = {actor: cast.actor(actor).kind == "person" for actor in teller.source.actors}
    return tuple(actor for actor, is_person in people.items() if suits[is_person])
