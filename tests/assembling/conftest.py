"""What all tests of assembling share."""

from __future__ import annotations

import pytest

from dragoman.assembling.groups import Groups
from dragoman.lexicon.load import load_lexicon
from tests.archive.conftest import place, where

__all__ = ["place", "where"]


@pytest.fixture(scope="session")
def groups() -> Groups:
    """The lexicon's groups of people."""
    return Groups(load_lexicon())
