"""Who and what the phrases of a story stand for."""

from __future__ import annotations

import pytest

from dragoman.language.english import English
from dragoman.lexicon import load_lexicon
from dragoman.reading.wire import read_story
from dragoman.records import Actor, Cast
from dragoman.resolving.cast import CastFinder


@pytest.fixture(scope="module")
def finder() -> CastFinder:
    return CastFinder(load_lexicon())


def cast_of(english: English, finder: CastFinder, text: str) -> Cast:
    return finder.find(english.annotate(read_story(text, id="t")))[0]


def actor_of(cast: Cast, mention: str) -> Actor:
    return next(a for a in cast.actors if any(m.text == mention for m in a.mentions))


@pytest.mark.parametrize(
    ("text", "mention", "codes"),
    [
        ("Oslo and Lima signed a fishing treaty.", "Oslo", ("NOR", "GOV")),
        ("The Kremlin dismissed the report.", "Kremlin", ("RUS", "GOV")),
        ("Peruvian soldiers crossed the river.", "Peruvian soldiers", ("PER", "MIL")),
        ("The government of Ghana resigned.", "government of Ghana", ("GHA", "GOV")),
        ("NATO peacekeepers left the town.", "NATO peacekeepers", ("IGO", "NAT", "MIL")),
        ("A U.N. spokesman spoke of progress.", "U.N. spokesman", ("UNO",)),
        ("Hezbollah fighters shelled the hill.", "Hezbollah fighters", ("LBN", "REB")),
        ("Foreign Minister Ana Belo of Portugal flew home.", "Ana Belo", ("PRT", "GOV")),
        ("Former Malian President Issa Keita met reporters.", "Issa Keita", ("MLI", "ELI")),
        ("Police in Kenya arrested two farmers.", "Police", ("KEN", "COP")),
    ],
)
def test_codes_of_a_phrase(english, finder, text, mention, codes):
    cast = cast_of(english, finder, text)
    found = {m.text: a.codes for a in cast.actors for m in a.mentions}
    assert mention in found or any(mention.startswith(text) for text in found), found
    assert found.get(mention, next((c for t, c in found.items() if mention.startswith(t)), None)) == codes


def test_short_name_is_the_same_person(english, finder):
    cast = cast_of(english, finder, "Danish Prime Minister Karl Holm flew to Rome. Mr. Holm meets Italian bankers on Friday.")
    assert [m.text for m in actor_of(cast, "Karl Holm").mentions] == ["Karl Holm", "Holm"]


def test_every_head_names_an_actor_of_the_cast(english, finder):
    cast = cast_of(
        english, finder, "Rebels in Chad freed ten French engineers after talks with the army, the foreign ministry in Paris said."
    )
    ids = {a.id for a in cast.actors}
    assert all(set(names) <= ids for names in (*cast.actor_heads.values(), *cast.origins.values()))


def test_names_in_an_actor_list_are_in_text_order(english, finder):
    cast = cast_of(english, finder, "Egypt and Libya closed the border. Later Egypt opened it.")
    assert [a.id for a in cast.actors] == [f"a{n}" for n in range(1, len(cast.actors) + 1)]
    assert cast.actors[0].codes == ("EGY", "GOV")
