"""One function, two addresses: its answer as a page, and as JSON under ``/api/v1``."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any

from litestar import MediaType, Request, get
from litestar.handlers import HTTPRouteHandler
from litestar.response import Template

from dragoman.web.access import needs
from dragoman.web.addresses import API
from dragoman.web.faults import documented
from dragoman.web.question import Question


def both(path: str, template: str, find: Callable[..., Any], *, name: str) -> list[HTTPRouteHandler]:
    """Routes of a page and of its JSON. ``find`` takes what the address gives and returns a struct, ``page`` in the template.

    ``name`` is that of the operation in the interface's description.
    """
    signature = inspect.signature(find, eval_str=True)
    as_json = get(
        f"{API}{path}",
        sync_to_thread=True,
        guards=[needs("reader")],
        operation_id=name,
        name=name,
        summary=name.replace("_", " ").capitalize(),
        responses=documented(400, 401, 403, 404, 503),
    )(find)

    takes_request = "request" in signature.parameters

    @functools.wraps(find)
    def show(request: Request[Any, Any, Any], **asked: Any) -> Template:
        question = next((value for value in asked.values() if isinstance(value, Question)), None)
        found = find(request=request, **asked) if takes_request else find(**asked)
        context = {"page": found, "question": question or Question(), "path": request.url.path}
        return Template(template, context=context, media_type=MediaType.HTML)

    # Litestar reads what a handler takes from its signature: that of ``find`` and the request, with another answer.
    del show.__wrapped__
    asking = inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=Request[Any, Any, Any])
    others = [value.replace(kind=inspect.Parameter.KEYWORD_ONLY) for key, value in signature.parameters.items() if key != "request"]
    show.__signature__ = signature.replace(parameters=[asking, *others], return_annotation=Template)  # type: ignore[attr-defined]
    show.__annotations__ = {one.name: one.annotation for one in (asking, *others)} | {"return": Template}
    as_page = get(path, sync_to_thread=True, guards=[needs("reader")], include_in_schema=False, name=f"{name}_page", is_json_too=True)
    return [as_json, as_page(show)]
