"""What CAMEO's codes mean here: ``lexicon/cameo/NAME.yaml``. Read for dictionaries in the formats of TABARI and PETRARCH."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dragoman.lexicon.section import Flaw, Section
from dragoman.records.report import ActorKind


class CameoCode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The PLOVER type, mode and contexts of an event code; no type where PLOVER has no such event."""

    means: str
    type: str | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()


class CameoFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Event codes by number, and what an actor is by the three-letter parts of its code."""

    means: str
    source: str
    codes: dict[str, CameoCode] = {}
    kinds: dict[str, ActorKind] = {}
    """Part of an actor's code -> kind of actor ("MIL" in "USAMIL"); a code whose parts are none of these is a state's."""
    links: tuple[str, ...] = ()
    """Prepositions and particles in the patterns of verb dictionaries."""
    auxiliaries: tuple[str, ...] = ()
    """Words in such patterns that the grammar of our own sees by itself ("was", "has")."""


def _check(file: CameoFile) -> Iterable[Flaw]:
    for code in file.codes:
        if not code.isdigit():
            yield Flaw(f'the event code "{code}" is no number: put it between quotation marks', code)


SECTION: Section[CameoFile] = Section("cameo", CameoFile, _check)
