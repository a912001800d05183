"""Whether a name of a state or capital acts, is a place, or says whose."""

from __future__ import annotations

import pytest

from dragoman.language.english import English
from dragoman.lexicon import load_lexicon
from dragoman.reading.wire import read_story
from dragoman.resolving.metonyms import Metonyms

CASES = [
    ("Moscow said the talks had been useful.", "Moscow", "capital", "actor"),
    ("The delegates met in Moscow on Friday.", "Moscow", "capital", "place"),
    ("Ankara signed a water accord with Damascus.", "Ankara", "capital", "actor"),
    ("Ankara signed a water accord with Damascus.", "Damascus", "capital", "actor"),
    ("Kabul was rocked by three blasts.", "Kabul", "capital", "place"),
    ("Two rockets hit Kabul before dawn.", "Kabul", "capital", "place"),
    ("The junta accused Paris of meddling.", "Paris", "capital", "actor"),
    ("Norway accused Sweden of dumping fish.", "Norway", "state", "actor"),
    ("Norway accused Sweden of dumping fish.", "Sweden", "state", "actor"),
    ("Fighting spread through northern Mali overnight.", "Mali", "state", "place"),
    ("Mali's interior minister resigned.", "Mali", "state", "origin"),
    ("Mali's northern desert is hard to police.", "Mali", "state", "place"),
    ("Turkey's decision angered its neighbours.", "Turkey", "state", "actor"),
    ("The envoy held talks with Eritrea.", "Eritrea", "state", "actor"),
    ("Smugglers use the border with Eritrea.", "Eritrea", "state", "place"),
    ("The president will travel to Kenya next week.", "Kenya", "state", "place"),
    ("The bank gave a loan to Kenya.", "Kenya", "state", "actor"),
    ("The council imposed sanctions on Belarus.", "Belarus", "state", "actor"),
    ("The government of Peru declined to comment.", "Peru", "state", "origin"),
    ("A road between Chad and Cameroon was washed away.", "Chad", "state", "place"),
    ("Peace talks between Chad and Cameroon resumed.", "Cameroon", "state", "actor"),
    ("Aid workers fled Haiti after the storm.", "Haiti", "state", "place"),
    ("Haiti was devastated by an earthquake.", "Haiti", "state", "place"),
    ("Four France troops were hurt.", "France", "state", "origin"),
    ("Millions were displaced by the Yemen war.", "Yemen", "state", "place"),
    ("The village was shelled by Armenia.", "Armenia", "state", "actor"),
    ("A man was held by Dublin police on Monday.", "Dublin", "capital", "place"),
    ("The Dublin government rejected the plan.", "Dublin", "capital", "origin"),
    ("Peru has registered 40 cases of the fever.", "Peru", "state", "place"),
    ("Peru has a new plan for the border.", "Peru", "state", "actor"),
]


@pytest.fixture(scope="module")
def metonyms() -> Metonyms:
    return Metonyms(load_lexicon())


@pytest.mark.parametrize(("text", "name", "kind", "stands"), CASES)
def test_what_a_name_stands_for(english: English, metonyms: Metonyms, text: str, name: str, kind: str, stands: str) -> None:
    doc = english.annotate(read_story(text, id="t"))
    [token] = [t for t in doc.tokens if t.text == name]
    reading = metonyms.read_as(doc, token.i, kind)  # type: ignore[arg-type]
    assert reading.stands == stands, reading
