"""Event candidates: a rule's match with its sides filled, before modality and joining."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.coding.fillers import Filler
from dragoman.coding.triggers import Match
from dragoman.language import Annotated
from dragoman.records import Explanation, Reason


class Candidate(msgspec.Struct, frozen=True):
    """A match with its roles filled, before modality and joining."""

    match: Match
    type: str
    mode: str | None
    cameo: str | None
    actors: tuple[Filler, ...]
    recipients: tuple[Filler, ...]
    absorbed: int | None = None
    """Head token of the event it took up."""


def ids_of(fillers: Sequence[Filler]) -> tuple[str, ...]:
    """The actors of the fillers, each once, in order."""
    return tuple(dict.fromkeys(a for f in fillers for a in f.actors))


def rejection(doc: Annotated, match: Match, fault: str) -> Explanation:
    """Explain why a match is no event."""
    trigger = doc.span(match.head, match.head)
    how = f'{match.form} pattern "{match.entry.pattern.source}"'
    return Explanation(None, "event", match.entry.rule.id, (Reason("type", match.entry.type, how, trigger),), rejected=fault)
