"""Requests made up from the interface's description: whatever is asked, the desk answers, and as it says it does.

``DRAGOMAN_REQUESTS`` is how many are made; the full figure takes some minutes.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from dragoman.archive import Archive
from dragoman.assembling import Assembly

COUNT = int(os.environ.get("DRAGOMAN_REQUESTS", "150"))
PATIENCE_S = 120
"""The first story to be coded waits for the language model, on a slow machine for long."""
NEVER_ENDS = "/api/v1/stream"
CHECKED = ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance")


@pytest.fixture
def where(where: str) -> str:
    """An archive that is assembled, so that every page has something to tell."""
    with Archive(where) as archive:
        Assembly(archive).update()
    return where


def test_no_request_makes_the_desk_fail(address: str, record_property: Callable[[str, object], None]) -> None:
    session = requests.Session()
    schema = schemathesis.openapi.from_dict(session.get(f"{address}/api/v1/schema/openapi.json").json())
    operations = [found.ok() for found in schema.get_all_operations()]
    checks = CHECKS.get_by_names(list(CHECKED))
    answered: Counter[int] = Counter()
    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    cases = [operation.as_strategy(generation_mode=mode) for operation in operations if operation.path != NEVER_ENDS for mode in modes]

    @seed(8)
    @settings(max_examples=COUNT, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.one_of(cases))
    def ask(case: schemathesis.Case) -> None:
        response = case.call(base_url=address, session=session, timeout=PATIENCE_S)
        answered[response.status_code] += 1
        case.validate_response(response, checks=checks)

    ask()
    record_property("answers", dict(answered))
    print(f"{sum(answered.values())} requests: {dict(sorted(answered.items()))}")
    assert sum(answered.values()) >= COUNT
    assert answered[200] > COUNT / 20
    assert max(answered) < 500
