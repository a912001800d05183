"""States, bodies, groups, media and companies by name: ``lexicon/actors/NAME.yaml``."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dragoman.lexicon.section import Section
from dragoman.records.report import ActorKind


class ActorEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One actor the wires name, with every form of its name.

    ``codes`` is the primary code and then sectors. ``adjectives`` say where something comes from
    ("Russian"), ``people`` are nouns for its nationals or members ("Russians", "Pole"), ``capitals``
    are cities and ``seats`` buildings or streets that speak for its government ("Kremlin").
    """

    name: str
    codes: tuple[str, ...] = ()
    kind: ActorKind | None = None
    """None: as the file says."""
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    iso: str | None = None
    """The code gazetteers give its ground, where that is not its primary code."""
    since: int | None = None
    until: int | None = None
    """First and last year of its existence, where it matters to stories."""


class ActorFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Actors of one kind."""

    means: str
    source: str
    kind: ActorKind
    actors: tuple[ActorEntry, ...]
    codes: tuple[str, ...] = ()
    """Codes of every actor of the file that has none of its own."""


def faults(file: ActorFile) -> Iterable[str]:
    """Say what a schema cannot: names given twice, codes that are no codes."""
    seen: set[str] = set()
    for entry in file.actors:
        if entry.name in seen:
            yield f'"{entry.name}" stands twice'
        seen.add(entry.name)
        for code in entry.codes or file.codes:
            if not (code.isalpha() and code.isupper() and len(code) == 3):
                yield f'"{entry.name}" has the code "{code}", which is not three capital letters'
        if not (entry.codes or file.codes) and file.kind != "population":
            yield f'"{entry.name}" has no code'


SECTION: Section[ActorFile] = Section("actors", ActorFile, faults)
