"""Attacks tried on the desk, each of which must come to nothing."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from playwright.sync_api import Page

from dragoman.archive import Archive
from dragoman.assembling import Assembly
from dragoman.coder import Coder
from dragoman.reading.wire import read_story
from dragoman.web import serving
from dragoman.web.access import COOKIE
from dragoman.web.accounts import Accounts
from dragoman.web.headers import HEADERS
from dragoman.web.question import Question

SCRIPT = "<script>document.title='taken'</script>"
BREAKOUT = "\"'><img src=x onerror=document.title='taken'>"
EVIL = f"{BREAKOUT}{SCRIPT}</script></textarea>{{{{7*7}}}}"
PAGES = ("/", "/storylines", "/occurrences", "/ledger", "/events", "/statements", "/positions", "/tolls", "/documents", "/review",
         "/corrections", "/code", "/house", "/login", "/nowhere")  # fmt: skip
LISTS = ("/events", "/statements", "/positions", "/tolls", "/documents", "/occurrences", "/storylines", "/ledger", "/")
SQL = ("' OR '1'='1", '" OR ""="', "1) UNION SELECT password FROM desk_users --", "NEAR(a\\ b, 1)'; DROP TABLE texts; --")
EQUAL = ("actor", "recipient", "country", "place", "mode", "modality", "stance", "source", "document")
"""Filters that let through what is equal: nothing is equal to an attack."""
STORY = {"text": "Norway's premier phoned the emir on Monday.", "published": "2024-05-17"}


class _Tags(HTMLParser):
    """What of a page a browser would act on: its tags with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def is_harmless(page: str) -> bool:
    """Whether no tag of a page is a stranger's, does something by itself, or leads to a script."""
    for tag, attributes in _Tags(page).tags:
        if tag in ("img", "iframe", "object", "embed") or any(name.startswith("on") or name == "style" for name in attributes):
            return False
        if (
            tag == "script"
            and not (attributes.get("src", "") or "").startswith("/static/")
            and attributes.get("type") != "application/json"
        ):
            return False
        for name in ("href", "src", "action", "formaction", "xlink:href"):
            address = (attributes.get(name) or "").strip().lower()
            if re.match(r"(?:javascript|data|vbscript):", re.sub(r"[\0-\x20]", "", address)):
                return False
    return "49" not in re.findall(r"taken'>.{0,60}\b(49)\b", page)


@pytest.fixture(scope="session")
def poisoned(tmp_path_factory: pytest.TempPathFactory, coder: Coder) -> str:
    """An archive whose stories carry an attack in every field that is text."""
    path = tmp_path_factory.mktemp("attacks") / "poisoned.db"
    body = (
        f"NUEVA {SCRIPT}, May 17 (Kite) - Norway's foreign minister Espen {BREAKOUT} met the emir of Qatar in Doha "
        f"on Thursday, the ministry said.\n\n"
        f"At least 12 {SCRIPT} people were killed in a rocket strike on Aden, Yemen's health ministry said. "
        f'"We call for a ceasefire {EVIL}," Espen {EVIL} Barth said in Doha. Moldova expelled two Russian diplomats {EVIL}.\n'
    )
    with Archive(path) as archive:
        told = {"title": f"Title {EVIL}", "source": f"Agency {EVIL}", "stamp": f"no day {EVIL}"}
        stories = [
            read_story(body, id=f"evil {EVIL}", url=f"javascript:alert(1)//{EVIL}", **told),
            read_story(
                body + "More.", id="plain", url=" JavaScript:alert(1)", published="2024-05-17", title=f"UPDATE {EVIL}", source="Kite"
            ),
            read_story("Moldova expelled a Russian diplomat.", id="../../login", url="data:text/html,x", published="2024-05-19"),
        ]
        archive.ingest(stories, coder)
        Assembly(archive).update()
    return str(path)


@pytest.fixture
def where(poisoned: str, tmp_path: Any) -> str:
    with Archive(poisoned, mode="read") as archive:
        archive.backup(tmp_path / "desk.db")
    return str(tmp_path / "desk.db")


def every_page(client: TestClient) -> Iterator[str]:
    """The addresses of all lists, and of all that they lead to on this desk."""
    seen = set(PAGES)
    yield from PAGES
    for page in PAGES:
        for _, attributes in _Tags(client.get(page).text).tags:
            address = (attributes.get("href") or "").partition("#")[0]
            if address.startswith("/") and not address.startswith(("/static", "/api")) and address not in seen:
                seen.add(address)
                yield address


