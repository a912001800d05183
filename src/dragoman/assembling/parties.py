"""An actor across reports: who it is taken to be, and how it is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeAlias, TypeVar

from dragoman.assembling.posts import Posts, is_named_person
from dragoman.records import Actor, Party, Telling

T = TypeVar("T")
Identity: TypeAlias = tuple[str, ...]
"""Who an actor is, as far as one report tells: equal identities are one actor, but for persons of one post, who are compared by name."""


def identify(actor: Actor, telling: Telling, posts: Posts) -> Identity:
    """The identity of an actor of a report.

    Actors that the lexicon knows are one in all reports; others where name, kind and codes are the same. A person is
    so by a post of a country (``("post", …)``) and then by name, and where no post is said in this text only.
    """
    if actor.key is not None:
        return ("key", actor.key)
    if is_named_person(actor) and (held := posts.of(actor)):
        return ("post", held[0].code, held[0].name)
    if actor.kind == "person" or not actor.codes:
        return ("story", telling.sha256, actor.id)
    return ("name", actor.kind, "/".join(actor.codes), actor.name.lower())


def make_party(actors: Sequence[Actor]) -> Party:
    """The party that actors of several reports are: the name and codes used most, of two as often used the first."""
    return Party(
        name=commonest(actor.name for actor in actors) or actors[0].name,
        kind=actors[0].kind,
        codes=commonest(actor.codes for actor in actors) or (),
        key=commonest(actor.key for actor in actors),
        office=commonest(actor.office for actor in actors),
    )


def commonest(values: Iterable[T | None]) -> T | None:
    """The value that comes most often, of two as frequent the first; None where there is none."""
    counted = Counter(value for value in values if value is not None)
    return counted.most_common(1)[0][0] if counted else None
