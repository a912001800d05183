"""The demo's desk: on reports that come with the program, which are what the coder gives."""

from __future__ import annotations

import contextlib
import gzip
import os
import resource
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from importlib.resources import files
from pathlib import Path

import msgspec
import pytest

from dragoman.archive import Archive
from dragoman.assembling import Assembly
from dragoman.cli.demo import PREPARED, keep_prepared
from dragoman.coder import Coder
from dragoman.reading.read import read_paths
from dragoman.records import Document, Report

STORIES = files("dragoman") / "stories"
MOST_CPU_S = 5.0
"""From the start to the first page: on a machine that does nothing else it takes as long."""
PATIENCE_S = 60.0


def test_the_reports_are_what_the_coder_gives(coder: Coder) -> None:
    dispatches = [one for one in read_paths([str(STORIES / "crisis.jsonl")]) if isinstance(one, Document)]
    prepared = [msgspec.json.decode(line, type=Report) for line in gzip.decompress((STORIES / PREPARED).read_bytes()).splitlines()]
    mend = "the coder gives something else now: run make snapshots"
    assert [msgspec.structs.replace(one, coder=coder.version) for one in prepared] == list(map(coder.code, dispatches)), mend


def test_they_are_kept_and_assembled(tmp_path: Path) -> None:
    where = str(tmp_path / "crisis.db")
    keep_prepared(where)
    with Archive(where, mode="read") as archive:
        assembly = Assembly(archive)
        assert (archive.stats().documents, assembly.waiting()) == (40, 0)
        assert next(assembly.storylines()).count > 30


def test_the_desk_opens_on_the_crisis_and_leaves_nothing(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "dragoman", "demo", "--serve", "--port", str(port)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with subprocess.Popen(command, env=os.environ | {"TMPDIR": str(tmp_path)}, stderr=subprocess.PIPE) as desk:
        try:
            page = _first_page(port)
        finally:
            desk.send_signal(signal.SIGINT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert "Georgia – Russia, from 7 Aug 2008" in page
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime <= MOST_CPU_S
    assert list(tmp_path.iterdir()) == []


def _first_page(port: int) -> str:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
            return str(answer.read().decode())
        time.sleep(0.05)
    pytest.fail(f"no page within {PATIENCE_S:.0f} s")