def test_nothing_that_a_story_says_is_done_by_a_browser(client: TestClient) -> None:
    event = client.get("/api/v1/events?document=plain").json()["lines"][0]
    asked = {"action": "set", "records": [{"document": "plain", "record": event["id"]}], "field": "type", "value": EVIL, "reason": EVIL}
    assert client.post("/api/v1/corrections", json=asked).status_code == 201
    visited = list(every_page(client))
    assert len(visited) > len(PAGES) + 5
    for address in visited:
        answer = client.get(address)
        if answer.headers["content-type"].startswith("text/html"):
            assert is_harmless(answer.text), address
        else:  # a file or a feed, which no browser takes for a page
            assert answer.headers["x-content-type-options"] == "nosniff", address
            assert "html" not in answer.headers["content-type"], address
    assert EVIL in client.get("/api/v1/corrections").json()["corrections"][0]["correction"]["reason"]
    why = client.get(f"/why/plain?record={event['id']}")
    assert why.status_code == 200
    assert is_harmless(why.text)


def test_a_real_browser_runs_nothing_of_it(page: Page) -> None:
    for address in ("/documents/plain", f"/documents/{quote('evil ' + EVIL, safe='')}", "/documents", "/events", "/"):
        page.goto(address)
        assert page.title() != "taken"
        assert page.locator("main img").count() == 0


@pytest.mark.parametrize("path", [*LISTS, "/review", "/login", "/why/plain", "/nowhere", "/documents/nowhere", "/api/v1/schema"])
def test_nothing_that_an_address_says_is_done_by_a_browser(client: TestClient, path: str) -> None:
    names = (*Question.__struct_fields__, "next", "queue", "kind", "record", "storyline", "id")
    for name in names:
        answer = client.get(path, params={name: EVIL})
        assert answer.status_code < 500
        assert not answer.headers["content-type"].startswith("text/html") or is_harmless(answer.text), (path, name)
    assert is_harmless(client.get(f"{path}/{quote(EVIL)}").text)


def test_a_problem_is_never_read_as_a_page(client: TestClient) -> None:
    problem = client.get(f"/api/v1/documents/{quote(EVIL)}")
    assert problem.headers["content-type"] == "application/problem+json"
    assert problem.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", LISTS)
def test_no_filter_is_read_as_sql(client: TestClient, where: str, path: str) -> None:
    with Archive(where, mode="read") as archive:
        before = archive.digest()
    for name in Question.__struct_fields__:
        for words in SQL:
            found = client.get(f"/api/v1{path.rstrip('/')}", params={name: words})
            assert found.status_code in (200, 400, 404), (name, words)
            if name in EQUAL and found.status_code == 200 and "lines" in found.json():
                assert found.json()["lines"] == [], (name, words)
            assert "sqlite" not in found.text.lower()
            assert "desk_users" not in found.text.replace(words, "").replace("desk_users --", "")
    with Archive(where, mode="read") as archive:
        assert archive.digest() == before


@pytest.mark.parametrize(
    "path",
    ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/%2e%2e%2f%2e%2e%2f%2e%2e%2fpyproject.toml",
     "/static//etc/passwd", "/static/%2fetc%2fpasswd", "/static/vendor/../../desk.py", "/static/..\\app.py", "/static/desk.css%00.py",
     "/static/....//app.py", "/static/vendor", "/static/"],
)  # fmt: skip
def test_nothing_beside_the_assets_is_served(address: str, path: str) -> None:
    # Over a bare socket: a client would put the path in order before it asks.
    status, said = ask_bare(address, f"GET {path} HTTP/1.1\r\nHost: {address[7:]}\r\nConnection: close\r\n\r\n".encode())
    assert status in (400, 404, 405), said[:200]
    assert b"root:" not in said
    assert b"litestar" not in said


@pytest.mark.parametrize("id", ["../../../etc/passwd", "....//etc/passwd", "/etc/passwd", "a\0b", "..%2f..%2fetc%2fpasswd", "\udc80"])
def test_an_id_is_never_a_path(client: TestClient, id: str) -> None:
    for path in ("documents", "why", "occurrences", "storylines", "ledger"):
        answer = client.get(f"/api/v1/{path}/{quote(id.encode('utf-8', 'surrogatepass'), safe='')}", params={"record": "e1"})
        assert answer.status_code in (400, 404), (path, id)
        assert "root:" not in answer.text


