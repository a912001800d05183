"""Who was counted: words for groups of people that mean one group in the ledgers of tolls (``lexicon/groups``)."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dragoman.lexicon.section import Flaw, Section


class GroupClass(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words for one sort of people; plurals are made by rule. Examples are groups as counted, counterexamples those of another."""

    id: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    sectors: tuple[str, ...] = ()
    """Bodies of these sectors are of the class too ("six U.S. Marines")."""


class GroupFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Classes of people, and words that say nothing of which group is counted."""

    means: str
    source: str
    classes: tuple[GroupClass, ...] = ()
    silent: tuple[str, ...] = ()


def faults(file: GroupFile) -> Iterable[Flaw]:
    """Say which classes claim the same word, and which have no sentence."""
    claimed: dict[str, str] = {}
    for one in file.classes:
        if not one.examples or not one.counterexamples:
            yield Flaw(f"class {one.id} needs at least one example and one counterexample", one.id)
        for word in one.words:
            if word in claimed or word in file.silent:
                yield Flaw(f'"{word}" of class {one.id} is a word of {claimed.get(word, "silent")} too', word)
            claimed[word] = one.id


SECTION: Section[GroupFile] = Section("groups", GroupFile, faults)
