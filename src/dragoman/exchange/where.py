"""A place as formats with a column for each level have it."""

from __future__ import annotations

import msgspec

from dragoman.exchange.codes import Codes
from dragoman.lexicon.schema.exchange import Level
from dragoman.records import Place


class Where(msgspec.Struct, frozen=True):
    """Names from the city up; what is not known is None."""

    level: Level | None = None
    city: str | None = None
    district: str | None = None
    province: str | None = None
    country: str | None = None
    """English name."""
    country_code: str | None = None
    lat: float | None = None
    lon: float | None = None

    @property
    def full_name(self) -> str | None:
        """ "City, Province, Country", as far as it is known."""
        parts = dict.fromkeys(name for name in (self.city, self.district, self.province, self.country) if name)
        return ", ".join(parts) or None


def where(place: Place | None, codes: Codes) -> Where:
    """The levels of a place."""
    if place is None:
        return Where()
    level, state = codes.level(place), codes.state(place.country)
    return Where(
        level,
        city=place.name if level in ("city", "feature") else None,
        district=place.name if level == "district" else None,
        province=place.name if level == "province" else place.admin1,
        country=state.name if state else None,
        country_code=place.country,
        lat=place.lat,
        lon=place.lon,
    )
