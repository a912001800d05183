"""Entity tags: who asks again for what has not changed is told so, and nothing is sent."""

from __future__ import annotations

import hashlib

from litestar.datastructures import Headers, MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPResponseStartEvent, Message, Receive, Scope, Send


def with_etags(app: ASGIApp) -> ASGIApp:
    """An application whose whole answers to GET carry a tag of their content; streams go through as they are."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["method"] not in ("GET", "HEAD"):
            await app(scope, receive, send)
            return
        known = Headers.from_scope(scope).get("if-none-match", "")
        start: HTTPResponseStartEvent | None = None

        async def send_tagged(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and message["status"] == 200:
                start = message
                return
            if message["type"] == "http.response.body" and start is not None:
                begun, start = start, None
                if not message["more_body"] and "etag" not in MutableScopeHeaders.from_message(begun):
                    tag = f'"{hashlib.sha256(message["body"]).hexdigest()[:24]}"'
                    headers = MutableScopeHeaders.from_message(begun)
                    headers["ETag"] = tag
                    headers.setdefault("Cache-Control", "no-cache, private")
                    if tag in {one.strip().removeprefix("W/") for one in known.split(",")}:
                        del headers["content-length"]
                        begun["status"] = 304
                        message["body"] = b""
                await send(begun)
            await send(message)

        await app(scope, receive, send_tagged)

    return answer
