"""Users, tokens and what was written, as the desk passes them about. None holds a secret."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

Role = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = ("reader", "reviewer", "admin")
"""Each may do what those before it may: read; correct; ingest, and keep accounts."""


class User(msgspec.Struct, frozen=True):
    """Somebody with a name and a role."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Whether the user has this role, or one that includes it."""
        return ROLES.index(self.role) >= ROLES.index(role)


NOBODY = User("nobody", "reader")


class Token(msgspec.Struct, frozen=True):
    """A token of a program: ``id`` names it, its secret was shown once and is kept as a digest."""

    id: str
    user: str
    label: str
    made: datetime.datetime
    used: datetime.datetime | None


class Entry(msgspec.Struct, frozen=True):
    """One line of the log: who did what to what, when."""

    at: datetime.datetime
    user: str
    action: str
    target: str
