"""Who is on which side in ACLED and UCDP: small tables, each read as an analyst of theirs would code it."""

from __future__ import annotations

import pytest

from dragoman.exchange.codes import own_codes
from dragoman.exchange.sides import doing_side, other_side
from dragoman.records import Belief, Occurrence, Party, Place

CODES = own_codes()
GAO = Place("p", "Gao", "city", country="MLI")
ARMY = Party("Mali's army", "government", ("MLI", "MIL"))
FRENCH = Party("French troops", "government", ("FRA", "MIL"))
MALI = Party("Mali", "state", ("MLI", "GOV"))
NIGER = Party("Niger", "state", ("NER", "GOV"))
REBELS = Party("rebels", "armed_group", ("MLI", "REB"))
FRONT = Party("the Dawn front", "armed_group", ("MLI", "REB"))
GUNMEN = Party("gunmen", "armed_group", ("MLI", "UAF"))
VILLAGERS = Party("villagers", "population", ("MLI", "CVL"))
MINISTER = Party("a minister", "person", ("MLI", "GOV"))
CAPTAIN = Party("a captain", "person", ("MLI", "MIL"))
PEACEKEEPERS = Party("peacekeepers", "igo", ("UNO", "MIL"))
SOMEBODY = Party("somebody", "person", ())


Parties = tuple[Party, ...]


def _told(actors: Parties, recipients: Parties, *, place: Place | None = GAO, type: str = "ASSAULT", mode: str = "") -> Occurrence:
    modes = (mode,) if mode else ()
    return Occurrence("o", type, modes, (), None, 0.0, actors, recipients, "asserted", place, None, None, (), Belief(0.0, (), ()))


@pytest.mark.parametrize(
    ("actor", "side"),
    [
        (ARMY, "state"), (FRENCH, "external"), (MALI, "state"), (NIGER, "external"), (REBELS, "rebels"), (GUNMEN, "militia"),
        (VILLAGERS, "civilians"), (PEACEKEEPERS, "external"), (SOMEBODY, None),
    ],
)  # fmt: skip
def test_the_side_of_who_does_it(actor: Party, side: str | None) -> None:
    assert doing_side(_told((actor,), ()), CODES) == side


@pytest.mark.parametrize(
    ("recipient", "side"),
    [(ARMY, "state"), (REBELS, "rebels"), (VILLAGERS, "civilians"), (MINISTER, "civilians"), (CAPTAIN, "state"), (MALI, None)],
)
def test_the_side_of_whom_it_is_done_to(recipient: Party, side: str | None) -> None:
    assert other_side(_told((GUNMEN,), (recipient,)), CODES) == (recipient, side)


def test_where_nobody_says_where_forces_are_a_states_own() -> None:
    assert doing_side(_told((FRENCH,), (), place=None), CODES) == "state"
    assert doing_side(_told((NIGER,), (), place=None), CODES) == "state"


@pytest.mark.parametrize(
    ("actors", "other"),
    [
        ((ARMY, REBELS), REBELS),
        ((REBELS, FRONT), FRONT),
        ((ARMY, CAPTAIN, REBELS), REBELS),
        ((ARMY, CAPTAIN), None),
        ((REBELS, VILLAGERS), None),
    ],
)
def test_of_a_fight_told_of_doers_the_other_side_is_the_first_that_can_be(actors: Parties, other: Party | None) -> None:
    assert other_side(_told(actors, ()), CODES)[0] == other


def test_whom_a_protest_is_against_takes_no_part_in_it() -> None:
    protest = _told((VILLAGERS,), (MALI,), type="PROTEST", mode="demo")
    assert (doing_side(protest, CODES), other_side(protest, CODES)) == ("protesters", (None, "nobody"))
    assert doing_side(_told((), (), type="PROTEST", mode="riot"), CODES) == "rioters"
