"""The pages of what is assembled: the same as the assembly says, and how a browser walks them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient
from playwright.sync_api import Page, expect

from dragoman.archive import Archive
from dragoman.assembling import Assembly
from dragoman.coder import Coder
from dragoman.reading.wire import read_story

SAYS = "Georgia's interior ministry said"
DEAD = "people have been killed in Georgia since August 8, Georgia's health ministry said."
# Invented: two agencies on a clash of two states over three days, a count that rises, and a denial.
WAR = [
    (
        "k1",
        "Kite",
        "2008-08-08",
        f"Russian planes bombed Gori on Friday, {SAYS}. At least 20 people were killed there, the ministry said.",
    ),
    ("l1", "Lantern", "2008-08-08", f"Russian planes bombed the town of Gori on Friday, {SAYS}. Russia denied that it had bombed Gori."),
    ("k2", "Kite", "2008-08-09", f"Russian troops shelled Gori on Saturday, {SAYS}. At least 60 {DEAD}"),
    ("l2", "Lantern", "2008-08-10", f"Mikheil Saakashvili met Dmitry Medvedev in Moscow on Sunday. At least 75 {DEAD}"),
    ("k3", "Kite", "2008-08-10", f"Russian troops shelled Gori on Sunday, {SAYS}."),
]


@pytest.fixture(scope="module")
def war(tmp_path_factory: pytest.TempPathFactory, coder: Coder) -> Path:
    path = tmp_path_factory.mktemp("war") / "war.db"
    with Archive(path) as archive:
        archive.ingest([read_story(text, id=id, source=source, published=day) for id, source, day, text in WAR], coder)
        Assembly(archive).update()
    return path


@pytest.fixture
def where(war: Path, tmp_path: Path) -> str:
    with Archive(war, mode="read") as archive:
        archive.backup(tmp_path / "desk.db")
    return str(tmp_path / "desk.db")


@pytest.fixture
def assembly(where: str) -> Iterator[Assembly]:
    with Archive(where, mode="read") as archive:
        yield Assembly(archive)


def test_lists_are_what_the_assembly_says(client: TestClient, assembly: Assembly) -> None:
    occurrences = [one.id for one in assembly.occurrences()]
    assert [one["occurrence"]["id"] for one in client.get("/api/v1/occurrences").json()["happenings"]] == occurrences
    assert client.get("/occurrences").text.count('<li class="happening') == len(occurrences) > 3
    series = [one.id for one in assembly.series()]
    assert [one["series"]["id"] for one in client.get("/api/v1/ledger").json()["ledgers"]] == series
    storylines = [one.id for one in assembly.storylines()]
    assert [one["storyline"]["id"] for one in client.get("/api/v1/storylines").json()["headings"]] == storylines
    assert len(storylines) == 1


def test_every_occurrence_and_series_has_a_page(client: TestClient, assembly: Assembly) -> None:
    for one in assembly.occurrences():
        page = client.get(f"/occurrences/{one.id}")
        assert page.status_code == 200
        assert all(f"/documents/{telling.document}#{telling.record}" in page.text for telling in one.tellings)
    for series in assembly.series():
        page = client.get(f"/ledger/{series.id}")
        assert page.status_code == 200
        assert all(f'id="{entry.telling.key}"' in page.text for entry in series.entries)


def test_a_storyline_as_of_a_day_tells_nothing_later(client: TestClient) -> None:
    id = client.get("/api/v1/storylines").json()["headings"][0]["storyline"]["id"]
    whole = client.get(f"/api/v1/storylines/{id}").json()
    then = client.get(f"/api/v1/storylines/{id}?as_of=2008-08-09").json()
    assert {day["day"] for day in then["days"]} == {"2008-08-08", "2008-08-09"}
    assert "2008-08-10" in {day["day"] for day in whole["days"]}
    counts = [entry["low"] for ledger in then["ledgers"] for entry in ledger["series"]["entries"]]
    assert 60 in counts
    assert 75 not in counts


@pytest.mark.parametrize("address", ["/occurrences/none", "/storylines/none", "/ledger/ts-none"])
def test_what_is_not_there_is_said(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_from_now_to_the_words_of_a_toll_in_two_clicks(page: Page) -> None:
    page.goto("/")
    page.locator(".storyline .ledger a").first.click()
    page.locator("td[data-label=words] a").last.click()
    expect(page.locator(".note.toll:target")).to_contain_text("75+ killed")


def test_the_slider_turns_the_page_back_to_a_day(page: Page) -> None:
    page.goto("/storylines")
    page.locator(".storyline h3 a").click()
    expect(page.locator("[data-chart=timeline] canvas")).to_be_visible()
    expect(page.locator("[data-chart=tolls] canvas")).to_be_visible()
    before = page.locator(".happening").count()
    slider = page.locator("input[type=range]")
    slider.focus()
    with page.expect_navigation():
        page.keyboard.press("ArrowLeft")
    expect(page.locator(".band")).to_contain_text("As it stood at the end of 9 Aug 2008")
    assert page.locator(".happening").count() < before
    assert "75" not in page.locator("section[aria-labelledby=tolls] .ledger").first.inner_text()


def test_no_page_is_wider_than_a_phone(page: Page, assembly: Assembly) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    occurrence, storyline = next(assembly.occurrences()).id, next(assembly.storylines()).id
    series = next(assembly.series()).id
    single = [f"/storylines/{storyline}", f"/occurrences/{occurrence}", f"/ledger/{series}"]
    for address in ["/", "/storylines", "/occurrences", "/ledger", "/house", "/review", "/corrections", *single]:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
