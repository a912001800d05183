"""Whose people without a country are, and who is meant by words that speak of somebody again."""

from __future__ import annotations

import pytest

from dragoman.lexicon import load_lexicon
from dragoman.reading.wire import read_story
from dragoman.records import Actor, Cast
from dragoman.resolving.cast import CastFinder


@pytest.fixture(scope="module")
def finder() -> CastFinder:
    return CastFinder(load_lexicon())


def cast_of(english, finder: CastFinder, text: str) -> Cast:
    return finder.find(english.annotate(read_story(text, id="t")))[0]


def actor_of(cast: Cast, mention: str) -> Actor:
    return next(a for a in cast.actors if any(m.text == mention for m in a.mentions))


@pytest.mark.parametrize(
    ("text", "mention", "codes"),
    [
        # forces in what an army tells are its own, on whatever ground
        ("The Norwegian army says soldiers found a mine near Gao in Mali.", "soldiers", ("NOR", "MIL")),
        (
            "The Danish army in Mali said a van burned. Police in Gao saw it. A military spokesman denied that.",
            "military spokesman",
            ("DNK", "MIL"),
        ),
        (
            "Danish army officers landed in Mali. A van burned near Gao. Local police said two rebels in Mali died.",
            "two rebels",
            ("MLI", "REB"),
        ),
        ("The Danish army says five soldiers fell ill in Mali. A sixth soldier died in Gao.", "sixth soldier", ("DNK", "MIL")),
        ("A crowd attacked European embassies in Damascus.", "European embassies", ("UNK", "GOV")),
        ("U.S. jets flew over Syria. U.S. forces chased rebels in Anbar province.", "rebels", ("IRQ", "REB")),
        # of whoever spoke just before
        ("Jordan's government says it arrested an Iraqi woman. Officials say an Iraqi man fled.", "Officials", ("JOR", "GOV")),
        ("Jordan's government says two men fled. In Chad, officials say nobody came.", "officials", ("TCD", "GOV")),
        # beside somebody whose country is told
        ("Norway's premier flew to Peru to meet King Karl of Sweden and other officials.", "other officials", ("SWE", "GOV")),
        # what only characterises something else says little
        ("Lebanon voted on Sunday. Later pro-Syrian lawmakers left the hall.", "pro-Syrian lawmakers", ("LBN", "LEG")),
        ("In Kenya two men fled. A Geneva-based charity said guards beat villagers.", "guards", ("KEN", "COP")),
        ("Gunmen shot a teacher in Zambia. A French newspaper quotes an officer as saying police fled.", "police", ("ZMB", "COP")),
        ("Five people died in a valley in Peru that borders Chile.", "Five people", ("PER", "CVL")),
        ('Afghan police fired on boys in Herat. Demonstrators chanting "Death to America" fled.', "Demonstrators", ("AFG", "CVL")),
        # those who hold somebody are not of his country
        ("Gunmen in Chad seized the Swiss banker Urs Frei. Frei's kidnappers want money.", "kidnappers", ("TCD", "UAF")),
        ("Nine Somali men left a Kenyan jail.", "Nine Somali men", ("SOM", "CVL")),
        ("A Muslim lawyer was beaten in Pakistan.", "Muslim lawyer", ("PAK", "SOC")),
        ("The pontiff prayed in Lebanon.", "pontiff", ("VAT", "REL")),
        ("Palestinian sources say one man died.", "Palestinian sources", ("PSE",)),
        ("A channel says the kidnappers in Iraq of American nurse Jill Holm want money.", "kidnappers", ("IRQ", "UAF")),
        ("The Italian aid group Fyrvakt left Chad.", "Italian aid group", ("ITA",)),
        ("EU anti-terror officials flew to Peru.", "officials", ("EUR",)),
        ("The South African Fisheries Ministry asked for calm in Chad.", "South African Fisheries Ministry", ("ZAF", "GOV")),
        ("Ethiopia's election board asked for calm.", "election board", ("ETH", "GOV")),
        ("The World Health Organization met in Peru. On Friday WHO said ten children died.", "WHO", ("UNO",)),
        ("Officers searched two houses in Oslo.", "Officers", ("NOR", "COP")),
        ("The Lima Police Department closed a bar.", "Lima Police Department", ("PER", "COP")),
        ("The talks in Peru ended. Delegates from twelve nations praised them.", "Delegates", ("UNK", "GOV")),
        ("Western countries accused Sudan of cruelty.", "Western countries", ("UNK",)),
        ("EU countries accused Sudan of cruelty.", "EU countries", ("EUR",)),
        ("A mine hit a Chadian army truck near Gao in Mali, killing two soldiers.", "two soldiers", ("TCD", "MIL")),
        # a people with a nation's adjective lives there; "ethnic" tells descent alone
        ("Turkey voted. Norwegian Kurds praised the vote in Ankara.", "Kurds", ("NOR", "CVL")),
        ("Slovakia voted. Ethnic Hungarians in the south of Slovakia boycotted the vote.", "Hungarians", ("SVK", "CVL")),
        ("Danish Greeks marched in Athens.", "Greeks", ("DNK", "CVL")),
        ("Cuban Americans marched in Lima.", "Americans", ("USA", "CVL")),
        # words that a hyphen joins give the sector together
        ("Pro-democracy politicians left Gambia.", "politicians", ("GMB", "OPP")),
        ("Villagers fled a government-backed militia in Chad.", "militia", ("TCD", "PRM")),
        # staff are of the body they serve, former officials of none
        ("Danish embassy staff left Lima.", "staff", ("DNK", "GOV")),
        ("Officials at the Danish embassy in Lima resigned.", "Officials", ("DNK", "GOV")),
        ("Protesters at the Danish embassy in Lima sang.", "Protesters", ("PER", "CVL")),
        ("Former Peruvian officials left Chad.", "officials", ("PER", "ELI")),
        ("Boats of Australia's Maritime Self-Defense Force left Fiji.", "Self-Defense Force", ("AUS", "MIL")),
        ("Shells fell on the Danish base near Gao in Mali.", "Danish base", ("DNK", "MIL")),
        # police in what the police tell are their own
        ("Chadian police say they asked Peru to help explain the death of two policemen.", "two policemen", ("TCD", "COP")),
        ("Oslo praised Chad. It named the Malian government's jailing of its opponents a mistake.", "opponents", ("MLI", "OPP")),
        ("Nobody was hurt in Chadian insurgent rocket attacks.", "insurgent", ("TCD", "REB")),
        # a list of states says little where the text is
        ("A vote in Nepal was flawed, states including Peru, Chile and Norway said. Two parties boycotted it.", "parties", ("NPL", "PTY")),
        # no network named before without a definite word
        ("Al-Qaida threatened Norway in a video. Insurgents shot ten men in Gao in Mali.", "Insurgents", ("MLI", "REB")),
    ],
)
def test_whose_people_are(english, finder, text, mention, codes):
    found = {m.text: a.codes for a in cast_of(english, finder, text).actors for m in a.mentions}
    assert next((c for said, c in found.items() if said.endswith(mention)), found) == codes


