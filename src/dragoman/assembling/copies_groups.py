"""From likenesses of pairs to dispatches: which stories are one agency's words, whatever the order in which they came.

Near copies are one group. A group whose stories stand in a longer story of another joins the best such; no more than one, so
that a paragraph which two different stories share does not make them one. A story made of two dispatches or more is a copy of
each, and joins none of them to another.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Literal, TypeVar

import msgspec

from dragoman.assembling.copies_likeness import Overlap
from dragoman.assembling.copies_origin import Credit
from dragoman.lexicon.schema.copies import CopyRules
from dragoman.lexicon.schema.credits import OWN

T = TypeVar("T")
LinkKind = Literal["exact", "near", "contained", "part"]
"""exact, near: either is in the other; contained: the shorter is in the longer; part: one took some passages of the other."""


class Story(msgspec.Struct, frozen=True):
    """A text by its first delivery; ``weights`` say how much each of its passages counts."""

    key: str
    document: str
    published: str | None
    source: str | None
    credit: Credit | None
    weights: tuple[int, ...]

    @property
    def order(self) -> tuple[bool, str, str]:
        """Earliest first; a story without a date comes last."""
        return (self.published is None, self.published or "", self.key)

    @property
    def weight(self) -> int:
        """How many words of it count."""
        return sum(self.weights)


class Group(msgspec.Struct, frozen=True):
    """Stories of one dispatch (keys, the earliest first); ``root`` is the earliest that is no abridgement of another.

    ``combined`` are stories that took a part of this dispatch and parts of others.
    """

    root: str
    members: tuple[str, ...]
    combined: tuple[str, ...] = ()


class Link(msgspec.Struct, frozen=True):
    """Two stories that have words in common, and how they stand to one another."""

    kind: LinkKind
    overlap: Overlap


class Links:
    """How some stories stand to one another."""

    def __init__(self, stories: Mapping[str, Story], overlaps: Iterable[Overlap], rules: CopyRules) -> None:
        self.stories, self.rules = stories, rules
        self._of: defaultdict[str, dict[str, Link]] = defaultdict(dict)
        for overlap in overlaps:
            kind = judge(overlap, stories[overlap.first], stories[overlap.second], rules)
            if kind is not None:
                self._of[overlap.first][overlap.second] = self._of[overlap.second][overlap.first] = Link(kind, overlap)

    def of(self, key: str) -> list[tuple[Story, Link]]:
        """The stories linked with one, the earliest first."""
        return sorted(((self.stories[other], link) for other, link in self._of[key].items()), key=lambda pair: pair[0].order)

    def between(self, one: str, other: str) -> Link | None:
        """The link of two stories."""
        return self._of[one].get(other)

    def are_copies(self, one: str, other: str) -> bool:
        """Whether one of two stories is a copy of the other as a whole."""
        link = self.between(one, other)
        return link is not None and link.kind != "part"

    def holds(self, longer: str, shorter: str) -> bool:
        """Whether the shorter stands in the longer, and there is more in that."""
        link = self.between(longer, shorter)
        if link is None or link.kind != "contained" or link.overlap.share_of(shorter) < self.rules.copy_share:
            return False
        return self.stories[longer].weight > self.stories[shorter].weight

    def taken(self, of: str, by: str) -> set[int]:
        """The passages of a story that another has too."""
        link = self.between(of, by)
        return set(link.overlap.taken_of(of)) if link is not None else set()


def judge(overlap: Overlap, first: Story, second: Story, rules: CopyRules) -> LinkKind | None:
    """How two stories stand to one another; None where what they share makes neither a copy."""
    apart = _days_apart(first, second)
    shares = (overlap.first_share, overlap.second_share)
    if (apart is not None and apart > rules.days) or _are_of_two_agencies(first, second):
        return None
    if overlap.is_exact:
        return "exact"
    is_new_lead = not overlap.has_opening
    if is_new_lead and ((apart or 0) > rules.new_lead_days or max(shares) < rules.copy_share_new_lead):
        return None
    if min(shares) >= rules.copy_share:
        shorter, longer = sorted((first.weight, second.weight))
        return "near" if shorter > rules.abridged_share * longer else "contained"
    if max(shares) >= rules.copy_share:
        return "contained"
    return "part" if min(len(overlap.first_taken), len(overlap.second_taken)) >= 2 else None


def _are_of_two_agencies(first: Story, second: Story) -> bool:
    """Whether the two are credited to two agencies: what they have in common somebody else said, to both."""
    own = [story.credit.agency for story in (first, second) if story.credit is not None and story.credit.by in OWN]
    return len(own) == 2 and own[0] != own[1]


def _days_apart(first: Story, second: Story) -> int | None:
    if first.published is None or second.published is None:
        return None
    one, other = (datetime.date.fromisoformat(day[:10]) for day in (first.published, second.published))
    return abs((one - other).days)


def group_copies(links: Links) -> list[Group]:
    """The groups of some stories, one for each dispatch, in order of their earliest; a story like no other is its own."""
    stories = links.stories
    combined = find_combined(links)
    alone = [key for key in stories if key not in combined]
    parents = _parents(links, alone)
    of_root: defaultdict[str, list[str]] = defaultdict(list)
    for key in sorted(alone, key=lambda key: stories[key].order):
        of_root[_root(parents, key)].append(key)
    took: defaultdict[str, list[str]] = defaultdict(list)
    for key in sorted(combined, key=lambda key: stories[key].order):
        for root in sorted({_root(parents, source) for source in combined[key]}):
            took[root].append(key)
    groups = [Group(_first(links, members), tuple(members), tuple(took[root])) for root, members in of_root.items()]
    return sorted(groups, key=lambda group: stories[group.members[0]].order)


def find_combined(links: Links) -> dict[str, tuple[str, ...]]:
    """The stories made of several dispatches, each with the stories it took from."""
    first = _find_combined(links, frozenset())
    found = _find_combined(links, first.keys())
    whole = {key: tuple(source for source in sources if source not in found) for key, sources in found.items()}
    return {key: sources for key, sources in whole.items() if sources}


def _find_combined(links: Links, known: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The same, when some are known to be combined: nothing is taken from these.

    Longer stories come first: what stands in a story that is whole is an abridgement of it and no combination.
    """
    found: dict[str, tuple[str, ...]] = {}
    for story in sorted(links.stories.values(), key=lambda story: (-story.weight, story.order)):
        combined = {*known, *found}
        if any(links.holds(other.key, story.key) and other.key not in combined for other, _ in links.of(story.key)):
            continue
        classes = _classes(links, story, combined)
        sources = [other for one_class in classes for other in one_class]
        if len(classes) >= 2 and _share_taken(links, story, sources) >= links.rules.combined_share and _is_later(story, classes):
            found[story.key] = tuple(other.key for other in sources)
    return found


