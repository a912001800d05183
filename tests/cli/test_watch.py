"""``dragoman watch`` and ``dragoman archive feeds``, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.cli import watch
from dragoman.coder import Coder
from tests.cli.conftest import Run
from tests.watching.conftest import Server, give, server  # noqa: F401 - a fixture

STORY = "GAO, May 5 (AFP) - Gunmen killed at least 12 soldiers in Mali on Tuesday, the army said."
FEED = (
    '<rss version="2.0"><channel><title>AFP</title><item><guid>g1</guid><title>Attack</title>'
    f"<pubDate>Tue, 05 May 2020 10:00:00 GMT</pubDate><description>{STORY}</description></item></channel></rss>"
).encode()


@pytest.fixture(autouse=True)
def _with_loaded_coder(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "make_coder", lambda _: coder)


def test_a_feed_and_a_folder_are_kept_and_said_to_be_well(run: Run, tmp_path: Path, server: Server) -> None:  # noqa: F811
    kept, folder = tmp_path / "kept.db", tmp_path / "in"
    folder.mkdir()
    server.answers["/feed"] = give(FEED)
    words = ("watch", server.url(), folder, "--archive", kept, "--once", "--allow-private")
    first = run(*words)
    assert first.status == 0
    assert f"{server.url()}: 1 stories: 1 coded; next look" in first.err
    assert "1 reports assembled: 1 occurrences" in first.err
    assert f"{folder}: nothing new" in first.err
    assert f"{server.url()}: nothing new" in run(*words).err
    assert run("query", "events", "--archive", kept, "--type", "ASSAULT", "--format", "json").out.count("\n") == 1
    page = run("archive", "feeds", kept)
    assert (page.status, page.err) == (0, "")
    assert f"{server.url()}\n  looked at " in page.out
    assert "; 1 stories, the last " in page.out
    feeds = [json.loads(line) for line in run("archive", "feeds", kept, "--json").out.splitlines()]
    assert [(feed["address"], feed["stories"], feed["failures"]) for feed in feeds] == [(str(folder), 0, 0), (server.url(), 1, 0)]


def test_a_private_address_is_refused_unless_allowed(run: Run, tmp_path: Path, server: Server) -> None:  # noqa: F811
    server.answers["/feed"] = give(FEED)
    words = ("watch", server.url(), "--archive", tmp_path / "kept.db", "--once")
    refused = run(*words)
    assert refused.status == 1
    assert "failed (1 in a row): " in refused.err
    assert "no public address" in refused.err
    assert "left alone since it failed" in run(*words).err
    assert "failures in a row: 1; the last: " in run("archive", "feeds", tmp_path / "kept.db").out
    assert server.asked == []


@pytest.mark.parametrize("every", ["5 minutes", "1s", "-5m", "m"])
def test_a_length_of_time_that_is_none(run: Run, tmp_path: Path, every: str) -> None:
    outcome = run("watch", tmp_path, "--archive", tmp_path / "kept.db", "--once", f"--every={every}")
    assert outcome.status == 2
    assert "--every" in outcome.err


def test_what_cannot_be_watched_is_a_wrong_command(run: Run, tmp_path: Path) -> None:
    outcome = run("watch", tmp_path / "none", "--archive", tmp_path / "kept.db", "--once")
    assert outcome.status == 2
    assert "neither an address nor a folder" in outcome.err


def test_an_archive_that_never_watched_has_no_feeds(run: Run, tmp_path: Path) -> None:
    run("watch", tmp_path, "--archive", tmp_path / "kept.db", "--once")
    assert run("archive", "assemble", tmp_path / "other.db").status == 0
    assert run("archive", "feeds", tmp_path / "other.db").out == ""