@pytest.mark.parametrize(
    ("text", "name", "codes"),
    [
        ("Norway freed Fox reporter, American Steve Holm, on Friday.", "Steve Holm", ("USA", "JRN")),
        ("Lawmakers flew to Cuba. Senator Max Holm of Montana praised Cuban doctors.", "Max Holm", ("USA", "LEG")),
        ("The then-Georgian leader Levan Melia left Moscow.", "Levan Melia", ("GEO", "GOV")),
        ("A coup in 2002 briefly ousted President Issa Keita of Mali.", "Issa Keita", ("MLI", "GOV")),
        ("Ousted President Issa Keita of Mali fled.", "Issa Keita", ("MLI", "ELI")),
        ("A Peruvian nurse was shot in Chad on Monday. Gunmen killed Ana Belo near a clinic.", "Ana Belo", ("PER", "MED")),
        ("A judge heard a 78-year-old Cuban militant. On Monday Luis Rojas Mena was held in Miami.", "Luis Rojas Mena", ("CUB", "REB")),
        ("VOA's Ana Belo met women in Burma.", "Ana Belo", ("USA", "JRN")),
        ("U.S. senators flew to Cuba. In Havana, Democrat Carl Holm praised them.", "Carl Holm", ("USA", "PTY")),
        ("Otto Solis of Hamas fled to Chad.", "Otto Solis", ("PSE", "REB")),
        ("Prime Minister Jean-Claude Juncker spoke to voters in Luxembourg.", "Jean-Claude Juncker", ("LUX", "GOV")),
        ("World leaders praised an election in Afghanistan. President Bush thanked Afghans.", "Bush", ("USA", "GOV")),
        ("Secretary-General Kofi Annan flew to Peru.", "Kofi Annan", ("UNO",)),
        ("Vestfisk president Ana Belo spoke in Peru.", "Ana Belo", ("PER",)),
        ("Mr. Keita, a former Malian premier, died. Niger and Mr. Keita's son, Ali, mourned him in Niger.", "Ali", ("MLI", "CVL")),
        ("Ana Belo spoke in Lima on Monday. The Chilean minister Belo thanked Peru.", "Ana Belo", ("CHL", "GOV")),
    ],
)
def test_country_of_a_person(english, finder, text, name, codes):
    assert next(a.codes for a in cast_of(english, finder, text).actors if a.name == name) == codes


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Officials in Oslo said a woman died. She was ill. They said she was from Bergen.", "They", "Officials (Norway)"),
        ("Rebels in Chad hold four Swedish nurses. On Sunday a rebel threatened to shoot the women.", "women", "four Swedish nurses"),
        ("Hundreds of Cubans filled a square in Havana. The marchers shouted at American guards.", "marchers", "people of Cuba"),
        ("Two Danish reporters came to Lima. Police held the two Danish reporters.", "reporters", "Two Danish reporters"),
        ("The Washington Post newspaper reported the deal.", "newspaper", "Washington Post"),
        ("The UNHCR closed a camp in Chad. The agency said rain had ruined it.", "agency", "UN High Commissioner for Refugees"),
        ("The United Nations met. The agency for roads in Chad said little.", "agency", "agency (Chad)"),
    ],
)
def test_who_is_meant_again(english, finder, text, words, name):
    doc = english.annotate(read_story(text, id="t"))
    cast = finder.find(doc)[0]
    [*_, last] = [t.i for t in doc.tokens if t.text == words]
    assert [cast.actor(i).name for i in cast.actor_heads.get(last, ())] == [name]


