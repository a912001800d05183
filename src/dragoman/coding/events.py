"""Coded political events: which rule, who to whom, where and when, and in what modality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from dragoman.coding.contexts import ContextFinder
from dragoman.coding.event_places import Spot, place_of, places_of
from dragoman.coding.means import find_means, neighbours
from dragoman.coding.modality import ModalityReader, Reading
from dragoman.coding.roles import Filler, RoleFinder
from dragoman.coding.rulebook import compile_rules
from dragoman.coding.same_event import VERBAL, Telling, join_tellings
from dragoman.coding.telling import teller
from dragoman.coding.times import time_for
from dragoman.coding.triggers import Match, find_matches, is_one_of
from dragoman.language import Annotated
from dragoman.language import grammar as g
from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema.events import Variant
from dragoman.records import Cast, Event, Explanation, Found, Modality, Reason, Span, Statement, Time

PLACE_STANDS = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "AID"})
"""Acts that fall on somebody: where nobody is named, on those of the place (PLOVER gold records: "shelled Juba" is SDN CVL)."""

ONE_HAPPENING = frozenset(
    {"advcl", "conj", "pcomp", "prep", "pobj", "acl", "dobj", "xcomp", "nsubj", "nsubjpass", "relcl", "agent", "compound", "appos", "dep"}
)


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


class EventFinder:
    """Codes events with the lexicon's rules."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._rules = compile_rules(lexicon)
        words = self._rules.words
        self._roles = RoleFinder(words["partitives"], words["light_verbs"])
        self._modality = ModalityReader(words)
        self._contexts = ContextFinder(lexicon)

    def find(self, doc: Annotated, cast: Cast, times: tuple[Time, ...], statements: tuple[Statement, ...]) -> Found[Event]:
        """Code the events of a document, in order of their first words."""
        turned_down: list[Explanation] = []
        candidates = self._candidates(doc, cast, statements, turned_down)
        tellings: list[Telling] = []
        reasons: list[tuple[Reason, ...]] = []
        for candidate in candidates:
            if self._is_sum(doc, candidate, times):
                turned_down.append(_rejection(doc, candidate.match, "a sum of harm over a period, with nobody who did it: a toll"))
                continue
            told = self._tell(doc, cast, times, statements, candidate)
            for telling, why in (*each_place(doc, cast, told, candidate), *_second(told, candidate)):
                tellings.append(telling)
                reasons.append(why)
        events, explanations = [], []
        for number, (telling, members) in enumerate(join_tellings(tellings), 1):
            events.append(self._event(f"e{number}", telling))
            joined = tuple(reason for i in members for reason in reasons[i])
            explanations.append(Explanation(f"e{number}", "event", telling.rule, joined))
        return Found(tuple(events), (*explanations, *turned_down))

    # Candidates: a match whose conditions hold and whose needed sides are filled.

    def _candidates(self, doc: Annotated, cast: Cast, statements: tuple[Statement, ...], turned_down: list[Explanation]) -> list[Candidate]:
        found: dict[int, Candidate] = {}
        absorbed: set[int] = set()
        groups = sorted(find_matches(doc, self._rules), key=lambda ms: (-_depth(doc, ms[0].head), ms[0].head))
        for match in (m for matches in groups for m in _obligations_last(matches)):
            if match.head in found and match.form != "obligation":
                continue  # a narrower rule has it
            candidate = self._candidate(doc, cast, statements, match, found)
            fault = self._fault(doc, cast, match, candidate)
            if fault is not None:
                turned_down.append(_rejection(doc, match, fault))
                continue
            if candidate.absorbed is not None and candidate.absorbed != match.head:
                absorbed.add(candidate.absorbed)
            found[match.head] = candidate
        turned_down += [_rejection(doc, found[head].match, "taken up by the event that governs it") for head in sorted(absorbed)]
        return [found[head] for head in sorted(found) if head not in absorbed]

    def _candidate(
        self, doc: Annotated, cast: Cast, statements: tuple[Statement, ...], match: Match, found: dict[int, Candidate]
    ) -> Candidate:
        rule = match.entry.rule
        told_by = teller(statements, doc.tokens[match.head].start)
        actors = self._roles.fill(doc, cast, match, rule.actors, told_by)
        recipients = self._roles.fill(doc, cast, match, rule.recipients, told_by)
        type_, mode, cameo, taken = match.entry.type, rule.mode, rule.cameo, None
        if rule.absorbs and (inner := _content(doc, match, found)) is not None:
            taken = inner.match.head
            variant = (
                rule.by_absorbed.get(f"{inner.type}/{inner.mode}")
                or rule.by_absorbed.get(inner.type)
                or rule.by_absorbed.get("*", Variant())
            )
            type_, mode, cameo = variant.type or type_, variant.mode or mode, variant.cameo or cameo
            if not recipients:
                own = {a for f in actors for a in f.actors}
                recipients = [f for f in (*inner.recipients, *inner.actors) if not set(f.actors) <= own]
        if taken is None and mode is None and (means := find_means(doc, match, self._rules.means.get(type_, ()))) is not None:
            mode, cameo = means.refinement.mode, means.refinement.cameo or cameo
        recipients = _without_teller(doc, match, recipients, told_by)
        if rule.mutual:
            actors, recipients = _all_parties(actors, recipients), []
        else:
            own = {a for f in actors for a in f.actors}
            recipients = [f for f in recipients if not set(f.actors) <= own]
            if not recipients and type_ in PLACE_STANDS and rule.recipients:
                recipients = _people_of_place(doc, cast, match, own)
        return Candidate(match, type_, mode, cameo, tuple(actors), tuple(recipients), taken)

    def _fault(self, doc: Annotated, cast: Cast, match: Match, candidate: Candidate) -> str | None:
        rule = match.entry.rule
        if rule.absorbs and not rule.alone and candidate.absorbed is None:
            return "there is no event for it to take up"
        if rule.needs in ("actor", "both") and not candidate.actors:
            return "nobody does it"
        if rule.needs in ("recipient", "both") and not candidate.recipients and not rule.mutual:
            return "nobody is on the receiving side"
        open_sides = not candidate.actors and not candidate.recipients
        if open_sides and (rule.needs == "either" or (rule.needs == "place" and place_of(doc, cast, match.head, match.nouns, ()) is None)):
            return "no actor stands on either side" + (", nor is a place named" if rule.needs == "place" else "")
        if rule.mutual and len({a for f in candidate.actors for a in f.actors}) < 2 and rule.needs == "both":
            return "it takes two parties"
        if not self._holds(doc, cast, match, match.entry.only, candidate, wanted=True):
            return "what the rule asks of its neighbours (only) does not hold"
        if not self._holds(doc, cast, match, match.entry.unless, candidate, wanted=False):
            return "a neighbour is one that the rule leaves alone (unless)"
        return None

    def _holds(
        self, doc: Annotated, cast: Cast, match: Match, conditions: Mapping[str, frozenset[str]], candidate: Candidate, *, wanted: bool
    ) -> bool:
        return all(self._has(doc, cast, match, role, words, candidate, wanted=wanted) == wanted for role, words in conditions.items())

    def _has(
        self, doc: Annotated, cast: Cast, match: Match, role: str, words: frozenset[str], candidate: Candidate, *, wanted: bool
    ) -> bool:
        """Whether a role holds one of the words; nouns that the pattern itself asks for count only where a word is wanted."""
        if role == "sentence":
            return any(t.lemma.lower() in words or t.lower in words for t in doc.words(doc.sentence_of(match.head)))
        if role in ("subject", "object"):
            heads = [h for h, _ in self._roles.heads(doc, match, role)]
            if role == "object" and wanted:
                heads += list(match.nouns)
        else:
            heads = neighbours(doc, match, role)
        if any(is_one_of(doc, h, words) for h in heads):
            return True
        fillers = candidate.actors if role == "subject" else candidate.recipients if role == "object" else ()
        kinds = {k for f in fillers for a in f.actors for k in (cast.actor(a).kind.upper(), *cast.actor(a).codes)}
        return bool(kinds & words)

    def _is_sum(self, doc: Annotated, candidate: Candidate, times: tuple[Time, ...]) -> bool:
        """Whether harm with no doer is summed over a period ("3,000 have been killed since May"), which is no event."""
        if candidate.type != "ASSAULT" or candidate.actors or candidate.match.form != "verb":
            return False
        sentence = doc.sentence_of(candidate.match.head)
        inside = [t for t in times if sentence.start <= t.span.start < sentence.end]
        if any(t.kind == "since" or any(p in t.span.text.lower() for p in self._rules.words["sum_periods"]) for t in inside):
            return True
        perfect = any(a.lower in ("have", "has", "had") for a in g.auxiliaries(doc, candidate.match.head))
        if perfect and any(t.lower == "since" and t.dep in ("mark", "prep") for t in doc.words(sentence)):
            return True
        words = doc.text[sentence.start : sentence.end].lower()
        return any(phrase in words for phrase in self._rules.words["sum_phrases"])

    # Tellings: a candidate with its modality, attribution, place, time and evidence.

    def _tell(
        self, doc: Annotated, cast: Cast, times: tuple[Time, ...], statements: tuple[Statement, ...], candidate: Candidate
    ) -> tuple[Telling, tuple[Reason, ...]]:
        match, head = candidate.match, candidate.match.head
        told_by = _attribution(doc, statements, match)
        time = time_for(times, doc, head)
        reading = self._modality.read(doc, head, form=match.form, teller=told_by, time=time, words=match.words)
        type_, mode, cameo, reading = self._reduce(doc, cast, candidate, reading, told_by)
        place = place_of(doc, cast, head, match.nouns, [f.head for f in (*candidate.recipients, *candidate.actors)])
        sentence = doc.sentence_of(head)
        evidence = _evidence(doc, candidate)
        actors, recipients = _ids(candidate.actors), _ids(candidate.recipients)
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
            is_definite=match.form == "noun"
            and any(c.lower in ("the", "this", "that", "these", "those", "its", "their") for c in doc.children(head, "det", "poss")),
            above=_above(doc, head),
            day=time.span.text.lower() if time and time.kind == "date" else None,
        )
        return telling, _reasons(doc, candidate, type_, mode, reading, told_by, time)

    def _reduce(
        self, doc: Annotated, cast: Cast, candidate: Candidate, reading: Reading, told_by: Statement | None
    ) -> tuple[str, str | None, str | None, Reading]:
        """A planned CONSULT, SUPPORT, COOPERATE or AID is AGREE, a planned RETREAT is CONCEDE (codebook, "One act, one type").

        Harm that its doer announces, or that hangs on a condition, is THREATEN: the threat is made now.
        """
        kind = self._rules.types[candidate.type]
        if kind.refused and reading.modality == "negated" and _will(doc, candidate.match) and candidate.actors:
            refusal = kind.refused.get(candidate.mode or "*") or kind.refused["*"]
            return refusal.type, refusal.mode, refusal.cameo, Reading("asserted", f"{reading.how}; its doer will not do it", reading.words)
        if reading.modality == "future" and kind.planned is not None:
            how = f"{reading.how}; a planned {candidate.type} is {kind.planned}"
            return kind.planned, None, kind.planned_cameo, msgspec.structs.replace(reading, how=how)
        if kind.announced and (why := self._is_announced(doc, cast, candidate, reading, told_by)) is not None:
            threat = kind.announced.get(candidate.mode or "*") or kind.announced["*"]
            return threat.type, threat.mode, threat.cameo, Reading("asserted", f"{reading.how}; {why}", reading.words)
        return candidate.type, candidate.mode, candidate.cameo, reading

    def _is_announced(self, doc: Annotated, cast: Cast, candidate: Candidate, reading: Reading, told_by: Statement | None) -> str | None:
        """Why an act to come is a threat made now; None when it is none."""
        if reading.modality not in ("future", "hypothetical") or candidate.match.form == "noun":
            return None
        would = {a.lower for a in g.auxiliaries(doc, candidate.match.head)} & {"will", "would", "'ll", "shall"}
        marks = {m.lower for c in doc.children(candidate.match.head, "advcl") for m in doc.children(c.i, "mark")}
        if would and "unless" in marks:
            return 'it will come "unless" something is done'
        speakers = told_by.source.actors if told_by is not None and told_by.source is not None else ()
        if reading.modality == "future" and would and _speak_for(cast, speakers, _ids(candidate.actors)):
            return "its doer announces it"
        return None

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


