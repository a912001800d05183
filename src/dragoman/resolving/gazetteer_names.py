"""Names of places from both homes: the curated lexicon first, then the embedded gazetteer."""

from __future__ import annotations

from functools import lru_cache

from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema.actors import SECTION as ACTORS
from dragoman.lexicon.schema.places import SECTION, PlaceEntry, PlaceFile
from dragoman.resolving.gazetteer import Entry, Gazetteer, name_key
from dragoman.resolving.geometry import distance_km

SAME_PLACE_KM = 60.0
"""A town of the gazetteer that lies this near a town of the lexicon with the same name is the same."""
_DIVISIONS = frozenset({"state", "province", "admin1"})
_STATES = frozenset({"country", "territory"})


class PlaceNames:
    """Looks up names of places. Opening it maps the gazetteer and indexes the lexicon."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer | None = None) -> None:
        self.gazetteer = gazetteer if gazetteer is not None else Gazetteer()
        self._curated: dict[str, list[Entry]] = {}
        self._short: dict[str, Entry] = {}
        self._countries: dict[str, Entry] = {}
        number = 0
        for file in lexicon.files(SECTION).values():
            for place in file.places:
                number -= 1
                self._add(_entry(number, place, file), place)
        self._bodies, self._seats = _bodies(lexicon), _seats(lexicon)
        self.find_key = lru_cache(maxsize=20_000)(self._find_key)

    def _add(self, entry: Entry, place: PlaceEntry) -> None:
        for i, name in enumerate((place.name, *place.also)):
            found = self._curated.setdefault(name_key(name), [])
            if all(e.number != entry.number for e in found):
                found.append(_as_alternate(entry) if i else entry)
        for short in place.short:
            self._short[short] = entry
        if entry.kind in ("country", "territory") and entry.country is not None:
            self._countries.setdefault(entry.country, entry)

    def is_curated(self, key: str) -> bool:
        """Whether the lexicon itself has the name."""
        return key in self._curated

    def is_body(self, key: str) -> bool:
        """Whether the lexicon of actors has a body, group or company of this name."""
        return key in self._bodies and key not in self._curated

    def is_seat(self, key: str) -> bool:
        """Whether it is a building or street that speaks for a government, such as the Kremlin."""
        return key in self._seats

    def country(self, code: str) -> Entry | None:
        """The state or territory of an alpha-3 code."""
        return self._countries.get(code)

    def after_town(self, text: str) -> Entry | None:
        """The division that an abbreviation after a town stands for: "Ky." in "Frankfort, Ky."."""
        return self._short.get(text) or self._short.get(text.rstrip("."))

    def find(self, name: str) -> tuple[Entry, ...]:
        """Every place of this name, those of the lexicon first."""
        return self.find_key(name_key(name))

    def _find_key(self, key: str) -> tuple[Entry, ...]:
        curated = self._curated.get(key, [])
        # "Mexico" is the state, not Mexico City by another of its names.
        main_only = any(c.kind in _STATES or c.kind in _DIVISIONS for c in curated if not c.alternate)
        found = (e for e in self.gazetteer.find_key(key) if not (main_only and e.alternate))
        listed = [e for e in found if not any(_is_same(c, e) for c in curated)]
        return (*curated, *listed)


def _bodies(lexicon: Lexicon) -> frozenset[str]:
    """Names of all actors that are no states."""
    files = (file for file in lexicon.files(ACTORS).values() if file.kind not in ("state", "population"))
    return frozenset(name_key(name) for file in files for actor in file.actors for name in (actor.name, *actor.aliases))


def _seats(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(name_key(seat) for file in lexicon.files(ACTORS).values() for actor in file.actors for seat in actor.seats)


def _entry(number: int, place: PlaceEntry, file: PlaceFile) -> Entry:
    country = place.country or file.country
    kind = place.kind or file.kind
    admin1 = place.admin1 or (place.name if kind in _DIVISIONS else None)
    return Entry(number, place.geoname, place.name, kind, place.at[0], place.at[1], country, admin1, place.population)


def _as_alternate(entry: Entry) -> Entry:
    return Entry(
        entry.number, entry.geoname_id, entry.name, entry.kind, entry.lat, entry.lon, entry.country, entry.admin1, entry.population, True
    )  # fmt: skip


def _is_same(curated: Entry, listed: Entry) -> bool:
    """Whether an entry of the gazetteer is what the lexicon has under the same name."""
    if curated.country != listed.country:
        return False
    if curated.kind in _STATES and listed.kind in _STATES:
        return True
    if curated.kind in _DIVISIONS:
        return listed.kind == "admin1"
    if listed.kind in _DIVISIONS:
        return False
    return distance_km(curated.lat, curated.lon, listed.lat, listed.lon) < SAME_PLACE_KM
