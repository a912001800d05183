"""Every page can be used by everybody (axe-core, in both themes), and none is heavy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from litestar import Litestar
from litestar.testing import TestClient
from playwright.sync_api import Browser, Page

from dragoman.archive import Archive
from dragoman.assembling import Assembly
from dragoman.cli.demo import keep_prepared

PAGES = {
    "/": "/",
    "/storylines": "/storylines",
    "/storylines/{id}": "/storylines/{storyline}",
    "/occurrences": "/occurrences?as_of=2008-08-10",
    "/occurrences/{id}": "/occurrences/{occurrence}",
    "/map": "/map",
    "/actors": "/actors?actor=medvedev",
    "/actors/{id}": "/actors/GEO:mikhail_saakashvili",
    "/places/{id}": "/places/Gori",
    "/statements": "/statements?text=ceasefire",
    "/positions": "/positions",
    "/ledger": "/ledger",
    "/ledger/{id}": "/ledger/{series}",
    "/tolls": "/tolls",
    "/events": "/events",
    "/documents": "/documents",
    "/documents/{id}": "/documents/nl-0807-1",
    "/why/{id}": "/why/nl-0807-1?record=e1",
    "/review": "/review",
    "/corrections": "/corrections",
    "/code": "/code",
    "/house": "/house",
    "/login": "/login",
    "/nothing": "/nothing",
}
"""Each page, and an address at which it has something to show; the last is that of a fault."""
NO_PAGES = ("/api/", "/static/", "/export/", "/feeds/")
FIRST_PAGE_BYTES, WITH_CHARTS_BYTES = 150_000, 1_000_000


@pytest.fixture
def where(tmp_path: Path) -> str:
    """The archive of the demo."""
    keep_prepared(str(tmp_path / "crisis.db"))
    return str(tmp_path / "crisis.db")


@pytest.fixture
def ids(where: str) -> dict[str, str]:
    with Archive(where, mode="read") as archive:
        assembly = Assembly(archive)
        return {
            "occurrence": next(assembly.occurrences()).id,
            "storyline": next(assembly.storylines()).id,
            "series": next(assembly.series()).id,
        }


@pytest.fixture(params=["light", "dark"])
def themed(request: pytest.FixtureRequest, chromium: Browser, address: str) -> Iterator[Page]:
    # The desk's rules for scripts would keep the checker out too.
    context = chromium.new_context(base_url=address, color_scheme=request.param, bypass_csp=True)
    yield context.new_page()
    context.close()


def test_nothing_on_any_page_keeps_anybody_out(themed: Page, ids: dict[str, str]) -> None:
    found = []
    for asked in PAGES.values():
        themed.goto(asked.format(**ids))
        for violation in Axe().run(themed).response["violations"]:
            if violation["impact"] in ("serious", "critical"):
                found.append((asked, violation["id"], violation["nodes"][0]["html"]))
    assert found == []


def test_every_page_is_among_them(client: TestClient[Litestar]) -> None:
    paths = {route.path_format for route in client.app.routes if "GET" in getattr(route, "methods", ())}
    assert {path for path in paths if not path.startswith(NO_PAGES)} == set(PAGES) - {"/nothing"}


@pytest.mark.parametrize(("name", "most"), [("/", FIRST_PAGE_BYTES), ("/map", FIRST_PAGE_BYTES), ("/storylines/{id}", WITH_CHARTS_BYTES)])
def test_no_page_is_heavy(chromium: Browser, address: str, ids: dict[str, str], name: str, most: int) -> None:
    page = chromium.new_context(base_url=address).new_page()
    came: list[int] = []
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda loaded: came.append(int(loaded["encodedDataLength"])))
    page.goto(PAGES[name].format(**ids), wait_until="networkidle")
    page.context.close()
    assert 0 < sum(came) <= most, came
