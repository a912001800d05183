"""What a field may be, where that is a closed list, and what each list can be asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import get_args

from dragoman.archive.filters import QueryKind, fields_of
from dragoman.assembling.querying import ASKED_BY
from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema import cues, issues, ontology
from dragoman.records.report import Modality, Stance, StatementKind, TollKind


def choices(lexicon: Lexicon, kind: str, field: str) -> tuple[str, ...]:
    """What a field of a kind of record may be, in order of name; nothing where it may be anything."""
    return tuple(sorted(_CHOICES[kind, field](lexicon))) if (kind, field) in _CHOICES else ()


def types(lexicon: Lexicon, kind: str) -> tuple[str, ...]:
    """What the filter ``type`` may be for a kind of record."""
    return choices(lexicon, *_TYPES[kind]) if kind in _TYPES else ()


def filters_of(kind: str) -> frozenset[str]:
    """The fields of a filter that a kind of record (or ``occurrence``) can be asked for by."""
    return _FILTERS[kind]


def _types(lexicon: Lexicon) -> Iterable[str]:
    return (name for file in lexicon.files(ontology.SECTION).values() for name in file.types)


def _verb_classes(lexicon: Lexicon) -> Iterable[str]:
    return lexicon.files(cues.SECTION)


def _issues(lexicon: Lexicon) -> Iterable[str]:
    return (issue.name for file in lexicon.files(issues.SECTION).values() for issue in file.issues)


_CHOICES: dict[tuple[str, str], Callable[[Lexicon], Iterable[str]]] = {
    ("event", "type"): _types,
    ("event", "modality"): lambda _: get_args(Modality),
    ("statement", "verb_class"): _verb_classes,
    ("statement", "kind"): lambda _: get_args(StatementKind),
    ("position", "issue"): _issues,
    ("position", "stance"): lambda _: get_args(Stance),
    ("toll", "kind"): lambda _: get_args(TollKind),
}
_TYPES = {
    "event": ("event", "type"),
    "occurrence": ("event", "type"),
    "statement": ("statement", "verb_class"),
    "position": ("position", "issue"),
    "toll": ("toll", "kind"),
}
_FILTERS = {kind: fields_of(kind) for kind in get_args(QueryKind)} | {"occurrence": frozenset(ASKED_BY)}
