"""The command, run inside this process with the model that is loaded already, or as a program of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from dragoman.cli import code, demo, evaluate, explain
from dragoman.cli.main import main
from dragoman.coder import Coder


class Outcome(msgspec.Struct, frozen=True):
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(coder: Coder, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command with the words given; every part is real, but the model is loaded once for all tests."""
    for module in (code, demo, evaluate, explain):
        monkeypatch.setattr(module, "make_coder", lambda _: coder)

    def run_with(*words: str | Path) -> Outcome:
        capfdbinary.readouterr()
        try:
            status = main([str(word) for word in words])
        except SystemExit as stop:  # argparse ends so
            status = int(stop.code or 0)
        written = capfdbinary.readouterr()
        return Outcome(status, written.out.decode("utf-8"), written.err.decode("utf-8"))

    return run_with


@pytest.fixture
def program() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run the command as a program of its own."""

    def run_program(*words: str | Path, **more: object) -> subprocess.CompletedProcess[bytes]:
        environment = {**os.environ, **more.pop("environment", {})}  # type: ignore[dict-item]
        return subprocess.run(
            [sys.executable, "-m", "dragoman", *map(str, words)], capture_output=True, check=False, timeout=120, env=environment, **more
        )  # type: ignore[call-overload,no-any-return]

    return run_program
