"""What an act to come, refused or announced is by the codebook: a plan, a refusal or a threat made now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from dragoman.coding.candidates import Candidate, ids_of
from dragoman.coding.modality_readings import Reading
from dragoman.coding.triggers import Match
from dragoman.language import Annotated
from dragoman.language import grammar as g
from dragoman.lexicon.schema.ontology import EventType
from dragoman.records import Cast, Statement


def reduce(
    doc: Annotated, cast: Cast, candidate: Candidate, reading: Reading, told_by: Statement | None, types: Mapping[str, EventType]
) -> tuple[str, str | None, str | None, Reading]:
    """A planned CONSULT, SUPPORT, COOPERATE or AID is AGREE, a planned RETREAT is CONCEDE (codebook, "One act, one type").

    Harm that its doer announces, or that hangs on a condition, is THREATEN: the threat is made now.
    """
    kind = types[candidate.type]
    if kind.refused and reading.modality == "negated" and _will(doc, candidate.match) and candidate.actors:
        refusal = kind.refused.get(candidate.mode or "*") or kind.refused["*"]
        return refusal.type, refusal.mode, refusal.cameo, Reading("asserted", f"{reading.how}; its doer will not do it", reading.words)
    if reading.modality == "future" and kind.planned is not None:
        how = f"{reading.how}; a planned {candidate.type} is {kind.planned}"
        return kind.planned, None, kind.planned_cameo, msgspec.structs.replace(reading, how=how)
    if kind.announced and (why := _is_announced(doc, cast, candidate, reading, told_by)) is not None:
        threat = kind.announced.get(candidate.mode or "*") or kind.announced["*"]
        return threat.type, threat.mode, threat.cameo, Reading("asserted", f"{reading.how}; {why}", reading.words)
    return candidate.type, candidate.mode, candidate.cameo, reading


def _is_announced(doc: Annotated, cast: Cast, candidate: Candidate, reading: Reading, told_by: Statement | None) -> str | None:
    """Why an act to come is a threat made now; None when it is none."""
    verb = _doing(doc, candidate.match)
    if reading.modality not in ("future", "hypothetical") or verb is None:
        return None
    would = {a.lower for a in g.auxiliaries(doc, verb)} & {"will", "would", "'ll", "shall"}
    marks = {m.lower for c in doc.children(verb, "advcl") for m in doc.children(c.i, "mark")}
    if would and "unless" in marks:
        return 'it will come "unless" something is done'
    speakers = told_by.source.actors if told_by is not None and told_by.source is not None else ()
    if would and (reading.modality == "future" or "if" in marks) and _speak_for(cast, speakers, ids_of(candidate.actors)):
        return "its doer announces it"
    return None


def _will(doc: Annotated, match: Match) -> set[str]:
    """The auxiliaries of a verb that say what its doer means to do."""
    return set() if match.form == "noun" else {a.lower for a in g.auxiliaries(doc, match.head)} & {"will", "would", "wo", "'ll", "shall"}


def _doing(doc: Annotated, match: Match) -> int | None:
    """The verb that says that an act is done: its own, or the one whose object it is ("would launch an operation")."""
    token = doc.tokens[match.head]
    if match.form != "noun":
        return token.i
    return token.head if token.dep == "dobj" and doc.tokens[token.head].pos == "VERB" else None


def _speak_for(cast: Cast, speakers: Sequence[str], actors: Sequence[str]) -> bool:
    """Whether a speaker is one of the actors, or of the same state's government."""
    if set(speakers) & set(actors):
        return True
    governments = {cast.codes(s)[0] for s in speakers if "GOV" in cast.codes(s)}
    return any("GOV" in cast.codes(a) and cast.codes(a)[0] in governments for a in actors)
