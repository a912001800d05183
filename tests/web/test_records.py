"""Actors, places, the map, files and feeds: what they show is what the archive and its assembly say."""

from __future__ import annotations

import csv
import io
import json
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import feedparser
import pyarrow.parquet as pq
import pytest
from litestar.testing import TestClient
from playwright.sync_api import Page, expect

from dragoman.archive import Archive, Filter
from dragoman.assembling import Assembly
from dragoman.coder import Coder
from dragoman.reading.wire import read_story
from dragoman.web.pages.exports import PIECE, _Pipe

# Invented: a visit, a clash with a count, a promise and a denial.
STORIES = [
    ("k1", "Kite", "2008-08-08", "TBILISI, Aug 8 (Kite) - Russian planes bombed Gori. At least 20 people were killed in Gori."),
    ("k2", "Kite", "2008-08-10", "MOSCOW, Aug 10 (Kite) - Georgian President Mikheil Saakashvili met Angela Merkel in Moscow on Sunday."),
    ("l2", "Lantern", "2008-08-11", 'Mikheil Saakashvili said: "We demand a ceasefire <now> & we want talks."'),
    ("l3", "Lantern", "2008-08-12", "Russia criticised Mikheil Saakashvili on Tuesday, Interfax reported.\x0b"),
]  # fmt: skip
SAAKASHVILI = "GEO:mikhail_saakashvili"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, coder: Coder) -> Path:
    path = tmp_path_factory.mktemp("told") / "told.db"
    with Archive(path) as archive:
        archive.ingest([read_story(text, id=id, source=source, published=day) for id, source, day, text in STORIES], coder)
        Assembly(archive).update()
    return path


@pytest.fixture
def where(told: Path, tmp_path: Path) -> str:
    with Archive(told, mode="read") as archive:
        archive.backup(tmp_path / "desk.db")
    return str(tmp_path / "desk.db")


@pytest.fixture
def archive(where: str) -> Iterator[Archive]:
    with Archive(where, mode="read") as archive:
        yield archive


def test_an_actor_is_what_the_archive_says_of_it(client: TestClient, archive: Archive) -> None:
    shown = client.get(f"/api/v1/actors/{SAAKASHVILI}").json()
    wanted, assembly = Filter(actor=SAAKASHVILI), Assembly(archive)
    assert [one["name"] for one in shown["names"]] == [one.name for one in archive.actors(wanted)]
    assert shown["name"] == "Mikheil Saakashvili"
    assert [one["id"] for one in shown["offices"]] == [one.id for one in assembly.office_spells(wanted)]
    assert [one["office"] for one in shown["offices"]] == ["president"]
    assert [one["id"] for one in shown["positions"]] == [one.id for one in assembly.position_spells(wanted)]
    assert [one["party"]["name"] for one in shown["contacts"]] == ["Angela Merkel"]
    sides = {one["occurrence"]["id"] for side in ("did", "done_to") for one in shown[side]}
    assert sides == {one.id for one in assembly.occurrences(wanted)}
    assert [one["occurrence"]["type"] for one in shown["done_to"]] == ["ACCUSE"]
    assert [(one["month"], one["done_to"]) for one in shown["months"]] == [("2008-08-01", 1)]
    assert len(shown["statements"]) == len(list(archive.query("statement", wanted))) > 0


def test_an_actor_on_an_earlier_day_has_done_nothing_later(client: TestClient) -> None:
    assert client.get(f"/api/v1/actors/{SAAKASHVILI}?as_of=2008-08-10").json()["done_to"] == []
    assert client.get(f"/actors/{SAAKASHVILI}?as_of=2008-08-09").status_code == 404


def test_actors_are_found_by_a_part_of_the_name(client: TestClient, archive: Archive) -> None:
    found = client.get("/api/v1/actors?actor=saakash").json()["named"]
    assert [one["name"] for one in found] == [one.name for one in archive.actors(Filter(actor="saakash"))]
    assert "Mikheil Saakashvili" in client.get("/actors?actor=saakash").text
    lately = client.get("/api/v1/actors").json()["lately"]
    assert SAAKASHVILI in [one["key"] for one in lately]


def test_every_party_of_an_occurrence_has_a_page(client: TestClient, archive: Archive) -> None:
    for one in Assembly(archive).occurrences():
        page = client.get(f"/occurrences/{one.id}").text
        for party in (*one.actors, *one.recipients):
            address = f"/actors/{quote(party.key or party.name, safe=':')}"
            assert f'href="{address}"' in page
            assert client.get(address).status_code == 200, address


def test_a_place_has_what_happened_and_what_was_counted_there(client: TestClient, archive: Archive) -> None:
    shown = client.get("/api/v1/places/Gori").json()
    assert [one["occurrence"]["id"] for one in shown["happenings"]] == [
        one.id for one in Assembly(archive).occurrences(Filter(place="Gori"))
    ]
    assert len(shown["tolls"]) == len(list(archive.query("toll", Filter(place="Gori")))) == 1
    number = shown["place"]["geoname_id"]
    assert client.get(f"/api/v1/places/{number}").json()["happenings"] == shown["happenings"]
    assert "<svg" in client.get(f"/places/{number}").text
    assert client.get("/places/Nowhere").status_code == 404


