"""A candidate as the story tells it: with its modality, attribution, place, time and evidence, and why."""

from __future__ import annotations

import msgspec

from dragoman.coding.candidates import Candidate, Fault, ids_of, rejection
from dragoman.coding.conditions import is_alone
from dragoman.coding.contexts import ContextFinder
from dragoman.coding.event_places import Spot, place_of, places_of
from dragoman.coding.event_times import time_for
from dragoman.coding.modality import ModalityReader
from dragoman.coding.modality_readings import Reading
from dragoman.coding.reductions import reduce
from dragoman.coding.rulebook import Rulebook
from dragoman.coding.same_event import VERBAL, Telling
from dragoman.coding.telling import teller
from dragoman.coding.triggers import Match
from dragoman.language import Annotated
from dragoman.language import grammar as g
from dragoman.lexicon import Lexicon
from dragoman.records import Cast, Explanation, Reason, Span, Statement, Time

ONE_HAPPENING = frozenset(
    {"advcl", "conj", "pcomp", "prep", "pobj", "acl", "dobj", "xcomp", "nsubj", "nsubjpass", "relcl", "agent", "compound", "appos", "dep"}
)

STRUCK_WHERE = frozenset({"ASSAULT", "COERCE"})
"""Types of deeds that are done where their object is: "bombed the town", "seized the town"."""

DEFINITE = ("the", "this", "that", "these", "those", "its", "their")

Told = tuple[Telling, tuple[Reason, ...]]
"""A telling and why it is told so."""


class EventReader:
    """Reads candidates with a rulebook's words and a lexicon's contexts."""

    def __init__(self, rules: Rulebook, lexicon: Lexicon) -> None:
        self._rules = rules
        self._modality = ModalityReader(rules.words)
        self._contexts = ContextFinder(lexicon)

    def read(
        self,
        doc: Annotated,
        cast: Cast,
        times: tuple[Time, ...],
        statements: tuple[Statement, ...],
        candidate: Candidate,
        turned_down: list[Explanation],
    ) -> list[Told]:
        """The tellings of a candidate: one for each place it names, and a second event of the same words, if its rule has one.

        None where it is only what somebody asks for ("urged them to withdraw"): the asking is the event; and none where it is only
        supposed of one side, of types that want both then. ``turned_down`` says so.
        """
        told_by = _attribution(doc, statements, candidate.match)
        time = time_for(times, doc, candidate.match.head)
        reading = self._modality_of(doc, candidate, told_by, time)
        if reading.is_asked:
            turned_down.append(rejection(doc, candidate, Fault(f"only what is {reading.how}")))
            return []
        if reading.modality == "hypothetical" and self._rules.types[candidate.type].supposed_needs_both and is_alone(candidate):
            turned_down.append(rejection(doc, candidate, Fault(f"only supposed ({reading.how}), and nobody stands on the other side")))
            return []
        told = self._told(doc, cast, candidate, reading, told_by, time)
        return [*_each_place(doc, cast, told, candidate), *_second(told, candidate)]

    def _modality_of(self, doc: Annotated, candidate: Candidate, told_by: Statement | None, time: Time | None) -> Reading:
        match = candidate.match
        is_aim = match.entry.rule.is_aim
        return self._modality.read(
            doc,
            match.head,
            form=match.form,
            teller=told_by,
            time=time,
            words=match.words,
            is_done_in_purpose=self._rules.types[candidate.type].is_done_in_purpose if is_aim is None else not is_aim,
        )

    def _told(
        self, doc: Annotated, cast: Cast, candidate: Candidate, reading: Reading, told_by: Statement | None, time: Time | None
    ) -> Told:
        match, head = candidate.match, candidate.match.head
        type_, mode, cameo, reading = reduce(doc, cast, candidate, reading, told_by, self._rules.types)
        struck = [i for i in (head, candidate.absorbed) if i is not None] if type_ in STRUCK_WHERE else []
        sides = [f.head for f in (*candidate.recipients, *candidate.actors)]
        place = place_of(doc, cast, head, match.nouns, sides, struck=struck, towns=self._rules.words["towns"])
        sentence = doc.sentence_of(head)
        evidence = _evidence(doc, candidate)
        actors, recipients = ids_of(candidate.actors), ids_of(candidate.recipients)
        telling = Telling(
            head=head,
            sentence=sentence.i,
            paragraph=sentence.paragraph,
            type=type_,
            modes=tuple(m for m in (mode, *(match.entry.rule.modes if mode else ())) if m),
            cameo=cameo or self._rules.types[type_].cameo,
            contexts=self._contexts.find(doc, cast, sentence, match.entry.rule.contexts, (*actors, *recipients)),
            actors=actors,
            recipients=recipients,
            modality=reading.modality,
            place=place,
            time=time.id if time else None,
            attribution=told_by.id if told_by else None,
            evidence=(evidence,),
            rule=match.entry.rule.id,
            confidence=_confidence(candidate, reading.modality),
            is_definite=_is_definite(doc, candidate),
            above=_above(doc, head),
            on_place=bool(candidate.recipients) and all(f.is_place for f in candidate.recipients),
            day=time.span.text.lower() if time and time.kind == "date" else None,
        )
        return telling, _reasons(doc, candidate, type_, mode, reading, told_by, time)


