"""The application: its pages, what every answer carries, and what becomes of faults."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from litestar import Litestar, Router
from litestar.config.allowed_hosts import AllowedHostsConfig
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.middleware import DefineMiddleware
from litestar.middleware.compression import CompressionMiddleware
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.static_files import create_static_files_router
from litestar.template.config import TemplateConfig

from dragoman.records import DragomanError
from dragoman.web import faults
from dragoman.web.access import Authentication, comes_from_here
from dragoman.web.addresses import json_address, of_actor, of_place, without_empty_fields
from dragoman.web.choices import filters_of, types
from dragoman.web.description import describe
from dragoman.web.desk import Desk
from dragoman.web.etags import with_etags
from dragoman.web.headers import with_headers
from dragoman.web.margin import notes_of
from dragoman.web.pages import (
    actors,
    code,
    delivery,
    exports,
    feeds,
    house,
    lists,
    login,
    now,
    occurrences,
    places,
    review,
    story,
    storylines,
    stream,
    tolls,
)
from dragoman.web.question import read_question
from dragoman.web.serving import with_patience
from dragoman.web.settings import Settings
from dragoman.web.structs import Structs
from dragoman.wording import cells

STATIC = Path(__file__).parent / "static"
_PAGES = (now, storylines, occurrences, actors, places, tolls, lists, story, exports, feeds, review, code, house, delivery, stream, login)
_COMPRESSION = CompressionConfig(backend="gzip", minimum_size=1000, exclude_opt_key="exclude_from_compression")


def build_app(settings: Settings) -> Litestar:
    """The application of a desk.

    Raises:
        ArchiveError: the archive cannot be opened.
    """
    desk = Desk(settings)
    app = Litestar(
        route_handlers=[
            # Together: a handler whose path another one joins later would be made ready twice (Litestar 2.25).
            Router("/", route_handlers=[route for page in _PAGES for route in page.routes]),
            create_static_files_router(path="/static", directories=[STATIC], name="static", include_in_schema=False),
        ],
        dependencies={"desk": Provide(lambda: desk, sync_to_thread=False), "question": Provide(read_question, sync_to_thread=False)},
        template_config=TemplateConfig(engine=JinjaTemplateEngine.from_environment(_environment(desk))),
        openapi_config=describe(),
        plugins=[Structs()],
        exception_handlers={
            DragomanError: faults.of_ours,
            HTTPException: faults.of_http,
            UnicodeDecodeError: faults.of_unreadable,
            RecursionError: faults.of_unreadable,
            Exception: faults.of_our_own,
        },
        guards=[comes_from_here],
        middleware=[
            with_patience,
            without_empty_fields,
            DefineMiddleware(CompressionMiddleware, config=_COMPRESSION),
            with_etags,
            DefineMiddleware(Authentication, exclude="^/static/"),
        ],
        allowed_hosts=AllowedHostsConfig(list(settings.names), www_redirect=False),
        state=State({"desk": desk}),
        request_max_body_size=4 * settings.most_characters + 65_536,
        on_shutdown=[desk.close],
    )
    # Around everything, so that what is refused before it is routed carries them too.
    app.asgi_handler = with_headers(app.asgi_handler)
    return app


def plain(value: Any) -> str:
    """A value of a record as words: names of parties and places, lists with commas."""
    if isinstance(value, dict):
        return str(value.get("name") or ", ".join(f"{key} {one}" for key, one in value.items() if one not in (None, "", [])))
    return ", ".join(map(plain, value)) if isinstance(value, list | tuple) else str(value)


def _environment(desk: Desk) -> Environment:
    environment = Environment(loader=PackageLoader("dragoman.web"), autoescape=select_autoescape(), undefined=StrictUndefined)
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters["plain"] = plain
    environment.globals |= {"cells": cells, "notes_of": notes_of, "json_address": json_address}
    environment.globals |= {"of_actor": of_actor, "of_place": of_place}
    environment.globals |= {"filters_of": filters_of, "types_of": lambda kind: types(desk.lexicon, kind)}
    return environment