def test_no_write_is_open_to_who_may_only_read(closed: TestClient, where: str) -> None:
    with Archive(where) as archive:
        accounts = Accounts(archive)
        reader = {"authorization": f"Bearer {accounts.make_token('ada.', '')[1]}"}
        before = archive.digest()
    open_to_all, open_to_readers = {"/login", "/logout"}, {"/code", "/api/v1/code"}
    tried = 0
    for path, method in unsafe_routes(closed.app):
        for headers, allowed in (({}, open_to_all), (reader, open_to_all | open_to_readers)):
            if path in allowed:
                continue
            tried += 1
            answer = closed.request(method, path, json={}, headers=headers, follow_redirects=False)
            assert answer.status_code in (401, 403), (method, path, answer.status_code)
    assert tried >= 6
    with Archive(where, mode="read") as archive:
        assert archive.digest() == before


def unsafe_routes(app: Litestar) -> Iterator[tuple[str, str]]:
    for route in app.routes:
        for method in sorted(getattr(route, "methods", ()) - {"GET", "HEAD", "OPTIONS"}):
            yield re.sub(r"\{(\w+):\w+\}", "x", route.path_format), method


def test_no_write_is_made_by_another_site_or_with_a_cookie(closed: TestClient) -> None:
    closed.post("/login", data={"name": "adam", "password": "adam" * 3}, follow_redirects=False)
    assert closed.get("/events").status_code == 200
    elsewhere = ({"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"})
    for path, method in unsafe_routes(closed.app):
        for headers in elsewhere:
            for sent in ({"data": {"a": "b"}}, {"json": {}}, {"content": b"{}", "headers": {"content-type": "text/plain"}}):
                merged = sent | {"headers": headers | sent.get("headers", {})}  # type: ignore[attr-defined, operator]
                answer = closed.request(method, path, follow_redirects=False, **merged)
                assert answer.status_code == 403 or (path, answer.status_code) == ("/login", 429), (method, path, headers)
        if path.startswith("/api"):
            assert closed.request(method, path, json={}).status_code == 403, path


@pytest.mark.parametrize("name", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "_method"])
def test_a_method_is_what_the_request_line_says(client: TestClient, name: str) -> None:
    answer = client.get("/api/v1/documents", headers={name: "POST"}, params={"_method": "POST"})
    assert "lines" in answer.json()
    assert client.post("/api/v1/events", json={}, headers={name: "GET"}).status_code == 405


def test_a_session_is_another_after_logging_in_and_none_after_logging_out(closed: TestClient) -> None:
    def log_in() -> str:
        closed.post("/login", data={"name": "ada.", "password": "ada." * 3}, follow_redirects=False)
        return closed.cookies[COOKIE]

    first = log_in()
    second = log_in()
    assert first != second
    for held in (first, "", "a" * 10_000, "\x7f"):
        assert closed.get("/api/v1/events", headers={"cookie": f"{COOKIE}={held}"}, cookies=None).status_code in (200, 401)
    with TestClient(closed.app, base_url="https://desk.example") as other:
        other.cookies.set(COOKIE, first)
        assert other.get("/api/v1/events").status_code == 401


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1@evil.example", "127.0.0.1:80:evil", "", "127.0.0.1 evil.example", "a" * 5000])
def test_another_host_is_not_answered(client: TestClient, host: str) -> None:
    answer = client.get("/events", headers={"host": host}, follow_redirects=False)
    assert answer.status_code == 400
    assert "evil" not in answer.headers.get("location", "")
    forwarded = client.get("/events", headers={"x-forwarded-host": "evil.example", "forwarded": "host=evil.example"})
    assert "evil.example" not in forwarded.text


@pytest.mark.parametrize(
    "next", ["//evil.example", "https://evil.example", "/\\evil.example", "/%09/evil.example", "\t//evil.example", "/\t/evil.example"]
)
def test_nobody_is_led_elsewhere(closed: TestClient, next: str) -> None:
    assert "evil.example" not in re.sub(r'value="/%09/evil.example"', "", closed.get("/login", params={"next": next}).text)
    answer = closed.post("/login", data={"name": "ada.", "password": "ada." * 3, "next": next}, follow_redirects=False)
    assert answer.headers["location"] in ("/", "/%09/evil.example")
    direct = closed.get(f"/{quote(next)}", follow_redirects=False)
    assert not direct.headers.get("location", "/").startswith(("//", "http", "/\\"))


ODD_BODIES = (
    (b'{"text": "\\ud800"}', "application/json"),
    (b'{"text": "a\\u0000b"}', "application/json"),
    (b'{"text": "\xff\xfe"}', "application/json"),
    (b"[" * 100_000, "application/json"),
    (b'{"text": "a"}{"text": "b"}', "application/json"),
    (b'{"text": "a", "text": 3}', "application/json"),
    (b"text=a", "application/json"),
    (b'{"text": "a"}', "application/json; charset=utf-16"),
    (b'{"text": "a"}', "application/json, text/html"),
    (b'{"text": "a"}', "application/jsonp"),
    (b"<a/>", "application/xml"),
    (b"\x81\xa4text\xa1a", "application/msgpack"),
    (b"", "application/json"),
)


