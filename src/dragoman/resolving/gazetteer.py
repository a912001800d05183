"""The embedded gazetteer: names to places, from a file that is mapped, not loaded.

The file is written by ``gazetteer_build``; opening it reads its header only. A name is found by a
48-bit hash of its key (see ``name_key``): 16 bits choose a bucket, 32 bits are searched in it.
"""

from __future__ import annotations

import mmap
import re
import struct
import unicodedata
from bisect import bisect_left
from hashlib import blake2b as _blake2b
from pathlib import Path

import msgspec

from dragoman.records import DragomanError

MAGIC = b"DMGAZ04\n"
EMBEDDED = Path(__file__).parent / "gazetteer.bin"
ALTERNATE = 1 << 31
"""Set in a posting whose name is not the place's main one."""
_POSITION = ALTERNATE - 1
ROW = struct.Struct("<IiiIIHHBBB")
"""GeoNames id, latitude and longitude in steps of 1 / DEGREE, population, start and length of the name, numbers of the
division, the country and the kind, and how many names the place has. Reading a row touches one spot of the file."""
DEGREE = 100_000

_LETTERS = str.maketrans(
    {
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ə": "a",
        "þ": "th",
        "ħ": "h",
        "ŋ": "n",
        "’": None,
        "‘": None,
        "ʻ": None,
        "ʼ": None,
        "ʿ": None,
        "ʾ": None,
        "'": None,
        "`": None,
        "´": None,
        ".": None,
    }
)
_ASCII = str.maketrans({"'": None, "`": None, ".": None} | dict.fromkeys('-,/()"&_:;–—', " "))
_NOT_WORD = re.compile(r"[^\w]+")
_SAINT = re.compile(r"\b(?:saint|sainte|ste)\b")
_MOUNT = re.compile(r"\b(?:mount)\b")
_FORT = re.compile(r"\b(?:fort)\b")


def name_key(name: str) -> str:
    """The form in which names are compared: no case, accents, apostrophes or full stops; "Saint" is "st".

    >>> name_key("St. John's"), name_key("Düsseldorf"), name_key("Deir ez-Zor")
    ('st johns', 'dusseldorf', 'deir ez zor')
    """
    if name.isascii():
        key = " ".join(name.lower().translate(_ASCII).split())
    else:
        plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
        key = " ".join(_NOT_WORD.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).split())
    if "ain" in key:
        key = _SAINT.sub("st", key)
    if "mount" in key:
        key = _MOUNT.sub("mt", key)
    return _FORT.sub("ft", key) if "fort" in key else key


def key_hash(key: str) -> tuple[int, int]:
    """Bucket (16 bits) and rest (32 bits) of the hash of a name's key."""
    value = int.from_bytes(_blake2b(key.encode("utf-8", "surrogatepass"), digest_size=6).digest())
    return value >> 32, value & 0xFFFFFFFF


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One place of the gazetteer. ``number`` is its position in the file, or negative for one of the lexicon."""

    number: int
    geoname_id: int | None
    name: str
    kind: str
    lat: float
    lon: float
    country: str | None
    """Alpha-3; None for a region of several countries."""
    admin1: str | None
    population: int
    alternate: bool = False
    """Whether it was found by a name that is not its main one."""
    renown: int = 0
    """How many other names the list has for it in any language, 255 at most: the better known a place, the more."""


class GazetteerError(DragomanError):
    """A gazetteer file that cannot be used."""


class _Header(msgspec.Struct):
    version: str
    source: str
    entries: int
    names: int
    sections: dict[str, tuple[int, int]]
    """Section -> offset and length in bytes."""
    countries: list[str | None]
    kinds: list[str]
    admin1: list[str]


class Gazetteer:
    """An open gazetteer file. Safe to share between threads; a look-up takes a few microseconds."""

    def __init__(self, path: Path = EMBEDDED) -> None:
        try:
            with path.open("rb") as stream:
                self._map = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise GazetteerError(
                f"the gazetteer cannot be opened: {error}",
                where=str(path),
                mend="Install the package again, or build one with tools/build_gazetteer.py.",
            ) from error
        self._read_header(path)

    def _read_header(self, path: Path) -> None:
        if self._map[:8] != MAGIC:
            raise GazetteerError("this is not a gazetteer of this version", where=str(path), mend="Build it anew.")
        size = int.from_bytes(self._map[8:12], "little")
        header = msgspec.json.decode(self._map[12 : 12 + size], type=_Header)
        view = memoryview(self._map)

        def section(name: str) -> memoryview:
            offset, length = header.sections[name]
            return view[offset : offset + length].cast("B").cast("I")

        self._buckets, self._hashes, self._postings = section("buckets"), section("hashes"), section("postings")
        self._rows_at, self._names_at = header.sections["rows"][0], header.sections["names"][0]
        self._entries, self._kinds, self._codes, self._divisions = header.entries, header.kinds, header.countries, header.admin1
        self.version = header.version
        self.source = header.source

    def __len__(self) -> int:
        return self._entries

    def _run(self, key: str) -> tuple[int, int]:
        """Where the postings of a name begin and end."""
        bucket, rest = key_hash(key)
        last, hashes = self._buckets[bucket + 1], self._hashes
        first = end = bisect_left(hashes, rest, self._buckets[bucket], last)
        while end < last and hashes[end] == rest:
            end += 1
        return first, end

    def knows(self, name: str) -> bool:
        """Whether any place has this name."""
        first, end = self._run(name_key(name))
        return first < end

    def find(self, name: str) -> list[Entry]:
        """Every place of this name: those with it as main name first, then the most populous."""
        return self.find_key(name_key(name))

    def find_key(self, key: str) -> list[Entry]:
        """As ``find``, for a key that ``name_key`` gave."""
        return [self.entry(p & _POSITION, alternate=p > _POSITION) for p in self._postings[slice(*self._run(key))]]

    def entry(self, number: int, *, alternate: bool = False) -> Entry:
        """The entry at a position of the file."""
        row = ROW.unpack_from(self._map, self._rows_at + number * ROW.size)
        id, lat, lon, population, start, length, division, country, kind, renown = row
        start += self._names_at
        name = self._map[start : start + length].decode()
        return Entry(
            number,
            id or None,
            name,
            self._kinds[kind],
            lat / DEGREE,
            lon / DEGREE,
            self._codes[country],
            self._divisions[division] or None,
            population,
            alternate,
            renown,
        )
