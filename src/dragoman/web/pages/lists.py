"""Events, statements, positions, tolls and documents as lists, newest first."""

from __future__ import annotations

from collections.abc import Callable

from litestar.handlers import HTTPRouteHandler

from dragoman.archive import QueryKind
from dragoman.web.both import both
from dragoman.web.desk import Desk, TheDesk
from dragoman.web.lines import Lines, line_of
from dragoman.web.question import Question, TheQuestion


def _list_of(kind: QueryKind) -> Callable[[Desk, Question], Lines]:
    def find(desk: TheDesk, question: TheQuestion) -> Lines:
        hits = list(desk.archive.query(kind, question.filter, limit=question.limit + 1, after=question.after, **question.view))
        shown = tuple(map(line_of, hits[: question.limit]))
        return Lines(kind, shown, shown[-1].cursor if len(hits) > question.limit else None)

    find.__doc__ = f"{kind.capitalize()}s that the filters let through, the newest day first."
    return find


_KINDS: tuple[QueryKind, ...] = ("event", "statement", "position", "toll", "document")
routes: list[HTTPRouteHandler] = [
    route for kind in _KINDS for route in both(f"/{kind}s", "list.html", _list_of(kind), name=f"list_{kind}s")
]
