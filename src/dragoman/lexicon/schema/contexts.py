"""Contexts of events: ``lexicon/contexts/*.yaml``, what words or sides give each of PLOVER's contexts."""

from __future__ import annotations

import msgspec

from dragoman.lexicon.section import Section


class Context(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Evidence for a context: lemmas in the event's sentence, or sectors of its sides."""

    lemmas: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    """Runs of words in lower case, as written."""
    sectors: tuple[str, ...] = ()


class Contexts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Contexts by name."""

    means: str
    source: str
    contexts: dict[str, Context]


SECTION: Section[Contexts] = Section("contexts", Contexts)
