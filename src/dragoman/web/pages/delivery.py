"""Stories sent to be kept: coded, taken into the archive, assembled."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import MediaType, Request, Response, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import HeaderParameter, JSONBody

from dragoman.web.access import needs
from dragoman.web.accounts import User
from dragoman.web.addresses import API
from dragoman.web.answers import Answers
from dragoman.web.delivering import Delivered, Sent, deliver
from dragoman.web.desk import TheDesk
from dragoman.web.faults import documented

MOST_BYTES = 8_000_000
Key = Annotated[
    str | None,
    HeaderParameter(
        name="Idempotency-Key",
        description="a name for this request: sent again under it, the same content is answered as before and nothing is done twice",
        min_length=1,
        max_length=200,
        pattern=r"^[!-~]+$",
    ),
]


@post(
    f"{API}/documents",
    name="deliver_stories",
    operation_id="deliver_stories",
    summary="Deliver stories",
    status_code=200,
    guards=[needs("admin")],
    request_max_body_size=MOST_BYTES,
    responses=documented(400, 401, 403, 409, 413, 422, 503),
    sync_to_thread=True,
)
def deliver_sent(
    request: Request[User, str, Any], desk: TheDesk, data: JSONBody[Sent | list[Sent]], idempotency_key: Key = None
) -> Response[Delivered]:
    """Code a story, or up to a hundred as a list, and keep them; the answer says what became of each. Takes the role admin."""
    stories = (data,) if isinstance(data, Sent) else tuple(data)
    if idempotency_key is None:
        return _answer(msgspec.json.encode(deliver(desk, request.user, stories)))
    answers, key = Answers(desk.archive), idempotency_key
    known = answers.begin(request.user, key, msgspec.json.encode(stories))
    if known is not None:
        return _answer(known)
    try:
        answer = msgspec.json.encode(deliver(desk, request.user, stories))
    except BaseException:
        answers.forget(request.user, key)
        raise
    answers.keep(request.user, key, answer)
    return _answer(answer)


def _answer(content: bytes) -> Response[Any]:
    return Response(content, media_type=MediaType.JSON)


routes: list[HTTPRouteHandler] = [deliver_sent]