def _classes(links: Links, story: Story, combined: Collection[str]) -> list[list[Story]]:
    """The stories, themselves not ``combined``, that a story took much from, copies of one another together.

    Those count of which it has the opening of most: a background that stories share stands at their end.
    """
    rules = links.rules
    sources = [
        other
        for other, link in links.of(story.key)
        if other.key not in combined and rules.part_share <= link.overlap.share_of(story.key) < rules.abridged_share
        if link.kind != "exact" and not links.holds(other.key, story.key)
    ]
    classes = _joined(sources, lambda one, other: links.are_copies(one.key, other.key))
    opened = [members for members in classes if _has_opening(links, story, members, combined)]
    alike = _joined(opened, lambda one, other: _gave_the_same(links, story, one, other))
    return [sorted((source for members in group for source in members), key=lambda source: source.order) for group in alike]


def _has_opening(links: Links, story: Story, members: list[Story], combined: Collection[str]) -> bool:
    """Whether a story has the opening of most of some stories and their copies."""
    of_class = {member.key for member in members}
    of_class |= {other.key for member in members for other, link in links.of(member.key) if link.kind in ("exact", "near")}
    whole = of_class - {story.key, *combined}
    return 2 * sum(0 in links.taken(key, story.key) for key in whole) > len(whole)


def _joined(things: Iterable[T], are_kin: Callable[[T, T], bool]) -> list[list[T]]:
    """The things in groups, each in its order: those that are kin, directly or by others, together."""
    groups: list[list[T]] = []
    for thing in things:
        kin = [group for group in groups if any(are_kin(thing, member) for member in group)]
        groups = [group for group in groups if group not in kin] + [[*(member for group in kin for member in group), thing]]
    return groups


def _gave_the_same(links: Links, story: Story, one: list[Story], other: list[Story]) -> bool:
    """Whether two classes gave a story mostly the same passages."""
    first, second = (set[int]().union(*(links.taken(story.key, source.key) for source in members)) for members in (one, other))
    return 2 * len(first & second) > min(len(first), len(second))


def _share_taken(links: Links, story: Story, sources: Iterable[Story]) -> float:
    taken = set[int]().union(*(links.taken(story.key, other.key) for other in sources))
    return sum(story.weights[number] for number in taken) / story.weight if story.weight else 0.0


def _is_later(story: Story, classes: list[list[Story]]) -> bool:
    """Whether a story came after each of its sources, or these are of different known agencies: else they are parts of it."""
    agencies = [{member.credit.agency for member in one if member.credit} for one in classes]
    if all(agencies) and not set.intersection(*agencies):
        return True
    firsts = [min(member.published or "" for member in one) for one in classes]
    return all(first and story.published is not None and first < story.published for first in firsts)


def _parents(links: Links, keys: list[str]) -> dict[str, str]:
    """For each story another of its group, until one is its own: near copies first, then each such core under what it stands in."""
    parents = {key: key for key in keys}
    for key in sorted(keys):
        for other, link in links.of(key):
            if other.key in parents and link.kind in ("exact", "near"):
                _join(parents, key, other.key)
    cores: defaultdict[str, list[str]] = defaultdict(list)
    for key in keys:
        cores[_root(parents, key)].append(key)
    chosen = [(core, holder) for core, members in cores.items() if (holder := _holder(links, parents, members)) is not None]
    for core, holder in chosen:
        _join(parents, core, holder)
    return parents


def _holder(links: Links, parents: Mapping[str, str], members: list[str]) -> str | None:
    """The one story outside a core that its stories are best taken for abridgements of."""
    core = _root(parents, members[0])
    best: list[tuple[tuple[object, ...], str]] = []
    for key in members:
        for other, link in links.of(key):
            if other.key in parents and _root(parents, other.key) != core and links.holds(other.key, key):
                one, two = links.stories[key].credit, other.credit
                same = one is not None and two is not None and one.agency == two.agency
                best.append(((not same, -link.overlap.share_of(key), -link.overlap.share_of(other.key), other.order, key), other.key))
    return min(best)[1] if best else None


def _first(links: Links, members: list[str]) -> str:
    """The earliest of a group that no other of it holds."""
    return next((key for key in members if not any(links.holds(other, key) for other in members)), members[0])


def _root(parents: Mapping[str, str], key: str) -> str:
    while parents[key] != key:
        key = parents[key]
    return key


def _join(parents: dict[str, str], one: str, other: str) -> None:
    first, second = sorted((_root(parents, one), _root(parents, other)))
    parents[second] = first
