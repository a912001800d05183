"""What is denied without being said again is the event told just before."""

from __future__ import annotations

import pytest

from dragoman.reading.wire import read_story

TOLD = "Norwegian troops shelled Agadez on Tuesday, Niger's army said."


@pytest.mark.parametrize(
    ("denial", "is_denied"),
    [
        ("Norway denied it.", True),
        ("Norway rejected the accusation.", True),
        ("Chad denied it.", False),
        ("Norway denied entry to ten refugees.", False),
    ],
)
def test_those_who_did_it_deny_what_was_told_before(coder, denial, is_denied):
    report = coder.code(read_story(f"{TOLD} {denial}", id="d", published="2020-05-05"))
    denied = [event for event in report.events if event.type == "ASSAULT" and event.modality == "negated"]
    assert len(denied) == is_denied
    for event in denied:
        assert event.evidence[0].text == denial.rstrip(".")
        assert event.attribution is not None


def test_what_is_struck_is_where_it_happened(coder):
    report = coder.code(read_story(TOLD, id="d", published="2020-05-07"))
    names = {place.id: place.name for place in report.places}
    assert [names.get(event.place or "") for event in report.events if event.type == "ASSAULT"] == ["Agadez"]


def test_others_in_a_place_fell_in_the_attack_told_before(coder):
    report = coder.code(
        read_story(f"{TOLD} At least six civilians were killed in Agadez, the ministry said.", id="d", published="2020-05-05")
    )
    attack = next(event.id for event in report.events if event.type == "ASSAULT")
    assert [toll.cause for toll in report.tolls] == [attack]
