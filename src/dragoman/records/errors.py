"""Faults a person can mend: what is wrong, where, and what to do."""

from __future__ import annotations


class DragomanError(Exception):
    """A fault that a person can mend: what is wrong, where, and what to do."""

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        super().__init__(what)
        self.what, self.where, self.mend = what, where, mend

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword-only arguments do not survive the default pickling between processes.
        return (_rebuild, (type(self), self.what, self.where, self.mend))

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}\n  {self.mend}" if self.mend else head


def _rebuild(kind: type[DragomanError], what: str, where: str, mend: str) -> DragomanError:
    return kind(what, where=where, mend=mend)


class ReadingError(DragomanError):
    """A document that cannot be read or coded; its sender mends it."""


class LexiconError(DragomanError):
    """A lexicon file that breaks its schema or its own examples; the rule's author mends it."""


class LanguageError(DragomanError):
    """A language model that is missing or does not fit; whoever installed the program mends it."""


class ArchiveError(DragomanError):
    """An archive that cannot be opened, read or written; its keeper mends it."""


class UsageError(DragomanError):
    """A command or call with the wrong words; its caller mends it (exit status 2)."""


class OffsetError(DragomanError, ValueError):
    """Offsets that do not lie in order inside their text; a programmer mends it."""
