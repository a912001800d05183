"""Addresses as browsers send them: a form sends its empty fields too, which ask nothing."""

from __future__ import annotations

from typing import Any, Protocol
from urllib.parse import parse_qsl, quote, urlencode

from litestar import Request
from litestar.enums import ScopeType
from litestar.exceptions import NotFoundException
from litestar.types import ASGIApp, Receive, Scope, Send

from dragoman.records import Place

API = "/api/v1"


def json_address(request: Request[Any, Any, Any]) -> str | None:
    """Where a page's content is had as JSON, with all that its address asks; None for a page that is no such answer."""
    handler = request.scope.get("route_handler")
    if handler is None or not handler.opt.get("is_json_too"):
        return None
    asked = request.scope["query_string"].decode("latin-1")
    return f"{API}{quote(request.scope['path'])}{'?' if asked else ''}{asked}"


class Known(Protocol):
    """Somebody with a name and, where the lexicon knows them, a key."""

    @property
    def name(self) -> str:
        """The name."""

    @property
    def key(self) -> str | None:
        """The key."""


def of_actor(party: Known) -> str:
    """The address of an actor's page: by key, else by name."""
    return f"/actors/{quote(party.key or party.name, safe=':')}"


def of_place(place: Place) -> str:
    """The address of a place's page: by its GeoNames id, else by name."""
    return f"/places/{place.geoname_id or quote(place.name, safe='')}"


def without_empty_fields(app: ASGIApp) -> ASGIApp:
    """An application that never sees a field of the address without a value; nothing has an address with a NUL."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP and "\0" in scope["path"]:
            raise NotFoundException
        if scope["type"] == ScopeType.HTTP and scope["query_string"]:
            fields = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
            if any(value == "" for _, value in fields):
                scope["query_string"] = urlencode([(name, value) for name, value in fields if value != ""]).encode("ascii")
        await app(scope, receive, send)

    return answer
