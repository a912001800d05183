"""A document that was not coded, and why: it is named, and the rest go on."""

from __future__ import annotations

import msgspec

from dragoman.records.errors import DragomanError


class SetAside(msgspec.Struct, frozen=True):
    """A document that could not be read or coded.

    ``where`` is file:line (or file, or the document's id when it came from no file), ``what`` is
    wrong there, ``mend`` is what its sender can do. ``id`` is the document's, where one was read.
    """

    where: str
    what: str
    mend: str = ""
    id: str | None = None

    @classmethod
    def of(cls, fault: DragomanError, *, id: str | None = None) -> SetAside:
        """Keep a fault as the reason that a document was set aside."""
        return cls(fault.where, fault.what, fault.mend, id)

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}\n  {self.mend}" if self.mend else head
