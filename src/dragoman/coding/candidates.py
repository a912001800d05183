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
    is_foreign: bool = False
    """Whether others did the event that it took up."""


def ids_of(fillers: Sequence[Filler]) -> tuple[str, ...]:
    """The actors of the fillers, each once, in order."""
    return tuple(dict.fromkeys(a for f in fillers for a in f.actors))


class Fault(msgspec.Struct, frozen=True):
    """Why a match is no event, and the token of the word that decided it, where one did."""

    what: str
    at: int | None = None


def rejection(doc: Annotated, candidate: Candidate, fault: Fault) -> Explanation:
    """Explain why a candidate is no event: its rule, who would have been on either side, and what turned it down."""
    match = candidate.match
    trigger = doc.span(match.head, match.head)
    how = f'{match.form} pattern "{match.entry.pattern.source}"'
    reasons = [Reason("type", match.entry.type, how, trigger)]
    for field, fillers in (("actors", candidate.actors), ("recipients", candidate.recipients)):
        reasons += [Reason(field, "", filler.how, doc.span(filler.head, filler.head)) for filler in fillers]
    if fault.at is not None:
        reasons.append(Reason("rejected", doc.tokens[fault.at].text, fault.what, doc.span(fault.at, fault.at)))
    return Explanation(None, "event", match.entry.rule.id, tuple(reasons), rejected=fault.what)
