"""The review: one record at a time, with its words, to accept, correct or reject; and what judgements measure."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import Annotated, Any, Literal

import msgspec
from litestar import Request, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromQuery, JSONBody, QueryParameter, URLEncodedBody
from litestar.response import Redirect

from dragoman.archive.query import LAST_ROW
from dragoman.records import Correction, Hit, UsageError, reference_to, standing
from dragoman.web.access import needs
from dragoman.web.accounts import User
from dragoman.web.addresses import API
from dragoman.web.both import both
from dragoman.web.choices import choices
from dragoman.web.desk import Desk, TheDesk
from dragoman.web.faults import documented
from dragoman.web.lines import Line, line_of
from dragoman.web.pages.login import within
from dragoman.web.question import TheQuestion
from dragoman.web.reviewing import FIELDS, Asked, Figures, Judged, Named, correct, find_named, measure, target_words

Row = Annotated[int, QueryParameter(ge=0, le=LAST_ROW, description="the row of the last one seen")]
Queue = Literal["doubtful", "sample"]
DOUBTFUL = 0.7
"""Events that the coder is less sure of than this are doubtful."""
SAMPLED = 20
"""One record of so many is in the sample: which, its words decide."""
LOOKED_AT = 400
"""So many records are looked through for the next to be judged; a cursor goes on from there."""


class Editable(msgspec.Struct, frozen=True):
    """A field of a form: what was coded, and what may be chosen (nothing where words are typed)."""

    name: str
    coded: str
    choices: tuple[str, ...]


class Review(msgspec.Struct, frozen=True):
    """The next record of a queue (None at its end), its fields, what was judged so far, and the last correction that can be undone."""

    queue: Queue
    kind: Judged
    line: Line | None
    fields: tuple[Editable, ...]
    after: str | None
    figures: Figures
    mine: int
    undo: Correction | None


class Form(msgspec.Struct, frozen=True):
    """What the form of the page sends; fields that were left as they are set nothing."""

    kind: Judged
    document: str
    record: str
    action: Literal["accept", "reject", "correct"]
    next: str = "/review"
    reason: str = ""
    type: str | None = None
    modality: str | None = None
    verb_class: str | None = None
    statement_kind: str | None = None
    issue: str | None = None
    stance: str | None = None
    toll_kind: str | None = None
    low: str | None = None
    high: str | None = None
    group: str | None = None


class Kept(msgspec.Struct, frozen=True):
    """A correction and its row."""

    row: int
    correction: Correction


class Corrections(msgspec.Struct, frozen=True):
    """Corrections, the oldest first."""

    corrections: tuple[Kept, ...]


def next_to_judge(
    desk: TheDesk,
    question: TheQuestion,
    request: Request[User, str, Any],
    queue: FromQuery[Queue] = "doubtful",
    kind: FromQuery[Judged] = "event",
) -> Review:
    """The next record of a queue that you have not judged."""
    corrections = [one for _, one in desk.archive.corrections()]
    mine = [one for one in standing(corrections) if one.by == request.user.name]
    done = {target_words(target) for one in mine for target in one.targets}
    hit, after = _next(desk, queue, kind, question.after, done)
    line = line_of(hit) if hit else None
    fields = _fields(desk, line) if line else ()
    return Review(queue, kind, line, fields, after, measure(corrections), len(mine), mine[-1] if mine else None)


def list_corrections(desk: TheDesk, after: Row = 0) -> Corrections:
    """Corrections in the order they were learnt; ``after`` is the row of the last one seen."""
    found = []
    for row, correction in desk.archive.corrections(after=after):
        found.append(Kept(row, correction))
        if len(found) == 200:
            break
    return Corrections(tuple(found))


@post(
    f"{API}/corrections",
    name="correct",
    operation_id="correct",
    guards=[needs("reviewer")],
    responses=documented(400, 401, 403, 404, 413, 503),
    sync_to_thread=True,
)
def correct_sent(request: Request[User, str, Any], desk: TheDesk, data: JSONBody[Asked]) -> Correction:
    """Keep a correction: beside what was coded, never over it."""
    return correct(desk, request.user, data)


@post("/review", include_in_schema=False, name="judge", guards=[needs("reviewer")], sync_to_thread=True)
def judge(request: Request[User, str, Any], desk: TheDesk, data: URLEncodedBody[Form]) -> Redirect:
    """Keep a judgement and go on to the next record."""
    named = (Named(data.document, data.record),)
    if data.action != "correct":
        correct(desk, request.user, Asked(data.action, data.kind, named, reason=data.reason))
        return Redirect(within(data.next), status_code=303)
    changed = list(_changed(desk, data, named[0]))
    if not changed:
        raise UsageError("nothing was changed", mend="Change a field, or accept the record as it is.")
    for field, value in changed:
        correct(desk, request.user, Asked("set", data.kind, named, field, value, data.reason))
    return Redirect(within(data.next), status_code=303)


class Undone(msgspec.Struct, frozen=True):
    """The correction to withdraw."""

    id: str
    next: str = "/review"


@post("/review/undo", include_in_schema=False, name="undo", guards=[needs("reviewer")], sync_to_thread=True)
def undo(request: Request[User, str, Any], desk: TheDesk, data: URLEncodedBody[Undone]) -> Redirect:
    """Withdraw a correction; that it was made stays on record."""
    correct(desk, request.user, Asked("withdraw", value=data.id))
    return Redirect(within(data.next), status_code=303)


def _next(desk: Desk, queue: Queue, kind: Judged, after: str | None, done: set[Any]) -> tuple[Hit | None, str | None]:
    """The next hit to be judged, and where to look on from: the hit's place, or that of the last one looked at."""
    wanted = _QUEUES[queue]
    for hit in desk.archive.query(kind, after=after, limit=LOOKED_AT):
        reference = reference_to(hit.report, kind, hit.record)  # type: ignore[arg-type]
        if wanted(hit) and target_words(reference) not in done:
            return hit, after
        after = hit.cursor
    return None, after


def _is_doubtful(hit: Hit) -> bool:
    return getattr(hit.record, "confidence", 1.0) < DOUBTFUL


def _is_sampled(hit: Hit) -> bool:
    return hashlib.sha256(f"{hit.report.document.sha256}{hit.kind}{hit.record.id}".encode()).digest()[0] % SAMPLED == 0


_QUEUES: dict[Queue, Callable[[Hit], bool]] = {"doubtful": _is_doubtful, "sample": _is_sampled}


def _fields(desk: Desk, line: Line) -> tuple[Editable, ...]:
    def field(name: str) -> Editable:
        value = getattr(line.record, name)
        return Editable(name, "" if value is None else str(value), choices(desk.lexicon, line.kind, name))

    return tuple(map(field, FIELDS[line.kind]))


_FORM_NAMES = {("statement", "kind"): "statement_kind", ("toll", "kind"): "toll_kind"}
"""Fields of the form whose names would be those of other fields."""


def _changed(desk: Desk, form: Form, named: Named) -> Iterable[tuple[str, str | None]]:
    """The fields whose value in the form is another than the coded one."""
    _, record = find_named(desk, form.kind, named)
    for field in FIELDS[form.kind]:
        value = getattr(form, _FORM_NAMES.get((form.kind, field), field))
        coded = getattr(record, field)
        if value is not None and value != ("" if coded is None else str(coded)):
            yield field, value or None


routes: list[HTTPRouteHandler] = [
    *both("/review", "review.html", next_to_judge, name="next_to_judge"),
    *both("/corrections", "corrections.html", list_corrections, name="list_corrections"),
    correct_sent,
    judge,
    undo,
]