def test_a_body_that_is_odd_is_refused_or_read(client: TestClient) -> None:
    for content, type_ in ODD_BODIES:
        for path in ("/api/v1/code", "/api/v1/documents", "/api/v1/corrections", "/code", "/login", "/review", "/review/undo"):
            answer = client.post(path, content=content, headers={"content-type": type_})
            assert answer.status_code < 500, (path, content[:30], answer.text)


def test_odd_text_in_forms_and_addresses_fails_nothing(client: TestClient) -> None:
    odd = ("%00", "%ED%A0%80", "%FF%FE", "%E2%80%AE", "%0d%0aSet-Cookie:%20a=b", "a" * 20_000)
    for value in odd:
        for path in ("/statements", "/documents", "/login", "/ledger", "/occurrences", "/storylines"):
            for name in ("text", "actor", "source", "after", "next", "learnt_by"):
                answer = client.get(f"{path}?{name}={value}")
                assert answer.status_code < 500, (path, name, value[:20])
                assert "set-cookie" not in answer.headers
        for path in ("/code", "/login"):
            body = f"text={value}&name={value}&password={value}&next={value}".encode()
            answer = client.post(path, content=body, headers={"content-type": "application/x-www-form-urlencoded"})
            assert answer.status_code < 500, (path, value[:20])
    assert client.get("/events?" + "&".join(f"f{number}=1" for number in range(5000))).status_code < 500


def ask_bare(address: str, sent: bytes, *, wait: float = 10.0) -> tuple[int, bytes]:
    """The status (0 for none) and all that is answered to bytes as they are."""
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=wait) as connection:
        try:
            connection.sendall(sent)
            said = b""
            while more := connection.recv(65_536):
                said += more
        except ConnectionError:
            pass
    return int(said[9:12]) if said.startswith(b"HTTP/1.1 ") else 0, said


def test_heads_and_bodies_too_long_are_refused_before_they_are_read(address: str) -> None:
    host = f"Host: {address[7:]}\r\n".encode()
    assert ask_bare(address, b"GET /events HTTP/1.1\r\n" + host + b"X: " + b"a" * 200_000 + b"\r\n\r\n")[0] in (0, 400, 431)
    assert ask_bare(address, b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\n" + host + b"\r\n")[0] in (0, 400, 414)
    head = b"POST /api/v1/code HTTP/1.1\r\n" + host + b"Content-Type: application/json\r\nConnection: close\r\n"
    assert ask_bare(address, head + b"Content-Length: 99999999999\r\n\r\n{")[0] == 413
    chunk = b"20000\r\n" + b"a" * 0x20000 + b"\r\n"
    assert ask_bare(address, head + b"Transfer-Encoding: chunked\r\n\r\n" + chunk * 10)[0] in (0, 413)
    both_lengths = head + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /events HTTP/1.1\r\n" + host + b"\r\n"
    assert ask_bare(address, both_lengths)[1].count(b"HTTP/1.1 ") <= 1


def test_who_is_slow_is_let_go(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "HEAD_SECONDS", 1.0)
    monkeypatch.setattr(serving, "BODY_SECONDS", 1.0)
    began = time.monotonic()
    assert ask_bare(address, b"GET /events HTTP/1.1\r\nHost: ")[0] == 0
    host = f"Host: {address[7:]}\r\n".encode()
    head = b"POST /api/v1/code HTTP/1.1\r\n" + host + b"Content-Type: application/json\r\nConnection: close\r\nContent-Length: 50\r\n\r\n"
    status, said = ask_bare(address, head + b"{")
    assert (status, b"problem+json" in said) == (408, True)
    assert time.monotonic() - began < 8


def test_what_the_server_refuses_by_itself_tells_nothing(address: str) -> None:
    status, said = ask_bare(address, b"NONSENSE\r\n\r\n")
    assert status == 400
    assert b"uvicorn" not in said.lower()
    served = ask_bare(address, f"GET /events HTTP/1.1\r\nHost: {address[7:]}\r\nConnection: close\r\n\r\n".encode())[1].lower()
    head = served.partition(b"\r\n\r\n")[0]
    assert b"\r\nserver:" not in head
    assert all(name.lower().encode() in head for name in HEADERS)
