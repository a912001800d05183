"""Stopped by a signal it ends in good order; killed it loses nothing that it told of, and a new start goes on."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dragoman.archive import Archive
from dragoman.watching import read_feeds
from tests.archive.made import PlainCoder
from tests.conftest import ROOT
from tests.watching.conftest import Once, Server, give, rss, send

STORIES = range(1, 60)
KILLS = 4


def _start(where: Path, server: Server) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "tests.watching.child", str(where), server.url()]
    return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _read_until(child: subprocess.Popen[str], *wanted: str) -> list[str]:
    assert child.stdout is not None
    lines: list[str] = []
    while not lines or lines[-1] not in wanted:
        line = child.stdout.readline()
        assert line, f"it ended after {lines}"
        lines.append(line.strip())
    return lines


def _wait_for_request(server: Server) -> None:
    until = time.monotonic() + 60
    while not server.asked and time.monotonic() < until:
        time.sleep(0.02)
    assert server.asked


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_breaks_off_a_fetch_that_stalls(tmp_path: Path, server: Server, number: signal.Signals) -> None:
    server.answers["/feed"] = send(hold=True)
    with _start(tmp_path / "kept.db", server) as child:
        _wait_for_request(server)
        time.sleep(0.3)
        child.send_signal(number)
        began = time.monotonic()
        assert child.wait(30) == 0
        assert time.monotonic() - began < 10


def test_a_signal_while_coding_lets_what_was_coded_be_kept(tmp_path: Path, server: Server) -> None:
    server.answers["/feed"] = give(rss(*STORIES))
    with _start(tmp_path / "kept.db", server) as child:
        _read_until(child, "5")
        child.send_signal(signal.SIGTERM)
        assert child.stdout is not None
        told = [int(line) for line in child.stdout.read().split()]
        assert child.wait(30) == 0
    with Archive(tmp_path / "kept.db", mode="read") as archive:
        assert archive.stats().documents == max(told) < len(STORIES)
        assert read_feeds(archive) == []


def test_a_signal_ends_the_wait_for_the_next_look(tmp_path: Path, server: Server) -> None:
    server.answers["/feed"] = give(rss(1))
    with _start(tmp_path / "kept.db", server) as child:
        _read_until(child, "new")
        time.sleep(0.5)
        child.send_signal(signal.SIGTERM)
        assert child.wait(30) == 0
    with Archive(tmp_path / "kept.db", mode="read") as archive:
        assert [feed.stories for feed in read_feeds(archive)] == [1]


def test_killed_at_random_moments_it_ends_as_if_in_peace(tmp_path: Path, server: Server, archive: Archive, once: Once) -> None:
    server.answers["/feed"] = give(rss(*STORIES), ETag='"one"')
    draws = random.Random(KILLS)
    struck = tmp_path / "struck.db"
    for kill in range(KILLS):
        with _start(struck, server) as child:
            acknowledged = int(_read_until(child, "0", "5", "10")[-1])
            time.sleep(draws.uniform(0, 0.2))
            child.kill()
        with Archive(struck, mode="read") as after:
            assert after.stats().documents >= acknowledged
        assert "If-None-Match" not in server.asked[-1].headers, f"kill {kill}: what was not kept would not come again"
    with _start(struck, server) as child:
        _read_until(child, "new")
        child.terminate()
        assert child.wait(30) == 0
    once(server.url(), coder=PlainCoder())
    with Archive(struck, mode="read") as after:
        assert after.digest() == archive.digest()
        assert list(after.check()) == []
        assert [(feed.etag, feed.failures) for feed in read_feeds(after)] == [('"one"', 0)]
