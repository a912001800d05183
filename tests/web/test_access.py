"""Who may do what, and what other sites cannot make a browser do."""

from __future__ import annotations

import pytest
from litestar.testing import TestClient

from dragoman.archive import Archive
from dragoman.records import UsageError
from dragoman.web.access import COOKIE
from dragoman.web.accounts import Accounts
from dragoman.web.app import build_app
from dragoman.web.headers import HEADERS
from dragoman.web.pages.login import within
from dragoman.web.settings import Settings

STORY = {"text": "Norway's premier phoned the emir on Monday.", "published": "2024-05-17"}


def log_in(client: TestClient, name: str, password: str = "", **more: str) -> int:
    data = {"name": name, "password": password or name * 3, **more}
    return client.post("/login", data=data, follow_redirects=False).status_code


@pytest.mark.parametrize("address", ["/events", "/api/v1/events", "/nowhere", "/static/desk.css", "/api/v1/nowhere", "/login"])
def test_every_answer_forbids_what_a_page_does_not_need(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert "unsafe" not in headers["content-security-policy"]


def test_a_desk_that_others_reach_needs_accounts(where: str) -> None:
    with pytest.raises(UsageError, match="nobody has an account"):
        build_app(Settings(archive=where, host="0.0.0.0"))


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "desk.example:99", "[::1].evil"])
def test_other_names_are_not_answered(client: TestClient, host: str) -> None:
    assert client.get("/events", headers={"host": host}).status_code == 400


def test_nothing_is_shown_before_logging_in(closed: TestClient) -> None:
    page = closed.get("/events?actor=NOR", follow_redirects=False)
    assert (page.status_code, page.headers["location"]) == (302, "/login?next=%2Fevents%3Factor%3DNOR")
    assert closed.get("/api/v1/events").status_code == 401
    assert closed.post("/api/v1/code", json=STORY).status_code == 401


def test_logging_in_and_out(closed: TestClient) -> None:
    assert log_in(closed, "ada.", "wrong password") == 401
    assert log_in(closed, "nobody") == 401
    assert log_in(closed, "ada.") == 303
    cookie = next(cookie for cookie in closed.cookies.jar if cookie.name == COOKIE)
    assert cookie.secure
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert closed.get("/events").status_code == 200
    held = closed.cookies[COOKIE]
    closed.post("/logout")
    closed.cookies.set(COOKIE, held, domain="desk.example")
    assert closed.get("/api/v1/events").status_code == 401


def test_a_session_that_was_planted_is_not_used(closed: TestClient) -> None:
    closed.cookies.set(COOKIE, "planted", domain="desk.example")
    assert log_in(closed, "ada.") == 303
    assert "planted" not in [cookie.value for cookie in closed.cookies.jar if cookie.path == "/" and cookie.secure]
    with TestClient(closed.app, base_url="https://desk.example") as other:
        other.cookies.set(COOKIE, "planted")
        assert other.get("/api/v1/events").status_code == 401


@pytest.mark.parametrize("address", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/\n/evil", ""])
def test_logging_in_leads_nowhere_else(address: str) -> None:
    assert within(address) == "/"


def test_tries_at_a_password_are_limited(closed: TestClient) -> None:
    answers = [log_in(closed, "ada.", f"guess number {number}") for number in range(15)]
    assert answers[-1] == 429


def test_a_token_reads_and_writes_and_a_cookie_cannot_write_through_the_interface(closed: TestClient, where: str) -> None:
    with Archive(where) as archive:
        _, secret = Accounts(archive).make_token("ada.", "notebook")
    assert closed.post("/api/v1/code", json=STORY, headers={"authorization": f"Bearer {secret}"}).status_code == 200
    assert closed.post("/api/v1/code", json=STORY, headers={"authorization": "Bearer dragoman_guess"}).status_code == 401
    log_in(closed, "ada.")
    assert closed.get("/api/v1/events").status_code == 200
    assert closed.post("/api/v1/code", json=STORY).status_code == 403


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}])
def test_pages_of_other_sites_cannot_write(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/code", data=STORY, headers=headers).status_code == 403
    assert client.post("/api/v1/code", json=STORY, headers=headers).status_code == 403
    assert client.post("/login", data={"name": "a", "password": "b"}, headers=headers).status_code == 403
    assert client.post("/api/v1/code", content=b"{}", headers={"content-type": "text/plain"}).status_code == 403


def test_a_session_ends_when_nobody_uses_it(where: str) -> None:
    import datetime

    moment = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    with Archive(where) as archive:
        accounts = Accounts(archive, clock=lambda: moment)
        secret = accounts.begin_session(accounts.add("ada", "reader", "a long password"))
        moment += datetime.timedelta(hours=11)
        assert accounts.of_session(secret) is not None
        moment += datetime.timedelta(hours=11)
        assert accounts.of_session(secret) is not None
        moment += datetime.timedelta(hours=13)
        assert accounts.of_session(secret) is None


def test_no_secret_is_kept(where: str) -> None:
    with Archive(where) as archive:
        accounts = Accounts(archive)
        session = accounts.begin_session(accounts.add("ada", "reader", "a long password"))
        _, token = accounts.make_token("ada", "")
    with open(where, "rb") as file:
        content = file.read()
    for secret in ("a long password", session, token):
        assert secret.encode() not in content


def test_a_story_too_long_is_refused(client: TestClient) -> None:
    assert client.post("/api/v1/code", json={"text": "x" * 200_001}).status_code == 400
    assert client.post("/api/v1/code", json={"text": "x" * 2_000_000}).status_code == 413


def test_a_pasted_story_is_coded_and_not_kept(client: TestClient, where: str) -> None:
    page = client.post("/code", data={**STORY, "text": STORY["text"] + " <script>alert(1)</script>"})
    assert 'class="m-event' in page.text
    assert "<script>alert" not in page.text
    with Archive(where, mode="read") as archive:
        assert len(list(archive.query("document"))) == 2
