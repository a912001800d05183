"""dragoman reads newswire and keeps the record of a crisis; every field points at its words.

Importing this package reads no file and loads no model: ``Coder()`` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.version import VERSION as __version__  # noqa: N811

if TYPE_CHECKING:
    from dragoman.archive import Archive
    from dragoman.assembling import Assembly
    from dragoman.coder import Coder
    from dragoman.records import Document, Report, SetAside

__all__ = ["Archive", "Assembly", "Coder", "Document", "Report", "SetAside", "__version__"]

_HOMES = {
    "Archive": "dragoman.archive",
    "Assembly": "dragoman.assembling",
    "Coder": "dragoman.coder",
    "Document": "dragoman.records",
    "Report": "dragoman.records",
    "SetAside": "dragoman.records",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for, so that ``dragoman --help`` waits for no model."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
