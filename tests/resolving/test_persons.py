"""Which names in a story are one person's, and the offices they are given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.resolving.test_actors import actor_of, cast_of

from dragoman.lexicon import load_lexicon
from dragoman.lexicon.schema.words import SECTION as WORDS
from dragoman.resolving.cast import CastFinder
from dragoman.resolving.spellings import APART, FIRST_NAME, RESPELT, SAME, SHORTER, Spellings


@pytest.fixture(scope="module")
def spellings() -> Spellings:
    return Spellings(load_lexicon().files(WORDS)["spellings"])


@pytest.fixture(scope="module")
def finder() -> CastFinder:
    return CastFinder(load_lexicon())


@pytest.mark.parametrize(
    ("known", "name", "fit"),
    [
        ("Issa Keita", "issa keita", SAME),
        ("Issa Keita", "Keita", SHORTER),
        ("Ana Belo-Pires", "Belo-Pires", SHORTER),
        ("Andres Lopez Rubio", "Lopez Rubio", SHORTER),
        ("Noor Mohamad Tahir", "Noor Tahir", SHORTER),
        ("Said al-Numani", "al-Numani", SHORTER),
        ("Muammar Gaddafi", "Moammar Qadhafi", RESPELT),
        ("Muammar Gaddafi", "Gadhafi", RESPELT),
        ("Volodymyr Zelensky", "Zelenskyy", RESPELT),
        ("Mohammed Tahir", "Muhammad Tahir", RESPELT),
        ("Dmitri Orlov", "Dmitry Orlov", RESPELT),
        ("Kim Sang-woo", "Kim", FIRST_NAME),
        ("Adam Hassan", "Hussein", APART),
        ("Tom Holm", "Tim Holm", APART),
        ("Adam Issa Tahir", "Adam Omar Tahir", APART),
        ("Adam Hassan", "Adem Hussein", APART),
        ("Li Wen", "Lu Wan", APART),
        ("Issa Keita", "Adama Keita", APART),
    ],
)
def test_how_well_a_name_fits(spellings, known, name, fit):
    assert spellings.compare(known, name) == fit
    assert spellings.compare(name, known) == fit


@given(st.text(), st.text())
def test_comparing_names_is_even_handed(spellings, one, other):
    assert spellings.compare(one, other) == spellings.compare(other, one)


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("Premier Li Wen of China spoke. Mr. Li will fly home.", ["Li Wen", "Li"]),
        ("Envoy Ana Belo-Pires left Lisbon. Mrs. Belo-Pires was calm.", ["Ana Belo-Pires", "Belo-Pires"]),
        ("Libyan leader Muammar Gaddafi spoke in Tripoli. Critics accused Gadhafi of bluff.", ["Muammar Gaddafi", "Gadhafi"]),
        ("Colonel Steven Jordan was questioned. Jordan denied the charge.", ["Steven Jordan", "Jordan"]),
    ],
)
def test_later_names_are_the_same_person(english, finder, text, mentions):
    assert [m.text for m in actor_of(cast_of(english, finder, text), mentions[0]).mentions] == mentions


@pytest.mark.parametrize(
    ("text", "name", "codes"),
    [
        ("Police Commissioner Ray Otieno of Kenya left.", "Ray Otieno", ("KEN", "COP")),
        ("Intelligence chief Omar Tahir of Sudan resigned.", "Omar Tahir", ("SDN", "SPY")),
        ("Army spokesman Colonel Ali Tahir of Iraq denied it.", "Ali Tahir", ("IRQ", "MIL")),
        ("Former Pakistani military ruler Asif Tahir arrived.", "Asif Tahir", ("PAK", "ELI")),
        ("Envoy Ana Belo of Chile and EU foreign policy chief Xavier Holm agreed.", "Xavier Holm", ("EUR",)),
        ("World Bank President Jim Holm warned.", "Jim Holm", ("IGO", "WBK")),
        ("Judge Ana Belo of Brazil's Supreme Court ruled.", "Ana Belo", ("BRA", "JUD")),
        ("Taliban commander Mullah Dad spoke.", "Mullah Dad", ("AFG", "REB")),
        ("In Moldova human rights activist Issa Keita was freed.", "Issa Keita", ("MDA", "CVL")),
        ("Communist Party chief Nguyen Van An of Vietnam met Iranian officials.", "Nguyen Van An", ("VNM", "PTY")),
        ("Pentagon spokesman Tim Holm said so.", "Tim Holm", ("USA", "GOV", "MIL")),
        ("Chief Executive Officer Bob Holm of Ford Motor left Detroit.", "Bob Holm", ("MNC", "BUS")),
    ],
)
def test_codes_by_office(english, finder, text, name, codes):
    assert actor_of(cast_of(english, finder, text), name).codes == codes


def test_known_actors_have_the_same_key_in_every_story(english, finder):
    one = cast_of(english, finder, "Iraqi leader Saddam Hussein met U.N. envoys in Baghdad.")
    other = cast_of(english, finder, "The United Nations accused Iraq. Saddam denied it, and Mr. Holmsund of Denmark agreed.")
    keys = [{a.key for a in cast.actors if a.key} for cast in (one, other)]
    assert {"IRQ:saddam_hussein", "UNO:united_nations", "state:IRQ"} <= keys[0] & keys[1]
    assert all(a.key is None for a in other.actors if a.name == "Holmsund")


def test_two_of_one_family_stay_two(english, finder):
    cast = cast_of(english, finder, "Laura Holm, wife of the Danish premier, spoke. Prime Minister Karl Holm smiled. Mr. Holm then left.")
    assert [m.text for m in actor_of(cast, "Karl Holm").mentions][-2:] == ["Karl Holm", "Holm"]


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("Special Envoy of the Malian Government on the Red Sea Issue Issa Keita spoke.", "Issa Keita",
         "Special Envoy of the Malian Government on the Red Sea Issue"),
        ("The mayor of Lima, Ana Belo, spoke.", "Ana Belo", "mayor of Lima"),
        ("Karl Holm, the head of the regional council for fisheries, spoke on Monday.", "Karl Holm",
         "head of the regional council for fisheries"),
        ("Kenya's trade minister Brigadier General Paul Otieno spoke.", "Paul Otieno", "Kenya's trade minister; Brigadier General"),
        ("A spokesman for Governor Issa Keita of Mali spoke.", "Issa Keita", "Governor"),
    ],
)  # fmt: skip
def test_offices_are_whole_and_as_said(english, finder, text, name, office):
    assert actor_of(cast_of(english, finder, text), name).office == office


@pytest.mark.parametrize(("text", "word"), [("Typhoon Noru hit the coast.", "Noru"), ("Two farmers were shot in Kalimba.", "Kalimba")])
def test_storms_and_places_are_no_persons(english, finder, text, word):
    assert not any(a.kind == "person" and word in a.name for a in cast_of(english, finder, text).actors)


@pytest.mark.parametrize(
    ("text", "mention", "codes"),
    [
        ("Jordan's King Abdullah flew to Rome.", "King Abdullah", ("JOR", "GOV")),
        ("Hamas political leader Sami Tahir spoke in Gaza.", "Sami Tahir", ("PSE", "REB")),
        ("Two members of Turkey's National Security Council met in Ankara.", "Turkey's National Security Council", ("TUR", "GOV")),
        ("Papers in Cairo praised the Muslim Brotherhood. The Brotherhood said it would vote.", "Brotherhood", ("EGY", "OPP")),
    ],
)
def test_codes_by_what_stands_beside(english, finder, text, mention, codes):
    assert actor_of(cast_of(english, finder, text), mention).codes == codes


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Australia's alliance with Japan is strong.", "alliance"),
        ("Chilean soldiers seized the port by force.", "force"),
        ("Hurricane Ursula struck Cuba. Ursula killed nine.", "Ursula"),
    ],
)
def test_words_that_name_nobody(english, finder, text, word):
    assert not any(word in m.text for a in cast_of(english, finder, text).actors for m in a.mentions)


@pytest.mark.parametrize(
    ("text", "name", "codes", "office"),
    [
        (
            "The leader of Denmark's Conservative Party says he will resign. Karl Holmsund spoke on Monday.",
            "Karl Holmsund", ("DNK", "PTY"), "leader of Denmark's Conservative Party",
        ),
        ("Kenya's justice minister left. Martha Wanjiru gave no reason.", "Martha Wanjiru", ("KEN", "GOV"), "Kenya's justice minister"),
        ("Kenya's justice ministers met. Martha Wanjiru gave no reason.", "Martha Wanjiru", ("KEN",), None),
        ("The head of Sudan's army left. Omar Tahirsson gave no reason.", "Omar Tahirsson", ("SDN", "MIL"), "head of Sudan's army"),
    ],
)  # fmt: skip
def test_a_name_that_follows_its_office(english, finder, text, name, codes, office):
    actor = actor_of(cast_of(english, finder, text), name)
    assert (actor.codes, actor.office) == (codes, office)


@pytest.mark.parametrize(
    ("text", "mention", "codes"),
    [
        ("Diplomats say Russia and China oppose the vote on Iran.", "Diplomats", ("UNK", "GOV")),
        ("Former Senate Minority Leader Tom Holmsund of the United States spoke.", "Tom Holmsund", ("USA", "ELI")),
        ("Gunmen killed seven members of a family in Iraq.", "seven members", ("IRQ", "CVL")),
        ("The leaders of the Broad Front coalition met in Uruguay.", "leaders", ("URY", "PTY")),
        ("A senior Maoist leader was killed in India.", "senior Maoist leader", ("IND", "REB")),
        ("Sumner Holm, president of National Amusements, left Ohio.", "Sumner Holm", ("USA",)),
        ("The leader of the opposition alliance, Issa Keita, was freed in Mali.", "Issa Keita", ("MLI", "OPP")),
        ("A group of Moroccan diplomats met reporters.", "Moroccan diplomats", ("MAR", "GOV")),
    ],
)
def test_codes_of_offices_without_more(english, finder, text, mention, codes):
    assert actor_of(cast_of(english, finder, text), mention).codes == codes
