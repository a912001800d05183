"""The interface's description: whole, true to the handlers, and shown with nothing from elsewhere."""

from __future__ import annotations

import jsonschema
from litestar.testing import TestClient
from playwright.sync_api import Page, expect

from dragoman.web.addresses import API

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


def test_every_operation_is_described_with_its_problems(client: TestClient) -> None:
    document = client.get("/api/v1/schema/openapi.json").json()
    served = {
        (route.path_format, method.lower())
        for route in client.app.routes
        for method in getattr(route, "methods", ())
        if route.path_format.startswith(API) and not route.path_format.startswith(f"{API}/schema") and method in {"GET", *UNSAFE}
    }
    described = {(path, method) for path, item in document["paths"].items() for method in item}
    assert described == served
    for path, method in described:
        operation = document["paths"][path][method]
        assert operation["description"], path
        for status in ("400", "401", "403"):
            assert list(operation["responses"][status]["content"]) == ["application/problem+json"], (path, status)
    assert document["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    assert {"token": []} in document["security"]


def test_what_is_answered_is_what_is_described(client: TestClient) -> None:
    document = client.get("/api/v1/schema/openapi.json").json()
    for path in ("/events", "/statements", "/positions", "/tolls", "/documents", "/corrections", "/review"):
        content = document["paths"][API + path]["get"]["responses"]["200"]["content"]
        schema = content["application/json"]["schema"] | {"components": document["components"]}
        jsonschema.validate(client.get(API + path).json(), schema)


def test_the_page_names_every_operation(client: TestClient) -> None:
    page = client.get("/api/v1/schema")
    for path in client.get("/api/v1/schema/openapi.json").json()["paths"]:
        assert path in page.text
    assert page.headers["content-type"].startswith("text/html")


def test_the_page_is_read_in_a_browser(page: Page) -> None:
    page.goto("/events")
    page.get_by_role("link", name="The interface").click()
    page.locator("#deliver_stories summary").click()
    expect(page.locator("#deliver_stories")).to_contain_text("Idempotency-Key")


def test_a_page_leads_to_all_it_shows_as_json(client: TestClient) -> None:
    page = client.get("/events?type=CONSULT&limit=1&since=2024-05-01&after=2024-06-01.9").text
    assert 'href="/api/v1/events?type=CONSULT&amp;limit=1&amp;since=2024-05-01&amp;after=2024-06-01.9">This page as JSON' in page
    assert 'href="/api/v1/documents/kite/2">This page as JSON' in client.get("/documents/kite%2F2").text
    assert "as JSON" not in client.get("/code").text
