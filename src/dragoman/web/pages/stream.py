"""New records as they are taken in, as server-sent events: one event a report, its id the report's row."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from itertools import islice
from typing import Annotated

import msgspec
from litestar import get
from litestar.exceptions import ServiceUnavailableException
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import HeaderParameter, QueryParameter
from litestar.response import ServerSentEvent, ServerSentEventMessage
from sqlalchemy import func, select

from dragoman.archive.query import LAST_ROW
from dragoman.archive.schema import reports
from dragoman.records import Kept, UsageError
from dragoman.web.access import needs
from dragoman.web.addresses import API
from dragoman.web.desk import Desk, TheDesk
from dragoman.web.faults import documented
from dragoman.web.lines import Head, Line, head_of, line_in

LOOKS_EVERY_S = 1.0
SILENT_FOR_S = 15.0
"""After so long without news a line is sent that says nothing, so that both ends know the other is there."""
LASTS_S = 900.0
"""A stream ends after so long; who listens comes back by itself where it was, and shows anew who it is."""
AT_ONCE = 20
"""So many reports are read at a time."""
MOST_LISTENERS = 32
_KINDS = ("statement", "event", "position", "toll")
After = Annotated[int | None, QueryParameter(ge=0, le=LAST_ROW, description="the row of the last report seen; without it, what is new")]
LastSeen = Annotated[str | None, HeaderParameter(name="Last-Event-ID", description="the same, as browsers send it")]


class News(msgspec.Struct, frozen=True):
    """A report that was taken in: its row, its story, and its records."""

    row: int
    document: Head
    records: tuple[Line, ...]


@get(
    f"{API}/stream",
    name="stream_records",
    operation_id="stream_records",
    summary="Stream records",
    guards=[needs("reader")],
    sync_to_thread=False,
    exclude_from_compression=True,
    media_type="text/event-stream",
    responses={200: ResponseSpec(str, media_type="text/event-stream", description="Events of type report; the data is JSON.")}
    | documented(400, 401, 403, 503),
)
def stream_records(desk: TheDesk, after: After = None, last_event_id: LastSeen = None) -> ServerSentEvent:
    """New reports as they are taken in, as server-sent events: id is the row, data the story's head and its records."""
    if desk.listening >= MOST_LISTENERS:
        raise ServiceUnavailableException(f"{MOST_LISTENERS} listen already.", headers={"Retry-After": "60"})
    seen = after if last_event_id is None else _row(last_event_id)
    return ServerSentEvent(news_of(desk, seen), comment_message="new reports")


async def news_of(desk: Desk, after: int | None) -> AsyncIterator[ServerSentEventMessage]:
    """What is taken in after a row, as it comes; after what there is now, where none is given."""
    desk.listening += 1
    try:
        row = await asyncio.to_thread(_newest, desk) if after is None else after
        ends = time.monotonic() + LASTS_S
        spoke = time.monotonic()
        while time.monotonic() < ends and not desk.closing.is_set():
            found = await asyncio.to_thread(_next, desk, row)
            for kept in found:
                row = kept.row
                yield ServerSentEventMessage(data=msgspec.json.encode(_news(kept)), event="report", id=row)
            if found:
                spoke = time.monotonic()
                continue
            if time.monotonic() - spoke > SILENT_FOR_S:
                spoke = time.monotonic()
                yield ServerSentEventMessage(data=None, comment="nothing new")
            await asyncio.sleep(LOOKS_EVERY_S)
    finally:
        desk.listening -= 1


def _newest(desk: Desk) -> int:
    with desk.archive.reading() as connection:
        return connection.scalar(select(func.max(reports.c.row))) or 0


def _next(desk: Desk, after: int) -> list[Kept]:
    return list(islice(desk.archive.reports(after=after), AT_ONCE))


def _news(kept: Kept) -> News:
    records = tuple(line_in(kept.report, kind, record) for kind in _KINDS for record in getattr(kept.report, f"{kind}s"))
    return News(kept.row, head_of(kept.report.document), records)


def _row(said: str) -> int:
    if not said.isdecimal() or not said.isascii() or int(said) > LAST_ROW:
        raise UsageError(f'"{said[:40]}" is not the row of a report', mend="Send the id of the last event, or nothing.")
    return int(said)


routes: list[HTTPRouteHandler] = [stream_records]
