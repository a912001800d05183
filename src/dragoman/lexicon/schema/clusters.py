"""When stories tell of one matter: ``lexicon/clusters/NAME.yaml``."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dragoman.lexicon.section import Flaw, Section


class ClusterRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Weights of the likeness by which stories are grouped. Words here are different words of content, names included."""

    means: str
    source: str
    join_at: float
    """Clusters are joined while the mean likeness of their stories is so high."""
    names_weight: float
    """How much a name counts beside another word as rare."""
    places_weight: float
    """How much a town or province counts beside its country."""
    country_words: float
    """In a story of so many words where it happens counts as much as its words; in a longer one less."""
    short_words: float
    """A story of so many words is taken for twice as like another as what they share: short ones use few of the words they could."""
    company_weight: float
    """How much of the likeness of two stories is that they are like the same others; the rest is what they share."""
    fewest_stories: int
    """Fewer stories are weighed as if they were so many: of two stories nothing can be told of what is rare."""
    most_stories: int
    """More are not grouped at once: each is compared with each."""


def _check(rules: ClusterRules) -> Iterable[Flaw]:
    if not 0 < rules.join_at < 1:
        yield Flaw(f"join_at is {rules.join_at}, not between 0 and 1")
    if min(rules.names_weight, rules.places_weight, rules.country_words, rules.short_words, rules.company_weight) < 0:
        yield Flaw("a weight is below 0")


SECTION: Section[ClusterRules] = Section("clusters", ClusterRules, _check)
