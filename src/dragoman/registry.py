"""Finds what can be added as one file: the modules of a package of ours, and entry points of packages outside."""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import pkgutil
from pathlib import Path
from typing import Any

from dragoman.records import UsageError


def available(group: str) -> dict[str, str]:
    """Names in a group with the module of each, without importing any; ``group`` is a package ("dragoman.reading.formats").

    Raises:
        UsageError: two modules claim one name; the message names both.
    """
    package = importlib.import_module(group)
    found = {module.name: f"{group}.{module.name}" for module in pkgutil.iter_modules(package.__path__)}
    for point in importlib.metadata.entry_points(group=group):
        if point.name in found:
            raise UsageError(
                f'"{point.name}" of {group} is defined by {found[point.name]} and by {point.module}', mend="Rename one of them."
            )
        found[point.name] = point.module
    return dict(sorted(found.items()))


def load(group: str, name: str) -> Any:
    """Import the module that a name of a group stands for.

    Raises:
        UsageError: the group has no such name; the message lists those it has.
    """
    names = available(group)
    if name not in names:
        raise UsageError(f'there is no "{name}" in {group}', mend=f"Known are: {', '.join(names)}.")
    return importlib.import_module(names[name])


def folders(group: str) -> dict[str, Path]:
    """Folders that packages outside register in a group, each an importable package that holds files of data; in order of name.

    Raises:
        UsageError: an entry point names a package that is not there.
    """
    found = {}
    for point in sorted(importlib.metadata.entry_points(group=group), key=lambda point: point.name):
        spec = importlib.util.find_spec(point.value)
        if spec is None or not spec.submodule_search_locations:
            raise UsageError(
                f'"{point.name}" of {group} names {point.value}, which is no package with a folder',
                mend="Mend or remove the package that registers it.",
            )
        found[point.name] = Path(next(iter(spec.submodule_search_locations)))
    return found
