"""Reads the files of a GeoNames dump (download.geonames.org/export/dump), line by line."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NoReturn

import msgspec

from dragoman.resolving.gazetteer import GazetteerError

PLACES, NAMES, COUNTRIES, ADMIN1 = "allCountries", "alternateNamesV2", "countryInfo", "admin1CodesASCII"
_PLACE_FIELDS, _NAME_FIELDS = 19, 4
_NOT_NAMES = frozenset({"link", "wkdt", "post", "iata", "icao", "faac", "tcid", "unlc", "abbr", "phon"})
"""What the dump writes in place of a language for what is no name."""


class DumpPlace(msgspec.Struct, frozen=True):
    """One line of the places of a dump."""

    id: int
    name: str
    names: tuple[str, ...]
    """Its other names, as the places themselves list them."""
    lat: float
    lon: float
    feature: str
    country: str
    """Alpha-2; "" for what lies in none."""
    admin1: str
    """The code of the first-order division."""
    population: int


class Dump(msgspec.Struct, frozen=True):
    """Where the files of a dump lie; ``names`` may be missing."""

    places: Path
    countries: Path
    admin1: Path
    names: Path | None


def find_dump(path: Path) -> Dump:
    """The files of a dump: in a folder, or beside the file of places that is named.

    Raises:
        GazetteerError: one that is needed is missing.
    """
    folder = path if path.is_dir() else path.parent
    places = path if path.is_file() else _file(folder, PLACES)
    return Dump(places, _file(folder, COUNTRIES), _file(folder, ADMIN1), _optional(folder, NAMES))


def _optional(folder: Path, name: str) -> Path | None:
    return next((file for suffix in (".txt", ".zip") if (file := folder / f"{name}{suffix}").is_file()), None)


def _file(folder: Path, name: str) -> Path:
    if (found := _optional(folder, name)) is None:
        raise GazetteerError(
            f"there is no {name}.txt or {name}.zip",
            where=str(folder),
            mend="Fetch it from download.geonames.org/export/dump into this folder.",
        )
    return found


def read_places(path: Path) -> Iterator[DumpPlace]:
    """The places of a dump, in its order.

    Raises:
        GazetteerError: a line is no place, named with its number.
    """
    for number, fields in _lines(path):
        if len(fields) != _PLACE_FIELDS:
            _fault(path, number, f"this line has {len(fields)} fields, a place has {_PLACE_FIELDS}")
        try:
            place = DumpPlace(
                int(fields[0]), fields[1], (fields[2], *fields[3].split(",")), float(fields[4]), float(fields[5]), fields[7], fields[8],
                fields[10], int(fields[14] or 0),
            )  # fmt: skip
        except ValueError as error:
            _fault(path, number, f"a number is wrong: {error}")
        if not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180 and 0 < place.id < 2**32 and place.population >= 0):
            _fault(path, number, f"{place.lat}, {place.lon} or the id {place.id} or the population {place.population} is out of range")
        yield place


def read_names(path: Path) -> Iterator[tuple[int, str]]:
    """Other names of places, with the id of each.

    Raises:
        GazetteerError: a line is no name, named with its number.
    """
    for number, fields in _lines(path):
        if len(fields) < _NAME_FIELDS or not fields[1].isdecimal():
            _fault(path, number, "this line is no alternate name: id of the name, id of the place, language, name")
        if fields[2] not in _NOT_NAMES:
            yield int(fields[1]), fields[3]


def read_countries(path: Path) -> dict[str, str]:
    """Alpha-2 -> alpha-3 of each country."""
    return {fields[0]: fields[1] for _, fields in _lines(path) if len(fields) > 1 and not fields[0].startswith("#")}


def read_admin1(path: Path) -> dict[str, str]:
    """Country and code ("UA.14") -> name of each first-order division."""
    return {fields[0]: fields[1] for _, fields in _lines(path) if len(fields) > 1}


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Each line that is not empty, in fields, with its number."""
    with _open(path) as stream:
        for number, line in enumerate(stream, 1):
            try:
                text = line.decode().rstrip("\r\n")
            except UnicodeDecodeError as error:
                _fault(path, number, f"this line is no UTF-8: {error.reason} at byte {error.start}")
            if text:
                yield number, text.split("\t")


@contextmanager
def _open(path: Path) -> Iterator[IO[bytes]]:
    try:
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive, archive.open(f"{path.stem}.txt") as member:
                yield member
        else:
            with path.open("rb") as stream:
                yield stream
    except (OSError, zipfile.BadZipFile, KeyError, EOFError) as error:
        raise GazetteerError(f"it cannot be read: {error}", where=str(path), mend="Fetch the file again.") from error


def _fault(path: Path, number: int, what: str) -> NoReturn:
    raise GazetteerError(what, where=f"{path}:{number}", mend="Fetch the file again, or mend or take out the line.")
