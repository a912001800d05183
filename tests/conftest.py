"""Fixtures that load the model once for the whole run, and find the evaluation folder beside the checkout."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dragoman.coder import Coder
from dragoman.language.english import English

ROOT = Path(__file__).resolve().parent.parent
# Workers that run tests side by side are given a width of terminal, which commands would lay their tables out for.
os.environ.pop("COLUMNS", None)


@pytest.fixture(scope="session")
def english() -> English:
    return English()


@pytest.fixture(scope="session")
def coder(english: English) -> Coder:
    return Coder(language=english)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold sets and scorers, which is no part of the repository: ``../shared`` or ``DRAGOMAN_SHARED``."""
    folder = Path(os.environ.get("DRAGOMAN_SHARED") or ROOT.parent / "shared")
    if not (folder / "gold").is_dir() or not (folder / "scoring").is_dir():
        pytest.skip("there is no ../shared with gold sets and scorers beside the checkout")
    return folder
