"""Positions in running copy: joint documents, ends of things, settings, and what another is asked to do."""

from __future__ import annotations

import pytest

from dragoman.coder import Coder

Row = tuple[str, str, str]


def rows(coder: Coder, text: str) -> set[Row]:
    report = coder.code(text)
    names = {actor.id: actor.name for actor in report.actors}
    return {(names[p.actor], p.stance, p.issue) for p in report.positions}


def test_a_joint_document_is_the_word_of_each_party(coder: Coder) -> None:
    text = "Norway and Chad held talks in Oslo on Monday. The joint statement called for an early ceasefire in Sudan."
    assert rows(coder, text) == {("Norway", "calls_for", "cessation of hostilities"), ("Chad", "calls_for", "cessation of hostilities")}


def test_a_list_of_issues_gives_one_position_each(coder: Coder) -> None:
    text = (
        "Norway and Chad met in Oslo on Monday. The ministry said the parties spoke “in favor of reaching an early truce,"
        " preventing the war from spreading, solving urgent humanitarian issues and the release of hostages.”"
    )
    issues = {"cessation of hostilities", "preventing escalation", "humanitarian aid", "release of hostages"}
    assert rows(coder, text) == {(actor, "for", issue) for actor in ("Norway", "Chad") for issue in issues}


FOUND = [
    ("Norway urged Chad to end its missile tests.", ("Norway", "calls_for", "end its missile tests")),
    ("Norway called on Chad to abandon its nuclear arsenal.", ("Norway", "calls_for", "nuclear disarmament")),
    ("Norway urged Chad to paint the embassy.", ("Norway", "calls_for", "paint the embassy")),
    ("Norway condemned Chad for violations of the ceasefire.", ("Norway", "condemns", "violations of the ceasefire")),
    ("Norway refused to take part in talks with Chad.", ("Norway", "against", "peace talks")),
    ('The prime minister of Norway called the blockade "barbaric".', ("prime minister", "condemns", "blockade")),
    ("Norway rejected Chad's plans to close the port.", ("Norway", "against", "Chad's plans to close the port")),
    ("Norway rejected a proposal aimed at closing the port.", ("Norway", "against", "proposal aimed at closing the port")),
    ("Norway called on Chad to, in its words, paint the embassy.", ("Norway", "calls_for", "paint the embassy")),
    ("Norway urged the fishermen working off Chad to paint their boats.", ("Norway", "calls_for", "paint their boats")),
    ("Norway asked Chad to help investigate the murder of a priest.", ("Norway", "calls_for", "investigations")),
    ("Norway called for an end to the ban on arms sales to Chad.", ("Norway", "calls_for", "end to the ban on arms sales to Chad")),
    ("Norway decided to withhold food aid.", ("Norway", "for", "withhold food aid")),
    ("Norway demanded that Chad share its maps.", ("Norway", "calls_for", "share its maps")),
    ("Norway urged Chad and Mali to not paint the embassy.", ("Norway", "against", "paint the embassy")),
    ("The envoy of Norway said the raid was an unacceptable mistake.", ("envoy", "condemns", "raid")),
    ("The army of Chad broke up a march by students protesting the ban.", ("students", "against", "ban")),
    ("Officials said Norway will not negotiate with the rebels.", ("Norway", "against", "peace talks")),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_stance_on_an_issue(coder: Coder, text: str, expected: Row) -> None:
    found = rows(coder, text)
    assert any((stance, issue) == expected[1:] and actor.startswith(expected[0]) for actor, stance, issue in found), found


SILENT = [
    "Norway spoke to the council on Monday.",
    "Norway decided to run for a seat in the elections.",
    "Norway will decide on whether to extend the peacekeeping mission.",
    "Norway said it would back up its claims.",
    "Norway is seeking Chad's approval for the treaty.",
    "Norway said police seized illegal drugs.",
    "Norway declined to say at what level the talks will be held.",
    "Norway refused to comment on the investigation.",
    "Norway said it would not release details about the crew.",
    "Norway discussed boycotting the elections.",
    "Norway must accept or reject a list drawn up by a commission.",
    "Norway will likely oppose the sanctions.",
    "Norway is expected to oppose the sanctions.",
    "An official of Norway is accused of supporting the rebels.",
    "The army attacked rebels supported by Norway.",
    "Norway supports that move.",
    "Chad voiced concern that Norway is seeking enriched uranium.",
    "Talks between Norway and Chad aimed at persuading Chad to stop enriching uranium collapsed.",
    "Norway's minister urged doctors who made the tests to hand over the results.",
    "Norway called on Chad to do the same.",
]


@pytest.mark.parametrize("text", SILENT)
def test_no_position(coder: Coder, text: str) -> None:
    assert rows(coder, text) == set()


def test_what_another_is_asked_to_do_is_no_stand_of_his(coder: Coder) -> None:
    assert {actor for actor, _, _ in rows(coder, "Norway urged Chad to condemn the blockade of Gaza.")} == {"Norway"}
    assert {actor for actor, _, _ in rows(coder, "Norway called on Chad to reject the peace deal.")} == {"Norway"}


def test_who_is_asked_is_no_issue(coder: Coder) -> None:
    found = rows(coder, "Norway urged Chad's interim government to resume peace talks.")
    assert {issue for _, _, issue in found} == {"peace talks"}


def test_a_treaty_rejected_in_a_referendum_is_no_word_on_referendums(coder: Coder) -> None:
    assert all(issue != "elections" for _, _, issue in rows(coder, "Norway rejected the treaty in a referendum."))


TOWARDS = [
    ("Norway is ready to hold talks with the rebels on forming a front against Chad.", "rebels"),
    ("Norway said the prisoners should be released.", None),
    ("Norway's government rejected a proposal to limit Norway's fleet.", None),
    ("Norway said Chad should release the hostages.", "Chad"),
    ("Norway urged the villagers to forgive Chad.", "villagers"),
    ("Norway condemned the killing of Anna Berg.", None),
    ("Norway demanded the release of Anna Berg.", None),
    ("Norway called for the creation of an international tribunal.", None),
]


@pytest.mark.parametrize(("text", "towards"), TOWARDS)
def test_towards_whom(coder: Coder, text: str, towards: str | None) -> None:
    report = coder.code(text)
    names = {actor.id: actor.name.partition(" (")[0] for actor in report.actors}
    assert {names[p.target] if p.target is not None else None for p in report.positions} == {towards}
