"""What keeps a match from being an event: an empty side, a neighbour that its rule leaves alone, a mere sum of harm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.coding.candidates import Candidate
from dragoman.coding.event_places import place_of
from dragoman.coding.fillers import Filler
from dragoman.coding.means import neighbours
from dragoman.coding.roles import RoleFinder
from dragoman.coding.triggers import is_one_of
from dragoman.language import Annotated
from dragoman.language import grammar as g
from dragoman.records import Cast, Time


def fault_of(doc: Annotated, cast: Cast, candidate: Candidate, roles: RoleFinder) -> str | None:
    """Why a candidate is no event by its rule; None when it is one."""
    match, rule = candidate.match, candidate.match.entry.rule
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
    if rule.crosses_borders and _countries(cast, candidate.actors) >= _countries(cast, candidate.recipients):
        return "both sides are of one country"
    if not _holds(doc, cast, candidate, roles, match.entry.only, wanted=True):
        return "what the rule asks of its neighbours (only) does not hold"
    if not _holds(doc, cast, candidate, roles, match.entry.unless, wanted=False):
        return "a neighbour is one that the rule leaves alone (unless)"
    return None


def is_sum(doc: Annotated, candidate: Candidate, times: tuple[Time, ...], words: Mapping[str, frozenset[str]]) -> bool:
    """Whether harm with no doer is summed over a period ("3,000 have been killed since May"), which is no event."""
    if candidate.type != "ASSAULT" or candidate.actors or candidate.match.form != "verb":
        return False
    sentence = doc.sentence_of(candidate.match.head)
    inside = [t for t in times if sentence.start <= t.span.start < sentence.end]
    if any(t.kind == "since" or any(p in t.span.text.lower() for p in words["sum_periods"]) for t in inside):
        return True
    perfect = any(a.lower in ("have", "has", "had") for a in g.auxiliaries(doc, candidate.match.head))
    if perfect and any(t.lower == "since" and t.dep in ("mark", "prep") for t in doc.words(sentence)):
        return True
    said = doc.text[sentence.start : sentence.end].lower()
    return any(phrase in said for phrase in words["sum_phrases"])


def _countries(cast: Cast, fillers: Sequence[Filler]) -> set[str]:
    return {cast.actor(a).codes[0] for f in fillers for a in f.actors if cast.actor(a).codes}


def _holds(
    doc: Annotated, cast: Cast, candidate: Candidate, roles: RoleFinder, conditions: Mapping[str, frozenset[str]], *, wanted: bool
) -> bool:
    return all(_has(doc, cast, candidate, roles, role, words, wanted=wanted) == wanted for role, words in conditions.items())


def _has(doc: Annotated, cast: Cast, candidate: Candidate, roles: RoleFinder, role: str, words: frozenset[str], *, wanted: bool) -> bool:
    """Whether a role holds one of the words; nouns that the pattern itself asks for count only where a word is wanted."""
    match = candidate.match
    if role == "sentence":
        return any(t.lemma.lower() in words or t.lower in words for t in doc.words(doc.sentence_of(match.head)))
    if role in ("subject", "object"):
        heads = [h for h, _ in roles.heads(doc, match, role)]
        heads += _counted(doc, heads) if role == "subject" else []
        if role == "object" and wanted:
            heads += list(match.nouns)
    else:
        heads = neighbours(doc, match, role)
    if any(is_one_of(doc, h, words) for h in heads):
        return True
    fillers = candidate.actors if role == "subject" else candidate.recipients if role == "object" else ()
    kinds = {k for f in fillers for a in f.actors for k in (cast.actor(a).kind.upper(), *cast.codes(a))}
    return bool(kinds & words)


def _counted(doc: Annotated, heads: list[int]) -> list[int]:
    """The people of whom heads are a part or number: "contingents of peacekeepers"."""
    return [part for head in heads for part in g.prepositions(doc, head).get("of", ()) if doc.tokens[part].tag in ("NNS", "NNPS")]
