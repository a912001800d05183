"""Accounts as they are kept: passwords as Argon2 hashes, sessions and tokens as digests of what their holders have."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from collections.abc import Callable, Iterator
from typing import get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, func, insert, select, update

from dragoman.archive import Archive
from dragoman.records import UsageError
from dragoman.web.accounts.records import Entry, Role, Token, User
from dragoman.web.accounts.tables import log, metadata, sessions, tokens, users

Clock = Callable[[], datetime.datetime]
FEWEST_LETTERS = 10
IDLE = datetime.timedelta(hours=12)
"""A session that nobody used for so long is over."""
LONGEST_SESSION = datetime.timedelta(days=7)
SEEN_EVERY = datetime.timedelta(minutes=5)
"""The use of a session or a token is written down so often at most: reading must not wait for a writer."""
TOKEN_MARK = "dragoman_"
_hasher = PasswordHasher()
# The password of a name that nobody has is checked against this, so that the answer takes as long.
_DUMMY = _hasher.hash(secrets.token_urlsafe())


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


class Accounts:
    """The accounts of an archive's desk. Its tables are made when first opened for writing."""

    def __init__(self, archive: Archive, *, clock: Clock = _now) -> None:
        self._archive = archive
        self._clock = clock
        with archive.writing() as connection:
            metadata.create_all(connection)

    def any_there(self) -> bool:
        """Whether there is any user."""
        with self._archive.reading() as connection:
            return connection.scalar(select(users.c.name).limit(1)) is not None

    def add(self, name: str, role: Role, password: str) -> User:
        """Add a user.

        Raises:
            UsageError: the name is taken or empty, there is no such role, or the password is too short.
        """
        if not name.strip() or not name.isprintable() or len(name) > 100:
            raise UsageError("a user needs a name of up to 100 printable characters", mend="Give one.")
        if role not in get_args(Role):
            raise UsageError(f'there is no role "{role}"', mend=f"There are {', '.join(get_args(Role))}.")
        hashed = _hash(password)
        with self._archive.writing() as connection:
            if connection.scalar(select(users.c.name).where(users.c.name == name)) is not None:
                raise UsageError(f'there is a user "{name}"', mend="Choose another name, or remove that user first.")
            connection.execute(insert(users).values(name=name, role=role, password=hashed, made=self._clock()))
        return User(name, role)

    def set_password(self, name: str, password: str) -> None:
        """Give a user another password; all sessions of the user end.

        Raises:
            UsageError: there is no such user, or the password is too short.
        """
        hashed = _hash(password)
        with self._archive.writing() as connection:
            if not connection.execute(update(users).where(users.c.name == name).values(password=hashed)).rowcount:
                raise _unknown(name)
            connection.execute(delete(sessions).where(sessions.c.user == name))

    def remove(self, name: str) -> None:
        """Remove a user with sessions and tokens; what the user did stays in the log.

        Raises:
            UsageError: there is no such user.
        """
        with self._archive.writing() as connection:
            if not connection.execute(delete(users).where(users.c.name == name)).rowcount:
                raise _unknown(name)
            for table in (sessions, tokens):
                connection.execute(delete(table).where(table.c.user == name))

    def users(self) -> list[User]:
        """All users, by name."""
        with self._archive.reading() as connection:
            return [User(name, role) for name, role in connection.execute(select(users.c.name, users.c.role).order_by(users.c.name))]

    def check(self, name: str, password: str) -> User | None:
        """The user of a name and a password; None, after as much work, where they do not belong together."""
        with self._archive.reading() as connection:
            found = connection.execute(select(users.c.role, users.c.password).where(users.c.name == name)).one_or_none()
        try:
            _hasher.verify(found.password if found else _DUMMY, password)
        except (VerificationError, InvalidHashError):
            return None
        return User(name, found.role) if found else None

    def begin_session(self, user: User) -> str:
        """Begin a session; what is given back is for the browser alone to hold."""
        secret, now = secrets.token_urlsafe(32), self._clock()
        with self._archive.writing() as connection:
            connection.execute(delete(sessions).where((sessions.c.seen < now - IDLE) | (sessions.c.began < now - LONGEST_SESSION)))
            connection.execute(insert(sessions).values(digest=_digest(secret), user=user.name, began=now, seen=now))
        return secret

    def of_session(self, secret: str) -> User | None:
        """Whose session it is; None when it is over."""
        now = self._clock()
        query = (
            select(users.c.name, users.c.role, sessions.c.seen)
            .join(sessions, sessions.c.user == users.c.name)
            .where(sessions.c.digest == _digest(secret), sessions.c.seen >= now - IDLE, sessions.c.began >= now - LONGEST_SESSION)
        )
        with self._archive.reading() as connection:
            found = connection.execute(query).one_or_none()
        if found is None:
            return None
        if now - found.seen > SEEN_EVERY:
            with self._archive.writing() as connection:
                connection.execute(update(sessions).where(sessions.c.digest == _digest(secret)).values(seen=now))
        return User(found.name, found.role)

    def end_session(self, secret: str) -> None:
        """End a session; one that is over already stays so."""
        with self._archive.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == _digest(secret)))

    def make_token(self, user: str, label: str) -> tuple[Token, str]:
        """Make a token for a program of a user: its record, and its secret, which nobody can be told again.

        Raises:
            UsageError: there is no such user.
        """
        secret = TOKEN_MARK + secrets.token_urlsafe(32)
        token = Token(secrets.token_hex(4), user, label, self._clock(), None)
        with self._archive.writing() as connection:
            if connection.scalar(select(users.c.name).where(users.c.name == user)) is None:
                raise _unknown(user)
            row = {"id": token.id, "digest": _digest(secret), "user": user, "label": label, "made": token.made}
            connection.execute(insert(tokens).values(row))
        return token, secret

    def of_token(self, secret: str) -> User | None:
        """Whose token it is; None for one that was never made, or was withdrawn."""
        query = select(users.c.name, users.c.role, tokens.c.id, tokens.c.used).join(tokens, tokens.c.user == users.c.name)
        with self._archive.reading() as connection:
            found = connection.execute(query.where(tokens.c.digest == _digest(secret))).one_or_none()
        if found is None:
            return None
        now = self._clock()
        if found.used is None or now - found.used > SEEN_EVERY:
            with self._archive.writing() as connection:
                connection.execute(update(tokens).where(tokens.c.id == found.id).values(used=now))
        return User(found.name, found.role)

    def tokens(self, user: str | None = None) -> list[Token]:
        """The tokens of a user, or all, in the order they were made."""
        query = select(tokens.c.id, tokens.c.user, tokens.c.label, tokens.c.made, tokens.c.used).order_by(tokens.c.made, tokens.c.id)
        with self._archive.reading() as connection:
            return [Token(*row) for row in connection.execute(query if user is None else query.where(tokens.c.user == user))]

    def withdraw_token(self, id: str) -> None:
        """Withdraw a token.

        Raises:
            UsageError: there is no such token.
        """
        with self._archive.writing() as connection:
            if not connection.execute(delete(tokens).where(tokens.c.id == id)).rowcount:
                raise UsageError(f'there is no token "{id}"', mend="dragoman accounts tokens lists them.")

    def write_down(self, user: User, action: str, target: str) -> None:
        """Write down in the log what a user did."""
        with self._archive.writing() as connection:
            row = (connection.scalar(select(func.max(log.c.row))) or 0) + 1
            connection.execute(insert(log).values(row=row, at=self._clock(), user=user.name, action=action, target=target))

    def log(self, *, before: int | None = None, limit: int = 100) -> Iterator[tuple[int, Entry]]:
        """The log, the newest first, each line with its row."""
        query = select(log.c.row, log.c.at, log.c.user, log.c.action, log.c.target).order_by(log.c.row.desc()).limit(limit)
        with self._archive.reading() as connection:
            for row, *entry in connection.execute(query if before is None else query.where(log.c.row < before)):
                yield row, Entry(*entry)


def _hash(password: str) -> str:
    if len(password) < FEWEST_LETTERS:
        raise UsageError(f"the password has fewer than {FEWEST_LETTERS} characters", mend="Choose a longer one; a few words are best.")
    return _hasher.hash(password)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _unknown(name: str) -> UsageError:
    return UsageError(f'there is no user "{name}"', mend="dragoman accounts list names them.")
