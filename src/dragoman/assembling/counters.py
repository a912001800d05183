"""Whose count a toll is, by one name in all reports: a body however worded, and those who speak for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import msgspec

from dragoman.assembling.groups import Groups
from dragoman.assembling.parties import commonest
from dragoman.assembling.told import Told
from dragoman.records import Actor, Toll

Counting: TypeAlias = tuple[str, ...]
"""The words and the state of a body that counts, sorted: "Chad's health ministry" and "health ministry (Chad)" have the same."""


def name_counters(tolls: Sequence[Told[Toll]], groups: Groups) -> list[Told[Toll]]:
    """Tolls with their innermost source by the name that its body has most often; who speaks for a body counts for it.

    A source that is no actor, and a person who speaks for nobody named, keep their own name.
    """
    counted = [(one, _body_of(one, groups)) for one in tolls]
    names: dict[Counting, list[str]] = {}
    for _, (body, key) in counted:
        if key is not None:
            names.setdefault(key, []).append(body)
    return [one if key is None else _counted_by(one, commonest(names[key]) or body) for one, (body, key) in counted]


def _body_of(told: Told[Toll], groups: Groups) -> tuple[str, Counting | None]:
    """The body that counts as this report names it, and its key; no key where it is none."""
    name = told.telling.chain[0] if told.telling.chain else ""
    actor = next((actor for actor in told.report.actors if actor.name == name), None)
    if actor is None:
        return name, None
    if actor.kind == "person":
        body = groups.body_of(actor.office)
        return (body, _key(body, actor, groups)) if body is not None else (name, None)
    return name, _key(name, actor, groups)


def _key(body: str, actor: Actor, groups: Groups) -> Counting:
    return tuple(sorted({*groups.key(body, is_body=True), *(f"state:{code}" for code in actor.codes[:1])}))


def _counted_by(told: Told[Toll], name: str) -> Told[Toll]:
    chain = (name, *told.telling.chain[1:])
    return msgspec.structs.replace(told, telling=msgspec.structs.replace(told.telling, chain=chain))
