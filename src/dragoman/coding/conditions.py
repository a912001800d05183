"""What keeps a match from being an event: an empty side, a neighbour that its rule leaves alone, a mere sum of harm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dragoman.coding.candidates import Candidate, Fault
from dragoman.coding.event_places import place_of
from dragoman.coding.fillers import Filler
from dragoman.coding.means import neighbours
from dragoman.coding.pattern_fits import is_one_of
from dragoman.coding.roles import RoleFinder
from dragoman.language import Annotated
from dragoman.language import grammar as g
from dragoman.lexicon.schema.ontology import EventType
from dragoman.records import Cast, Time


def fault_of(doc: Annotated, cast: Cast, candidate: Candidate, roles: RoleFinder, kind: EventType) -> Fault | None:
    """Why a candidate of a ``kind`` is no event by its rule; None when it is one."""
    if (empty := _empty_side(doc, cast, candidate)) is not None:
        return Fault(empty)
    if kind.is_public and _is_private(cast, candidate):
        return Fault("companies, their owners and their workers among themselves: nobody of public life takes part")
    return _unmet(doc, cast, candidate, roles) or _barred(doc, cast, candidate, roles)


def _empty_side(doc: Annotated, cast: Cast, candidate: Candidate) -> str | None:
    match, rule = candidate.match, candidate.match.entry.rule
    if rule.absorbs and not rule.alone and candidate.absorbed is None:
        return "there is no event for it to take up"
    if rule.own_acts and candidate.is_foreign:
        return "the act that it ends is another's"
    if rule.needs in ("actor", "both") and not candidate.actors:
        return "nobody does it"
    if rule.needs in ("recipient", "both") and not candidate.recipients and not rule.mutual:
        return "nobody is on the receiving side"
    open_sides = not candidate.actors and not candidate.recipients
    if open_sides and (rule.needs == "either" or (rule.needs == "place" and place_of(doc, cast, match.head, match.nouns, ()) is None)):
        return "no actor stands on either side" + (", nor is a place named" if rule.needs == "place" else "")
    if rule.mutual and len({a for f in candidate.actors for a in f.actors}) < 2 and rule.needs == "both":
        return "it takes two parties"
    if rule.apart and _sides(cast, candidate.recipients) <= _sides(cast, candidate.actors):
        return "both sides are of one body"
    if rule.crosses_borders and _countries(cast, candidate.actors) >= _countries(cast, candidate.recipients):
        return "both sides are of one country"
    return None


def _unmet(doc: Annotated, cast: Cast, candidate: Candidate, roles: RoleFinder) -> Fault | None:
    """The first of the rule's ``only`` that does not hold."""
    for role, words in candidate.match.entry.only.items():
        if _found(doc, cast, candidate, roles, role, words, wanted=True) is None:
            there = (
                ", ".join(f'"{doc.tokens[i].text}"' for i in _heads(doc, candidate, roles, role, wanted=True)[:3])
                if role != "sentence"
                else ""
            )
            return Fault(f"only {role}: it must be {_some(words)}" + (f"; here it is {there}" if there else ""))
    return None


def _barred(doc: Annotated, cast: Cast, candidate: Candidate, roles: RoleFinder) -> Fault | None:
    """The first of the rule's ``unless``, or where one side is open of its ``unless_alone``, that holds, with the word that it bars."""
    entry = candidate.match.entry
    conditions = [("", entry.unless), *([(", with nobody on the other side", entry.unless_alone)] if is_alone(candidate) else [])]
    for where, roles_words in conditions:
        for role, words in roles_words.items():
            if (found := _found(doc, cast, candidate, roles, role, words, wanted=False)) is not None:
                what, at = found
                return Fault(f'unless {role}{where}: the rule leaves "{what}" alone', at)
    return None


_PRIVATE = frozenset({"BUS", "LAB"})
"""Sectors whose dealings with each other are no politics."""


def _is_private(cast: Cast, candidate: Candidate) -> bool:
    """Whether all who take part are of business, or of business and its workers."""
    parties = [a for f in (*candidate.actors, *candidate.recipients) for a in f.actors]
    sectors = [_PRIVATE & set(cast.codes(a)) or ({"BUS"} if cast.actor(a).kind == "company" else set()) for a in parties]
    return all(sectors) and any("BUS" in found for found in sectors)


