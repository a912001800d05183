"""``dragoman formats``: what stories can be read from."""

from __future__ import annotations

import json
from argparse import Namespace

from dragoman.reading.read import available_readers


def run(arguments: Namespace) -> int:
    """List the readers: name, suffixes, meaning."""
    readers = available_readers()
    if arguments.json:
        for name, reader in readers.items():
            print(json.dumps({"format": name, "means": reader.means, "suffixes": reader.suffixes}))
        return 0
    widest = max(len(", ".join(reader.suffixes)) for reader in readers.values())
    for name, reader in readers.items():
        print(f"{name:<10} {', '.join(reader.suffixes):<{widest}}  {reader.means}")
    print("\nEach also inside .gz, .bz2, .xz, .zst, .zip and .tar, and in folders of them.")
    return 0
