"""Stories sent to be kept, and told of as they come in."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from litestar.testing import TestClient

from dragoman.archive import Archive
from dragoman.assembling import Assembly
from dragoman.coder import Coder
from dragoman.reading.wire import read_story
from dragoman.web.accounts import Accounts
from dragoman.web.desk import Desk
from dragoman.web.pages.stream import news_of
from dragoman.web.settings import Settings

STORY = {
    "id": "kite-3",
    "text": "DOHA, May 20 (Kite) - Qatar's emir phoned Norway's prime minister on Monday.",
    "title": "A call",
    "published": "2024-05-20",
    "source": "Kite",
    "url": "https://kite.example/3",
}


def send(client: TestClient, stories: Any, key: str | None = None, **headers: str) -> Any:
    named = {"Idempotency-Key": key} if key else {}
    return client.post("/api/v1/documents", json=stories, headers={**named, **headers})


def fates(answer: Any) -> list[str]:
    return [story["became"] for story in answer.json()["stories"]]


def test_a_story_that_is_sent_is_kept_coded_and_assembled(client: TestClient, where: str) -> None:
    answer = send(client, STORY)
    assert (answer.status_code, fates(answer), answer.json()["is_assembled"]) == (200, ["kept"], True)
    [event] = client.get("/api/v1/events?document=kite-3").json()["lines"]
    assert event["record"]["type"] == "CONSULT"
    document = client.get("/api/v1/documents/kite-3").json()["report"]["document"]
    assert {name: document[name] for name in STORY if name != "published"} == {name: STORY[name] for name in STORY if name != "published"}
    with Archive(where, mode="read") as archive:
        assert Assembly(archive).waiting() == 0


def test_what_became_of_each_story_is_told(client: TestClient) -> None:
    lame = {**STORY, "id": "kite-4", "text": "Nothing\0 more."}
    long = {**STORY, "id": "kite-5", "text": "x" * 200_001}
    answer = send(client, [STORY, STORY, {**STORY, "id": "wren-1", "source": "Wren"}, lame, long, {"text": "Norway thanked Chad."}])
    assert fates(answer) == ["kept", "known", "copy", "set_aside", "set_aside", "kept"]
    told = answer.json()["stories"]
    assert "U+0000" in told[3]["reason"]
    assert "200,001 characters" in told[4]["reason"]
    assert told[5]["id"] == told[5]["sha256"][:16]


def test_a_date_that_cannot_be_read_is_told_and_the_story_kept(client: TestClient) -> None:
    [told] = send(client, {**STORY, "published": "some day"}).json()["stories"]
    assert told["became"] == "kept"
    assert "some day" in told["notices"][0]


@pytest.mark.parametrize("stories", [[], [STORY] * 101, {}, {"text": 3}, {**STORY, "colour": "red"}, "text"])
def test_what_is_no_delivery_is_refused(client: TestClient, stories: Any) -> None:
    answer = send(client, stories)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")


def test_the_same_request_under_one_key_is_answered_as_before(client: TestClient) -> None:
    first = send(client, STORY, "monday-1")
    again = send(client, STORY, "monday-1")
    assert fates(first) == ["kept"]
    assert again.content == first.content
    assert fates(send(client, STORY, "monday-2")) == ["known"]
    assert fates(send(client, STORY)) == ["known"]


def test_another_request_under_a_key_is_refused(client: TestClient) -> None:
    send(client, STORY, "monday-1")
    answer = send(client, {**STORY, "title": "Another"}, "monday-1")
    assert answer.status_code == 422
    assert "monday-1" in answer.json()["detail"]


def test_work_that_failed_can_be_tried_again_under_its_key(client: TestClient) -> None:
    assert send(client, [], "monday-1").status_code == 400
    assert send(client, [], "monday-1").status_code == 400
    assert fates(send(client, STORY, "monday-1")) == ["kept"]


def test_only_an_admin_delivers_and_it_stands_in_the_log(closed: TestClient, where: str) -> None:
    with Archive(where) as archive:
        accounts = Accounts(archive)
        secrets = {name: accounts.make_token(name, "")[1] for name in ("ada.", "rosa", "adam")}
        statuses = {name: send(closed, STORY, authorization=f"Bearer {secret}").status_code for name, secret in secrets.items()}
        assert statuses == {"ada.": 403, "rosa": 403, "adam": 200}
        entry = next(entry for _, entry in accounts.log())
    assert (entry.user, entry.action, entry.target) == ("adam", "deliver", "kite-3 kept")


def news(desk: Desk, after: int | None, count: int) -> list[Any]:
    async def listen() -> list[Any]:
        found = []
        stream = news_of(desk, after)
        async for message in stream:
            found.append(message)
            if len(found) == count:
                break
        await stream.aclose()  # type: ignore[attr-defined]
        return found

    # On a thread of its own: the browser's driver keeps a loop running on this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(asyncio.wait_for(listen(), 20))).result()


def test_who_listens_is_told_of_reports_from_a_row_on(where: str, coder: Coder) -> None:
    desk = Desk(Settings(archive=where))
    first, second = news(desk, 0, 2)
    assert [first.event, second.event] == ["report", "report"]
    assert b"kite-1" in first.data
    [again] = news(desk, first.id, 1)
    assert again == second
    desk.archive.ingest([read_story("Norway thanked Chad.", id="late", published="2024-06-01")], coder)
    [late] = news(desk, second.id, 1)
    assert b'"late"' in late.data
    assert desk.listening == 0
    desk.close()


def test_a_stream_ends_when_the_server_stops(where: str) -> None:
    desk = Desk(Settings(archive=where))
    desk.closing.set()
    assert news(desk, None, 1) == []
    desk.close()


@pytest.mark.parametrize("row", ["x", "-1", "99999999999999999999", "²"])
def test_a_row_that_is_none_is_refused(client: TestClient, row: str) -> None:
    assert client.get("/api/v1/stream", headers={"Last-Event-ID": row.encode()}).status_code == 400
    assert client.get("/api/v1/stream", params={"after": row}).status_code == 400
