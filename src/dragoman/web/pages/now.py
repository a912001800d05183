"""Now: the storylines, what changed lately, and what needs a person."""

from __future__ import annotations

import msgspec
from litestar.handlers import HTTPRouteHandler

from dragoman.archive import Filter
from dragoman.web.both import both
from dragoman.web.desk import TheDesk
from dragoman.web.pages.occurrences import Happening, say
from dragoman.web.pages.storylines import Heading, heading_of
from dragoman.web.pages.tolls import Ledger, ledger_of
from dragoman.web.question import TheQuestion

MOST_STORYLINES, MOST_CHANGES, MOST_SET_ASIDE = 8, 12, 5
LOOKED_AT = 40


class Now(msgspec.Struct, frozen=True):
    """The first page: ``new`` are the latest occurrences, ``denied`` those of them that somebody denies; ``waiting`` counts reports."""

    storylines: tuple[Heading, ...]
    new: tuple[Happening, ...]
    denied: tuple[Happening, ...]
    revised: tuple[Ledger, ...]
    in_conflict: tuple[Ledger, ...]
    set_aside: tuple[str, ...]
    waiting: int


def show_now(desk: TheDesk, question: TheQuestion) -> Now:
    """The storylines, what changed lately, and what needs a person."""
    assembly, view = desk.assembly, question.view
    lately = [say(desk, one) for one in assembly.occurrences(question.filter, limit=LOOKED_AT, **view)]
    ledgers = [ledger_of(one) for one in assembly.series(Filter(), limit=LOOKED_AT, **view)]
    set_aside = (f"{reason.where}: {reason.what}" for reason, _ in desk.archive.set_aside())
    return Now(
        storylines=tuple(heading_of(desk, question, one) for one in assembly.storylines(limit=MOST_STORYLINES, **view)),
        new=tuple(lately[:MOST_CHANGES]),
        denied=tuple(one for one in lately if one.occurrence.belief.denied_by)[:MOST_CHANGES],
        revised=tuple(one for one in ledgers if one.series.revisions)[:MOST_CHANGES],
        in_conflict=tuple(one for one in ledgers if one.series.conflicts)[:MOST_CHANGES],
        set_aside=tuple(line for line, _ in zip(set_aside, range(MOST_SET_ASIDE), strict=False)),
        waiting=assembly.waiting(),
    )


routes: list[HTTPRouteHandler] = both("/", "now.html", show_now, name="show_now")
