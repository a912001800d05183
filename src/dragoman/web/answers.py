"""Answers that are kept by the key a program sent with its request, so that the same request again does nothing twice."""

from __future__ import annotations

import datetime
import hashlib

from sqlalchemy import delete, insert, select, update

from dragoman.archive import Archive
from dragoman.web.accounts import User
from dragoman.web.accounts.tables import answers
from dragoman.web.faults import OtherContentError, StillAtItError

KEPT_FOR = datetime.timedelta(days=7)
GIVEN_UP_AFTER = datetime.timedelta(hours=1)
"""Work of which nothing is heard for so long has ended without an answer, and may be done again."""


class Answers:
    """The answers that an archive's desk gave; its tables are those of the accounts."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def begin(self, user: User, key: str, content: bytes) -> bytes | None:
        """The answer that was given to this content under this key; None where the work is to be done, and is now begun.

        Raises:
            OtherContentError: something else was sent under the key.
            StillAtItError: the work goes on.
        """
        now, digest = datetime.datetime.now(datetime.UTC), hashlib.sha256(content).hexdigest()
        mine = (answers.c.user == user.name, answers.c.key == key)
        with self._archive.writing() as connection:
            given_up = answers.c.answer.is_(None) & (answers.c.at < now - GIVEN_UP_AFTER)
            connection.execute(delete(answers).where((answers.c.at < now - KEPT_FOR) | given_up))
            known = connection.execute(select(answers.c.digest, answers.c.answer).where(*mine)).one_or_none()
            if known is None:
                connection.execute(insert(answers).values(user=user.name, key=key, digest=digest, at=now))
                return None
        if known.digest != digest:
            raise OtherContentError(f'something else was sent under the key "{key}"', mend="Send it under a key of its own.")
        if known.answer is None:
            raise StillAtItError("the same was sent a moment ago, and is not done yet", mend="Ask again in a while.")
        return bytes(known.answer)

    def keep(self, user: User, key: str, answer: bytes) -> None:
        """Keep the answer to work that was begun."""
        with self._archive.writing() as connection:
            connection.execute(update(answers).where(answers.c.user == user.name, answers.c.key == key).values(answer=answer))

    def forget(self, user: User, key: str) -> None:
        """Forget that work was begun: it failed, and may be tried again."""
        with self._archive.writing() as connection:
            connection.execute(delete(answers).where(answers.c.user == user.name, answers.c.key == key))
