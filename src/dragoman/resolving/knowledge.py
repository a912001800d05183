"""The lexicon's actors and office words, compiled into name trees."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema.actors import SECTION as ACTORS
from dragoman.lexicon.schema.actors import ActorEntry, ActorFile, Dated
from dragoman.lexicon.schema.offices import SECTION as OFFICES
from dragoman.lexicon.schema.offices import OfficeWords
from dragoman.records.report import ActorKind
from dragoman.resolving.pieces import NameTree, pieces_of

Form = Literal["name", "adjective", "people", "capital", "seat", "shared"]


class Known(msgspec.Struct, frozen=True):
    """An actor of the lexicon; ``key`` is the same in every document and whatever file the actor stands in."""

    key: str
    name: str
    kind: ActorKind
    codes: tuple[str, ...]
    file: str
    since: int | None = None
    until: int | None = None
    dated: tuple[Dated, ...] = ()
    rule: str = ""
    """The id under which it is explained."""

    def on(self, day: datetime.date | None) -> Known:
        """The actor with the codes it has on a day; on an unknown day those it has at other times, else the last listed."""
        if not self.dated:
            return self
        if day is None:
            return self if self.codes else msgspec.structs.replace(self, codes=self.dated[-1].codes)
        fitting = (d.codes for d in self.dated if (d.since or day) <= day <= (d.until or day))
        return msgspec.structs.replace(self, codes=next(fitting, self.codes))

    @property
    def is_coded(self) -> bool:
        """Whether its name is to be coded: all but those that a dictionary bars, and the people of peoples, who live anywhere."""
        return bool(self.codes) or self.kind == "population"

    def was_in(self, year: int) -> bool:
        """Whether it existed in a year, as far as the lexicon says."""
        return (self.since or year) <= year <= (self.until or year)

    @property
    def is_state(self) -> bool:
        """Whether it is a state or claims to be one."""
        return self.kind == "state" or self.file in ("disputed", "dependencies")


class Named(msgspec.Struct, frozen=True):
    """One form of a known actor's name."""

    known: Known
    form: Form


class Knowledge:
    """What the lexicon knows of actors: their names, and words for offices and people."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.names: NameTree[Named] = NameTree()
        self.states: dict[str, Known] = {}
        self.seats: dict[str, str] = {}
        """Name of a state or capital in lower case -> code of the state, for datelines."""
        self.rulers: dict[str, str] = {}
        """ISO code of a territory -> code of the state it counts to."""
        for stem, file in lexicon.files(ACTORS).items():
            for entry in file.actors:
                self._add(stem, file, entry)
        self.offices: NameTree[OfficeWords] = NameTree()
        self.modifiers: dict[str, tuple[str, ...]] = {}
        self.sorts: dict[str, OfficeWords] = {}
        for office_file in lexicon.files(OFFICES).values():
            self.modifiers.update(office_file.modifiers)
            for words in office_file.entries:
                self.sorts[words.id] = words
                for word in words.words:
                    self.offices.add(word, words)
                    self.offices.add(plural_of(word), words)

    def _add(self, stem: str, file: ActorFile, entry: ActorEntry) -> None:
        codes = entry.codes or file.codes
        kind = entry.kind or file.kind
        slug = "_".join(pieces_of(entry.name.lower()))
        key = f"state:{codes[0]}" if stem == "states" else f"{codes[0] if codes else kind}:{slug}"
        known = Known(key, entry.name, kind, codes, stem, entry.since, entry.until, entry.dated, entry.rule or f"lexicon.{stem}")
        if stem == "states":
            self.states[codes[0]] = known
        if entry.iso is not None:
            self.rulers[entry.iso] = codes[0]
        forms: tuple[tuple[Form, tuple[str, ...]], ...] = (
            ("name", (entry.name, *entry.aliases)),
            ("adjective", entry.adjectives),
            ("people", entry.people),
            ("capital", entry.capitals),
            ("seat", entry.seats),
            ("shared", entry.shared),
        )
        for form, names in forms:
            for name in dict.fromkeys(names):
                if stem == "states" and form in ("name", "capital"):
                    self.seats.setdefault(name.lower(), codes[0])
                if pieces_of(name):
                    self.names.add(name, Named(known, form))


def plural_of(phrase: str) -> str:
    """Give the plural of an English noun phrase in lower case, by its last word, or by the one before "of"."""
    if " of " in phrase:
        first, rest = phrase.split(" of ", 1)
        return f"{plural_of(first)} of {rest}"
    if phrase.endswith("man") and not phrase.endswith("human"):
        return phrase[:-3] + "men"
    if phrase.endswith("y") and phrase[-2:-1] not in tuple("aeiou"):
        return phrase[:-1] + "ies"
    return phrase + ("es" if phrase.endswith(("s", "x", "ch", "sh", "z")) else "s")
