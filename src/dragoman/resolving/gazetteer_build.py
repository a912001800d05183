"""Writes a gazetteer file: rows of places in, one mapped file out."""

from __future__ import annotations

import hashlib
import os
import tempfile
from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from dragoman.resolving.gazetteer import ALTERNATE, MAGIC, key_hash, name_key


class Row(msgspec.Struct, frozen=True):
    """One place to be written; ``names`` are its other names."""

    geoname_id: int
    name: str
    kind: str
    lat: float
    lon: float
    country: str | None
    admin1: str
    population: int
    names: tuple[str, ...] = ()


class _Table:
    """Strings numbered in order of first use."""

    def __init__(self) -> None:
        self.numbers: dict[str | None, int] = {}

    def number(self, value: str | None) -> int:
        return self.numbers.setdefault(value, len(self.numbers))


def write_gazetteer(rows: Iterable[Row], path: Path, *, source: str) -> str:
    """Write the rows, in their order, to ``path`` and give the version: a hash of what was written.

    The file appears under its name only when it is complete.
    """
    columns: dict[str, array[Any]] = {
        name: array(code)
        for name, code in (
            ("ids", "I"),
            ("lats", "f"),
            ("lons", "f"),
            ("populations", "I"),
            ("countries", "B"),
            ("kinds", "B"),
            ("admin1", "H"),
        )
    }
    countries, kinds, admin1 = _Table(), _Table(), _Table()
    admin1.number("")
    names, name_ends = bytearray(), array("I")
    postings: list[tuple[int, int, int, int, int]] = []
    for number, row in enumerate(rows):
        columns["ids"].append(row.geoname_id)
        columns["lats"].append(row.lat)
        columns["lons"].append(row.lon)
        columns["populations"].append(min(row.population, 2**32 - 1))
        columns["countries"].append(countries.number(row.country))
        columns["kinds"].append(kinds.number(row.kind))
        columns["admin1"].append(admin1.number(row.admin1))
        names += row.name.encode()
        name_ends.append(len(names))
        postings += _postings(number, row)
    postings.sort()
    sections = {name: column.tobytes() for name, column in columns.items()} | _index(postings)
    sections |= {"name_ends": name_ends.tobytes(), "names": bytes(names)}
    fields = {"countries": list(countries.numbers), "kinds": list(kinds.numbers), "admin1": list(admin1.numbers)}
    return _write(path, sections, {"source": source, "entries": len(name_ends), "names": len(postings), **fields})


def _postings(number: int, row: Row) -> list[tuple[int, int, int, int, int]]:
    """Sort keys of a row's names: bucket, rest, alternate, populous first, position."""
    main = name_key(row.name)
    found = [(*key_hash(main), 0, -row.population, number)] if main else []
    others = {key for name in row.names if (key := name_key(name)) and key != main}
    return found + [(*key_hash(key), 1, -row.population, number) for key in others]


def _index(postings: list[tuple[int, int, int, int, int]]) -> dict[str, bytes]:
    buckets, hashes, numbers = array("I", [0] * 65537), array("I"), array("I")
    for bucket, rest, alternate, _, number in postings:
        buckets[bucket + 1] += 1
        hashes.append(rest)
        numbers.append(number | (ALTERNATE if alternate else 0))
    for i in range(65536):
        buckets[i + 1] += buckets[i]
    return {"buckets": buckets.tobytes(), "hashes": hashes.tobytes(), "postings": numbers.tobytes()}


def _write(path: Path, sections: dict[str, bytes], fields: dict[str, object]) -> str:
    digest = hashlib.sha256(msgspec.json.encode(fields))
    for name in sorted(sections):
        digest.update(sections[name])
    version = digest.hexdigest()[:12]
    header = _header(sections, {"version": version, **fields})
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as out:
        out.write(MAGIC + len(header).to_bytes(4, "little") + header)
        for content in sections.values():
            out.write(b"\0" * (-out.tell() % 8) + content)
    os.chmod(out.name, 0o644)
    os.replace(out.name, path)
    return version


def _header(sections: dict[str, bytes], fields: dict[str, object]) -> bytes:
    """The header with the place of each section; its own length moves them, so it is laid out twice."""
    size = 0
    for _ in range(3):
        at, places = 12 + size, {}
        for name, content in sections.items():
            at += -at % 8
            places[name] = (at, len(content))
            at += len(content)
        header = msgspec.json.encode({**fields, "sections": places})
        size = max(size, len(header))
    return header.ljust(size)
