"""An archive with one report of every case, and one function that exports from it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dragoman.archive import Archive
from dragoman.exchange.export import export
from dragoman.exchange.exporter import Tally
from tests.cli.conftest import Run, run
from tests.exchange.made import REPORT, keep

__all__ = ["Run", "run"]


class Written(msgspec.Struct, frozen=True):
    """One export: its file, its sidecar and what was counted."""

    path: Path
    about: dict[str, Any]
    tally: Tally


Export = Callable[..., Written]


@pytest.fixture(scope="session")
def archive_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return keep(tmp_path_factory.mktemp("exchange") / "made.db", [REPORT])


@pytest.fixture
def export_to(archive_path: Path, tmp_path: Path) -> Export:
    """Exports in a format, from the archive of every case."""

    def run_export(format: str, *, source: Path = archive_path, **more: Any) -> Written:
        target = tmp_path / f"{format}.out"
        with Archive(source, mode="read") as archive:
            tally = export(archive, format, target, **more)
        return Written(target, json.loads((tmp_path / f"{format}.about.json").read_text()), tally)

    return run_export
