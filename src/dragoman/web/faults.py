"""Faults as answers: problem+json (RFC 9457) for programs, a page that says what to do for people."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

import msgspec
from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.openapi.datastructures import ResponseSpec
from litestar.response import Redirect, Template

from dragoman.records import ArchiveError, DragomanError, ReadingError, UsageError
from dragoman.web.addresses import API
from dragoman.web.question import Question

_log = logging.getLogger(__name__)


class Problem(msgspec.Struct, frozen=True):
    """What is wrong, and how to mend it."""

    title: str
    status: int
    detail: str
    mend: str | None = None
    type: str = "about:blank"


class NotHereError(DragomanError):
    """There is nothing of that id in the archive, or not in this view."""


class OtherContentError(DragomanError):
    """A key names something that was sent before, and what is sent now is something else."""


class StillAtItError(DragomanError):
    """What is asked for is being done for another request."""


_STATUS: tuple[tuple[type[Exception], int], ...] = (
    (NotHereError, 404),
    (StillAtItError, 409),
    (OtherContentError, 422),
    (UsageError, 400),
    (ReadingError, 422),
    (ArchiveError, 503),
)


MEDIA_TYPE = "application/problem+json"


def documented(*statuses: int) -> dict[int, ResponseSpec]:
    """The problems that an operation may answer with, for the interface's description."""
    return {
        status: ResponseSpec(Problem, description=HTTPStatus(status).phrase, media_type=MEDIA_TYPE, generate_examples=False)
        for status in statuses
    }


def of_ours(request: Request[Any, Any, Any], fault: Exception) -> Response[Any]:
    """The answer to a fault that a person can mend."""
    assert isinstance(fault, DragomanError)
    status = next((status for kind, status in _STATUS if isinstance(fault, kind)), 500)
    return _answer(request, Problem(HTTPStatus(status).phrase, status, fault.what, fault.mend or None))


def of_http(request: Request[Any, Any, Any], fault: Exception) -> Response[Any]:
    """The answer to a request that is refused."""
    assert isinstance(fault, HTTPException)
    if fault.status_code == 401 and request.method == "GET" and not request.url.path.startswith(API):
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return Redirect("/login", query_params={"next": asked})
    detail, mend = fault.detail, None
    if isinstance(fault, ValidationException):
        wrong = [f"{error.get('key', '')}: {error['message']}" for error in fault.extra or () if isinstance(error, dict)]
        detail, mend = "The address asks something that cannot be read.", "; ".join(wrong) or None
    elif fault.status_code == 404:
        detail, mend = "There is no such page.", "Begin at the first page, or search."
    return _answer(request, Problem(HTTPStatus(fault.status_code).phrase, fault.status_code, detail, mend), dict(fault.headers or {}))


def of_unreadable(request: Request[Any, Any, Any], _: Exception) -> Response[Any]:
    """The answer to a body that is no text, or nests too deep: the JSON reader lets both through as faults of Python's own."""
    mend = "Send UTF-8, and JSON as the interface describes it."
    return _answer(request, Problem(HTTPStatus(400).phrase, 400, "What was sent cannot be read.", mend))


def of_our_own(request: Request[Any, Any, Any], fault: Exception) -> Response[Any]:
    """The answer to a fault of the program: it tells nothing of its insides, which stand in the server's log."""
    _log.error("%s %s failed", request.method, request.url.path, exc_info=fault)
    mend = "Try again; if it stays, whoever keeps this desk finds it in the server's log."
    return _answer(request, Problem(HTTPStatus(500).phrase, 500, "The desk failed at this.", mend))


def _answer(request: Request[Any, Any, Any], problem: Problem, headers: dict[str, str] | None = None) -> Response[Any]:
    if request.url.path.startswith(API):
        return Response(problem, status_code=problem.status, media_type=MEDIA_TYPE, headers=headers)
    context = {"problem": problem, "question": Question(), "path": "/"}
    page: Response[Any] = Template("problem.html", context=context, status_code=problem.status, media_type=MediaType.HTML, headers=headers)
    return page
