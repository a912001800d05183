"""Who asks, and what that one may do.

Where nobody has an account, a desk serves its own machine alone and whoever sits there may do everything. Where there
are accounts, a browser shows its session and a program its token. A session counts for pages and for reading; writing
through ``/api`` takes a token, so that no page elsewhere can write with a reader's cookie.
"""

from __future__ import annotations

import getpass
from typing import Any
from urllib.parse import urlsplit

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.middleware import AbstractAuthenticationMiddleware, AuthenticationResult
from litestar.types import Guard

from dragoman.web.accounts import NOBODY, Role, User
from dragoman.web.addresses import API

COOKIE = "dragoman_session"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
Connection = ASGIConnection[Any, Any, Any, Any]


class Authentication(AbstractAuthenticationMiddleware):
    """Finds out who asks: ``request.user`` is a ``User``, and ``request.auth`` how that is known (local, session, token, none)."""

    async def authenticate_request(self, connection: Connection) -> AuthenticationResult:
        """The user of a request; ``NOBODY`` who shows nothing that counts."""
        accounts = connection.app.state.desk.accounts
        if not connection.app.state.desk.has_accounts:
            return AuthenticationResult(user=User(_sitting_here(), "admin"), auth="local")
        header = connection.headers.get("authorization", "")
        if header.lower().startswith("bearer "):
            user = accounts.of_token(header[len("bearer ") :].strip())
            return AuthenticationResult(user=user or NOBODY, auth="token" if user else "none")
        secret = connection.cookies.get(COOKIE)
        user = accounts.of_session(secret) if secret else None
        return AuthenticationResult(user=user or NOBODY, auth="session" if user else "none")


def needs(role: Role) -> Guard:
    """A guard that lets those pass who have a role."""

    def check(connection: Connection, _: BaseRouteHandler) -> None:
        if connection.auth == "none":
            raise NotAuthorizedException("You are not logged in." if not _is_api(connection) else "This takes a token.")
        if not connection.user.may(role):
            raise PermissionDeniedException(f'This takes the role "{role}"; {connection.user.name} has "{connection.user.role}".')

    return check


def comes_from_here(connection: Connection, _: BaseRouteHandler) -> None:
    """A guard that refuses writing which a page of another site asked for, and writing through ``/api`` with a cookie."""
    if connection.scope.get("method") in _SAFE or connection.auth == "token":
        return
    if _is_api(connection) and connection.auth == "session":
        raise PermissionDeniedException("Writing through the interface takes a token, not a session.")
    if not _is_same_site(connection):
        raise PermissionDeniedException("A page of another site asked for this.")
    if _is_api(connection) and not connection.headers.get("content-type", "").startswith("application/json"):
        raise PermissionDeniedException("The interface takes JSON: content-type must be application/json.")


def _is_api(connection: Connection | Request[Any, Any, Any]) -> bool:
    return connection.url.path.startswith(API)


def _is_same_site(connection: Connection) -> bool:
    """Whether a page of this desk asked, or no page at all. A browser says so; an older one names the page's origin."""
    said = connection.headers.get("sec-fetch-site")
    if said is not None:
        # Where no referrer is told, the origin of a form is "null" even here.
        return said in ("same-origin", "none")
    origin = connection.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == connection.headers.get("host")


def _sitting_here() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "desk"