def is_alone(candidate: Candidate) -> bool:
    """Whether nobody stands on the other side: no recipient, or of an act that all do together only one party."""
    if candidate.match.entry.rule.mutual:
        return len({a for f in candidate.actors for a in f.actors}) < 2
    return not candidate.recipients


def _some(words: Iterable[str], most: int = 8) -> str:
    """The words, or so many of them, as a person reads them."""
    ordered = sorted(words)
    return ", ".join(ordered[:most]) + (f" and {len(ordered) - most} more" if len(ordered) > most else "")


def is_sum(doc: Annotated, candidate: Candidate, times: tuple[Time, ...], words: Mapping[str, frozenset[str]]) -> bool:
    """Whether harm with no doer is summed over a period ("3,000 have been killed since May"), which is no event."""
    if candidate.type != "ASSAULT" or candidate.actors or candidate.match.form != "verb":
        return False
    sentence = doc.sentence_of(candidate.match.head)
    inside = [t for t in times if sentence.start <= t.span.start < sentence.end]
    if any(t.kind == "since" or any(p in t.span.text.lower() for p in words["sum_periods"]) for t in inside):
        return True
    perfect = any(a.lower in ("have", "has", "had") for a in g.auxiliaries(doc, candidate.match.head))
    if any(a.lower in ("have", "has") for a in g.auxiliaries(doc, candidate.match.head)) and any(
        _is_large(doc, h, words) for h in g.undergoers(doc, candidate.match.head)
    ):
        return True
    if perfect and any(t.lower == "since" and t.dep in ("mark", "prep") for t in doc.words(sentence)):
        return True
    said = doc.text[sentence.start : sentence.end].lower()
    return any(phrase in said for phrase in words["sum_phrases"])


def _is_large(doc: Annotated, noun: int, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a noun is counted in thousands: "more than 10,000 people", "thousands of people"."""
    token = doc.tokens[noun]
    counts = [token, *(doc.tokens[i] for i in range(token.left, noun))]
    return any(
        t.lemma.lower() in words["sum_counts"] or (t.pos == "NUM" and len(t.text.replace(",", "")) > 3 and "," in t.text) for t in counts
    )


def _countries(cast: Cast, fillers: Sequence[Filler]) -> set[str]:
    return {cast.actor(a).codes[0] for f in fillers for a in f.actors if cast.actor(a).codes}


def _sides(cast: Cast, fillers: Sequence[Filler]) -> set[tuple[str, ...]]:
    return {tuple(cast.actor(a).codes) for f in fillers for a in f.actors if len(cast.actor(a).codes) > 1}


Found = tuple[str, int | None]
"""The word or kind that a role holds, and its token where it is a word of the text."""


def _found(
    doc: Annotated, cast: Cast, candidate: Candidate, roles: RoleFinder, role: str, words: frozenset[str], *, wanted: bool
) -> Found | None:
    """The first of the words that a role holds; nouns that the pattern itself asks for count only where a word is wanted."""
    if role == "sentence":
        said = doc.words(doc.sentence_of(candidate.match.head))
        return next(((t.text, t.i) for t in said if t.lemma.lower() in words or t.lower in words), None)
    for head in _heads(doc, candidate, roles, role, wanted=wanted):
        if is_one_of(doc, head, words):
            return doc.tokens[head].text, head
    fillers = candidate.actors if role == "subject" else candidate.recipients if role == "object" else ()
    for filler in fillers:
        for actor in filler.actors:
            if kinds := [k for k in (cast.actor(actor).kind.upper(), *cast.codes(actor)) if k in words]:
                return kinds[0], filler.head
    return None


def _heads(doc: Annotated, candidate: Candidate, roles: RoleFinder, role: str, *, wanted: bool) -> list[int]:
    """The heads that stand in a role; of the whole sentence for none."""
    if role not in ("subject", "object"):
        return neighbours(doc, candidate.match, role)
    heads = [phrase.head for phrase in roles.phrases(doc, candidate.match, role)]
    if role == "subject":
        return heads + _counted(doc, heads)
    return heads + list(candidate.match.nouns) if wanted else heads


def _counted(doc: Annotated, heads: list[int]) -> list[int]:
    """The people of whom heads are a part or number: "contingents of peacekeepers"."""
    return [part for head in heads for part in g.prepositions(doc, head).get("of", ()) if doc.tokens[part].tag in ("NNS", "NNPS")]
