"""Writes a gazetteer file: rows of places in, one mapped file out, in memory that does not grow with the rows.

Rows are written as they come. Their names are dealt out by the first byte of their hash to as many files, and each of
these is sorted alone.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import struct
import tempfile
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import msgspec

from dragoman.resolving.gazetteer import ALTERNATE, DEGREE, MAGIC, ROW, key_hash, name_key

SECTIONS = ("rows", "names", "buckets", "hashes", "postings")
PARTS = 256
"""Files that the names are dealt out to."""
ROWS_HELD = 50_000
_POSTING = struct.Struct("<HIBII")
"""Bucket, rest of the hash, whether an alternate name, population, position of the row."""
_CHUNK_BYTES = 1 << 20


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
    renown: int = 0
    """How many names it has in any language, whether they can be looked up or not."""


def write_gazetteer(rows: Iterable[Row], path: Path, *, source: str) -> str:
    """Write the rows, in their order, to ``path`` and give the version: a hash of what was written.

    The file appears under its name only when it is complete. Scratch files stand beside it until then.
    """
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}-") as scratch:
        writer = _Writer(Path(scratch))
        for row in rows:
            writer.add(row)
        return writer.finish(path, source)


class _Table:
    """Strings numbered in order of first use."""

    def __init__(self) -> None:
        self.numbers: dict[str | None, int] = {}

    def number(self, value: str | None) -> int:
        return self.numbers.setdefault(value, len(self.numbers))


class _Writer:
    """Spills rows and names into scratch files, then puts them together."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._packed, self._names, self._names_bytes = bytearray(), bytearray(), 0
        self._parts = [bytearray() for _ in range(PARTS)]
        self._countries, self._kinds, self._admin1 = _Table(), _Table(), _Table()
        self._admin1.number("")
        self._rows = self._postings = 0

    def add(self, row: Row) -> None:
        """Take one row."""
        name = row.name.encode()
        self._packed += ROW.pack(
            row.geoname_id, round(row.lat * DEGREE), round(row.lon * DEGREE), min(row.population, 2**32 - 1), self._names_bytes, len(name),
            self._admin1.number(row.admin1), self._countries.number(row.country), self._kinds.number(row.kind),
            min(row.renown, 255),
        )  # fmt: skip
        self._names += name
        self._names_bytes += len(name)
        self._deal_out(row)
        self._rows += 1
        if self._rows % ROWS_HELD == 0:
            self._spill()

    def _deal_out(self, row: Row) -> None:
        main = name_key(row.name)
        others = {key for name in row.names if (key := name_key(name)) and key != main}
        population = min(row.population, 2**32 - 1)
        for key, alternate in ((main, 0), *((other, 1) for other in sorted(others))):
            if key:
                bucket, rest = key_hash(key)
                self._parts[bucket >> 8] += _POSTING.pack(bucket, rest, alternate, population, self._rows)
                self._postings += 1

    def _spill(self) -> None:
        for name, content in (("rows", self._packed), ("names", self._names)):
            self._append(name, content)
            content.clear()
        for number, part in enumerate(self._parts):
            if part:
                self._append(f"part-{number}", part)
                part.clear()

    def _append(self, name: str, content: bytes | bytearray) -> None:
        with (self._scratch / name).open("ab") as out:
            out.write(content)

    def finish(self, path: Path, source: str) -> str:
        """Sort the names, put all together under ``path``, and give the version."""
        self._spill()
        self._index()
        fields: dict[str, object] = {
            "source": source, "entries": self._rows, "names": self._postings, "countries": list(self._countries.numbers),
            "kinds": list(self._kinds.numbers), "admin1": list(self._admin1.numbers),
        }  # fmt: skip
        sections = [self._scratch / name for name in SECTIONS]
        version = _digest(fields, sections)
        _put_together(path, _header(sections, {"version": version, **fields}), sections)
        return version

    def _index(self) -> None:
        """Write the buckets, and the names in order of their hash, main ones and populous places first."""
        buckets = array("I", [0] * 65537)
        for number in range(PARTS):
            hashes, postings = array("I"), array("I")
            for bucket, rest, alternate, _, row in sorted(self._part(number), key=lambda p: (p[0], p[1], p[2], -p[3], p[4])):
                buckets[bucket + 1] += 1
                hashes.append(rest)
                postings.append(row | (ALTERNATE if alternate else 0))
            self._append("hashes", hashes.tobytes())
            self._append("postings", postings.tobytes())
        for i in range(65536):
            buckets[i + 1] += buckets[i]
        self._append("buckets", buckets.tobytes())

    def _part(self, number: int) -> Iterator[tuple[int, ...]]:
        file = self._scratch / f"part-{number}"
        return _POSTING.iter_unpack(file.read_bytes()) if file.exists() else iter(())


def _digest(fields: dict[str, object], sections: list[Path]) -> str:
    digest = hashlib.sha256(msgspec.json.encode(fields))
    for section in sorted(sections, key=lambda s: s.name):
        with section.open("rb") as content:
            while chunk := content.read(_CHUNK_BYTES):
                digest.update(chunk)
    return digest.hexdigest()[:12]


def _put_together(path: Path, header: bytes, sections: list[Path]) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as out:
        try:
            out.write(MAGIC + len(header).to_bytes(4, "little") + header)
            for section in sections:
                _copy(section, out)
            os.chmod(out.name, 0o644)
            os.replace(out.name, path)
        except BaseException:
            os.unlink(out.name)
            raise


def _copy(section: Path, out: IO[bytes]) -> None:
    out.write(b"\0" * (-out.tell() % 8))
    with section.open("rb") as content:
        shutil.copyfileobj(content, out, _CHUNK_BYTES)


def _header(sections: list[Path], fields: dict[str, object]) -> bytes:
    """The header with the place of each section; its own length moves them, so it is laid out until that is stable."""
    size = 0
    for _ in range(3):
        at, places = 12 + size, {}
        for section in sections:
            length = section.stat().st_size
            at += -at % 8
            places[section.name] = (at, length)
            at += length
        header = msgspec.json.encode({**fields, "sections": places})
        size = max(size, len(header))
    return header.ljust(size)
