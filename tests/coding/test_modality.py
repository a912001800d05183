"""Whether an event is told as done, planned, supposed, denied or long past."""

from __future__ import annotations

import pytest


def readings(coder, text, published="2024-05-20"):
    return {(e.type, e.modality) for e in coder.code(text, published=published).events}


@pytest.mark.parametrize(
    ("text", "kind", "modality"),
    [
        ("Norway's premier phoned the emir of Qatar to urge a truce in Chad.", "REQUEST", "asserted"),
        ("Kenya wrote to the United Nations to condemn the Sudanese government.", "ACCUSE", "asserted"),
        ("The Danish foreign minister flew to Kenya to meet the Kenyan president.", "AGREE", "future"),
        ("Norway did not phone Chad to condemn the rebels.", "ACCUSE", "negated"),
        ("Kenya's president is to meet the Ugandan president on Friday.", "AGREE", "future"),
        ("Kenya's president was to have met the Ugandan president on Friday.", "CONSULT", "hypothetical"),
        ("Norwegian premier to visit Kenya", "AGREE", "future"),
        ("Norway wants a truce before its premier visits Kenya next month.", "AGREE", "future"),
        ("Norway wants a truce before its premier visits Kenya on June 29.", "AGREE", "future"),
        ("Kenya's president is supposed to meet the Ugandan president.", "AGREE", "future"),
        ("If Chad shells the town and arrests the rebel leader, the talks will end.", "COERCE", "hypothetical"),
        ("Norway has yet to sign the treaty with Chad.", "SUPPORT", "negated"),
        ("Kenya is a supporter of lifting the ban on Chad's party.", "CONCEDE", "hypothetical"),
        ("Did Chad bomb the Sudanese border town?", "ASSAULT", "hypothetical"),
        ("Chadian soldiers may attack the rebels.", "ASSAULT", "hypothetical"),
        ("Chad is not ready to negotiate with Niger.", "AGREE", "negated"),
        ("Norway doubts that Chad is ready to negotiate with Niger.", "AGREE", "hypothetical"),
        ("Chad dismissed speculation that it was willing to negotiate with Niger.", "AGREE", "negated"),
        ("Norway is working to settle its dispute with Chad.", "AGREE", "hypothetical"),
        ("Norway offered Chad no aid.", "AGREE", "negated"),
        ("The Danish premier met Swedish officials ahead of her visit to Kenya.", "AGREE", "future"),
        ("Sweden welcomed the Danish premier's visit next month to Kenya.", "AGREE", "future"),
        ("Norway stopped short of blaming the Chadian government.", "ACCUSE", "negated"),
        ("Kenya offered $4,000 as a reward for the Somali pirate's arrest.", "COERCE", "hypothetical"),
        ("The premier's remarks did not mean that Norway was sending a warning to Chad.", "THREATEN", "negated"),
        ("Chad denied having plans to attack the Sudanese town.", "ASSAULT", "negated"),
        ("There is speculation that Chad will join forces with Niger.", "COOPERATE", "hypothetical"),
        ("Kenya fears that Chad attacked the Sudanese town.", "ASSAULT", "hypothetical"),
        ("Norway asked whether Chad planned to attack the Sudanese town.", "ASSAULT", "hypothetical"),
        ("The law has a requirement that Chad arrest Sudanese smugglers.", "COERCE", "hypothetical"),
        ("It will come up at a meeting of Chadian and Sudanese ministers to be held in Oslo.", "AGREE", "future"),
        ("Kenya's premier will decide after consulting the Ugandan president.", "AGREE", "future"),
        ("Kenya will not withdraw its troops and offered aid to Chad.", "AGREE", "asserted"),
        ("Kenyan miners plan a strike against the government.", "PROTEST", "future"),
        ("Four Somali men had plotted to attack a Kenyan army base.", "ASSAULT", "hypothetical"),
        ("Kenya is considering granting the Somali pirate a pardon.", "CONCEDE", "hypothetical"),
        ("The law would let the Kenyan army shoot down a Somali plane.", "ASSAULT", "hypothetical"),
        ("The Kenyan mayor was the first politician to be sentenced to prison by the tribunal.", "SANCTION", "asserted"),
        ("Kenya said Ugandan forces should not enter Sudan.", "REQUEST", "asserted"),
        ("The row will go on until Kenya arrested the Somali pirates.", "COERCE", "hypothetical"),
        ("Kenyans marked the anniversary of the assassination of a Somali poet.", "ASSAULT", "historical"),
        ("The general was convicted of killing four Kenyan farmers.", "ASSAULT", "historical"),
        ("Kenyan soldiers fired at the house to kill the Somali rebel leader.", "ASSAULT", "hypothetical"),
    ],
)
def test_what_an_act_s_purpose_plan_or_question_leaves_open(coder, text, kind, modality):
    assert (kind, modality) in readings(coder, text)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Chad cut off relations with Niger on August 26, 2004.", "historical"),
        ("Chad cut off relations with Niger on August 26.", "asserted"),
        ("Chad cut off relations with Niger last November.", "historical"),
        ("Chad closed its embassy and cut off relations with Niger in March.", "historical"),
        ("The envoys met on Monday.\n\nThey spoke of peace.\n\nChad cut off relations with Niger on August 26.", "historical"),
    ],
)
def test_a_month_or_year_named_in_a_story_without_a_date_is_long_past(coder, text, modality):
    assert ("SANCTION", modality) in readings(coder, text, published=None)


