"""Sixty hard names of places and days: namesakes, metonyms, peoples, persons and clubs named like places, dates at new year."""

from __future__ import annotations

import pytest

from dragoman import Coder, Report

PLACES = [
    # Georgia and Georgia, Jordan and Jordan
    ("Flooding closed roads across Georgia, officials in Atlanta said.", "Georgia", "USA"),
    ("Shells fell near Gori in Georgia as troops from Russia crossed the border.", "Georgia", "GEO"),
    ("Refugees from Syria crossed into Jordan near Ramtha.", "Jordan", "JOR"),
    ("Michael Jordan opened a store in Chicago.", "Jordan", None),
    # Congo, Niger, Guinea, Korea, Macedonia
    ("Rebels took Goma in the Democratic Republic of Congo.", "Democratic Republic of Congo", "COD"),
    ("Ferries sail from Brazzaville in the Republic of Congo.", "Republic of Congo", "COG"),
    ("Gunmen attacked a village near Agadez in northern Niger.", "Niger", "NER"),
    ("Gunmen raided a school in Niger state in Nigeria.", "Nigeria", "NGA"),
    ("Miners died in eastern Guinea near Kankan.", "Guinea", "GIN"),
    ("The ship docked at Malabo in Equatorial Guinea.", "Equatorial Guinea", "GNQ"),
    ("A fishing boat was seized off Guinea-Bissau.", "Guinea-Bissau", "GNB"),
    ("Floods hit towns along the coast of North Korea.", "North Korea", "PRK"),
    ("A ferry sank off Jindo in South Korea.", "South Korea", "KOR"),
    ("Fires burned in the hills of North Macedonia near Skopje.", "North Macedonia", "MKD"),
    # Washington, Paris, London and other namesakes
    ("Wildfires spread in Washington state near Spokane.", "Washington", "USA"),
    ("Envoys met in Washington on Monday.", "Washington", "USA"),
    ("A train was derailed near Paris, Texas.", "Paris", "USA"),
    ("The ministers will meet in Paris on Friday.", "Paris", "FRA"),
    ("A factory in London, Ontario, is to shut.", "London", "CAN"),
    ("A bomb was found in London on Monday.", "London", "GBR"),
    ("Police in Birmingham, Alabama, held two men.", "Birmingham", "USA"),
    ("Talks resumed in Geneva on Monday, the United States said.", "Geneva", "CHE"),
    ("Leaders gathered in Venice for a summit with the U.S. president.", "Venice", "ITA"),
    ("Militants struck in Tripoli in northern Lebanon.", "Tripoli", "LBN"),
    ("Militias clashed in Tripoli, the capital of Libya.", "Tripoli", "LBY"),
    ("Protesters marched in Santiago, Chile.", "Santiago", "CHL"),
    ("A blast shook Hyderabad in southern Pakistan.", "Hyderabad", "PAK"),
    ("A blast shook Hyderabad in southern India.", "Hyderabad", "IND"),
    ("Troops entered San Jose in Costa Rica.", "San Jose", "CRI"),
    # disputed lands
    ("Settlers clashed with villagers in the West Bank.", "West Bank", "PSE"),
    ("Aid reached Rafah in the Gaza Strip.", "Gaza Strip", "PSE"),
    ("Jets crossed the Taiwan Strait near Taiwan.", "Taiwan", "TWN"),
    ("Serbs blocked a bridge in Mitrovica in northern Kosovo.", "Kosovo", "XKX"),
    ("Shelling was heard in the Donbas near Sloviansk.", "Donbas", "UKR"),
    ("A patrol was ambushed in North Waziristan.", "North Waziristan", "PAK"),
    # islands
    ("A cyclone struck Reunion in the Indian Ocean.", "Reunion", "REU"),
    ("A tanker ran aground off the Falkland Islands.", "Falkland Islands", "FLK"),
    ("Migrants landed on Lesbos on Sunday.", "Lesbos", "GRC"),
    # metonyms
    ("Moscow said the talks had failed.", "Moscow", None),
    ("Moscow and Beijing rejected the draft.", "Beijing", None),
    ("The Kremlin denied the report.", "Kremlin", None),
    ("Tehran accused Washington of meddling.", "Washington", None),
    ("U.S. troops left the base.", "U.S.", None),
    ("Three blasts shook Moscow overnight.", "Moscow", "RUS"),
    # persons and clubs
    ("Paris Hilton was fined by a judge.", "Paris", None),
    ("President Clinton met General Houston on Friday.", "Houston", None),
    ("Manchester United beat Chelsea on Sunday.", "Manchester", None),
    ("The Marburg virus has killed nine people.", "Marburg", None),
    ("Countries of the Eastern bloc sent no delegates.", "Eastern", None),
]

DAYS = [
    ("The envoys met on Sunday.", "2023-10-16", "Sunday", "2023-10-15"),
    ("The envoys will meet on Sunday.", "2023-10-16", "Sunday", "2023-10-22"),
    ("The envoys met on Tuesday.", "2023-10-18", "Tuesday", "2023-10-17"),
    ("The envoys will meet next Tuesday.", "2023-10-18", "next Tuesday", "2023-10-24"),
    ("The truce was signed on December 30.", "2024-01-02", "December 30", "2023-12-30"),
    ("The court will rule on January 4.", "2023-12-29", "January 4", "2024-01-04"),
    ("Twelve were held last month.", "2024-01-09", "last month", "2023-12-01"),
    ("The raid took place in December.", "2024-01-09", "December", "2023-12-01"),
    ("The attack came two days before the vote of May 7, 2010.", "2010-06-02", "two days before", "2010-05-05"),
    ("He was elected in 1998 and fled the following year.", "2010-06-02", "the following year", "1999-01-01"),
    ("Shells fell overnight.", "2023-10-01", "overnight", "2023-09-30"),
]
LEAST_RIGHT = 0.9


def country_of(report: Report, name: str) -> str | None:
    """The country of the place that a name stands for in a report; None where it stands for none."""
    found = (place for place in report.places for span in place.mentions if span.text.removeprefix("the ") == name)
    return next((place.country for place in found), None)


def first_day(report: Report, words: str) -> str | None:
    found = (time.from_ for time in report.times if time.span.text == words)
    return next((day.isoformat() for day in found if day is not None), None)


@pytest.fixture(scope="module")
def wrong(coder: Coder) -> list[str]:
    """The cases that are read otherwise than they should be."""
    faults = []
    for text, name, country in PLACES:
        if (given := country_of(coder.code(text), name)) != country:
            faults.append(f"{name} in {text!r}: {given}, not {country}")
    for text, published, words, day in DAYS:
        if (given := first_day(coder.code(text, published=published), words)) != day:
            faults.append(f"{words} in {text!r}: {given}, not {day}")
    return faults


def test_nine_in_ten_hard_cases_are_read_right(wrong: list[str]) -> None:
    assert len(PLACES) + len(DAYS) >= 60
    assert len(wrong) <= (1 - LEAST_RIGHT) * (len(PLACES) + len(DAYS)), "\n".join(wrong)
