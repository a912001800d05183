"""Coded political events: which rule, who to whom, where and when, and in what modality."""

from __future__ import annotations

import msgspec

from dragoman.coding.candidate_finder import CandidateFinder
from dragoman.coding.candidates import Fault, rejection
from dragoman.coding.conditions import is_sum
from dragoman.coding.denials import find_denials
from dragoman.coding.event_readings import EventReader, Told
from dragoman.coding.event_times import date_by_story, story_time
from dragoman.coding.near_misses import find_near_misses
from dragoman.coding.relevance import Relevance
from dragoman.coding.rulebook import compile_rules
from dragoman.coding.same_event import Telling, join_tellings
from dragoman.language import Annotated
from dragoman.lexicon import Lexicon
from dragoman.records import Cast, Event, Explanation, Found, Modality, Reason, Statement, Time

_LEAST_CONFIDENCE = 0.1


class EventFinder:
    """Codes events with the lexicon's rules."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._rules = compile_rules(lexicon)
        self._candidates = CandidateFinder(self._rules)
        self._reader = EventReader(self._rules, lexicon)

    def find(
        self, doc: Annotated, cast: Cast, times: tuple[Time, ...], statements: tuple[Statement, ...], relevance: Relevance
    ) -> Found[Event]:
        """Code the events of a document, in order of their first words; in a register of the lexicon fewer, and less sure ones."""
        turned_down: list[Explanation] = []
        told: list[Told] = []
        for candidate in self._candidates.find(doc, cast, statements, turned_down):
            if is_sum(doc, candidate, times, self._rules.words):
                turned_down.append(rejection(doc, candidate, Fault("a sum of harm over a period, with nobody who did it: a toll")))
                continue
            for telling, why in self._reader.read(doc, cast, times, statements, candidate, turned_down):
                if (reading := relevance.turned_down(telling.sentence, telling.type)) is not None:
                    turned_down.append(rejection(doc, candidate, Fault(reading.why(doc), next(iter(reading.tokens), None))))
                else:
                    told.append(_less_sure(doc, telling, why, relevance))
        day = story_time(times, doc)
        events, explanations = [], []
        for number, (telling, members) in enumerate(join_tellings([telling for telling, _ in told]), 1):
            event, note = date_by_story(self._event(f"e{number}", telling), day)
            events.append(event)
            joined = tuple(reason for i in members for reason in told[i][1])
            explanations.append(Explanation(event.id, "event", telling.rule, (*joined, *note)))
        denied = find_denials(doc, cast, statements, events, self._rules.words["taken_up"], len(events) + 1)
        return Found((*events, *denied.records), (*explanations, *denied.explanations, *turned_down))

    def near_misses(self, doc: Annotated, cast: Cast) -> tuple[Explanation, ...]:
        """Explain what kept words at which no rule matched from being events."""
        return find_near_misses(doc, cast, self._rules)

    def _event(self, number: str, telling: Telling) -> Event:
        kind = self._rules.types[telling.type]
        modes = tuple(m for m in telling.modes if m in kind.modes)
        modality: Modality = telling.modality  # type: ignore[assignment]
        return Event(
            id=number,
            type=telling.type,
            modes=modes,
            contexts=telling.contexts,
            cameo=telling.cameo,
            score=kind.modes[modes[0]] if modes else kind.score,
            actors=telling.actors,
            recipients=telling.recipients,
            modality=modality,
            place=telling.place,
            time=telling.time,
            attribution=telling.attribution,
            evidence=telling.evidence,
            rule=telling.rule,
            confidence=telling.confidence,
        )


def _less_sure(doc: Annotated, telling: Telling, why: tuple[Reason, ...], relevance: Relevance) -> Told:
    """The telling with the confidence that its sentence's register leaves it."""
    lowered = relevance.lowered(telling.sentence, telling.type)
    if lowered is None:
        return telling, why
    by, reading = lowered
    confidence = round(max(telling.confidence - by, _LEAST_CONFIDENCE), 2)
    words = doc.span(reading.tokens[0], reading.tokens[0]) if reading.tokens else None
    reason = Reason("confidence", str(confidence), f"{reading.why(doc)}: {by} less sure", words)
    return msgspec.structs.replace(telling, confidence=confidence), (*why, reason)
