"""Who may do what at a desk: users with roles, sessions of browsers, tokens of programs, and the log of what was written."""

from dragoman.web.accounts.records import NOBODY, ROLES, Entry, Role, Token, User
from dragoman.web.accounts.store import Accounts

__all__ = ["NOBODY", "ROLES", "Accounts", "Entry", "Role", "Token", "User"]
