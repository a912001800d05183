"""A desk on an archive of two stories, asked as a browser on this machine would."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient
from playwright.sync_api import Browser, Page, sync_playwright

from dragoman.archive import Archive
from dragoman.coder import Coder
from dragoman.reading.wire import read_story
from dragoman.web.accounts import Accounts
from dragoman.web.app import build_app
from dragoman.web.serving import Server
from dragoman.web.settings import Settings

STORIES = (
    read_story(
        "OSLO, May 17 (Kite) - Norway's foreign minister met the emir of Qatar in Doha on Thursday, the ministry said.\n\n"
        "At least 12 people were killed in a rocket strike on Aden, Yemen's health ministry said. "
        '"We call for a ceasefire," the minister said.\n',
        id="kite-1",
        title="Norway <b>and</b> Qatar",
        source="Kite",
        published="2024-05-17",
    ),
    read_story("CHISINAU, May 19 (Kite) - Moldova expelled two Russian diplomats.", id="kite/2", source="Kite", published="2024-05-19"),
)


@pytest.fixture(scope="session")
def two_stories(tmp_path_factory: pytest.TempPathFactory, coder: Coder) -> Path:
    path = tmp_path_factory.mktemp("desk") / "two.db"
    with Archive(path) as archive:
        archive.ingest(STORIES, coder)
    return path


@pytest.fixture
def where(two_stories: Path, tmp_path: Path) -> str:
    """A copy of the archive, to be written in."""
    with Archive(two_stories, mode="read") as archive:
        archive.backup(tmp_path / "desk.db")
    return str(tmp_path / "desk.db")


@pytest.fixture
def client(where: str) -> Iterator[TestClient]:
    """Somebody at the machine itself, where nobody has an account."""
    with TestClient(build_app(Settings(archive=where)), base_url="http://127.0.0.1") as asking:
        yield asking


@pytest.fixture
def closed(where: str) -> Iterator[TestClient]:
    """A desk with accounts: ada may look, rosa correct, adam do everything; their passwords are their names, thrice."""
    with Archive(where) as archive:
        accounts = Accounts(archive)
        for name, role in (("ada.", "reader"), ("rosa", "reviewer"), ("adam", "admin")):
            accounts.add(name, role, name * 3)  # type: ignore[arg-type]
    with TestClient(build_app(Settings(archive=where, host="0.0.0.0", hosts=("desk.example",))), base_url="https://desk.example") as asking:
        yield asking


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser: Debian's Chromium, or that which ``DRAGOMAN_CHROMIUM`` names."""
    path = os.environ.get("DRAGOMAN_CHROMIUM") or shutil.which("chromium")
    if path is None:
        pytest.skip("there is no Chromium: apt-get install chromium, or name one in DRAGOMAN_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def address(where: str) -> Iterator[str]:
    """The address of a desk that is served on this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = build_app(Settings(archive=where, port=port))
    server = Server(app, host="127.0.0.1", port=port)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """A page of the desk; what its console complains of, and any address elsewhere that it asks for, fails the test."""
    context = chromium.new_context(base_url=address)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(address) else complaints.append(request.url))
    yield page
    context.close()
    assert complaints == []
