"""Lays files of the user's over those that ship with the program.

Two files of one section and name become one: an entry with the ``id`` or ``name`` of one of ours takes its place, any other is
added, and stands before ours; a list of words takes the place of ours of the same name; what the upper file does not say stays.
What an upper file claims is also taken out of the lower files of other names, as the section says (``give_way``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from dragoman.lexicon.section import Section

Files = Mapping[str, Mapping[str, Any]]
"""Folder -> name of the file without ``.yaml`` -> the decoded file."""


def lay_over(lower: Files, upper: Files, sections: Mapping[str, Section[Any]]) -> dict[str, dict[str, Any]]:
    """Give all files, those of ``upper`` laid over those of ``lower``; of what is added, the upper comes first."""
    laid: dict[str, dict[str, Any]] = {folder: dict(files) for folder, files in lower.items()}
    for folder, files in upper.items():
        ours = laid.get(folder, {})
        for claiming in files.values():
            ours = {name: sections[folder].give_way(file, claiming) for name, file in ours.items()}
        merged = {name: _merged(ours[name], file) if name in ours else file for name, file in files.items()}
        laid[folder] = {**merged, **{name: file for name, file in ours.items() if name not in merged}}
    return laid


def _merged(lower: msgspec.Struct, upper: msgspec.Struct) -> msgspec.Struct:
    """One file of two of the same name and type."""
    changes: dict[str, Any] = {}
    for field in msgspec.structs.fields(upper):
        below, above = getattr(lower, field.name), getattr(upper, field.name)
        if isinstance(above, msgspec.Struct):
            changes[field.name] = _merged(below, above)
        elif isinstance(above, dict):
            changes[field.name] = {**below, **above}
        elif isinstance(above, tuple) and any(_key(entry) is not None for entry in above):
            changes[field.name] = _entries(below, above)
        elif above == field.default or above == ():
            changes[field.name] = below
    return msgspec.structs.replace(upper, **changes)


def _entries(below: tuple[Any, ...], above: tuple[Any, ...]) -> tuple[Any, ...]:
    """Entries of both: those of ``above`` stand where they replace one of ``below``, the rest of them come first."""
    new = {_key(entry): entry for entry in above}
    known = {_key(entry) for entry in below}
    return (*(e for k, e in new.items() if k not in known), *(new.get(_key(e), e) for e in below))


def _key(entry: object) -> str | None:
    """What makes an entry the same in two layers."""
    key: str | None = getattr(entry, "id", None) or getattr(entry, "name", None)
    return key
