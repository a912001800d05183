"""Judging records: kept beside what was coded, found again after recoding, undone, and measured."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar.testing import TestClient
from playwright.sync_api import Page, expect

from dragoman.archive import Archive
from dragoman.web.accounts import Accounts
from dragoman.web.reviewing import krippendorff_alpha

EVENT = {"document": "kite/2", "record": "e1"}


def test_a_correction_stands_beside_what_was_coded(client: TestClient, where: str) -> None:
    asked = {"action": "set", "records": [EVENT], "field": "type", "value": "PROTEST", "reason": "a slip"}
    answer = client.post("/api/v1/corrections", json=asked)
    assert answer.status_code == 201
    assert (answer.json()["coded"], answer.json()["value"]) == ("SANCTION", "PROTEST")
    story = client.get("/api/v1/documents/kite%2F2").json()
    assert story["report"]["events"][0]["type"] == "SANCTION"
    assert story["corrections"]["e1"][0]["value"] == "PROTEST"
    with Archive(where, mode="read") as archive:
        assert [one.field for _, one in archive.corrections()] == ["type"]
    undone = client.post("/api/v1/corrections", json={"action": "withdraw", "value": answer.json()["id"]})
    assert undone.status_code == 201
    assert client.get("/api/v1/documents/kite%2F2").json()["corrections"] == {}
    assert len(client.get("/api/v1/corrections").json()["corrections"]) == 2


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"action": "set", "records": [EVENT], "field": "colour", "value": "red"}, 400),
        ({"action": "set", "records": [EVENT], "field": "id", "value": "e2"}, 400),
        ({"action": "set", "records": [EVENT]}, 400),
        ({"action": "accept", "records": []}, 400),
        ({"action": "join", "records": [EVENT]}, 400),
        ({"action": "accept", "records": [{"document": "kite/2", "record": "e99"}]}, 404),
        ({"action": "accept", "records": [{"document": "none", "record": "e1"}]}, 404),
        ({"action": "withdraw", "value": "none"}, 404),
        ({"action": "burn", "records": [EVENT]}, 400),
        ({"action": "set", "kind": "toll", "records": [{"document": "kite-1", "record": "k1"}], "field": "low", "value": "-3"}, 400),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(client: TestClient, asked: dict[str, object], status: int) -> None:
    assert client.post("/api/v1/corrections", json=asked).status_code == status
    assert client.get("/api/v1/corrections").json() == {"corrections": []}


def test_a_reader_cannot_correct(closed: TestClient, where: str) -> None:
    with Archive(where) as archive:
        secrets = {name: Accounts(archive).make_token(name, "")[1] for name in ("ada.", "rosa")}
    asked = {"action": "reject", "records": [EVENT]}
    statuses = {
        name: closed.post("/api/v1/corrections", json=asked, headers={"authorization": f"Bearer {secret}"}).status_code
        for name, secret in secrets.items()
    }
    assert statuses == {"ada.": 403, "rosa": 201}
    with Archive(where, mode="read") as archive:
        assert [one.by for _, one in archive.corrections()] == ["rosa"]


def test_records_are_judged_by_keyboard_and_undone(page: Page) -> None:
    page.goto("/review?queue=doubtful&kind=event")
    while page.locator(".judgement").count():
        with page.expect_navigation():
            page.keyboard.press("a")
    expect(page.get_by_text("Nothing more waits here")).to_be_visible()
    judged = page.locator(".figures tbody tr td").first.inner_text()
    with page.expect_navigation():
        page.keyboard.press("u")
    expect(page.locator(".judgement")).to_be_visible()
    assert page.locator(".figures tbody tr td").count() == 0 or page.locator(".figures tbody tr td").first.inner_text() != judged


def test_agreement_is_that_of_the_published_example() -> None:
    # Two observers, ten units, values 0 and 1: alpha is 0.095.
    first, second = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    alpha = krippendorff_alpha(zip(first, second, strict=True))
    assert alpha is not None
    assert round(alpha, 3) == 0.095


@given(st.lists(st.lists(st.sampled_from("ab"), max_size=4), max_size=8))
def test_agreement_never_passes_one_and_does_not_depend_on_order(units: list[list[str]]) -> None:
    alpha = krippendorff_alpha(units)
    assert alpha is None or alpha <= 1
    backwards = krippendorff_alpha(unit[::-1] for unit in units[::-1])
    assert alpha == backwards or abs((alpha or 0) - (backwards or 0)) < 1e-9


def test_judges_who_agree_always_have_alpha_one() -> None:
    units = list(itertools.chain([["right", "right"]] * 3, [["wrong", "wrong"]] * 2))
    assert krippendorff_alpha(units) == 1
