"""Copies of dispatches are found whatever papers change around and in them, and stories that only look alike are left apart."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.assembling.copies import CopyFinder, find_dispatches, voices
from dragoman.lexicon import load_lexicon
from dragoman.reading.wire import read_story
from dragoman.records import Copy, Dispatch, Document

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
from copied_stories import make_copies
from copies import score

FINDER = CopyFinder(load_lexicon())
BODY = (
    "Envoys of Chad and Niger signed a truce in Agadez on Monday after nine days of talks, Norway's foreign ministry said.",
    "The two armies will withdraw their guns from the border by June 12, and 340 prisoners will go home, said Hans Moe, the mediator.",
    "Traders in Agadez reopened their stalls in the afternoon, and children flew kites above the barracks for the first time in weeks.",
    "The border has been closed since a raid on a salt caravan in 2019, for which each government blames the other.",
)
OTHER = (
    "A ferry with 62 people aboard sank off Bergen in a storm early on Tuesday, and rescuers pulled nine bodies from the water.",
    "Captain Olav Vik had radioed that the engine room was flooding, the coast guard said, and two helicopters reached him at dawn.",
    "Norway grounded three ships of the same yard until their pumps are inspected, the transport minister told parliament.",
)
BACKGROUND = "The border has been closed since a raid on a salt caravan in 2019, for which each government blames the other."


def paper(id: str, *paragraphs: str, day: int = 5, source: str = "Oslo Courier", dateline: str = "", end: str = "") -> Document:
    text = dateline + "\n\n".join(paragraphs) + end
    return read_story(text, id=id, title=f"Printed as {id}", published=f"2020-05-{day:02}", source=source)


AFP = paper("afp", *BODY, day=4, source="AFP", dateline="OSLO, May 4 (AFP) - ")
FERRY = paper("ferry", *OTHER, source="Reuters", dateline="BERGEN, Norway, May 5 (Reuters) - ", day=5)


def kinds(*documents: Document) -> list[dict[str, str]]:
    return [{copy.document: copy.kind for copy in dispatch.copies} for dispatch in find_dispatches(documents, FINDER)]


def edited(text: str) -> str:
    """Every sixth word another."""
    words = text.split()
    return " ".join("reportedly" if i % 6 == 3 else word for i, word in enumerate(words))


@pytest.mark.parametrize(
    ("copy", "kind"),
    [
        (paper("c", *BODY), "exact"),
        (paper("c", *BODY, dateline="Oslo, 4. Mai (AFP) — ", end="\n\n— AFP"), "near"),
        (paper("c", *(text.upper() for text in BODY)), "exact"),
        (paper("c", " ".join(BODY)), "exact"),
        (paper("c", *BODY[::-1]), "near"),
        (paper("c", *map(edited, BODY), day=5), "near"),
        (paper("c", *BODY, "The Courier's stringer in Oslo heard horns and songs until late that night."), "near"),
        (paper("c", *BODY[:2]), "abridged"),
        (paper("c", *BODY[1:3]), "abridged"),
        (paper("c", *map(edited, BODY[:2])), "abridged"),
    ],
)
def test_a_copy_is_told_with_its_kind(copy: Document, kind: str) -> None:
    assert kinds(copy, AFP) == [{"afp": "first", "c": kind}]


@pytest.mark.parametrize(
    "other",
    [
        paper("o", *OTHER, BACKGROUND),
        paper(
            "o",
            "Norway's premier flew home from Agadez on Tuesday without the pact that he had hoped for, two of his aides said.",
            *BODY[3:],
        ),
        paper("o", *(text.replace("Chad", "Peru").replace("Niger", "Chile").replace("Agadez", "Lima") for text in BODY[:1]), day=5),
        paper("o", "Envoys met in Oslo."),
        paper("o", *BODY, source="Reuters"),
        Document("o", "", sha256="0" * 64),
    ],
    ids=["a background shared", "a follow-up", "the same form of other parties", "little text", "another agency's own", "no text"],
)
def test_a_story_that_only_looks_alike_is_another(other: Document) -> None:
    assert len(kinds(AFP, other)) == 2


def test_a_combined_story_is_of_both_dispatches_and_joins_them_not() -> None:
    both = paper("both", *BODY[:3], *OTHER, day=6, end="\n\nAFP and Reuters contributed to this report.")
    assert kinds(both, FERRY, AFP) == [{"afp": "first", "both": "combined"}, {"ferry": "first", "both": "combined"}]
    [first, second] = find_dispatches([both, FERRY, AFP], FINDER)
    assert [copy.of for copy in (*first.copies, *second.copies) if copy.kind == "combined"] == [("afp",), ("ferry",)]


def test_two_trims_of_one_dispatch_do_not_make_it_a_combined_one() -> None:
    assert len(kinds(AFP, paper("top", *BODY[:2]), paper("end", *BODY[2:]))) == 1


def test_a_short_story_that_two_others_hold_joins_one_of_them() -> None:
    flash = paper("flash", BODY[0], source="AFP", day=3)
    longer = paper("longer", BODY[0], *OTHER, day=5, source="Gulf Mirror")
    assert sorted(map(sorted, kinds(flash, AFP, longer))) == [["afp", "flash"], ["longer"]]


@pytest.mark.parametrize(
    ("documents", "origin", "reason"),
    [
        ([paper("a", *BODY), AFP], "AFP", 'its mark stands in the dateline of 1 story: "OSLO, May 4 (AFP)"'),
        ([paper("a", *BODY, end="\n\n— Agence France-Presse")], "AFP", 'it is credited in 1 story: "— Agence France-Presse"'),
        ([paper("a", *BODY, source="Xinhua")], "Xinhua", "it sent 1 story of the copies itself"),
        ([paper("a", *BODY, end="\n\nReuters contributed to this report.")], "Reuters", "it is said to have contributed to 1 story"),
        ([paper("a", *BODY, day=6), paper("b", *BODY[:3], source="Gulf Mirror")], "Gulf Mirror", "Gulf Mirror has the earliest text"),
        ([read_story(BODY[0], id="a")], None, "no story credits an agency or names its source"),
    ],
)
def test_the_origin_is_named_with_its_reason(documents: list[Document], origin: str | None, reason: str) -> None:
    [dispatch] = find_dispatches(documents, FINDER)
    assert dispatch.origin == origin
    assert reason in dispatch.reason


def test_deliveries_of_one_text_are_exact_copies_of_the_earliest() -> None:
    texts = [AFP, read_story(AFP.text, id="z", published="2020-05-06", source="Gulf Mirror")]
    [dispatch] = find_dispatches(texts, FINDER)
    assert [(copy.document, copy.kind, copy.of) for copy in dispatch.copies] == [("afp", "first", ()), ("z", "exact", ("afp",))]


def test_one_dispatch_is_one_voice() -> None:
    copies = [paper(f"p{n}", *BODY[: 2 + n % 3], source=f"Paper {n}") for n in range(6)]
    heard = voices(find_dispatches([*copies, AFP, FERRY], FINDER))
    assert {heard[document.sha256].origin for document in (*copies, AFP)} == {"AFP"}
    assert len({voice.dispatch for voice in heard.values()}) == 2


MADE = make_copies(seed=11, crises=5)


@settings(deadline=None, max_examples=15)
@given(st.randoms(use_true_random=False))
def test_no_order_of_arrival_changes_the_dispatches(draws) -> None:
    few = [one.document for one in MADE[:45]]
    expected = find_dispatches(few, FINDER)
    draws.shuffle(few)
    assert find_dispatches(few, FINDER) == expected


def test_what_was_not_published_yet_does_not_count() -> None:
    few = [one.document for one in MADE]
    day = sorted(document.published or "" for document in few)[len(few) // 2]
    by_then = [document for document in few if (document.published or "") <= day]
    dispatches: list[Dispatch] = find_dispatches(by_then, FINDER)
    listed: list[Copy] = [copy for dispatch in dispatches for copy in dispatch.copies]
    assert {copy.document for copy in listed} == {document.id for document in by_then}


def test_pairs_of_copies_are_found() -> None:
    figures = score(make_copies(seed=3, crises=16), FINDER)
    assert figures["precision"] >= 0.98
    assert figures["recall"] >= 0.95
    assert figures["origin_right"] >= 0.95
