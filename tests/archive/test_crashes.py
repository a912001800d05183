"""Killed, full, locked out: nothing acknowledged is lost, nothing is doubled, and the archive opens."""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dragoman.archive import Archive
from dragoman.records import ArchiveError
from tests.archive.child import FAILS, stream
from tests.archive.conftest import Place
from tests.archive.made import PlainCoder, story
from tests.conftest import ROOT

KILLS = int(os.environ.get("DRAGOMAN_KILLS", "4"))
STORIES_A_KILL = 16


def test_killed_at_random_moments_it_ends_as_if_in_peace(place: Place) -> None:
    count, draws = KILLS * STORIES_A_KILL, random.Random(KILLS)
    struck, calm = place(), place()
    acknowledged = 0
    for kill in range(KILLS):
        acknowledged += _killed_run(struck, count, draws, blindly=kill % 4 == 0)
        if acknowledged:
            with Archive(struck, mode="read") as archive:
                assert archive.stats().documents >= acknowledged
    _run_to_the_end(struck, count)
    with Archive(calm) as peace, Archive(struck, mode="read") as after:
        peace.ingest(stream(count), PlainCoder(fails=FAILS))
        assert after.digest() == peace.digest()
        assert list(after.check()) == []


def test_two_at_once_keep_what_one_would(place: Place) -> None:
    shared, calm, count = place(), place(), 60
    with _child(shared, count) as one, _child(shared, count) as other:
        one.communicate(timeout=120)
        other.communicate(timeout=120)
        assert (one.returncode, other.returncode) == (0, 0)
    with Archive(calm) as peace, Archive(shared, mode="read") as after:
        peace.ingest(stream(count), PlainCoder(fails=FAILS))
        assert after.digest() == peace.digest()
        assert list(after.check()) == []


def _child(where: str, count: int) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "tests.archive.child", where, str(count)]
    return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"})


def _killed_run(where: str, count: int, draws: random.Random, *, blindly: bool) -> int:
    """Start a run and kill it: at any moment since its start, or a little after some batch was acknowledged."""
    with _child(where, count) as child:
        assert child.stdout is not None
        lines = []
        if blindly:
            time.sleep(draws.uniform(0, 1.5))
        else:
            for _ in range(draws.randint(1, 6)):
                lines.append(child.stdout.readline())
            time.sleep(draws.uniform(0, 0.03))
        child.send_signal(signal.SIGKILL)
        lines += child.stdout.read().splitlines()
    return max((int(line) for line in lines if line.strip()), default=0)


def _run_to_the_end(where: str, count: int) -> None:
    with _child(where, count) as child:
        child.communicate(timeout=120)
        assert child.returncode == 0


def _in_a_fork(step: Callable[[], str]) -> str:
    """What a step says, run in a process of its own with all modules loaded, so that limits and rights end with it."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)

    def run() -> None:
        sender.send(step())

    child = context.Process(target=run)
    child.start()
    said = receiver.recv() if receiver.poll(60) else "it said nothing"
    child.join(60)
    return str(said)


def _fault_of_ingesting(where: str) -> str:
    try:
        with Archive(where) as archive:
            archive.ingest(stream(400), PlainCoder(fails=FAILS))
    except ArchiveError as fault:
        return str(fault)
    return "no fault"


def test_a_full_disk_ends_with_a_clear_message_and_an_archive_that_goes_on(tmp_path: Path) -> None:
    where, calm = str(tmp_path / "full.db"), str(tmp_path / "calm.db")
    assert _fault_of_ingesting(calm) == "no fault"

    def with_little_room() -> str:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))
        return _fault_of_ingesting(where)

    said = _in_a_fork(with_little_room)
    assert "the archive cannot grow" in said
    assert "Make room and run the same command again" in said
    with Archive(where, mode="read") as archive:
        assert 0 < archive.stats().documents < 400
        assert list(archive.check()) == []
    assert _fault_of_ingesting(where) == "no fault"
    with Archive(where) as archive, Archive(calm) as peace:
        assert archive.digest() == peace.digest()


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that any user can read."""
    folder = Path(tempfile.mkdtemp(prefix="dragoman-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def _as_nobody(step: Callable[[], str]) -> Callable[[], str]:
    def run() -> str:
        if os.getuid() == 0:
            os.setuid(65534)
        return step()

    return run


def test_a_read_only_folder_ends_with_a_clear_message_and_can_be_read(public_folder: Path) -> None:
    where = public_folder / "kept.db"
    with Archive(where) as archive:
        archive.ingest([story(1)], PlainCoder())
        digest = archive.digest()
    where.chmod(0o444)
    public_folder.chmod(0o555)

    def read() -> str:
        with Archive(where, mode="read") as archive:
            return f"{archive.digest()} {list(archive.check())}"

    assert "Allow writing in its folder" in _in_a_fork(_as_nobody(lambda: _fault_of_ingesting(str(where))))
    assert "folder" in _in_a_fork(_as_nobody(lambda: _fault_of_ingesting(str(public_folder / "new.db"))))
    assert _in_a_fork(_as_nobody(read)) == f"{digest} []"
    with Archive(where, mode="read") as archive:
        assert archive.digest() == digest
