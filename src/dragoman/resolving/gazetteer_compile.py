"""Compiles a GeoNames dump into a gazetteer file, in memory that does not grow with the dump.

The places of the dump and their other names stand in different files and orders. Both are dealt out to scratch files by
ranges of ids; then each range is small enough to be put together.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from dragoman.lexicon import Lexicon
from dragoman.resolving.gazetteer_build import Row, write_gazetteer
from dragoman.resolving.gazetteer_dump import Dump, DumpPlace, read_admin1, read_countries, read_names, read_places
from dragoman.resolving.gazetteer_features import Features

RANGE_BITS = 16
"""Ids of one range differ in so many bits: at most 65,536 places."""
HELD = 20_000
_EVERY = 100_000

Progress = Callable[[str, int], None]
"""Told what is being done and how many lines of it are read."""


Record = TypeVar("Record")


class _Name(msgspec.Struct, frozen=True, array_like=True):
    id: int
    name: str


class _Ranges:
    """Records dealt out to scratch files by ranges of ids."""

    def __init__(self, scratch: Path, suffix: str) -> None:
        self._scratch, self._suffix = scratch, suffix
        self._held: dict[int, list[bytes]] = defaultdict(list)
        self._count = 0
        self._encoder = msgspec.msgpack.Encoder()

    def add(self, id: int, record: DumpPlace | _Name) -> None:
        """Deal out one record."""
        content = self._encoder.encode(record)
        self._held[id >> RANGE_BITS].append(len(content).to_bytes(4, "little") + content)
        self._count += 1
        if self._count % HELD == 0:
            self.spill()

    def spill(self) -> None:
        """Write what is held to the files."""
        for number, records in self._held.items():
            with self._file(number).open("ab") as out:
                out.writelines(records)
        self._held.clear()

    def numbers(self) -> list[int]:
        """The ranges that have records, in order."""
        return sorted(int(file.stem) for file in self._scratch.glob(f"*.{self._suffix}"))

    def read(self, number: int, kind: type[Record]) -> Iterator[Record]:
        """The records of one range, in the order they came in."""
        if not self._file(number).exists():
            return
        content, at = memoryview(self._file(number).read_bytes()), 0
        decoder = msgspec.msgpack.Decoder(kind)
        while at < len(content):
            size = int.from_bytes(content[at : at + 4], "little")
            yield decoder.decode(content[at + 4 : at + 4 + size])
            at += 4 + size

    def _file(self, number: int) -> Path:
        return self._scratch / f"{number}.{self._suffix}"


def compile_gazetteer(dump: Dump, out: Path, lexicon: Lexicon, progress: Progress) -> str:
    """Write the gazetteer of a dump to ``out`` and give its version.

    Raises:
        GazetteerError: a line of the dump is faulty; it is named, and nothing is written.
    """
    features = Features(lexicon)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as scratch:
        places, names = _Ranges(Path(scratch), "places"), _Ranges(Path(scratch), "names")
        _deal_places(dump, features, places, progress)
        _deal_names(dump, names, progress)
        rows = _rows(dump, features, places, names, progress)
        return write_gazetteer(rows, out, source=f"GeoNames (geonames.org), CC BY 4.0, from {dump.places.name}")


def _deal_places(dump: Dump, features: Features, places: _Ranges, progress: Progress) -> None:
    for count, place in enumerate(read_places(dump.places), 1):
        if features.kind(place.feature) is not None:
            places.add(place.id, place)
        if count % _EVERY == 0:
            progress("places read", count)
    places.spill()


def _deal_names(dump: Dump, names: _Ranges, progress: Progress) -> None:
    if dump.names is None:
        return
    for count, (id, name) in enumerate(read_names(dump.names), 1):
        names.add(id, _Name(id, name))
        if count % _EVERY == 0:
            progress("other names read", count)
    names.spill()


def _rows(dump: Dump, features: Features, places: _Ranges, names: _Ranges, progress: Progress) -> Iterator[Row]:
    """The rows of the gazetteer, range by range."""
    countries, admin1 = read_countries(dump.countries), read_admin1(dump.admin1)
    count = 0
    for number in places.numbers():
        others: dict[int, list[str]] = defaultdict(list)
        for name in names.read(number, _Name):
            others[name.id].append(name.name)
        for place in places.read(number, DumpPlace):
            count += 1
            if count % _EVERY == 0:
                progress("places written", count)
            yield _row(place, features, others.get(place.id, []), countries, admin1)


def _row(place: DumpPlace, features: Features, others: list[str], countries: dict[str, str], admin1: dict[str, str]) -> Row:
    kind = features.kind(place.feature) or "place"
    written = tuple(name for name in (*place.names, *others) if name)
    names = features.other_names(place.name, kind, written)
    division = admin1.get(f"{place.country}.{place.admin1}", "")
    return Row(
        place.id, place.name, kind, place.lat, place.lon, countries.get(place.country), division, place.population, names, len(set(written))
    )  # fmt: skip