@pytest.mark.parametrize(
    "text",
    [
        "Chadian soldiers were not punished for attacking Sudanese civilians.",
        "Norway urged Chad to punish the soldiers who attacked Sudanese civilians.",
        "Norway asked Chad to free the officers accused of attacking Sudanese civilians.",
        "Kenyans may gather in Nairobi to protest the attack on Sudanese civilians.",
        "Chad's army was unable to stop the rebels' attack on Sudanese civilians.",
        "Chad wants to investigate the rebels' attack on Sudanese civilians.",
    ],
)
def test_what_is_spoken_of_as_done_is_done_whatever_governs_it(coder, text):
    assert ("ASSAULT", "asserted") in readings(coder, text)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Norway urged Chad to lift the curfew and free the hostages.", {"CONCEDE", "RETREAT"}),
        ("Chad dismissed Norwegian calls to free the hostages.", {"RETREAT"}),
        ("Chad is under pressure to free the hostages.", {"RETREAT"}),
    ],
)
def test_what_is_only_asked_for_is_no_event_beside_the_asking(coder, text, asked):
    assert not asked & {kind for kind, _ in readings(coder, text)}


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Kenyan police arrested the Somali pirate in 2011.", "historical"),
        ("Kenyan police have arrested a Somali pirate for the attack of 2011.", "asserted"),
    ],
)
def test_a_date_long_past_beside_the_present_perfect_dates_something_else(coder, text, modality):
    assert ("COERCE", modality) in readings(coder, text)


def test_what_is_listed_among_things_to_solve_has_not_happened(coder):
    text = "Norway spoke in favor of solving urgent issues, including the release of hostages in Chad."
    assert ("RETREAT", "asserted") not in readings(coder, text)


def test_a_relative_clause_has_the_date_of_what_it_is_about(coder):
    assert ("ASSAULT", "historical") in readings(coder, "Kenyan police blame him for the 2009 bombings that killed ten Somali farmers.")


@pytest.mark.parametrize(
    ("text", "is_event"),
    [
        ("Four farmers have been killed by gunmen in Mali.", True),
        ("More than 14,000 farmers have been killed in the violence in Mali.", False),
        ("Thousands of farmers have been killed in the violence in Mali.", False),
    ],
)
def test_those_killed_in_thousands_are_a_sum_and_no_event(coder, text, is_event):
    assert bool(readings(coder, text)) == is_event
