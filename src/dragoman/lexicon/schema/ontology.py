"""The PLOVER ontology: ``lexicon/ontology/plover.yaml``."""

from __future__ import annotations

import msgspec

from dragoman.lexicon.section import Section


class Speech(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A type of speech with its mode and CAMEO code."""

    type: str
    cameo: str
    mode: str | None = None


class EventType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the sixteen types: its score, quad class, modes with their scores, and its default CAMEO code."""

    quad: int
    score: float
    cameo: str
    modes: dict[str, float] = {}
    planned: str | None = None
    """The type it becomes when it is planned or promised ("will visit" is AGREE)."""
    planned_cameo: str | None = None
    is_done_in_purpose: bool = False
    """Whether telling that something was done for its sake tells that it was done: "phoned to urge", but not "fired to kill"."""
    needs_recipient: bool = False
    is_public: bool = False
    """Whether it takes somebody of public life: what companies, their owners and their unions do among themselves is their business."""
    supposed_needs_both: bool = False
    """Whether it is no event where it is only supposed ("hopes to agree") and nobody stands on the other side."""
    refused: dict[str, Speech] = {}
    """What it becomes, by mode ("*" for any), when its doer says that it will not come ("will not release the prisoners")."""
    announced: dict[str, Speech] = {}
    """What it becomes, by mode ("*" for any), when its doer announces it or makes it hang on a condition ("will boycott the poll")."""


class Ontology(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Types by name."""

    means: str
    source: str
    types: dict[str, EventType]


SECTION: Section[Ontology] = Section("ontology", Ontology)