def _will(doc: Annotated, match: Match) -> set[str]:
    """The auxiliaries of a verb that say what its doer means to do."""
    return set() if match.form == "noun" else {a.lower for a in g.auxiliaries(doc, match.head)} & {"will", "would", "wo", "'ll", "shall"}


def _obligations_last(matches: Sequence[Match]) -> list[Match]:
    """What somebody must do is known before the demand takes it up."""
    return sorted(matches, key=lambda m: m.form == "obligation")


def _second(told: tuple[Telling, tuple[Reason, ...]], candidate: Candidate) -> list[tuple[Telling, tuple[Reason, ...]]]:
    """The second event that the rule finds in the same words, if it finds one."""
    telling, why = told
    also = candidate.match.entry.rule.also
    if also is None or telling.type != candidate.match.entry.type:
        return []
    kind, modes = also.type or telling.type, (also.mode,) if also.mode else ()
    second = msgspec.structs.replace(telling, type=kind, modes=modes, cameo=also.cameo)
    return [(second, (Reason("type", kind, f"second event of {candidate.match.entry.rule.id}"), *why))]


def each_place(
    doc: Annotated, cast: Cast, told: tuple[Telling, tuple[Reason, ...]], candidate: Candidate
) -> list[tuple[Telling, tuple[Reason, ...]]]:
    """One telling for each named place of a physical act ("attacks on Gaza and some districts in Lebanon")."""
    telling, why = told
    spots: dict[str, Spot] = {}
    if telling.type == "ASSAULT":
        for spot in places_of(doc, cast, candidate.match.head, candidate.match.nouns):
            spots.setdefault(spot.place, spot)
    if len(spots) < 2 or len({spot.link for spot in spots.values()}) > 1:
        return [told]
    found = []
    for i, (place, spot) in enumerate(spots.items()):
        words = doc.span(spot.head, spot.head)
        evidence = telling.evidence if i == 0 else (doc.span(candidate.match.head, candidate.match.head), words)
        elsewhere = {other.head for other in spots.values()} - {spot.head}
        here = msgspec.structs.replace(
            telling, place=place, evidence=evidence, recipients=_ids([f for f in candidate.recipients if f.head not in elsewhere])
        )
        found.append((here, (*why, Reason("place", place, f'after "{spot.link}"', words))))
    return found


