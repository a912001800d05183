"""A story with the words of its records marked."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar.params import FromQuery, PathParameter

from dragoman.records import Actor, Correction, Explanation, Kept, Place, Report, Supersession, Time, find_record, standing
from dragoman.web.both import both
from dragoman.web.desk import Desk, TheDesk
from dragoman.web.faults import NotHereError
from dragoman.web.lines import Head, Line, head_of, line_in
from dragoman.web.marks import Paragraph, mark_paragraphs, records_of
from dragoman.web.question import Question, TheQuestion

StoryId = Annotated[str, PathParameter(description="of the story; id@DIGEST for one version")]


class Story(msgspec.Struct, frozen=True):
    """A story as coded; ``paragraphs`` is its text in pieces, ``versions`` what it replaces and what replaces it."""

    report: Report
    paragraphs: tuple[Paragraph, ...]
    versions: tuple[Supersession, ...]
    corrections: dict[str, tuple[Correction, ...]]
    """What people have said of records, by the ids of these; it stands beside what was coded."""


def read_story(desk: TheDesk, question: TheQuestion, id: StoryId) -> Story:
    """The report of a story, and its text in pieces that name the records they belong to."""
    kept = _kept(desk, question, id)
    versions = tuple(desk.archive.supersessions(kept.report.document.id))
    return Story(kept.report, mark_paragraphs(kept.report), versions, _corrections_of(desk, kept.report))


def _corrections_of(desk: Desk, report: Report) -> dict[str, tuple[Correction, ...]]:
    found: dict[str, tuple[Correction, ...]] = {}
    for correction in standing(one for _, one in desk.archive.corrections(sha256=report.document.sha256)):
        for target in correction.targets:
            record = find_record(report, target)
            if record is not None:
                found[record.id] = (*found.get(record.id, ()), correction)
    return found


class Why(msgspec.Struct, frozen=True):
    """Why a record of a story stands there: how each field was found, and the words it was found by."""

    document: Head
    line: Line
    explanations: tuple[Explanation, ...]
    is_as_kept: bool
    """Whether this desk's coder is the one that coded the story; if not, this is what it would say today."""


def say_why(desk: TheDesk, question: TheQuestion, id: StoryId, record: FromQuery[str]) -> Why:
    """Why a record of a story stands there. The story is coded once more to tell, which takes a moment."""
    kept = _kept(desk, question, id)
    kind, told = next((one for one in records_of(kept.report) if one[1].id == record), ("", None))
    if told is None or isinstance(told, Actor | Place | Time):
        raise NotHereError(f'the story has no record "{record}" that is told', mend="Open the story and choose one in its margin.")
    explained = desk.coder.explain(kept.report.document)
    reasons = tuple(one for one in explained.explanations if one.record == record)
    return Why(head_of(kept.report.document), line_in(kept.report, kind, told), reasons, kept.report.coder == explained.report.coder)


def _kept(desk: Desk, question: Question, id: str) -> Kept:
    id = id.removeprefix("/")  # a path: ids may be addresses
    kept = desk.archive.report(id, **question.view)
    if kept is None:
        raise NotHereError(f'the archive has no story "{id}" in this view', mend="Move the day, or search for its words.")
    return kept


routes = [
    *both("/documents/{id:path}", "story.html", read_story, name="read_story"),
    *both("/why/{id:path}", "why.html", say_why, name="say_why"),
]
