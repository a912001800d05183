"""Places that wires name and city lists lack, and the words that tell a place from a government: ``lexicon/places/NAME.yaml``."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dragoman.lexicon.section import Flaw, Section


class PlaceEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One place: its name as the wires write it, a rough centre and where it belongs.

    ``at`` is latitude and longitude in degrees; ``country`` is alpha-3, absent for a region of
    several; ``population`` is rough and only weighs namesakes against each other.
    """

    name: str
    at: tuple[float, float]
    country: str | None = None
    also: tuple[str, ...] = ()
    """Other names and spellings."""
    short: tuple[str, ...] = ()
    """Abbreviations that count only after a town ("Frankfort, Ky."), exactly as written here."""
    kind: str | None = None
    """What it is, when not what the whole file is about."""
    admin1: str | None = None
    population: int = 0
    geoname: int | None = None


class PlaceFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A list of places of one ``kind``, or word lists about places, with what it holds and where from."""

    means: str
    source: str
    kind: str = "place"
    """What each entry is unless it says otherwise: region, province, sea, river, mountain, island, district …"""
    country: str | None = None
    """The country of each entry that names none."""
    places: tuple[PlaceEntry, ...] = ()
    lists: dict[str, tuple[str, ...]] = {}
    names: dict[str, str] = {}
    """Another name -> the name the gazetteer knows ("N.Y." -> "New York")."""


def _check(file: PlaceFile) -> Iterable[Flaw]:
    for entry in file.places:
        lat, lon = entry.at
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            yield Flaw(f"{entry.name}: {lat}, {lon} is not a latitude and a longitude in degrees", entry.name)
        country = entry.country or file.country
        if country is not None and not (len(country) == 3 and country.isascii() and country.isupper()):
            yield Flaw(f'{entry.name}: country "{country}" is not an ISO 3166 alpha-3 code', entry.name)


def _give_way(lower: PlaceFile, upper: PlaceFile) -> PlaceFile:
    """Without the places whose names the upper file has."""
    claimed = {entry.name for entry in upper.places}
    return msgspec.structs.replace(lower, places=tuple(entry for entry in lower.places if entry.name not in claimed))


SECTION: Section[PlaceFile] = Section("places", PlaceFile, _check, _give_way)
