"""``dragoman formats``: what stories can be read from, and with ``--exports`` what can be written."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from dragoman.exchange.exporter import exporters
from dragoman.exchange.page import describe
from dragoman.reading.read import available_readers


def run(arguments: Namespace) -> int:
    """List the formats: name, suffixes, meaning."""
    return _list_exporters(arguments) if arguments.exports or arguments.markdown else _list_readers(arguments)


def _list_readers(arguments: Namespace) -> int:
    readers = available_readers()
    if arguments.json:
        for name, reader in readers.items():
            print(json.dumps({"format": name, "means": reader.means, "suffixes": reader.suffixes}))
        return 0
    _print({name: (reader.suffixes, reader.means) for name, reader in readers.items()})
    print("\nEach also inside .gz, .bz2, .xz, .zst, .zip and .tar, and in folders of them.")
    return 0


def _list_exporters(arguments: Namespace) -> int:
    known = exporters()
    if arguments.markdown:
        print(describe(known), end="")
    elif arguments.json:
        for name, exporter in known.items():
            described: dict[str, Any] = msgspec.to_builtins(exporter)
            print(json.dumps({"format": name, **described}))
    else:
        _print({name: ((exporter.suffix,), exporter.means) for name, exporter in known.items()})
    return 0


def _print(lines: Mapping[str, tuple[Sequence[str], str]]) -> None:
    widest = max(len(", ".join(suffixes)) for suffixes, _ in lines.values())
    for name, (suffixes, means) in lines.items():
        print(f"{name:<10} {', '.join(suffixes):<{widest}}  {means}")