def test_people_of_both_countries_are_of_each(english, finder):
    cast = cast_of(english, finder, "Norway signed a treaty with Peru. Negotiators from both countries praised it.")
    assert {a.codes for a in cast.actors if any(m.text == "Negotiators" for m in a.mentions)} == {("NOR", "GOV"), ("PER", "GOV")}


@pytest.mark.parametrize(
    "text",
    ["Police in Lima said one policeman was shot. Police found two guns.", "Soldiers left Gao in Mali. A mine killed two soldiers there."],
)
def test_some_of_a_sort_are_not_the_sort(english, finder, text):
    cast = cast_of(english, finder, text)
    counted = next(a for a in cast.actors if any(m.text in ("one policeman", "two soldiers") for m in a.mentions))
    assert len(counted.mentions) == 1


def test_countries_such_as_those_named_are_those_countries(english, finder):
    doc = english.annotate(
        read_story("Countries such as Norway and Peru condemned the attack. Other countries, including Chad, wept.", id="t")
    )
    cast = finder.find(doc)[0]
    heads = [t.i for t in doc.tokens if t.lower == "countries"]
    assert [{cast.actor(i).name for i in cast.actor_heads[head]} for head in heads] == [{"Norway", "Peru"}, {"Chad"}]


def test_a_nation_beside_its_forces_does_not_act_besides(english, finder):
    doc = english.annotate(read_story("Ten people died in Norwegian army raids. Norwegian raids hit Gao.", id="t"))
    cast = finder.find(doc)[0]
    [first, second] = [t.i for t in doc.tokens if t.text == "Norwegian"]
    assert first not in cast.origins
    assert second in cast.origins


def test_those_who_fight_a_group_are_not_the_group(english, finder):
    cast = cast_of(english, finder, "The rebels attacked fighters of the Lord's Resistance Army in Uganda.")
    assert actor_of(cast, "rebels").name != "Lord's Resistance Army"
