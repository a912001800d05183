"""Finds event candidates: matches whose conditions hold and whose needed sides are filled."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.coding.candidates import Candidate, Fault, rejection
from dragoman.coding.conditions import fault_of
from dragoman.coding.event_places import places_of
from dragoman.coding.fillers import Filler, people_of_place
from dragoman.coding.idioms import find_matches
from dragoman.coding.means import find_means
from dragoman.coding.roles import LOCATIVES, RoleFinder
from dragoman.coding.rulebook import Rulebook
from dragoman.coding.telling import teller
from dragoman.coding.triggers import Match
from dragoman.language import Annotated
from dragoman.language import grammar as g
from dragoman.lexicon.schema.events import Variant
from dragoman.records import Cast, Explanation, Statement

PLACE_STANDS = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "AID"})
"""Acts that fall on somebody: where nobody is named, on those of the place (PLOVER gold records: "shelled Juba" is SDN CVL)."""
ABROAD = frozenset({"CONSULT", "MOBILIZE"})
"""Acts that are done to a place only across a border."""


class CandidateFinder:
    """Finds candidates with the rules of a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules
        self._roles = RoleFinder(rules.words)

    def find(self, doc: Annotated, cast: Cast, statements: tuple[Statement, ...], turned_down: list[Explanation]) -> list[Candidate]:
        """Give the candidates of a document in text order; explain each match that is none in ``turned_down``."""
        found: dict[int, Candidate] = {}
        absorbed: set[int] = set()
        groups = sorted(find_matches(doc, self._rules), key=lambda ms: (-_depth(doc, ms[0].head), ms[0].head))
        for match in (m for matches in groups for m in _obligations_last(matches)):
            if match.head in found and match.form != "obligation":
                continue  # a narrower rule has it
            candidate = self._candidate(doc, cast, statements, match, found)
            fault = fault_of(doc, cast, candidate, self._roles, self._rules.types[candidate.type])
            if fault is not None:
                turned_down.append(rejection(doc, candidate, fault))
                continue
            if candidate.absorbed is not None and candidate.absorbed != match.head:
                absorbed.add(candidate.absorbed)
            found[match.head] = candidate
        turned_down += [rejection(doc, found[head], Fault("taken up by the event that governs it")) for head in sorted(absorbed)]
        return [found[head] for head in sorted(found) if head not in absorbed]

    def _candidate(
        self, doc: Annotated, cast: Cast, statements: tuple[Statement, ...], match: Match, found: dict[int, Candidate]
    ) -> Candidate:
        rule = match.entry.rule
        told_by = teller(statements, doc.tokens[match.head].start)
        actors = self._roles.fill(doc, cast, match, rule.actors, told_by)
        recipients = self._roles.fill(doc, cast, match, rule.recipients, told_by)
        type_, mode, cameo, taken, is_foreign = match.entry.type, rule.mode, rule.cameo, None, False
        if rule.absorbs and (inner := _content(doc, match, found)) is not None:
            taken = inner.match.head
            doers = {a for f in inner.actors for a in f.actors}
            is_foreign = bool(doers) and doers.isdisjoint(a for f in actors for a in f.actors)
            variant = self._variant(doc, match, inner)
            type_, mode, cameo = variant.type or type_, variant.mode or mode, variant.cameo or cameo
            if not recipients:
                own = {a for f in actors for a in f.actors}
                sides = inner.actors if match.entry.type == "REQUEST" and inner.type == "RETREAT" else (*inner.recipients, *inner.actors)
                recipients = [f for f in sides if not set(f.actors) <= own]  # nobody asks the captives for their release
        if taken is None and mode is None and (means := find_means(doc, match, self._rules.means.get(type_, ()))) is not None:
            mode, cameo = means.refinement.mode, means.refinement.cameo or cameo
        recipients = _without_teller(doc, match, recipients, told_by)
        if rule.mutual:
            actors, recipients = _all_parties(actors, recipients), []
        else:
            own = {a for f in actors for a in f.actors}
            recipients = [f for f in recipients if not set(f.actors) <= own and not _is_home(cast, f, own, type_)]
            if not recipients and type_ in PLACE_STANDS and rule.recipients:
                recipients = self._of_place(doc, cast, match, own)
        return Candidate(match, type_, mode, cameo, tuple(actors), tuple(recipients), taken, is_foreign)

    def _of_place(self, doc: Annotated, cast: Cast, match: Match, own: set[str]) -> list[Filler]:
        """Whose the place is on which an act falls, named at its trigger or at what it falls on ("hit a depot near Homs")."""
        if any(role.split()[-1] in LOCATIVES for role in match.entry.rule.actors):
            return []  # "arrested in Lebanon": the place says who does it
        things = [p.head for role in match.entry.rule.recipients for p in self._roles.phrases(doc, match, role.removeprefix("else "))]
        carrier = self._roles.carrier(doc, match)
        for spot in places_of(doc, cast, match.head, (*match.nouns, *things, *carrier)):
            how = f'nobody named: those of the place after "{spot.link}"'
            filler = people_of_place(cast, spot.head, how, match.entry.type)
            if filler is not None and not set(filler.actors) <= own:
                return [filler]
        return []

    def _variant(self, doc: Annotated, match: Match, inner: Candidate) -> Variant:
        """What a match becomes by the event it takes up; but "promised to stop shelling" is no threat to shell."""
        variants = match.entry.rule.by_absorbed
        variant = variants.get(f"{inner.type}/{inner.mode}") or variants.get(inner.type) or variants.get("*", Variant())
        above = doc.tokens[doc.tokens[inner.match.head].head]
        is_ended = above.i != match.head and above.lemma.lower() in self._rules.words["ceasing"]
        return Variant() if is_ended and variant.type is not None else variant


def _obligations_last(matches: Sequence[Match]) -> list[Match]:
    """What somebody must do is known before the demand takes it up."""
    return sorted(matches, key=lambda m: m.form == "obligation")


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
    for head in heads:  # one step further: "agreed to hold talks", "vowed to launch attacks", "threatened a resumption of attacks"
        held = g.prepositions(doc, head).get("of", []) if doc.tokens[head].dep == "dobj" else []
        for inner in (*g.undergoers(doc, head), *(c.i for c in doc.children(head, "xcomp", "ccomp")), *held):
            if inner in found and inner != match.head:
                return found[inner]
    return None


def _is_home(cast: Cast, filler: Filler, own: set[str], type_: str) -> bool:
    """Whether a place stands for the doers' own state: to arrive at home is no visit."""
    home = {code for a in own for code in cast.actor(a).codes[:1]}
    return filler.is_place and type_ in ABROAD and {c for a in filler.actors for c in cast.actor(a).codes[:1]} <= home


def _all_parties(actors: Sequence[Filler], recipients: Sequence[Filler]) -> list[Filler]:
    seen: set[str] = set()
    parties = []
    for filler in (*actors, *recipients):
        if not set(filler.actors) <= seen:
            seen |= set(filler.actors)
            parties.append(filler)
    return parties


def _without_teller(doc: Annotated, match: Match, fillers: list[Filler], told_by: Statement | None) -> list[Filler]:
    """Leave out who tells it, where the parser hung "…, police said" on the words told."""
    if told_by is None or told_by.source is None or match.entry.rule.needs == "both":
        return fillers
    inside = [f for f in fillers if any(span.start <= doc.tokens[f.head].start < span.end for span in told_by.content)]
    return inside + [f for f in fillers if f not in inside and not set(f.actors) & set(told_by.source.actors)]


def _depth(doc: Annotated, i: int) -> int:
    return sum(1 for _ in doc.ancestors(i))
