"""Who does what to whom, wherever the grammar put them: small cases through the coder."""

import pytest


def sides(coder, text, type="ASSAULT"):
    """The names of the actors and recipients of the first event of a type; None when there is none."""
    report = coder.code(text)
    names = {actor.id: actor.name for actor in report.actors}
    event = next((e for e in report.events if e.type == type), None)
    return event and ([names[a] for a in event.actors], [names[r] for r in event.recipients])


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("The government blamed Chadian rebels for the attack on the convoy.", "Chadian rebels"),
        ("Police accused Chadian rebels of the attack on the convoy.", "Chadian rebels"),
        ("The attack on the convoy was blamed on Chadian rebels.", "Chadian rebels"),
        ("Officials said Chadian rebels were behind the attack on the convoy.", "Chadian rebels"),
        ("Chadian rebels were responsible for the attack on the convoy.", "Chadian rebels"),
        ("Rockets fired by Chadian rebels struck the army base.", "Chadian rebels"),
        ("Chadian rebels took responsibility for the attack on the convoy.", "Chadian rebels"),
        ("Three Chadian rebels were jailed for their role in the attack on the convoy.", "three Chadian rebels"),
        ("Three Chadian rebels are on trial for the attack on the convoy.", "three Chadian rebels"),
        ("Chadian rebels used the school as a base to launch attacks against the convoy.", "Chadian rebels"),
        ("Ten villagers were shot and killed by Chadian rebels.", "Chadian rebels"),
        ("Chadian rebels had a village chief killed.", "Chadian rebels"),
        ("Chadian rebels have claimed the assassination of a senior judge.", "Chadian rebels"),
        ("Chadian rebels carried out a wave of attacks on convoys.", "Chadian rebels"),
    ],
)
def test_a_deed_is_done_by_whom_the_text_holds_to_have_done_it(coder, text, doer):
    actors, _ = sides(coder, text)
    assert [name.lower() for name in actors] == [doer.lower()]


def test_nobody_does_what_nobody_owns_up_to(coder):
    actors, _ = sides(coder, "No group has claimed responsibility for the attack on the Kenyan convoy.")
    assert actors == []


@pytest.mark.parametrize(
    ("text", "harmed"),
    [
        ("Gunmen attacked a bus carrying Kenyan teachers.", "Kenyan teachers"),
        ("Kenyan soldiers came under attack near the river.", "Kenyan soldiers"),
        ("Two Kenyan soldiers were reported killed in the battle.", "two Kenyan soldiers"),
        ("Two Kenyan soldiers were killed and three others wounded in a rocket attack.", "two Kenyan soldiers"),
    ],
)
def test_harm_falls_on_whom_the_clause_names(coder, text, harmed):
    _, recipients = sides(coder, text)
    assert [name.lower() for name in recipients] == [harmed.lower()]


def test_who_is_shot_and_killed_does_not_shoot(coder):
    assert sides(coder, "Two Kenyan attackers were chased by police and shot and killed.") == ([], ["Two Kenyan attackers"])


def test_what_a_deed_is_anti_it_is_against(coder):
    assert sides(coder, "Kenya's army launched an anti-Taliban offensive.") == (["Kenya's army"], ["Taliban"])


@pytest.mark.parametrize(
    ("text", "type", "recipients"),
    [
        ("Police arrested three members of a Kenyan union.", "COERCE", ["three members"]),
        ("Gunmen kidnapped the brother of Kenya's finance minister.", "ASSAULT", ["brother"]),
        ("Norway criticized Kenya's army.", "ACCUSE", ["Kenya's army"]),
        ("Police arrested most of the Kenyans and Ugandans.", "COERCE", ["people of Kenya", "people of Uganda"]),
        ("Gunmen freed the deputy minister, Ali Odeh, and two Kenyan engineers.", "RETREAT", ["Ali Odeh", "two Kenyan engineers"]),
        ("Kenya promised to send a delegation to Chad.", "AGREE", ["Chad"]),
        ("Kenyan students rallied to protest a bombing that killed ten Kenyan farmers.", "PROTEST", []),
    ],
)
def test_who_only_describes_the_object_suffers_nothing(coder, text, type, recipients):
    _, found = sides(coder, text, type)
    assert [name.removesuffix(" (Kenya)") for name in found] == recipients


def test_who_hangs_on_the_object_does_nothing(coder):
    actors, _ = sides(coder, "Norwegian students criticized the deployment of troops from Kenya.", "ACCUSE")
    assert actors == ["Norwegian students"]


@pytest.mark.parametrize("journey", ["flew to Oslo for", "is in Oslo for", "is due in Oslo for"])
def test_who_travels_for_talks_takes_part_in_them(coder, journey):
    report = coder.code(f"Chad's foreign minister {journey} talks with Norwegian officials.")
    countries = {actor.id: actor.codes[0] for actor in report.actors}
    assert {"TCD", "NOR"} in [{countries[actor] for actor in event.actors} for event in report.events]


def test_nobody_suffers_at_a_border(coder):
    assert sides(coder, "Rebels attacked soldiers near the Kenyan border.")[1] == ["soldiers (Kenya)"]


def test_who_is_under_investigation_is_investigated(coder):
    assert sides(coder, "Kenya's interior minister is under investigation by the court.", "ACCUSE") == (
        ["court (Kenya)"],
        ["Kenya's interior minister"],
    )


def test_a_place_stands_for_its_people_where_nobody_else_is_named(coder):
    assert sides(coder, "A bomb exploded in Nairobi on Monday.") == ([], ["people of Nairobi"])


def test_a_place_adds_nobody_to_those_who_are_named(coder):
    assert sides(coder, "A bomb exploded near Kenyan soldiers in Nairobi on Monday.") == ([], ["Kenyan soldiers"])


def test_whoever_is_arrested_in_a_country_is_arrested_by_it(coder):
    assert sides(coder, "A Norwegian engineer was arrested in Kenya on Monday.", "COERCE") == (["Kenya"], ["Norwegian engineer"])


def test_a_victim_is_not_whom_a_protest_is_against(coder):
    assert sides(coder, "Thousands of Kenyans protested against the killing of a farmer.", "PROTEST") == (["people of Kenya"], [])


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Kenya is trying to free two engineers abducted by Somali gunmen.", "asserted"),
        ("Students marched to protest the killing of a Kenyan farmer.", "asserted"),
        ("Gunmen held the engineers until Kenyan troops stormed the house.", "asserted"),
        ("Officials expect attacks by Somali gunmen.", "future"),
    ],
)
def test_what_a_clause_takes_for_done_is_done(coder, text, modality):
    report = coder.code(text)
    assert [e.modality for e in report.events if e.type == "ASSAULT"][-1] == modality


def test_those_wounded_beside_the_killed_do_not_wound(coder):
    actors, _ = sides(coder, "Two Kenyan militants were killed and five policemen wounded by Somali gunmen.")
    assert "five policemen" not in [name.lower() for name in actors]


def test_who_comes_home_visits_nobody(coder):
    assert sides(coder, "Kenya's foreign minister arrived in Kenya on Monday.", "CONSULT") is None


def test_a_closed_shop_is_not_whom_a_strike_is_against(coder):
    actors, recipients = sides(coder, "Kenyan teachers began a national strike, forcing schools to close.", "PROTEST")
    assert (actors, recipients) == (["Kenyan teachers"], [])
