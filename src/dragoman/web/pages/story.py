"""A story with the words of its records marked."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar.params import PathParameter

from dragoman.records import Report, Supersession
from dragoman.web.both import both
from dragoman.web.desk import TheDesk
from dragoman.web.faults import NotHereError
from dragoman.web.marks import Paragraph, mark_paragraphs
from dragoman.web.question import TheQuestion

StoryId = Annotated[str, PathParameter(description="of the story; id@DIGEST for one version")]


class Story(msgspec.Struct, frozen=True):
    """A story as coded; ``paragraphs`` is its text in pieces, ``versions`` what it replaces and what replaces it."""

    report: Report
    paragraphs: tuple[Paragraph, ...]
    versions: tuple[Supersession, ...]


def read_story(desk: TheDesk, question: TheQuestion, id: StoryId) -> Story:
    """The report of a story, and its text in pieces that name the records they belong to."""
    id = id.removeprefix("/")  # a path: ids may be addresses
    kept = desk.archive.report(id, **question.view)
    if kept is None:
        raise NotHereError(f'the archive has no story "{id}" in this view', mend="Move the day, or search for its words.")
    return Story(kept.report, mark_paragraphs(kept.report), tuple(desk.archive.supersessions(kept.report.document.id)))


routes = both("/documents/{id:path}", "story.html", read_story, name="read_story")
