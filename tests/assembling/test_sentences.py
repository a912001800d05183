"""An occurrence reads as a sentence: who did what to whom and where, on whose word."""

from __future__ import annotations

import pytest

from dragoman.assembling.rules import Rules
from dragoman.assembling.sentences import Sentences
from dragoman.lexicon import load_lexicon
from dragoman.lexicon.schema.ontology import SECTION as ONTOLOGY
from dragoman.records import Belief, Occurrence, Party, Place

RULES = Rules(load_lexicon())
CHAD, NIGER = Party("Chad", "state", ("TCD", "GOV"), "state:TCD"), Party("Niger", "state", ("NER", "GOV"), "state:NER")
GUNMEN = Party("gunmen (Niger)", "armed_group", ("NER", "UAF"))
AGADEZ = Place("", "Agadez", "city", country="NER")
ITSELF, ON_WORD = Belief(0.9, ("AFP",), ("AFP",)), Belief(0.9, ("AFP",), ("the army",))


def occurrence(type: str, mode: str = "", *, by=(), to=(), modality="asserted", place=AGADEZ, belief=ITSELF) -> Occurrence:
    modes = (mode,) if mode else ()
    return Occurrence("o", type, modes, (), None, 0.0, tuple(by), tuple(to), modality, place, None, None, (), belief)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (occurrence("CONSULT", by=[CHAD, NIGER]), "Chad and Niger met in Agadez"),
        (occurrence("CONSULT", "visit", by=[CHAD], to=[NIGER]), "Chad visited Niger in Agadez"),
        (occurrence("CONSULT", by=[CHAD, NIGER], modality="future"), "Chad and Niger planned to meet in Agadez"),
        (occurrence("ASSAULT", "firearms", by=[GUNMEN], to=[CHAD], belief=ON_WORD), "Gunmen shot at Chad in Agadez, the army said"),
        (occurrence("ASSAULT", by=[GUNMEN, CHAD], place=None), "Gunmen and Chad clashed"),
        (occurrence("ASSAULT", "aerial", to=[GUNMEN]), "Gunmen were bombed from the air in Agadez"),
        (occurrence("COERCE", "restrict", by=[CHAD], to=[NIGER], modality="negated"), "Chad did not restrict Niger in Agadez"),
        (occurrence("ASSAULT", "explosives"), "There was a bombing in Agadez"),
        (occurrence("ASSAULT", modality="negated"), "There was no attack in Agadez"),
        (occurrence("PROTEST", modality="future", place=None), "A protest was planned"),
    ],
)
def test_an_occurrence_in_a_sentence(told: Occurrence, sentence: str) -> None:
    assert Sentences(RULES).occurrence(told) == sentence


@pytest.mark.parametrize("modality", ["asserted", "historical", "future", "hypothetical", "negated"])
def test_every_type_and_mode_has_words(modality: str) -> None:
    [ontology] = load_lexicon().files(ONTOLOGY).values()
    for type, entry in ontology.types.items():
        for mode in ("", *entry.modes):
            for by, to in (([CHAD], [NIGER]), ([CHAD], []), ([], [NIGER]), ([], []), ([CHAD, NIGER], [])):
                said = Sentences(RULES).occurrence(occurrence(type, mode, by=by, to=to, modality=modality))
                assert said[0].isupper()
                assert "{" not in said
