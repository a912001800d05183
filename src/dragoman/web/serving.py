"""The server of a desk: what it allows to those who connect, however slow, and how it ends."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import uvicorn
from litestar import Litestar
from litestar.enums import ScopeType
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp, HTTPReceiveMessage, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_BYTES = 65_536
"""A request's first line and headers may be so long together."""
HEAD_SECONDS = 15.0
"""So long a connection may take to say what it asks."""
BODY_SECONDS = 30.0
"""So long a body may take to come in."""
MOST_CONNECTIONS = 512
STOPPING_SECONDS = 3


class RequestTimeoutException(HTTPException):
    """The body of a request came too slowly."""

    status_code = 408


def with_patience(app: ASGIApp) -> ASGIApp:
    """An application that waits for a request's body so long and no longer."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["method"] in ("GET", "HEAD"):
            await app(scope, receive, send)
            return
        ends = asyncio.get_running_loop().time() + BODY_SECONDS
        is_whole = False

        async def receive_in_time() -> HTTPReceiveMessage:
            nonlocal is_whole
            if is_whole:
                return await receive()  # type: ignore[return-value]
            try:
                async with asyncio.timeout_at(ends):
                    message = await receive()
            except TimeoutError as error:
                raise RequestTimeoutException(f"The body did not come within {BODY_SECONDS:.0f} seconds.") from error
            is_whole = message["type"] != "http.request" or not message.get("more_body")
            return message  # type: ignore[return-value]

        await app(scope, receive_in_time, send)

    return answer


class _Protocol(H11Protocol):
    """Closes a connection that does not say in time what it asks."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait_for_head()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._wait_for_head()

    def _wait_for_head(self) -> None:
        self.loop.call_later(HEAD_SECONDS, self._close_if_silent, self.cycle)

    def _close_if_silent(self, last: Any) -> None:
        if self.cycle is last and not self.transport.is_closing():
            self.transport.close()


class Server(uvicorn.Server):
    """A server that tells the desk when it begins to stop, so that streams end."""

    def __init__(self, app: Litestar, **settings: Any) -> None:
        config = uvicorn.Config(
            app,
            http=_Protocol,
            ws="none",
            h11_max_incomplete_event_size=HEAD_BYTES,
            limit_concurrency=MOST_CONNECTIONS,
            timeout_graceful_shutdown=STOPPING_SECONDS,
            server_header=False,
            log_level="warning",
            **settings,
        )
        super().__init__(config)
        self._closing = app.state.desk.closing

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what goes on; streams first."""
        self._closing.set()
        await super().shutdown(sockets)
