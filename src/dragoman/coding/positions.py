"""Positions: where an actor stands on an issue, towards whom and before which body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from dragoman.coding.speech.cue_words import CueWords
from dragoman.coding.stance.holders import forums, holders, is_asked_by_itself, parties_of_document, target
from dragoman.coding.stance.stands import Stand, Stands
from dragoman.coding.telling import teller
from dragoman.language import Annotated
from dragoman.lexicon import Lexicon
from dragoman.records import Cast, Event, Explanation, Found, Position, Reason, Statement


class PositionFinder:
    """Finds positions by the stance words of the lexicon and the issues they are about."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._stands = Stands(lexicon)
        self._cues = CueWords(lexicon)

    def find(self, doc: Annotated, cast: Cast, statements: tuple[Statement, ...], events: tuple[Event, ...]) -> Found[Position]:
        """The positions of a document in text order; one for each holder, issue and statement.

        ``events`` tell whose a joint document is that names no sender: the parties of the meeting or accord before it.
        """
        records: list[Position] = []
        explanations: list[Explanation] = []
        seen: set[tuple[str, str, str, str | None]] = set()
        for position, explanation in self._candidates(doc, cast, statements, events):
            if position is None:
                explanations.append(explanation)
                continue
            key = (position.actor, position.issue, position.stance, position.attribution)
            if key not in seen:
                seen.add(key)
                name = f"pos{len(records) + 1}"
                records.append(msgspec.structs.replace(position, id=name))
                explanations.append(msgspec.structs.replace(explanation, record=name))
        return Found(tuple(records), tuple(explanations))

    def _candidates(
        self, doc: Annotated, cast: Cast, statements: Sequence[Statement], events: Sequence[Event]
    ) -> Iterator[tuple[Position | None, Explanation]]:
        for token in doc.tokens:
            for stands in self._stands.find(doc, token, cast):
                ids, how = holders(doc, token, stands[0].sense, cast, statements, self._cues)
                ids = [a for a in ids if cast.actor(a).kind != "media"]  # a paper tells where others stand
                if not ids:
                    ids, how = parties_of_document(doc, token, stands[0].sense, events, self._cues)
                for stand in stands if ids else ():
                    yield from ((p, _explanation(doc, p, stand, how)) for p in self._given(doc, stand, ids, cast, statements))
                if ids:
                    break
                yield None, _turned_down(doc, stands[0])

    def _given(self, doc: Annotated, stand: Stand, ids: Sequence[str], cast: Cast, statements: Sequence[Statement]) -> Iterator[Position]:
        """One position for each holder of a stand."""
        token = doc.tokens[stand.token]
        if stand.stance == "calls_for" and is_asked_by_itself(doc, token, cast, ids):
            return
        telling = teller(statements, token.start)
        towards = target(doc, stand, cast, ids, self._stands.lists.get("done_to", frozenset()))
        bodies = forums(doc, token, stand.phrase, cast, [*ids, *([towards] if towards else [])], self._cues)
        for actor in ids:
            yield Position(
                id="",
                actor=actor,
                issue=stand.issue,
                stance=stand.stance,
                target=towards,
                forum=bodies,
                attribution=telling.id if telling is not None else None,
                evidence=(stand.evidence,),
            )


def _explanation(doc: Annotated, position: Position, stand: Stand, how: str) -> Explanation:
    issue_how = "issue of the lexicon" if stand.known else "no issue of the lexicon fits: the words as said"
    reasons = [
        Reason("stance", position.stance, f"rule {stand.sense.rule.id}", doc.span(stand.token, stand.token)),
        Reason("actor", position.actor, how),
        Reason("issue", position.issue, issue_how, stand.evidence),
    ]
    if position.target is not None:
        reasons.append(Reason("target", position.target, f"named in the frame '{stand.frame}'"))
    reasons += [Reason("forum", body, "a body in or before which it is said or done") for body in position.forum]
    if position.attribution is not None:
        reasons.append(Reason("attribution", position.attribution, "innermost statement that holds the word"))
    return Explanation(None, "position", stand.sense.rule.id, tuple(reasons))


def _turned_down(doc: Annotated, stand: Stand) -> Explanation:
    rule = stand.sense.rule.id
    reasons = (Reason("stance", stand.stance, f"rule {rule}", doc.span(stand.token, stand.token)),)
    return Explanation(None, "position", rule, reasons, "nobody in the cast holds it")
