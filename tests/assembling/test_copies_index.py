"""An archive that grows has the same dispatches as its documents taken at once, in any order and in every view."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from sqlalchemy import Connection, select

from dragoman.archive import Archive, View
from dragoman.archive.asof import make_view
from dragoman.archive.schema import documents
from dragoman.assembling import copies_tables
from dragoman.assembling.assembly import Assembly
from dragoman.assembling.changes import Changes, Taken
from dragoman.assembling.copies import CopyFinder, find_dispatches, voices
from dragoman.assembling.copies_index import CopyIndex
from dragoman.lexicon import load_lexicon
from dragoman.reading.wire import read_story
from dragoman.records import Dispatch, Document
from tests.archive.made import PlainCoder
from tests.assembling.test_copies import MADE
from tests.assembling.wire_made import told

FINDER = CopyFinder(load_lexicon())
INDEX = CopyIndex(FINDER)
STORIES = [one.document for one in MADE]


def take(archive: Archive, stories: Iterable[Document], after: int) -> int:
    """Ingest, and take up what came."""
    archive.ingest(stories, PlainCoder())
    new = list(archive.reports(after=after))
    with archive.writing() as connection:
        copies_tables.metadata.create_all(connection)
        INDEX.take(connection, Changes(reports=[Taken(kept, _row(connection, kept.report.document)) for kept in new]))
    return max((kept.row for kept in new), default=after)


def _row(connection: Connection, document: Document) -> int:
    row = connection.scalar(select(documents.c.row).where(documents.c.id == document.id))
    assert row is not None
    return row


def dispatches(archive: Archive, view: View = View()) -> list[Dispatch]:  # noqa: B008
    with archive.reading() as connection:
        return INDEX.dispatches(connection, {story.sha256 for story in STORIES}, view)


@pytest.mark.parametrize("backwards", [False, True])
def test_taken_up_bit_by_bit_they_are_those_of_all_at_once(where: str, backwards: bool) -> None:
    order = STORIES[::-1] if backwards else STORIES
    with Archive(where) as archive:
        after = 0
        for start in range(0, len(order), 7):
            after = take(archive, order[start : start + 7], after)
        assert dispatches(archive) == find_dispatches(STORIES, FINDER)


def test_a_view_of_a_day_has_only_what_was_published(where: str) -> None:
    day = sorted(story.published or "" for story in STORIES)[len(STORIES) // 2]
    with Archive(where) as archive:
        take(archive, STORIES, 0)
        by_then = find_dispatches([story for story in STORIES if (story.published or "") <= day], FINDER)
        assert dispatches(archive, make_view(day, None)) == by_then


def test_voices_are_asked_by_text(where: str) -> None:
    with Archive(where) as archive:
        take(archive, STORIES, 0)
        with archive.reading() as connection:
            heard = INDEX.voices(connection, [STORIES[0].sha256], View())
        assert heard[STORIES[0].sha256] == voices(find_dispatches(STORIES, FINDER))[STORIES[0].sha256]


def test_new_texts_name_the_documents_whose_voice_they_may_change(where: str) -> None:
    with Archive(where) as archive:
        after = take(archive, STORIES[:1], 0)
        archive.ingest(STORIES[1:2], PlainCoder())
        with archive.writing() as connection:
            new = [Taken(kept, _row(connection, kept.report.document)) for kept in archive.reports(after=after)]
            changes = Changes(reports=new)
            INDEX.take(connection, changes)
            assert changes.documents == {_row(connection, story) for story in STORIES[:2]}


def test_papers_that_print_one_dispatch_are_one_voice_for_what_it_tells(where: str) -> None:
    sent = told(1, "AFP", day=1)
    papers = [
        read_story(f"{sent.text}\n\nPrinted on page {n}.\n\n— AFP", id=f"paper-{n}", published=sent.published, source=f"Paper {n}")
        for n in range(3)
    ]
    with Archive(where) as archive:
        assembled = Assembly(archive)
        for stories in ([papers[0]], [told(1, "Reuters", day=1), papers[1]], [sent, papers[2]]):
            archive.ingest(stories, PlainCoder())
            assembled.update()
        [occurrence] = assembled.occurrences()
    assert len(occurrence.tellings) == 5
    assert occurrence.belief.voices == ("AFP", "Reuters")
    assert len({telling.dispatch for telling in occurrence.tellings}) == 2