def _content(doc: Annotated, match: Match, found: dict[int, Candidate]) -> Candidate | None:
    """The event that a governing trigger takes up: in its clause, its object or what its preposition holds."""
    if match.form == "obligation":
        return found.get(match.head)
    heads = [*match.nouns]
    if match.clause is not None:
        heads += g.conjuncts(doc, match.clause)
    else:
        clauses = [c.i for c in doc.children(match.head, "xcomp", "ccomp", "acl")]
        heads += [c for clause in clauses for c in (clause, *(x.i for x in doc.children(clause, "conj", "xcomp")))]
        heads += g.undergoers(doc, match.head) if match.form != "noun" else []
        for holder in (match.head, *match.nouns):
            heads += [
                h
                for p, hs in g.prepositions(doc, holder).items()
                if p in ("for", "to", "of", "on", "in", "with", "against", "from", "about", "over", "into")
                for h in hs
            ]
    for head in heads:
        if head in found and head != match.head:
            return found[head]
    for head in heads:  # one step further: "agreed to hold talks", "vowed to launch attacks"
        for inner in (*g.undergoers(doc, head), *(c.i for c in doc.children(head, "xcomp", "ccomp"))):
            if inner in found and inner != match.head:
                return found[inner]
    return None


def _people_of_place(doc: Annotated, cast: Cast, match: Match, own: set[str]) -> list[Filler]:
    """Whose the place is on which an act falls, named right at its trigger ("imposed a curfew in Cizre")."""
    for spot in places_of(doc, cast, match.head, match.nouns):
        ids = cast.origins.get(spot.head, ())
        if ids and not set(ids) <= own:
            return [Filler(ids, spot.head, f'nobody named: those of the place after "{spot.link}"')]
    return []


