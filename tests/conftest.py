"""Fixtures that load the model once for the whole run."""

from __future__ import annotations

import pytest

from dragoman.coder import Coder
from dragoman.language.english import English


@pytest.fixture(scope="session")
def english() -> English:
    return English()


@pytest.fixture(scope="session")
def coder(english: English) -> Coder:
    return Coder(language=english)
