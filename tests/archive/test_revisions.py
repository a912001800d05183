"""A newer version of a story by the same agency supersedes the older, which stays reachable; other stories are left alone."""

from __future__ import annotations

import pytest

from dragoman.archive import Archive
from dragoman.archive.revisions import Revisions
from dragoman.lexicon import load_lexicon
from dragoman.reading.wire import read_story
from dragoman.records import Document
from tests.archive.made import PlainCoder

BODY = (
    "OSLO, May 4 (Reuters) - Envoys of Chad and Niger met in Oslo on Monday, Norway's foreign ministry said.\n\n"
    "The two states broke off their talks last year over the border town of Agadez, which both claim.\n\n"
    "Norway has hosted three rounds since, none of which brought an agreement on the withdrawal of troops."
)
TITLE = "Envoys of Chad and Niger meet in Oslo"


def wire(id: str, *, title: str = TITLE, day: int = 4, source: str = "Reuters", text: str = BODY, more: str = "") -> Document:
    return read_story(text + more, id=id, title=title, published=f"2020-05-{day:02}", source=source)


def standing(where: str, *documents: Document) -> list[str]:
    with Archive(where) as archive:
        archive.ingest(documents, PlainCoder())
        return [kept.report.document.id for kept in archive.reports()]


ADDED = "\n\nThe envoys will meet again in June."


@pytest.mark.parametrize(
    ("newer", "kind"),
    [
        (wire("b", title=f"UPDATE 1-{TITLE}", more=ADDED), "revision"),
        (wire("b", title=f"CORRECTED-{TITLE}", more=ADDED), "revision"),
        (wire("b", title=f"(2nd lead) {TITLE}", more=ADDED), "revision"),
        (wire("b", title=f"{TITLE} again", text="(Recasts, adds comment)\n" + BODY, more=ADDED), "revision"),
        (wire("b", title=f"UPDATE 2-{TITLE} for a third time", day=5, more=ADDED), "revision"),
        (wire("a", more=ADDED), "same_id"),
        (wire("b", title=f"KILL: {TITLE}", text="The meeting did not take place."), "retraction"),
        (wire("b", title="Note to editors", text=f"Please withhold the story headed {TITLE}, which is wrong."), "retraction"),
    ],
)
@pytest.mark.parametrize("older_first", [True, False])
def test_a_newer_version_supersedes(where: str, newer: Document, kind: str, older_first: bool) -> None:
    older = wire("a")
    assert standing(where, *((older, newer) if older_first else (newer, older))) == [newer.id]
    with Archive(where, mode="read") as archive:
        [pair] = archive.supersessions("a")
        assert (pair.earlier, pair.later, pair.kind) == ("a", newer.id, kind)
        reached = archive.document(f"a@{older.sha256[:12]}") if newer.id == "a" else archive.document("a")
        assert reached == older
        assert archive.document(newer.id) == newer


@pytest.mark.parametrize(
    "other",
    [
        wire("b", title=f"UPDATE 1-{TITLE}", source="AFP", more=ADDED),
        wire("b", title=f"UPDATE 1-{TITLE}", day=20, more=ADDED),
        wire("b", title="UPDATE 1-Ferry sinks off Bergen", text="BERGEN, May 4 (Reuters) - A ferry sank on Monday, its owner said."),
        wire("b", title=TITLE, day=5, more=ADDED),
        wire("a", text="BERGEN, May 4 (Reuters) - A ferry sank off Bergen on Monday with nobody aboard, its owner said."),
        wire("a", source="AFP", more=ADDED),
    ],
    ids=["another agency", "weeks later", "another story", "no mark", "an id used twice", "an id of another agency"],
)
def test_other_stories_are_left_alone(where: str, other: Document) -> None:
    assert standing(where, wire("a"), other) == ["a", other.id]


def test_a_chain_ends_with_its_last_version_in_any_order(where: str) -> None:
    versions = [wire("a"), *(wire(f"u{n}", title=f"UPDATE {n}-{TITLE}", more=ADDED * n) for n in (1, 2, 3))]
    assert standing(where, versions[2], versions[0], versions[3], versions[1]) == ["u3"]


def test_the_last_number_counts_within_a_day_and_a_retraction_above_all(where: str) -> None:
    kill = wire("k", title=f"WITHDRAWN-{TITLE}", text="It was wrong.")
    assert standing(where, kill, wire("u9", title=f"UPDATE 9-{TITLE}", more=ADDED), wire("a")) == ["k"]


@pytest.mark.parametrize(
    ("title", "text", "mark", "number"),
    [
        ("CORRECTED-UPDATE 2-Envoys meet", BODY, "correction", 2),
        (None, "(3rd lead)\nEnvoys meet in Oslo\n" + BODY, "lead", 3),
        ("Envoys meet (Second Lead)", BODY, "lead", 2),
        ("Envoys meet", BODY, None, None),
    ],
)
def test_marks(title: str | None, text: str, mark: str | None, number: int | None) -> None:
    found = Revisions(load_lexicon()).mark_of(read_story(text, id="x", title=title))
    assert (found and found.id, found and found.number) == (mark, number)
