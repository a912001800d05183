"""Any list as a file of an outside format: written as it is sent, so that memory does not grow with it."""

from __future__ import annotations

import contextlib
import io
import queue
import threading
from collections.abc import Iterator
from itertools import chain
from typing import Annotated, Any, get_args

from litestar import get
from litestar.handlers import HTTPRouteHandler
from litestar.params import PathParameter
from litestar.response import Stream

from dragoman.archive import QueryKind
from dragoman.exchange.export import export
from dragoman.exchange.exporter import exporters
from dragoman.web.access import needs
from dragoman.web.desk import Desk, TheDesk
from dragoman.web.faults import NotHereError
from dragoman.web.question import Question, TheQuestion

OCCURRENCES = "occurrences"
LISTS: dict[str, QueryKind] = {OCCURRENCES: "event", **{f"{kind}s": kind for kind in get_args(QueryKind)}}
"""What can be exported, and as what kind of record."""
PIECE, MOST_WAITING, PATIENCE_S = 1 << 16, 8, 60.0
ListName = Annotated[str, PathParameter(description="events, statements, positions, tolls, documents or occurrences")]
FormatName = Annotated[str, PathParameter(description="a format of dragoman export, as csv, geojson or parquet")]


class _Pipe(io.RawIOBase):
    """What is written comes out of ``pieces``; who reads no more stops the writer."""

    def __init__(self) -> None:
        self._waiting: queue.Queue[bytes | BaseException | None] = queue.Queue(MOST_WAITING)
        self._is_read = True

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, piece: Any) -> int:
        """Hand on a piece; waits where the reader is slow.

        Raises:
            BrokenPipeError: nobody reads.
        """
        self.hand_on(bytes(piece))
        return len(piece)

    def hand_on(self, piece: bytes | BaseException | None) -> None:
        """Hand on a piece, a fault, or (None) the end."""
        if not self._is_read:
            raise BrokenPipeError
        try:
            self._waiting.put(piece, timeout=PATIENCE_S)
        except queue.Full:
            raise BrokenPipeError from None

    def pieces(self) -> Iterator[bytes]:
        """The pieces as they come. A fault of the writer comes out here."""
        try:
            while (piece := self._waiting.get()) is not None:
                if isinstance(piece, BaseException):
                    raise piece
                yield piece
        finally:
            self._is_read = False
            while not self._waiting.empty():  # so that a writer that waits goes on, and ends
                self._waiting.get_nowait()


def export_list(desk: TheDesk, question: TheQuestion, list: ListName, format: FormatName) -> Stream:
    """All that the filters let through, not only a page of it, as a file of an outside format."""
    exporter = exporters().get(format)
    if list not in LISTS or exporter is None:
        known = ", ".join(sorted(exporters()))
        raise NotHereError(f"no list {list} can be had as {format}", mend=f"The lists are {', '.join(LISTS)}; the formats {known}.")
    _check(desk, question, list)
    pieces = _written(desk, question, list, format)
    # The first piece is waited for: a format without a place for the list is a fault, not half a file.
    first = next(pieces, b"")
    headers = {"Content-Disposition": f'attachment; filename="{list}{exporter.suffix}"'}
    return Stream(chain([first], pieces), media_type=exporter.media_type, headers=headers)


def _check(desk: Desk, question: Question, list: str) -> None:
    """See that what is asked can be answered.

    Raises:
        UsageError: it cannot.
    """
    if list == OCCURRENCES:
        next(desk.assembly.occurrences(question.filter, limit=1, **question.view), None)
    else:
        next(desk.archive.query(LISTS[list], question.filter, limit=1, **question.view), None)


def _written(desk: Desk, question: Question, list: str, format: str) -> Iterator[bytes]:
    pipe = _Pipe()
    assembly = desk.assembly if list == OCCURRENCES else None

    def write() -> None:
        # Who reads no more is no fault; any other comes out where it is read.
        with contextlib.suppress(BrokenPipeError):
            try:
                out = io.BufferedWriter(pipe, PIECE)
                export(
                    desk.archive, format, "-", question.filter, kind=LISTS[list], assembly=assembly, standard_output=out, **question.view
                )
                out.flush()
                pipe.hand_on(None)
            except BrokenPipeError:
                raise
            except Exception as fault:
                pipe.hand_on(fault)

    threading.Thread(target=write, name=f"export {list}", daemon=True).start()
    return pipe.pieces()


routes: list[HTTPRouteHandler] = [
    get("/export/{list:str}/{format:str}", sync_to_thread=True, guards=[needs("reader")], include_in_schema=False, name="export_list")(
        export_list
    )
]
