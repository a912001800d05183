"""Codes of outside lists: small tables, checked by eye against the lists."""

from __future__ import annotations

import pytest

from dragoman.exchange.codes import Codes
from dragoman.lexicon import load_lexicon
from dragoman.lexicon.schema import actors, exchange
from dragoman.records import Party, Place
from dragoman.resolving.spellings import pieces_of

LEXICON = load_lexicon()
CODES = Codes(LEXICON)


@pytest.mark.parametrize(
    ("code", "fips", "numeric", "cow", "gw", "ucdp", "acled"),
    [
        ("USA", "US", 840, 2, 2, "Americas", "North America"),
        ("DEU", "GM", 276, 255, 260, "Europe", "Europe"),
        ("YEM", "YM", 887, 679, 678, "Middle East", "Middle East"),
        ("EGY", "EG", 818, 651, 651, "Middle East", "Northern Africa"),
        ("SRB", "RI", 688, 345, 340, "Europe", "Europe"),
        ("GBR", "UK", 826, 200, 200, "Europe", "Europe"),
        ("TON", "TN", 776, 955, 972, "Asia", "Oceania"),
        ("KOS", "KV", None, 347, 347, "Europe", "Europe"),
        ("XKX", "KV", None, 347, 347, "Europe", "Europe"),
        ("HKG", "HK", 344, None, None, None, "East Asia"),
    ],
)
def test_a_state_in_other_lists(
    code: str, fips: str, numeric: int | None, cow: int | None, gw: int | None, ucdp: str | None, acled: str
) -> None:
    state = CODES.state(code)
    assert state is not None
    assert (state.fips, state.iso_numeric, state.cow, state.gw, state.ucdp_region, state.acled_region) == (
        fips,
        numeric,
        cow,
        gw,
        ucdp,
        acled,
    )


def test_no_two_states_share_a_code_of_a_list() -> None:
    states = LEXICON.files(exchange.SECTION)["states"].states.values()
    for list_name in ("fips", "iso_numeric", "cow", "gw"):
        codes = [code for state in states if (code := getattr(state, list_name)) is not None]
        assert len(codes) == len(set(codes)), list_name


@pytest.mark.parametrize(
    ("cameo", "value"),
    [
        ("190", -10),
        ("1722", -5),
        ("0334", 6),
        ("033", 5.2),
        ("0331", 5.2),
        ("1823", -10),
        ("204", -10),
        ("01", 0),
        (None, None),
        ("99", None),
    ],
)
def test_intensity_is_that_of_the_nearest_code_above(cameo: str | None, value: float | None) -> None:
    assert CODES.goldstein(cameo) == value


@pytest.mark.parametrize(
    ("kind", "codes", "key", "coded", "country", "group"),
    [
        ("government", ("RUS", "GOV"), None, "RUSGOV", "RUS", None),
        ("government", ("USA", "GOV", "MIL"), None, "USAGOVMIL", "USA", None),
        ("media", ("FRA", "JRN"), None, "FRAMED", "FRA", None),
        ("organisation", ("FRA", "MED"), None, "FRAHLH", "FRA", None),
        ("party", ("ISR", "PTY", "OPP"), None, "ISROPPPTY", "ISR", None),
        ("armed_group", ("MLI", "PRM"), None, "MLIUAF", "MLI", None),
        ("igo", ("UNO",), None, "IGOUNO", None, "UNO"),
        ("igo", ("IGO", "NAT", "MIL"), None, "IGONATMIL", None, "NAT"),
        ("igo", ("IGO", "AFU"), None, "IGOOAU", None, "OAU"),
        ("igo", ("EUR", "JUD"), None, "IGOEECJUD", None, "EEC"),
        ("igo", ("IGO", "IAE"), "IGO:international_atomic_energy_agency", "IGOUNOIAE", None, "IAE"),
        ("ngo", ("NGO", "MED"), "NGO:medecins_sans_frontieres", "NGOMSF", None, None),
        ("person", ("NOR", "UNK"), None, "NOR", "NOR", None),
        ("person", (), None, None, None, None),
    ],
)
def test_an_actor_in_cameo(
    kind: str, codes: tuple[str, ...], key: str | None, coded: str | None, country: str | None, group: str | None
) -> None:
    actor = CODES.cameo_actor(Party("x", kind, codes, key))  # type: ignore[arg-type]
    assert (actor.code, actor.country, actor.group) == (coded, country, group)


def test_letters_of_a_body_that_the_manual_lacks_are_known_for_our_own() -> None:
    assert CODES.cameo_actor(Party("SCO", "igo", ("IGO", "SCO"))).is_our_own
    assert not CODES.cameo_actor(Party("NATO", "igo", ("IGO", "NAT"))).is_our_own


def test_every_key_of_a_body_is_one_of_the_lexicon() -> None:
    keys = LEXICON.files(exchange.SECTION)["cameo_actors"].cameo_actors.keys
    slugs = {"_".join(pieces_of(entry.name.lower())) for file in LEXICON.files(actors.SECTION).values() for entry in file.actors}
    assert len(keys) > 5
    assert {key for key in keys if key.partition(":")[2] not in slugs} == set()


@pytest.mark.parametrize(
    ("place", "fips"),
    [
        (Place("p", "Rafah", "city", country="PSE", admin1="Gaza Strip"), "GZ"),
        (Place("p", "Gaza Strip", "province", country="PSE"), "GZ"),
        (Place("p", "Nablus", "city", country="PSE"), "WE"),
        (Place("p", "Kyiv", "city", country="UKR"), "UP"),
        (Place("p", "Sahel", "region"), None),
    ],
)
def test_fips_of_a_place(place: Place, fips: str | None) -> None:
    assert CODES.fips(place) == fips
