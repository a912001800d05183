"""Archives on both engines: each test that asks for ``where`` runs on SQLite, and on PostgreSQL where a server is named."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

SERVER = os.environ.get("DRAGOMAN_TEST_POSTGRES")
Place = Callable[[], str]


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Gives addresses of archives that are not there yet."""
    if request.param == "sqlite":
        yield lambda: str(tmp_path / f"{uuid.uuid4().hex[:8]}.db")
        return
    if not SERVER:
        pytest.skip("DRAGOMAN_TEST_POSTGRES names no PostgreSQL server (postgresql://user@host:port/database)")
    schemas: list[str] = []
    server = create_engine(make_url(SERVER).set(drivername="postgresql+psycopg"))

    def new_schema() -> str:
        schemas.append(f"test_{uuid.uuid4().hex[:12]}")
        with server.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {schemas[-1]}"))
        return make_url(SERVER).update_query_dict({"options": f"-csearch_path={schemas[-1]}"}).render_as_string(hide_password=False)

    yield new_schema
    with server.begin() as connection:
        for name in schemas:
            connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
    server.dispose()


@pytest.fixture
def where(place: Place) -> str:
    """The address of an archive that is not there yet."""
    return place()
