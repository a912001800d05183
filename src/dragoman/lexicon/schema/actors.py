"""States, bodies, groups, media and companies by name: ``lexicon/actors/NAME.yaml``."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

import msgspec

from dragoman.lexicon.section import Flaw, Section
from dragoman.records.report import ActorKind


class Dated(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Codes from one day to another, both included; None is an open end."""

    codes: tuple[str, ...]
    since: datetime.date | None = None
    until: datetime.date | None = None


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
    dated: tuple[Dated, ...] = ()
    """Its codes by the day of the story, the first that fits; on other days ``codes``, and without any the name is not known."""
    shared: tuple[str, ...] = ()
    """Names that stand for this actor together with each other actor that shares them ("the Benelux")."""
    rule: str | None = None
    """The id under which the actor is explained; None: the lexicon and the file."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every form of its name."""
        return (self.name, *self.aliases, *self.adjectives, *self.people, *self.capitals, *self.seats, *self.shared)


class ActorFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Actors of one kind."""

    means: str
    source: str
    kind: ActorKind
    actors: tuple[ActorEntry, ...]
    codes: tuple[str, ...] = ()
    """Codes of every actor of the file that has none of its own."""


def faults(file: ActorFile) -> Iterable[Flaw]:
    """Say what a schema cannot: names given twice, codes that are no codes."""
    seen: set[str] = set()
    for entry in file.actors:
        if entry.name in seen:
            yield Flaw(f'"{entry.name}" stands twice', entry.name)
        seen.add(entry.name)
        for code in (*(entry.codes or file.codes), *(code for dated in entry.dated for code in dated.codes)):
            if not (code.isalpha() and code.isupper() and len(code) == 3):
                yield Flaw(f'"{entry.name}" has the code "{code}", which is not three capital letters', entry.name)
        if not (entry.codes or file.codes or entry.dated) and file.kind != "population":
            yield Flaw(f'"{entry.name}" has no code: give codes, as [USA, GOV]', entry.name)


NAME_FORMS = ("aliases", "adjectives", "people", "capitals", "seats", "shared")


def _give_way(lower: ActorFile, upper: ActorFile) -> ActorFile:
    """Without the actors whose names the upper file's actors bear, and without other names that these bear."""
    claimed = {name.lower() for entry in upper.actors for name in entry.names}
    kept = (_without(entry, claimed) for entry in lower.actors if entry.name.lower() not in claimed)
    return msgspec.structs.replace(lower, actors=tuple(kept))


def _without(entry: ActorEntry, claimed: set[str]) -> ActorEntry:
    if not any(name.lower() in claimed for name in entry.names):
        return entry
    forms = {form: tuple(name for name in getattr(entry, form) if name.lower() not in claimed) for form in NAME_FORMS}
    return msgspec.structs.replace(entry, **forms)


SECTION: Section[ActorFile] = Section("actors", ActorFile, faults, _give_way)