def _is_definite(doc: Annotated, candidate: Candidate) -> bool:
    """Whether the trigger, or the only subject of a verb without sides, speaks of what is known: "the attack", "the bomb went off"."""
    head = candidate.match.head
    nouns = [head] if candidate.match.form == "noun" else [] if candidate.actors or candidate.recipients else g.subjects(doc, head)
    return any(c.lower in DEFINITE for noun in nouns for c in doc.children(noun, "det", "poss"))


def _second(told: Told, candidate: Candidate) -> list[Told]:
    """The second event that the rule finds in the same words, if it finds one."""
    telling, why = told
    also = candidate.match.entry.rule.also
    if also is None or telling.type != candidate.match.entry.type:
        return []
    kind, modes = also.type or telling.type, (also.mode,) if also.mode else ()
    second = msgspec.structs.replace(telling, type=kind, modes=modes, cameo=also.cameo)
    return [(second, (Reason("type", kind, f"second event of {candidate.match.entry.rule.id}"), *why))]


def _each_place(doc: Annotated, cast: Cast, told: Told, candidate: Candidate) -> list[Told]:
    """One telling for each named place of a physical act ("attacks on Gaza and some districts in Lebanon")."""
    telling, why = told
    spots: dict[str, Spot] = {}
    if telling.type == "ASSAULT":
        for spot in places_of(doc, cast, candidate.match.head, candidate.match.nouns):
            if all(spot.phrase != other.phrase or spot.place == other.place for other in spots.values()):
                spots.setdefault(spot.place, spot)
    if len(spots) < 2 or len({spot.link for spot in spots.values()}) > 1:
        return [told]
    found = []
    for i, (place, spot) in enumerate(spots.items()):
        words = doc.span(spot.head, spot.head)
        evidence = telling.evidence if i == 0 else (doc.span(candidate.match.head, candidate.match.head), words)
        elsewhere = {other.head for other in spots.values()} - {spot.head}
        here = msgspec.structs.replace(
            telling, place=place, evidence=evidence, recipients=ids_of([f for f in candidate.recipients if f.head not in elsewhere])
        )
        found.append((here, (*why, Reason("place", place, f'after "{spot.link}"', words))))
    return found


def _attribution(doc: Annotated, statements: tuple[Statement, ...], match: Match) -> Statement | None:
    """The innermost statement in whose content the trigger stands.

    Where the cue itself is part of the trigger ("announced a blockade"), what tells the event is the announcement.
    """
    start = doc.tokens[match.head].start
    if match.nouns and match.entry.type not in VERBAL:
        own = [s for s in statements if s.cue is not None and s.cue.start <= start < s.cue.end]
        noun = doc.tokens[match.nouns[0]].start
        if (told := next((s for s in own if any(c.start <= noun < c.end for c in s.content)), None)) is not None:
            return told
    return teller(statements, start)


def _above(doc: Annotated, head: int) -> tuple[int, ...]:
    """The tokens above a trigger, as far as phrases and clauses tell one happening: a reported clause is another."""
    found, token = [], doc.tokens[head]
    while token.head != token.i and token.dep in ONE_HAPPENING:
        token = doc.tokens[token.head]
        found.append(token.i)
    return tuple(found)


def _evidence(doc: Annotated, candidate: Candidate) -> Span:
    """The words from the first to the last of trigger and role heads that stand in the trigger's own clause."""
    token = doc.tokens[candidate.match.head]
    inside = [*candidate.match.words]
    inside += [f.head for f in (*candidate.actors, *candidate.recipients) if token.left <= f.head <= token.right]
    if candidate.match.form == "verb" and not candidate.actors:
        inside += g.subjects(doc, token.i)  # "clashes took place": the subject tells what happened
    if candidate.match.form == "noun":
        inside += [m for m in g.modifiers(doc, token.i) if m >= token.left]
    if candidate.absorbed is not None:
        inside.append(candidate.absorbed)
    sentence = doc.sentence_of(token.i)
    inside = [i for i in inside if sentence.first <= i <= sentence.last]
    return doc.span(min(inside), max(inside))


def _confidence(candidate: Candidate, modality: str) -> float:
    sides = bool(candidate.actors) + bool(candidate.recipients)
    narrow = min(candidate.match.entry.pattern.weight, 4)
    value = 0.5 + 0.12 * sides + 0.04 * narrow - (0.1 if modality != "asserted" else 0.0)
    return round(min(value, 0.95), 2)


def _reasons(
    doc: Annotated, candidate: Candidate, type_: str, mode: str | None, reading: Reading, told_by: Statement | None, time: Time | None
) -> tuple[Reason, ...]:
    match = candidate.match
    trigger = doc.span(match.head, match.head)
    found = [Reason("type", type_, f'{match.form} pattern "{match.entry.pattern.source}" of {match.entry.rule.id}', trigger)]
    if mode is not None:
        found.append(Reason("modes", mode, f"mode of {match.entry.rule.id}", trigger))
    for field, fillers in (("actors", candidate.actors), ("recipients", candidate.recipients)):
        found += [Reason(field, ", ".join(f.actors), f.how, doc.span(f.head, f.head)) for f in fillers]
    if candidate.absorbed is not None:
        found.append(Reason("type", type_, "takes up the event of its clause", doc.span(candidate.absorbed, candidate.absorbed)))
    found.append(Reason("modality", reading.modality, reading.how, reading.words))
    if told_by is not None:
        found.append(Reason("attribution", told_by.id, "innermost statement that holds the trigger", told_by.cue))
    if time is not None:
        found.append(Reason("time", time.id, "dates the trigger's clause or sentence", time.span))
    return tuple(found)
