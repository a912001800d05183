"""How well an occurrence is attested by independent sources, and the sentence that says so."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.archive.digests import fold
from dragoman.assembling.members import Member
from dragoman.assembling.phrasing import Phrasing
from dragoman.assembling.rules import Rules
from dragoman.records import Belief


def believe(members: Sequence[Member], rules: Rules, phrasing: Phrasing) -> Belief:
    """The belief in what members tell: 1 - prod(syst_s + rand ** n_s) over the sources s, each telling it n_s times.

    A source is who a telling is attributed to, and the agency where it tells it itself; two papers with one dispatch
    are one telling of it. What is only denied has no belief.

    Source: INDRA (Gyori et al., Molecular Systems Biology 2017).
    """
    telling = [member for member in members if member.modality != "negated"]
    denying = [member for member in members if member.modality == "negated"]
    doubt = 1.0
    by_source: dict[str, list[Member]] = {}
    for member in telling:
        by_source.setdefault(source_of(member), []).append(member)
    for source, its in sorted(by_source.items()):
        doubt *= _doubt(source, its, rules)
    belief = Belief(
        value=round(1 - doubt, 4) if telling else 0.0,
        voices=tuple(sorted({member.telling.voice for member in telling})),
        sources=tuple(sorted(by_source)),
        denied_by=tuple(sorted({source_of(member) for member in denying})),
    )
    return msgspec.structs.replace(belief, sentence=phrasing.belief(belief, {member.telling.dispatch for member in telling}))


def source_of(member: Member) -> str:
    """Whose word it is: the innermost of those it is attributed to, else the agency's own."""
    return member.telling.chain[0] if member.telling.chain else member.telling.voice


def _doubt(source: str, its: Sequence[Member], rules: Rules) -> float:
    kinds, random = rules.belief.kinds, rules.belief.random
    parties = {fold(party.name) for member in its for party in (*member.actors, *member.recipients)}
    is_own = any(not member.telling.chain for member in its)
    kind = "party" if fold(source) in parties else "agency" if is_own else "attributed"
    times = len({member.telling.dispatch for member in its})
    share = max(random.get(member.type, random["*"]) for member in its)
    return min(1.0, float(kinds[kind].systematic + share**times))
