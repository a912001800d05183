"""Paths to documents: what cannot be read is set aside with its reason, and the rest go on."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from dragoman.reading.wire import read_story
from dragoman.records import Document, SetAside

STANDARD_INPUT = "-"


def read_paths(paths: Iterable[str | Path], *, published: str | None = None, format: str | None = None) -> Iterator[Document | SetAside]:
    """Read the documents of each path in order; ``-`` is standard input.

    ``published`` is the date of every document that carries none. ``format`` names the format; with
    None it is found from the file's name and its first bytes.
    """
    for path in paths:
        try:
            text = sys.stdin.read() if str(path) == STANDARD_INPUT else Path(path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            yield SetAside(str(path), str(error))
            continue
        if format == "jsonl" or (format is None and str(path).endswith(".jsonl")) or (format is None and text.startswith("{")):
            for number, line in enumerate(text.splitlines(), 1):
                row = msgspec.json.decode(line)
                yield read_story(
                    row["text"],
                    id=row.get("id") or f"{path}:{number}",
                    published=row.get("published") or row.get("date") or published,
                    title=row.get("title"),
                )
        else:
            yield read_story(text, id=Path(path).stem if str(path) != STANDARD_INPUT else STANDARD_INPUT, published=published)
