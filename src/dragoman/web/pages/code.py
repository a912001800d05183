"""A story that is pasted or sent, coded; nothing of it is kept."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import MediaType, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.params import JSONBody, URLEncodedBody
from litestar.response import Template

from dragoman.reading.wire import read_story
from dragoman.records import Document, Explanation, Report, UsageError, text_digest
from dragoman.web.access import needs
from dragoman.web.addresses import API
from dragoman.web.desk import Desk, TheDesk
from dragoman.web.faults import documented
from dragoman.web.marks import mark_paragraphs
from dragoman.web.pages.story import Story
from dragoman.web.question import Question

_STORIES = RateLimitConfig(rate_limit=("minute", 30))


class Pasted(msgspec.Struct, frozen=True):
    """A story: its text, and the day it was published (YYYY-MM-DD), from which "Tuesday" is reckoned."""

    text: str
    published: str | None = None
    title: str | None = None
    source: str | None = None


class Coded(msgspec.Struct, frozen=True):
    """The report of a story, and why each of its records stands there."""

    report: Report
    explanations: tuple[Explanation, ...]


def document_of(desk: Desk, pasted: Pasted) -> Document:
    """The document of a pasted story; lines end as they do in files here, whatever the browser sent.

    Raises:
        UsageError: it is too long.
    """
    text = pasted.text.replace("\r\n", "\n")
    if len(text) > desk.settings.most_characters:
        raise UsageError(f"the story has {len(text):,} characters", mend=f"At most {desk.settings.most_characters:,} are coded here.")
    id = f"pasted-{text_digest(text)[:8]}"
    return read_story(text, id=id, title=pasted.title or None, source=pasted.source or None, published=pasted.published or None)


def code(desk: Desk, pasted: Pasted) -> Coded:
    """Code a story and keep nothing of it."""
    explained = desk.coder.explain(document_of(desk, pasted))
    return Coded(explained.report, explained.explanations)


@post(
    f"{API}/code",
    name="code_story",
    operation_id="code_story",
    status_code=200,
    guards=[needs("reader")],
    middleware=[_STORIES.middleware],
    responses=documented(400, 401, 403, 413, 422, 429),
    sync_to_thread=True,
)
def code_sent(desk: TheDesk, data: JSONBody[Pasted]) -> Coded:
    """Code a story; nothing of it is kept."""
    return code(desk, data)


@get("/code", include_in_schema=False, name="code_page", guards=[needs("reader")], sync_to_thread=False)
def ask(desk: TheDesk) -> Template:
    """The form."""
    desk.warm()
    return _page(desk)


@post(
    "/code", include_in_schema=False, name="code_pasted", status_code=200, guards=[needs("reader")], middleware=[_STORIES.middleware],
    sync_to_thread=True,
)  # fmt: skip
def code_pasted(desk: TheDesk, data: URLEncodedBody[Pasted]) -> Template:
    """The story of the form, coded."""
    coded = code(desk, data)
    story = Story(coded.report, mark_paragraphs(coded.report), (), {})
    return _page(desk, page=story, pasted=data)


def _page(desk: Desk, **more: Any) -> Template:
    context = {"question": Question(), "path": "/code", "page": None, "pasted": None, "most": desk.settings.most_characters, **more}
    return Template("code.html", context=context, media_type=MediaType.HTML)


routes: list[HTTPRouteHandler] = [code_sent, ask, code_pasted]
