"""Words for people and bodies by what they are: ``lexicon/offices/NAME.yaml``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from dragoman.lexicon.section import Flaw, Section
from dragoman.records.report import ActorKind

Unit = Literal["office", "members", "body"]


class OfficeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of one sort.

    ``unit`` says what a word names: an ``office`` one person holds ("minister"), ``members`` of a body
    or crowd without a name ("troops", "villager"), a ``body`` ("parliament"). With ``serves`` the sector
    is that of the body served, where the phrase names one ("army spokesman"), and ``sectors`` otherwise.
    Words are lower case and singular unless only the plural has the meaning ("forces").
    """

    id: str
    unit: Unit
    kind: ActorKind
    words: tuple[str, ...]
    sectors: tuple[str, ...] = ()
    serves: bool = False
    alone: tuple[str, ...] = ()
    """Sectors where the phrase does not say whose people they are, if others ("officers" without more are of the police)."""
    primary: str | None = None
    """Primary code where the phrase names no owner ("aid worker": NGO)."""
    home: str | None = None
    """Code of the state that is meant where the phrase names none and the text speaks of that state ("Congress": USA)."""
    abroad: bool = False
    """Whether such people serve abroad: where a bare plural names no owner ("diplomats said"), their state is not known."""
    also_called: tuple[str, ...] = ()
    """Words by which the text may speak again of the holder: a minister is "the official" later."""
    family: str | None = None
    """Words of one family name the same people in one story ("troops", "soldiers"); None: the id."""


class OfficeFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of one walk of life, and the adjectives that put a word into it ("military", "former")."""

    means: str
    source: str
    entries: tuple[OfficeWords, ...] = ()
    modifiers: dict[str, tuple[str, ...]] = {}
    """Adjective or noun before a word -> sectors it gives ("opposition": [OPP])."""


def faults(file: OfficeFile) -> Iterable[Flaw]:
    """Say what a schema cannot: words in capitals, words given twice."""
    seen: set[str] = set()
    for entry in file.entries:
        for word in entry.words:
            if word != word.lower():
                yield Flaw(f'"{word}" of {entry.id} is not in lower case', word)
            if word in seen:
                yield Flaw(f'"{word}" of {entry.id} stands twice', word)
            seen.add(word)


def _give_way(lower: OfficeFile, upper: OfficeFile) -> OfficeFile:
    """Without the words that the upper file has, and the entries that have no other."""
    claimed = {word for entry in upper.entries for word in entry.words}
    kept = (msgspec.structs.replace(e, words=tuple(w for w in e.words if w not in claimed)) for e in lower.entries)
    return msgspec.structs.replace(lower, entries=tuple(entry for entry in kept if entry.words))


SECTION: Section[OfficeFile] = Section("offices", OfficeFile, faults, _give_way)
