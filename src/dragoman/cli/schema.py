"""``dragoman schema``: the JSON Schema of a report."""

from __future__ import annotations

import sys
from argparse import Namespace

import msgspec

from dragoman.records import Report


def run(arguments: Namespace) -> int:  # noqa: ARG001 - every command is called the same way
    """Print the schema."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Report)}
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n")
    return 0
