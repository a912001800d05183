"""Whose words a paper's are: its issuer by its own phrase, or by what was told of it before."""

from __future__ import annotations

import pytest

BEHIND = [
    ("A statement released by the Chadian foreign ministry says the road is open.", "Chadian foreign ministry"),
    ("The Chadian foreign ministry issued a statement Monday. The statement said the road was open.", "Chadian foreign ministry"),
    ("A report by the United Nations was released Monday. The report says the road is open.", "United Nations"),
    ("The United Nations published a report Monday. It says the road is open.", "United Nations"),
    ("The Chadian army said two men were held. The statement said they were armed.", "Chadian army"),
    ("The Chadian military said two men were held. A military statement says they were armed.", "Chadian military"),
]
NOBODYS = [
    "A survey of Norwegians says trade will grow.",
    "A report says the road is open. The report said a bridge was shut.",
    "Anna Berg said the road was open. The statement said a bridge was shut.",
    "The Chadian army issued a statement Monday. A report said the road was open.",
]


def sources(coder, text):
    report = coder.code(text)
    names = {actor.id: actor.name for actor in report.actors}
    return [[names[a] for a in s.source.actors] for s in report.statements if s.source is not None]


@pytest.mark.parametrize(("text", "issuer"), BEHIND)
def test_a_paper_speaks_for_its_issuer(coder, text, issuer):
    assert issuer.lower() in sources(coder, text)[-1][0].lower().removeprefix("the ")


def test_a_paper_of_several_speaks_for_all(coder):
    told = sources(coder, "The statement, which was signed by Chad, Norway and Peru, says the road is open.")
    assert told == [["Chad", "Norway", "Peru"]]


@pytest.mark.parametrize("text", NOBODYS)
def test_a_paper_without_an_issuer_speaks_for_nobody(coder, text):
    assert sources(coder, text)[-1] == []