def _all_parties(actors: Sequence[Filler], recipients: Sequence[Filler]) -> list[Filler]:
    seen: set[str] = set()
    parties = []
    for filler in (*actors, *recipients):
        if not set(filler.actors) <= seen:
            seen |= set(filler.actors)
            parties.append(filler)
    return parties


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


def _without_teller(doc: Annotated, match: Match, fillers: list[Filler], told_by: Statement | None) -> list[Filler]:
    """Leave out who tells it, where the parser hung "…, police said" on the words told."""
    if told_by is None or told_by.source is None or match.entry.rule.needs == "both":
        return fillers
    inside = [f for f in fillers if any(span.start <= doc.tokens[f.head].start < span.end for span in told_by.content)]
    return inside + [f for f in fillers if f not in inside and not set(f.actors) & set(told_by.source.actors)]


def _speak_for(cast: Cast, speakers: Sequence[str], actors: Sequence[str]) -> bool:
    """Whether a speaker is one of the actors, or of the same state's government."""
    if set(speakers) & set(actors):
        return True
    governments = {cast.actor(s).codes[0] for s in speakers if "GOV" in cast.actor(s).codes}
    return any("GOV" in cast.actor(a).codes and cast.actor(a).codes[0] in governments for a in actors)


def _depth(doc: Annotated, i: int) -> int:
    return sum(1 for _ in doc.ancestors(i))


def _above(doc: Annotated, head: int) -> tuple[int, ...]:
    """The tokens above a trigger, as far as phrases and clauses tell one happening: a reported clause is another."""
    found, token = [], doc.tokens[head]
    while token.head != token.i and token.dep in ONE_HAPPENING:
        token = doc.tokens[token.head]
        found.append(token.i)
    return tuple(found)


def _ids(fillers: Sequence[Filler]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a for f in fillers for a in f.actors))


def _evidence(doc: Annotated, candidate: Candidate) -> Span:
    """The words from the first to the last of trigger and role heads that stand in the trigger's own clause."""
    token = doc.tokens[candidate.match.head]
    inside = [*candidate.match.words]
    inside += [f.head for f in (*candidate.actors, *candidate.recipients) if token.left <= f.head <= token.right]
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
        found.append(Reason("time", time.id, "dates the trigger's clause", time.span))
    return tuple(found)


def _rejection(doc: Annotated, match: Match, fault: str) -> Explanation:
    trigger = doc.span(match.head, match.head)
    how = f'{match.form} pattern "{match.entry.pattern.source}"'
    return Explanation(None, "event", match.entry.rule.id, (Reason("type", match.entry.type, how, trigger),), rejected=fault)
