"""Feeds and folders as they change, fail and come back; what is new is kept once, and a new start goes on where the last one was."""

from __future__ import annotations

import datetime
import json
import os
import random
import time
from pathlib import Path

import msgspec
import pytest

from dragoman.archive import Archive, intake
from dragoman.assembling import Assembly
from dragoman.records import Document, UsageError
from dragoman.watching import Feed, Settings, Stop, Watch, read_feeds
from dragoman.watching.feeds import keep_feed, make_tables
from dragoman.watching.timing import LEAST_S, LONGEST_S, Hosts, seconds_to_next
from tests.archive.made import PlainCoder, story
from tests.watching.conftest import QUICK, Once, Server, give, page, rss, send

NEWSML = """<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:n1"><itemMeta>
<versionCreated>2020-05-01T10:00:00Z</versionCreated></itemMeta><contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>
<p>TEXT</p></body></html></inlineXML></contentSet></newsItem>""".replace("TEXT", story(3).text)
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>AFP</title><entry><id>urn:a1</id><title>Attack</title>
<updated>2020-05-01T10:00:00Z</updated><content type="text">{story(1).text}</content></entry></feed>"""
NINJS = json.dumps([{"uri": "urn:j1", "body_text": story(2).text, "versioncreated": "2020-05-01T10:00:00Z"}])


def _texts(archive: Archive) -> set[str]:
    return {kept.report.document.text for kept in archive.reports()}


def _feed(archive: Archive) -> Feed:
    [feed] = read_feeds(archive)
    return feed


@pytest.mark.parametrize(("content", "number"), [(rss(5), 5), (ATOM.encode(), 1), (NINJS.encode(), 2), (NEWSML.encode(), 3)])
def test_what_a_feed_gives_is_kept_and_assembled(server: Server, archive: Archive, once: Once, content: bytes, number: int) -> None:
    server.answers["/feed"] = give(content)
    look = once(server.url())
    assert (look.came, look.counts.coded) == ("new", 1)
    assert _texts(archive) == {story(number).text}
    assert Assembly(archive).waiting() == 0
    assert [occurrence.type for occurrence in Assembly(archive).occurrences()] == ["ASSAULT"]
    assert (_feed(archive).stories, _feed(archive).failures, _feed(archive).fault) == (1, 0, None)


def test_what_did_not_change_is_not_sent_again(server: Server, archive: Archive, once: Once) -> None:
    server.answers["/feed"] = give(rss(1), ETag='"one"')
    once(server.url())
    server.answers["/feed"] = give(b"", 304)
    look = once(server.url(), coder=None)
    assert (look.came, look.counts.seen) == ("unchanged", 0)
    assert server.asked[1].headers["If-None-Match"] == '"one"'
    assert _feed(archive).etag == '"one"'


def test_a_server_without_validators_costs_no_second_reading(server: Server, once: Once) -> None:
    server.answers["/feed"] = give(rss(1, 2))
    once(server.url())
    assert once(server.url()).came == "unchanged"
    coder = PlainCoder()
    server.answers["/feed"] = give(rss(1, 2, 3))
    assert once(server.url(), coder=coder).counts.known == 2
    assert coder.coded == ["g3"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (page(1), "no feed"),
        (b"", "no feed"),
        (b"Service is down, please come back later.", "no feed"),
        (b"\x1f\x8b\x08\x00", "no feed"),
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><rss version="2.0"><channel/></rss>', "XML entities"),
        (NEWSML[:-30].encode(), "not well-formed"),
    ],
)
def test_what_is_no_feed_is_a_failure_and_no_story(server: Server, archive: Archive, once: Once, content: bytes, fault: str) -> None:
    server.answers["/feed"] = give(content)
    look = once(server.url())
    assert look.came == "failed"
    assert fault in (look.feed.fault or "")
    assert archive.stats().documents == 0
    assert list(archive.set_aside()) == []
    server.answers["/feed"] = give(rss(1))
    _forget_failure(archive)
    assert once(server.url()).counts.coded == 1


def _forget_failure(archive: Archive) -> None:
    """Let the time pass until the next look."""
    feed = _feed(archive)
    keep_feed(archive, msgspec.structs.replace(feed, next=datetime.datetime.now(datetime.UTC)))


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_for_peace_has_it(server: Server, archive: Archive, once: Once, status: int) -> None:
    server.answers["/feed"] = give(b"", status, Retry_After="7200")
    began = datetime.datetime.now(datetime.UTC)
    look = once(server.url())
    assert look.came == "failed"
    assert look.feed.next is not None
    assert look.feed.next - began >= datetime.timedelta(hours=2)
    assert once(server.url()).came == "left"
    assert len(server.asked) == 1
    assert f"status {status}" in (_feed(archive).fault or "")


def test_failures_are_counted_and_one_success_ends_them(server: Server, archive: Archive, once: Once) -> None:
    server.answers["/feed"] = give(rss(1), ETag='"one"')
    once(server.url())
    for failures in (1, 2, 3):
        server.answers["/feed"] = send(b"garbage\r\n\r\n")
        _forget_failure(archive)
        assert once(server.url()).feed.failures == failures
    server.answers["/feed"] = give(b"", 304)
    _forget_failure(archive)
    look = once(server.url())
    assert (look.came, look.feed.failures, look.feed.fault) == ("unchanged", 0, None)
    assert server.asked[-1].headers["If-None-Match"] == '"one"'


def test_each_failure_in_a_row_doubles_the_wait_up_to_a_limit() -> None:
    draws = random.Random(1)
    for failures in range(1, 60):
        longest = min(300 * 2.0**failures, LONGEST_S)
        waits = [seconds_to_next(300, failures, draws) for _ in range(50)]
        assert longest / 2 <= min(waits) < max(waits) <= longest
    assert seconds_to_next(300, 0, draws) == 300
    assert seconds_to_next(1, 1, draws) >= LEAST_S
    assert seconds_to_next(86_400, 5, draws) >= 43_200
    assert seconds_to_next(300, 1, draws, retry_after_s=5_000) == 5_000


def test_a_host_is_let_rest() -> None:
    waits: list[float] = []
    hosts = Hosts(2.0, waits.append)
    hosts.rest("a")
    hosts.asked("a")
    hosts.rest("b")
    assert waits == []
    hosts.rest("a")
    assert 1.5 < waits[0] <= 2.0


def test_one_feed_that_fails_leaves_the_others(server: Server, archive: Archive) -> None:
    server.answers |= {"/bad": give(b"", 500), "/good": give(rss(1))}
    settings = Settings(allow_private=True, limits=QUICK)
    assert not Watch(archive, [server.url("/bad"), server.url("/good")], PlainCoder, settings).run_once()
    assert [(feed.address, feed.is_well) for feed in read_feeds(archive)] == [(server.url("/bad"), False), (server.url("/good"), True)]
    assert _texts(archive) == {story(1).text}


def test_linked_pages_are_fetched_once_and_again_with_another_date(server: Server, archive: Archive, once: Once) -> None:
    feed = rss(1, 2, link=server.url("/p"), bodies=False)
    server.answers |= {"/feed": give(feed), "/p1": give(page(1)), "/p2": give(page(2))}
    assert once(server.url(), follow=True).counts.coded == 2
    document = archive.document("g1")
    assert isinstance(document, Document)
    assert document.text.startswith(story(1).text) or story(1).text in document.text
    assert (document.url, (document.published or "")[:10]) == (server.url("/p1"), "2020-05-01")
    server.asked.clear()
    server.answers["/feed"] = give(feed.replace(b"</channel>", b"<!-- new --></channel>"))
    assert once(server.url(), follow=True).counts.seen == 0
    assert server.paths() == ["/feed"]
    server.asked.clear()
    server.answers |= {"/feed": give(feed.replace(b"01 May 2020 10:00", b"01 May 2020 12:00", 1)), "/p1": give(page(7))}
    assert once(server.url(), follow=True).counts.coded == 1
    assert server.paths() == ["/feed", "/p1"]


def test_without_follow_no_page_is_fetched_and_with_it_the_feed_is_read_anew(server: Server, once: Once) -> None:
    server.answers |= {"/feed": give(rss(1, link=server.url("/p")), ETag='"one"'), "/p1": give(page(1))}
    once(server.url())
    assert server.paths() == ["/feed"]
    once(server.url(), follow=True)
    assert server.paths() == ["/feed", "/feed", "/p1"]
    assert "If-None-Match" not in server.asked[1].headers


def test_a_page_that_cannot_be_had_leaves_the_entry_and_is_tried_three_times(server: Server, archive: Archive, once: Once) -> None:
    server.answers["/p1"] = give(b"", 404)
    for time_ in range(5):
        server.answers["/feed"] = give(rss(1, link=server.url("/p")).replace(b"</channel>", b"<!--%d--></channel>" % time_))
        once(server.url(), follow=True)
    assert server.paths().count("/p1") == 3
    assert _texts(archive) == {story(1).text}


def test_a_server_of_pages_that_asks_for_rest_has_it(server: Server, once: Once) -> None:
    server.answers |= {"/feed": give(rss(1, 2, link=server.url("/p"))), "/p1": give(b"", 429)}
    assert once(server.url(), follow=True).counts.coded == 2
    assert server.paths() == ["/feed", "/p1"]
    server.answers |= {"/feed": give(rss(1, 2, 3, link=server.url("/p")))} | {f"/p{n}": give(page(n)) for n in (1, 2, 3)}
    once(server.url(), follow=True)
    assert server.paths()[2:] == ["/feed", "/p1", "/p2", "/p3"]


def test_a_feed_at_which_a_library_stumbles_leaves_the_others(server: Server, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    import feedparser

    plain = feedparser.parse
    monkeypatch.setattr(feedparser, "parse", lambda content, **more: 1 // 0 if b"trap" in content.getvalue() else plain(content, **more))
    server.answers |= {"/bad": give(rss(1) + b"<!-- trap -->"), "/good": give(rss(2))}
    assert not Watch(archive, [server.url("/bad"), server.url("/good")], PlainCoder, Settings(allow_private=True, limits=QUICK)).run_once()
    bad, good = read_feeds(archive)
    assert "ZeroDivisionError" in (bad.fault or "")
    assert (good.failures, good.stories) == (0, 1)


def test_a_page_on_a_private_address_is_not_fetched(server: Server, archive: Archive, once: Once, monkeypatch: pytest.MonkeyPatch) -> None:
    """The feed is let through here as if it were public; what it links to is not."""
    from dragoman.watching import connecting

    plain = connecting.addresses_of
    monkeypatch.setattr(
        connecting,
        "addresses_of",
        lambda host, port, *, allow_private: ["127.0.0.1"] if host == "public.example" else plain(host, port, allow_private=allow_private),
    )
    server.answers |= {"/feed": give(rss(1, link=server.url("/p"), bodies=False)), "/p1": give(page(1))}
    look = once(f"http://public.example:{server.server_port}/feed", follow=True, allow_private=False)
    assert server.paths() == ["/feed"]
    [(reason, _)] = archive.set_aside()
    assert "no public address" in reason.what
    assert look.counts.set_aside == 1
    assert reason.id == "g1"


def test_only_so_many_pages_are_fetched_for_a_look(server: Server, archive: Archive, once: Once) -> None:
    server.answers |= {"/feed": give(rss(*range(1, 7), link=server.url("/p")))} | {f"/p{n}": give(page(n)) for n in range(1, 7)}
    once(server.url(), follow=True)
    assert server.paths() == ["/feed", "/p1", "/p2", "/p3"]
    assert {story(n).text for n in (4, 5, 6)} < _texts(archive)


def test_an_entry_that_cannot_be_read_is_set_aside_once_wherever_it_stands(server: Server, archive: Archive, once: Once) -> None:
    without_text = rss(1, bodies=False)
    for content in (without_text, rss(2, 1, bodies=False)):
        server.answers["/feed"] = give(content)
        once(server.url())
    assert [reason.where for reason, _ in archive.set_aside()] == [server.url() + "#g1", server.url() + "#g2"]
    archive.retry(PlainCoder())
    assert len(list(archive.set_aside())) == 2


def _drop(folder: Path, name: str, *numbers: int, age_s: float = 60.0) -> None:
    path = folder / name
    rows = [{"id": f"d{n}", "text": story(n).text, "published": "2020-05-01"} for n in numbers]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    moment = time.time() - age_s
    os.utime(path, (moment, moment))


def test_a_folder_that_grows(tmp_path: Path, archive: Archive, once: Once) -> None:
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    _drop(folder, "a.jsonl", 1)
    assert once(folder).counts.coded == 1
    assert once(folder).came == "unchanged"
    _drop(folder, "a.jsonl", 1, 2, age_s=50)
    _drop(folder / "deep", "b.jsonl", 3)
    (folder / "deep" / "notes.unknown").write_text("x")
    look = once(folder)
    assert (look.counts.coded, look.counts.known) == (2, 1)
    assert _texts(archive) == {story(n).text for n in (1, 2, 3)}
    assert _feed(archive).address == str(folder.resolve())
    assert _feed(archive).stories == 3


def test_a_file_that_is_still_written_to_waits(tmp_path: Path, archive: Archive, once: Once) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    _drop(folder, "old.jsonl", 1)
    _drop(folder, "growing.jsonl", 2, age_s=-0.0)
    later = Stop()
    writes = iter((lambda: _drop(folder, "growing.jsonl", 2, 3, age_s=0.0), lambda: _drop(folder, "growing.jsonl", 2, 3)))
    later.wait = lambda _: next(writes)()  # type: ignore[method-assign]
    assert once(folder, stop=later).counts.coded == 1
    assert once(folder, stop=later).counts.coded == 2
    assert _texts(archive) == {story(n).text for n in (1, 2, 3)}


def test_a_folder_that_is_gone_is_a_failure(tmp_path: Path, archive: Archive, once: Once) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    once(folder)
    watch = Watch(archive, [str(folder)], PlainCoder, Settings())
    folder.rmdir()
    assert not watch.run_once()
    assert "cannot be read" in (_feed(archive).fault or "")


@pytest.mark.parametrize("address", ["gopher://example.org/", "no-such-folder", "http://me:pw@example.org/"])
def test_what_cannot_be_watched_is_said_at_once(archive: Archive, address: str) -> None:
    with pytest.raises(UsageError):
        Watch(archive, [address], PlainCoder, Settings())


def test_stopped_while_coding_what_was_coded_is_kept_and_the_rest_comes_next_time(
    server: Server, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "BATCH_SECONDS", 0.0)
    server.answers["/feed"] = give(rss(*range(1, 40)), ETag='"one"')
    stop = Stop()
    coder = PlainCoder(before=lambda document: stop.ask() if document.id == "g5" else None)
    settings = Settings(allow_private=True, limits=QUICK)
    Watch(archive, [server.url()], lambda: coder, settings, stop=stop).run()
    assert len(coder.coded) == archive.stats().documents == 5
    assert read_feeds(archive) == []
    rest = PlainCoder()
    Watch(archive, [server.url()], lambda: rest, settings).run_once()
    assert "If-None-Match" not in server.asked[-1].headers
    assert len(coder.coded) + len(rest.coded) == archive.stats().documents == 39
    assert Assembly(archive).waiting() == 0


def test_what_was_kept_and_not_assembled_is_assembled_by_the_next_start(server: Server, archive: Archive, once: Once) -> None:
    archive.ingest([story(1)], PlainCoder())
    server.answers["/feed"] = give(b"", 500)
    once(server.url())
    assert Assembly(archive).waiting() == 0


def test_a_feed_that_is_not_due_is_not_asked_by_a_new_start(server: Server, archive: Archive) -> None:
    server.answers["/feed"] = give(rss(1))
    for _ in range(2):
        stop = Stop()
        stop.wait = lambda _: stop.ask() or stop.at_once().__enter__()  # type: ignore[method-assign,func-returns-value]  # noqa: B023
        Watch(archive, [server.url()], PlainCoder, Settings(allow_private=True, limits=QUICK), stop=stop).run()
    assert server.paths() == ["/feed"]


def test_the_digest_of_an_archive_knows_nothing_of_feeds(server: Server, archive: Archive, once: Once, tmp_path: Path) -> None:
    empty = archive.digest()
    server.answers["/feed"] = give(b"", 500)
    once(server.url())
    assert archive.digest() == empty
    with Archive(tmp_path / "other.db") as other:
        assert read_feeds(other) == []
        make_tables(other)
        assert read_feeds(other) == []
