"""Occurrences: a list of them, and one with what each voice says of it."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar.handlers import HTTPRouteHandler
from litestar.params import PathParameter

from dragoman.records import Occurrence, Telling
from dragoman.web.both import both
from dragoman.web.desk import Desk, TheDesk
from dragoman.web.faults import NotHereError
from dragoman.web.lines import Head, Quotation, head_of, quotation_of
from dragoman.web.question import Question, TheQuestion

OccurrenceId = Annotated[str, PathParameter(description="of the occurrence: the key of any event that it was made from")]


class Happening(msgspec.Struct, frozen=True):
    """An occurrence and the sentence that says it."""

    sentence: str
    occurrence: Occurrence


class Happenings(msgspec.Struct, frozen=True):
    """Occurrences that the filters let through, the latest day first; ``next`` is where to go on."""

    happenings: tuple[Happening, ...]
    next: str | None


class Report(msgspec.Struct, frozen=True):
    """One telling of an occurrence: its story, its words in their place."""

    telling: Telling
    document: Head
    quotation: Quotation | None


class Voice(msgspec.Struct, frozen=True):
    """What one agency tells, first in its own dispatch, then in the copies of it."""

    name: str
    first: Report
    copies: tuple[Report, ...]


class Whole(msgspec.Struct, frozen=True):
    """An occurrence with all that is told of it, and the names of those it fulfils."""

    sentence: str
    occurrence: Occurrence
    voices: tuple[Voice, ...]
    fulfils: tuple[Happening, ...]


def say(desk: Desk, occurrence: Occurrence) -> Happening:
    """An occurrence with its sentence."""
    return Happening(desk.assembly.sentence(occurrence), occurrence)


def list_occurrences(desk: TheDesk, question: TheQuestion) -> Happenings:
    """Occurrences that the filters let through, the latest day first."""
    asked = desk.assembly.occurrences(question.filter, limit=question.limit + 1, after=question.after, **question.view)
    found = [say(desk, one) for one in asked]
    shown = found[: question.limit]
    return Happenings(tuple(shown), shown[-1].occurrence.id if len(found) > len(shown) else None)


def read_occurrence(desk: TheDesk, question: TheQuestion, id: OccurrenceId) -> Whole:
    """What the archive holds to have happened: who tells it, on whose word, where they differ, and why their reports were joined."""
    occurrence = desk.assembly.occurrence(id, **question.view)
    if occurrence is None:
        raise NotHereError(f'there is no occurrence "{id}" in this view', mend="Move the day, or look through the list of occurrences.")
    voices: dict[str, list[Report]] = {}
    for telling in occurrence.tellings:
        voices.setdefault(telling.voice, []).append(_report(desk, question, telling))
    fulfilled = [desk.assembly.occurrence(one, **question.view) for one in occurrence.fulfils]
    return Whole(
        desk.assembly.sentence(occurrence),
        occurrence,
        tuple(Voice(name, reports[0], tuple(reports[1:])) for name, reports in voices.items()),
        tuple(say(desk, one) for one in fulfilled if one is not None),
    )


def _report(desk: Desk, question: Question, telling: Telling) -> Report:
    kept = desk.archive.report(f"{telling.document}@{telling.sha256[:16]}", **question.view) or desk.archive.report(telling.document)
    assert kept is not None  # what is assembled points at reports that are there
    return Report(telling, head_of(kept.report.document), quotation_of(telling.evidence, kept.report.document.text))


routes: list[HTTPRouteHandler] = [
    *both("/occurrences", "occurrences.html", list_occurrences, name="list_occurrences"),
    *both("/occurrences/{id:str}", "occurrence.html", read_occurrence, name="read_occurrence"),
]
