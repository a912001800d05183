"""What somebody says of their own doing: plans, refusals and demands are events of their own kinds."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "kind", "modality"),
    [
        ("Chad will not free the prisoners.", "REJECT", "asserted"),
        ("Kenya won't negotiate with the rebels.", "REJECT", "asserted"),
        ("Norway will not send aid to Chad.", "REJECT", "asserted"),
        ("Kenya did not free the prisoners.", "RETREAT", "negated"),
        ("Norway will send aid to Chad.", "AGREE", "future"),
        ("Norway said Chad must free the hostages.", "REQUEST", "asserted"),
        ("Norway said Chad should hold talks with the rebels.", "REQUEST", "asserted"),
        ("Chad's president said he would impose sanctions on Niger if it shelters the rebels.", "THREATEN", "asserted"),
        ("The Chadian president called the Malian premier a great friend.", "SUPPORT", "asserted"),
    ],
)
def test_words_about_one_s_own_doing(coder, text, kind, modality):
    assert (kind, modality) in {(e.type, e.modality) for e in coder.code(text).events}


@pytest.mark.parametrize(
    "text",
    ["Norway said Chad must have freed the hostages.", "Should Chad free the hostages, aid would flow again, Norway said."],
)
def test_a_guess_or_a_condition_is_no_demand(coder, text):
    assert not [e for e in coder.code(text).events if e.type == "REQUEST"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kenyan workers gathered in Nairobi to protest the new tax.", "ACCUSE"),
        ("Kenya's army promised to stop shelling the Somali town.", "THREATEN"),
        ("Norway said it would take steps if the dispute with Chad is not settled.", "REJECT"),
        ("Chad has denied a charge which the Norwegian government rejected.", "REJECT"),
        ("Norway's premier refused to say whether Chad would pay.", "REJECT"),
    ],
)
def test_words_that_only_look_like_an_act(coder, text, kind):
    assert kind not in {e.type for e in coder.code(text).events}


def test_what_a_relative_clause_leaves_out_is_its_object(coder):
    report = coder.code("Two Somali officers whom Kenya has accused of murder left Nairobi.")
    names = {a.id: a.name for a in report.actors}
    accused = [[names[r] for r in e.recipients] for e in report.events if e.type == "ACCUSE"]
    assert accused
    assert "officers" in accused[0][0]


@pytest.mark.parametrize(
    "text",
    [
        "Norway released a report accusing the Chadian army of torture.",
        "A letter from Norway accused the Chadian army of torture.",
    ],
)
def test_a_paper_speaks_for_its_sender(coder, text):
    report = coder.code(text)
    names = {a.id: a.name for a in report.actors}
    [accusation] = [e for e in report.events if e.type == "ACCUSE"]
    assert [names[a] for a in accusation.actors] == ["Norway"]
