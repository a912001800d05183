"""The law of the desk: a page and the interface show what the archive's ``query`` finds, whatever is asked."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from litestar.testing import TestClient

from dragoman.archive import Archive, Filter
from dragoman.records import UsageError
from dragoman.web.app import build_app
from dragoman.web.settings import Settings

DAYS = st.dates(datetime.date(2024, 5, 15), datetime.date(2024, 5, 20))
WORDS = ["ceasefire", '"rocket strike"', "minister OR diplomats", "-minister", "emi*"]
ASKED = st.fixed_dictionaries(
    {},
    optional={
        "since": DAYS,
        "until": DAYS,
        "actor": st.sampled_from(["NOR", "NOR/GOV", "QAT", "minister", "Russian", "IGO:nato"]) | st.text(min_size=1, max_size=5),
        "recipient": st.sampled_from(["RUS", "QAT", "diplomats"]),
        "country": st.sampled_from(["QAT", "YEM", "XXX"]),
        "place": st.sampled_from(["Doha", "Aden", "290030"]),
        "type": st.sampled_from(["CONSULT", "SANCTION", "ASSAULT", "killed", "say", "ceasefire"]),
        "modality": st.sampled_from(["asserted", "future"]),
        "stance": st.sampled_from(["calls_for", "for"]),
        "source": st.sampled_from(["Kite", "kite", "Gull"]),
        "text": st.sampled_from(WORDS) | st.text(min_size=1, max_size=5),
        "document": st.sampled_from(["kite-1", "kite/2", "none"]),
        "as_of": DAYS,
        "limit": st.integers(1, 3),
    },
)  # fmt: skip
KINDS = st.sampled_from(["event", "statement", "position", "toll", "document"])


@pytest.fixture(scope="module")
def desk(two_stories: Any) -> Iterator[TestClient]:
    with TestClient(build_app(Settings(archive=str(two_stories))), base_url="http://127.0.0.1") as asking:
        yield asking


@pytest.fixture(scope="module")
def archive(two_stories: Any) -> Iterator[Archive]:
    with Archive(two_stories, mode="read") as opened:
        yield opened


@settings(max_examples=150, deadline=None)
@given(kind=KINDS, asked=ASKED)
def test_page_and_interface_show_what_the_archive_finds(desk: TestClient, archive: Archive, kind: Any, asked: dict[str, Any]) -> None:
    params = {name: str(value) for name, value in asked.items()}
    page, answer = desk.get(f"/{kind}s", params=params), desk.get(f"/api/v1/{kind}s", params=params)
    wanted = Filter(**{name: value for name, value in asked.items() if name not in ("as_of", "limit")})
    most = asked.get("limit", 50)
    try:
        hits = list(archive.query(kind, wanted, limit=most + 1, as_of=asked.get("as_of")))
    except UsageError as fault:
        refused: str | None = fault.what
    else:
        refused = None
    if refused is not None:
        assert (page.status_code, answer.status_code, answer.json()["detail"]) == (400, 400, refused)
        return
    assert (page.status_code, answer.status_code) == (200, 200)
    expected = [(hit.cursor, hit.report.document.id, as_json(hit.record) if kind != "document" else None) for hit in hits[:most]]
    lines = answer.json()["lines"]
    assert [(line["cursor"], line["document"]["id"], line["record"]) for line in lines] == expected
    assert page.text.count('<li class="line') == len(expected)
    assert (answer.json()["next"] is not None) == (len(hits) > most) == ('rel="next"' in page.text)


def as_json(record: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(record))
