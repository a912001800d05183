"""The phrases that stand in a role of a match, before anybody knows whom they name."""

from __future__ import annotations

import msgspec


class Phrase(msgspec.Struct, frozen=True):
    """The head of a phrase, and how it was reached."""

    head: int
    how: str
    is_inner: bool = False
    """Hangs on the object, not on the trigger: it counts only where the object itself names nobody, and never does the deed."""
