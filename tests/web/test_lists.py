"""Lists and stories: the same on the page, in the interface and from the archive itself."""

from __future__ import annotations

import pytest
from litestar.testing import TestClient

from dragoman.archive import Archive, Filter
from dragoman.web.marks import mark_paragraphs

KINDS = ("event", "statement", "position", "toll", "document")


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_shows_what_the_archive_finds(client: TestClient, where: str, kind: str) -> None:
    with Archive(where, mode="read") as archive:
        expected = [(hit.report.document.id, getattr(hit.record, "id", None)) for hit in archive.query(kind)]  # type: ignore[arg-type]
    answer = client.get(f"/api/v1/{kind}s").json()
    shown = [(line["document"]["id"], line["id"] if kind != "document" else line["document"]["id"]) for line in answer["lines"]]
    assert shown == expected
    assert expected
    assert client.get(f"/{kind}s").text.count('<li class="line') == len(expected)


def test_filters_narrow_pages_and_interface_alike(client: TestClient, where: str) -> None:
    with Archive(where, mode="read") as archive:
        expected = len(list(archive.query("event", Filter(actor="MDA"))))
    assert len(client.get("/api/v1/events?actor=MDA&since=").json()["lines"]) == expected == 1
    page = client.get("/events?actor=MDA&since=&until=").text
    assert page.count('<li class="line') == expected
    assert 'class="chips"' in page


def test_pages_follow_one_another_by_cursor(client: TestClient) -> None:
    everything = client.get("/api/v1/events").json()["lines"]
    found, after = [], ""
    while after is not None:
        answer = client.get(f"/api/v1/events?limit=1&after={after}").json()
        found += answer["lines"]
        after = answer["next"]
    assert found == everything


def test_as_of_an_earlier_day_shows_that_day_and_says_so(client: TestClient) -> None:
    assert {line["document"]["id"] for line in client.get("/api/v1/documents?as_of=2024-05-18").json()["lines"]} == {"kite-1"}
    assert "As it stood at the end of 18 May 2024" in client.get("/documents?as_of=2024-05-18").text


def test_a_quotation_is_the_words_of_the_story(client: TestClient, where: str) -> None:
    with Archive(where, mode="read") as archive:
        texts = {hit.report.document.id: hit.report.document.text for hit in archive.query("document")}
    for line in client.get("/api/v1/statements").json()["lines"]:
        quotation = line["quotation"]
        text = texts[line["document"]["id"]]
        assert text[quotation["start"] : quotation["end"]] == quotation["words"]
        assert text[: quotation["start"]].endswith(quotation["before"])
        assert text[quotation["end"] :].startswith(quotation["after"])


def test_the_pieces_of_a_story_are_its_lines(where: str) -> None:
    with Archive(where, mode="read") as archive:
        reports = [kept.report for kept in archive.reports()]
    for report in reports:
        paragraphs = mark_paragraphs(report)
        assert [
            "".join(piece.text for piece in paragraph.pieces) for paragraph in paragraphs
        ] == [line for line in report.document.text.splitlines() if line.strip()]  # fmt: skip
        for piece in (piece for paragraph in paragraphs for piece in paragraph.pieces):
            assert report.document.text[piece.start : piece.start + len(piece.text)] == piece.text


def test_a_story_is_found_by_any_id_and_its_title_is_text(client: TestClient) -> None:
    page = client.get("/documents/kite-1").text
    assert "Norway &lt;b&gt;and&lt;/b&gt; Qatar" in page
    assert "<b>and</b>" not in page
    assert client.get("/documents/kite/2").status_code == 200
    assert client.get("/api/v1/documents/kite%2F2").json()["report"]["document"]["id"] == "kite/2"


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/documents/none", 404, 'no story "none"'),
        ("/events?since=yesterday", 400, "since"),
        ("/events?stance=for", 400, "stance"),
        ("/statements?text=%22%22", 400, "word"),
        ("/events?limit=100000", 400, "limit"),
        ("/events?after=2024-05-01.99999999999999999999", 400, "answer ended"),
        ("/corrections?after=99999999999999999999", 400, "after"),
        ("/nowhere", 404, ""),
    ],
)
def test_a_fault_says_what_is_wrong(client: TestClient, address: str, status: int, said: str) -> None:
    problem = client.get(f"/api/v1{address}")
    assert (problem.status_code, problem.headers["content-type"]) == (status, "application/problem+json")
    assert said in problem.json()["detail"] + (problem.json()["mend"] or "")
    page = client.get(address)
    assert page.status_code == status
    assert page.headers["content-type"].startswith("text/html")


def test_who_asks_again_is_told_that_nothing_changed(client: TestClient) -> None:
    tag = client.get("/events").headers["etag"]
    again = client.get("/events", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/events?type=AID", headers={"if-none-match": tag}).status_code == 200
