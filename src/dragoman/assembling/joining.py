"""Which events are one happening: likeness two by two, the likest first, and nobody joined with whom they contradict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

import msgspec

from dragoman.assembling.blocks import blocks_of
from dragoman.assembling.likeness import Likeness, compare
from dragoman.assembling.members import Member
from dragoman.assembling.rules import Rules
from dragoman.assembling.rulings import Rulings

_RULED = Likeness((), True, False, (), None)


class Edge(msgspec.Struct, frozen=True):
    """Two members (in order) and how alike they are; ``is_ruled`` where a person joined them."""

    first: Member
    second: Member
    likeness: Likeness
    is_ruled: bool = False


class Group(msgspec.Struct, frozen=True):
    """The members of one happening in order, the edges that joined them, and the keys of plans that it does."""

    members: tuple[Member, ...]
    edges: tuple[Edge, ...]
    fulfils: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The key of its earliest member."""
        return self.members[0].key


def join_members(members: Iterable[Member], rules: Rules, rulings: Rulings) -> list[Group]:
    """Group members into happenings, whatever the order they are given in; groups come in order of their first members."""
    ordered = sorted((rulings.corrected(member) for member in members if member.key not in rulings.rejected), key=lambda one: one.order)
    edges, plans = _edges(ordered, rules, rulings)
    joined = _Joined(ordered, rules, rulings)
    for edge in sorted(edges, key=_edge_order):
        joined.add(edge)
    return joined.groups(plans)


def _edge_order(edge: Edge) -> tuple[object, ...]:
    """What people joined first, then events of one type, the likest first, before those of neighbouring types."""
    return (not edge.is_ruled, edge.first.type != edge.second.type, -edge.likeness.score, edge.first.order, edge.second.order)


def _edges(ordered: Sequence[Member], rules: Rules, rulings: Rulings) -> tuple[list[Edge], list[tuple[Member, Member]]]:
    """The edges among members, and the pairs of a plan and its doing."""
    by_block: dict[int, list[int]] = {}
    for number, member in enumerate(ordered):
        for block in blocks_of(member, rules):
            by_block.setdefault(block, []).append(number)
    pairs = {pair for numbers in by_block.values() for pair in combinations(numbers, 2)}
    edges: list[Edge] = []
    plans: list[tuple[Member, Member]] = []
    for one, other in sorted(pairs):
        first, second = ordered[one], ordered[other]
        if are_two_of_one_text(first, second):
            continue
        likeness = compare(first, second, rules)
        if likeness is not None and likeness.is_one:
            edges.append(Edge(first, second, likeness))
        elif likeness is not None and likeness.is_fulfilment:
            plans.append((first, second) if first.modality in rules.joining.planned else (second, first))
    return edges + _ruled(ordered, rulings), plans


def _ruled(ordered: Sequence[Member], rulings: Rulings) -> list[Edge]:
    by_key = {member.key: member for member in ordered}
    found = []
    for pair in rulings.joined:
        both = sorted((by_key[key] for key in pair if key in by_key), key=lambda one: one.order)
        if len(both) > 1:
            found.append(Edge(both[0], both[1], _RULED, is_ruled=True))
    return found


class _Joined:
    """Groups that grow."""

    def __init__(self, ordered: Sequence[Member], rules: Rules, rulings: Rulings) -> None:
        self._rules, self._rulings = rules, rulings
        self._group = {member.key: number for number, member in enumerate(ordered)}
        self._members = {number: [member] for number, member in enumerate(ordered)}
        self._edges: dict[int, list[Edge]] = {number: [] for number in self._members}

    def add(self, edge: Edge) -> None:
        """Make the groups of an edge one, unless a member of one contradicts a member of the other."""
        one, other = (self._group[member.key] for member in (edge.first, edge.second))
        if one != other:
            if not edge.is_ruled and not self._agree(one, other):
                return
            self._members[one] += self._members.pop(other)
            self._edges[one] += self._edges.pop(other)
            self._group.update((member.key, one) for member in self._members[one])
        self._edges[one].append(edge)

    def groups(self, plans: Sequence[tuple[Member, Member]]) -> list[Group]:
        """The groups in order."""
        found = {}
        for number, members in self._members.items():
            ordered = tuple(sorted(members, key=lambda one: one.order))
            edges = tuple(sorted(self._edges[number], key=lambda edge: (edge.first.order, edge.second.order)))
            found[number] = Group(ordered, edges)
        fulfilled: dict[int, set[str]] = {}
        for plan, doing in plans:
            fulfilled.setdefault(self._group[doing.key], set()).add(found[self._group[plan.key]].id)
        done = (msgspec.structs.replace(group, fulfils=tuple(sorted(fulfilled.get(n, ())))) for n, group in found.items())
        return sorted(done, key=lambda group: group.members[0].order)

    def _agree(self, one: int, other: int) -> bool:
        return not any(self._contradict(a, b) for a in self._members[one] for b in self._members[other])

    def _contradict(self, one: Member, other: Member) -> bool:
        if frozenset((one.key, other.key)) in self._rulings.split:
            return True
        return are_two_of_one_text(one, other) or compare(one, other, self._rules) is None


def are_two_of_one_text(one: Member, other: Member) -> bool:
    """Whether one text tells both as two happenings: all that it tells, but for what it tells once as done and once as denied."""
    return one.telling.sha256 == other.telling.sha256 and (one.modality == "negated") == (other.modality == "negated")