def test_the_map_lists_what_it_draws(client: TestClient, archive: Archive) -> None:
    shown = client.get("/api/v1/map").json()
    listed = [one["occurrence"]["id"] for one in shown["happenings"]]
    assert listed == [one.id for one in Assembly(archive).occurrences()]
    drawn = {id for mark in shown["map"]["marks"] for id in mark["ids"]} | {
        id for country in shown["map"]["countries"] for id in country["ids"]
    }
    assert drawn <= set(listed)
    assert len(drawn) + shown["nowhere"] == len(listed)
    assert client.get("/api/v1/map?until=2008-08-08").json()["happenings"] != shown["happenings"]


@pytest.mark.parametrize("kind", ["event", "statement", "position", "toll", "document"])
def test_a_list_as_a_table_has_the_rows_of_the_list(client: TestClient, archive: Archive, kind: str) -> None:
    wanted = Filter(source="Lantern")
    expected = [hit.report.document.id for hit in archive.query(kind, wanted)]  # type: ignore[arg-type]
    answer = client.get(f"/export/{kind}s/csv?source=Lantern")
    assert answer.headers["content-disposition"] == f'attachment; filename="{kind}s.csv"'
    assert [row["document"] for row in csv.DictReader(io.StringIO(answer.text))] == expected
    table = pq.read_table(io.BytesIO(client.get(f"/export/{kind}s/parquet?source=Lantern").content))
    assert table.column("document").to_pylist() == expected


def test_occurrences_as_geojson_are_those_of_the_list(client: TestClient) -> None:
    features = json.loads(client.get("/export/occurrences/geojson?actor=Merkel").content)["features"]
    listed = client.get("/api/v1/occurrences?actor=Merkel").json()["happenings"]
    assert [one["id"] for one in features] == [one["occurrence"]["id"] for one in listed]
    assert len(listed) == 1


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/export/events/csv?stance=for", 400),
        ("/export/statements/geojson", 400),
        ("/export/occurrences/csv", 400),
        ("/export/events/nothing", 404),
        ("/export/..%2F..%2Fetc/csv", 404),
        ("/export/events/..%2F..%2Fpasswd", 404),
        ('/export/events"%0d%0aX: y/csv', 404),
        ("/feeds/nothing.atom", 404),
        ("/feeds/events", 404),
    ],
)
def test_what_cannot_be_had_is_refused_before_anything_is_sent(client: TestClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert "content-disposition" not in answer.headers


def test_who_reads_no_more_of_a_file_stops_its_writer() -> None:
    pipe = _Pipe()
    reading = pipe.pieces()
    pipe.write(b"a")
    assert next(reading) == b"a"
    reading.close()  # type: ignore[attr-defined]
    began = time.monotonic()
    with pytest.raises(BrokenPipeError):
        pipe.write(b"b" * PIECE)
    assert time.monotonic() - began < 1


@pytest.mark.parametrize("name", ["occurrences", "events", "statements", "tolls", "documents"])
def test_a_feed_is_well_formed_and_has_the_list(client: TestClient, name: str) -> None:
    feed = feedparser.parse(client.get(f"/feeds/{name}.atom?source=Lantern").content)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    listed = client.get(f"/api/v1/{name}?source=Lantern").json()
    assert len(feed.entries) == len(listed.get("happenings") or listed.get("lines") or ())
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    for entry in feed.entries:
        assert entry.title
        assert entry.updated_parsed is not None
        assert client.get(entry.link.removeprefix("http://127.0.0.1")).status_code == 200


def test_a_feed_shows_marks_of_a_story_as_text(client: TestClient) -> None:
    (entry,) = feedparser.parse(client.get("/feeds/statements.atom?text=ceasefire").content).entries
    assert "ceasefire &lt;now&gt; &amp; we" in entry.summary or "ceasefire <now> & we" in entry.summary


def test_a_statement_is_cited_by_one_key_from_the_search(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/statements")
    page.get_by_label("Words").fill("ceasefire")
    page.get_by_role("button", name="Show").click()
    hit = page.locator(".line.statement")
    expect(hit).to_have_count(1)
    expect(hit).to_contain_text("Mikheil Saakashvili")
    page.keyboard.press("Tab")
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("y")
    expect(page.locator("#said")).to_have_text("Citation copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "We demand a ceasefire" in copied
    assert "Mikheil Saakashvili, Lantern, 2008-08-11, l2#" in copied


def test_statements_are_narrowed_by_how_they_were_said(page: Page) -> None:
    page.goto("/statements")
    page.get_by_label("Said how").select_option("say")
    page.get_by_role("button", name="Show").click()
    assert set(page.locator(".line .class").all_text_contents()) == {"say"}


def test_a_download_of_what_is_shown_opens(page: Page) -> None:
    page.goto("/tolls?source=Kite")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV").click()
    assert waiting.value.suggested_filename == "tolls.csv"
    assert "k1" in Path(waiting.value.path()).read_text()
