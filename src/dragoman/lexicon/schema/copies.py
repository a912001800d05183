"""What makes two stories copies of one dispatch: ``lexicon/copies/NAME.yaml``."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dragoman.lexicon.section import Flaw, Section


class CopyRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Bounds of the likeness of two stories; shares are of words, 0 to 1."""

    means: str
    source: str
    passage_words: int
    """Sentences of a paragraph are read together until they have so many words: a passage."""
    passage_share: float
    """A passage is taken when so much of it stands in the other story in runs of three words."""
    words_share: float
    """Of the words of all passages that were taken so many stand in the other story in such runs."""
    marks_share: float
    """Stories are compared when they share so many of the runs of three words of the one that has fewer."""
    copy_share: float
    """A story is a copy when passages that were taken are so much of it."""
    copy_share_new_lead: float
    """The same where neither story has the other's opening."""
    new_lead_days: int
    """Stories with other openings are copies when published so many days apart at most."""
    names_share: float
    """So many of the names in a passage must stand near it in the other story: the same said of other places is not taken."""
    numbers_share: float
    """The same of numbers."""
    part_share: float
    """What a combined story took of each dispatch is so much of it."""
    combined_share: float
    """What a combined story took altogether is so much of it."""
    abridged_share: float
    """A copy is abridged when so much or less of the longer story stands in it."""
    days: int
    """Copies are looked for among stories published so many days before and after."""


def _check(rules: CopyRules) -> Iterable[Flaw]:
    shares = {name: getattr(rules, name) for name in rules.__struct_fields__ if "share" in name}
    for name, share in shares.items():
        if not 0 < share <= 1:
            yield Flaw(f"{name} is {share}, not a share between 0 and 1", name)


SECTION: Section[CopyRules] = Section("copies", CopyRules, _check)
