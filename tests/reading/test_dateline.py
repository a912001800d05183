"""The datelines of the agencies: place, day, agency, and where the story goes on."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading.dateline import find_dateline
from dragoman.reading.wire import read_story

DATED = [
    ("MOSCOW, October 19. /TASS/. ", "Moscow", "2023-10-19", "TASS"),
    ("BAKU, October 19. /Caspian Wire/. ", "Baku", "2023-10-19", "Caspian Wire"),
    ("BEIJING, Oct. 19 (Xinhua) -- ", "Beijing", "2023-10-19", "Xinhua"),
    ("LONDON, 19 Oct (AFP) - ", "London", "2023-10-19", "AFP"),
    ("LONDON, 19 Oct 2023 (AFP) — ", "London", "2023-10-19", "AFP"),
    ("Geneva, 19 October 2023 (ICRC) – ", "Geneva", "2023-10-19", "ICRC"),
    ("PORT-AU-PRINCE, Haiti, Jan 5 (Reuters) - ", "Port-au-Prince, Haiti", "2023-01-05", "Reuters"),
    ("ST. PETERSBURG, Russia, June 5 (Reuters) - ", "St. Petersburg, Russia", "2023-06-05", "Reuters"),
    ("N'DJAMENA, March 3 (AFP) - ", "N'Djamena", "2023-03-03", "AFP"),
    ("BEIRUT/DAMASCUS, Oct 19 (Reuters) - ", "Beirut/Damascus", "2023-10-19", "Reuters"),
    ("LONDON and PARIS, 19 October (AFP) - ", "London and Paris", "2023-10-19", "AFP"),
    ("UNITED NATIONS, Oct. 19 (Xinhua) -- ", "United Nations", "2023-10-19", "Xinhua"),
    ("TOKYO, Oct 19 Kyodo - ", "Tokyo", "2023-10-19", "Kyodo"),
    ("Kiev, October 19, Interfax-Ukraine – ", "Kiev", "2023-10-19", "Interfax-Ukraine"),
    ("Moscow, 19 October – RIA Novosti. ", "Moscow", "2023-10-19", "RIA Novosti"),
    ("Baku, Azerbaijan, Oct. 19. Trend: ", "Baku, Azerbaijan", "2023-10-19", "Trend"),
    ("HAVANA, Cuba, Oct 19 (Prensa Latina) ", "Havana, Cuba", "2023-10-19", "Prensa Latina"),
    ("JERUSALEM — Oct. 19 — ", "Jerusalem", "2023-10-19", None),
    ("JUBA, South Sudan - 19 October 2023 - ", "Juba, South Sudan", "2023-10-19", None),
    ("CLANDESTINE, 13 JAN 90 (RADIO SURESTE) -- [TEXT] ", None, "1990-01-13", "RADIO SURESTE"),
    ("date 2023-10-19 MOSCOW, ", "Moscow", "2023-10-19", None),
    ("Oct 19 (Reuters) - ", None, "2023-10-19", "Reuters"),
]
UNDATED = [
    ("GENEVA (Reuters) - ", "Geneva", "Reuters"),
    ("KYIV, Ukraine (AP) — ", "Kyiv, Ukraine", "AP"),
    ("WASHINGTON — ", "Washington", None),
    ("WASHINGTON, D.C. (AP) — ", "Washington, D.C.", "AP"),
    ("THE HAGUE, Netherlands (AP) — ", "The Hague, Netherlands", "AP"),
    ("UNITED NATIONS (AP) _ ", "United Nations", "AP"),
    ("Paris (AFP) - ", "Paris", "AFP"),
    ("KABUL (AFP): ", "Kabul", "AFP"),
    ("NEW DELHI: ", "New Delhi", None),
    ("GAZA/JERUSALEM (Reuters) - ", "Gaza/Jerusalem", "Reuters"),
    ("(Reuters) - ", None, "Reuters"),
]
STORY = "Ministers met on Thursday and said little."


@pytest.mark.parametrize(("head", "place", "date", "agency"), DATED)
def test_a_dated_dateline(head, place, date, agency):
    document = read_story(head + STORY, id="x", published="2023-10-20")
    assert document.dateline is not None
    assert (document.dateline.place, str(document.dateline.date), document.source) == (place, date, agency)
    assert [document.text[start:end] for start, end in document.paragraphs] == [STORY]
    assert document.dateline.span.text == head[: document.dateline.span.end]


@pytest.mark.parametrize(("head", "place", "agency"), UNDATED)
def test_a_dateline_without_a_day(head, place, agency):
    document = read_story(head + STORY, id="x")
    assert document.dateline is not None
    assert (document.dateline.place, document.dateline.date, document.source, document.published) == (place, None, agency, None)
    assert [document.text[start:end] for start, end in document.paragraphs] == [STORY]


@pytest.mark.parametrize(
    "line",
    [
        "NATO said on Monday that it would send ships.",
        "IRAN - A COUNTRY IN CRISIS",
        "UPDATE 2-Ukraine says it shot down drones",
        "THE MINISTER - who was in Doha - returned.",
        "Monday - the day of the vote - was calm.",
        "Paris - the capital of fashion - was calm.",
        "Jordan, Egypt and Qatar met on Monday.",
        "May 5 - that was the day - passed.",
    ],
)
def test_what_only_looks_like_a_dateline(line):
    assert read_story(f"{line}\n\n{STORY}", id="x").dateline is None


@pytest.mark.parametrize(
    ("published", "dateline", "date"),
    [
        ("2024-01-02", "MOSCOW, December 31. /TASS/. ", "2023-12-31"),
        ("2023-12-31", "SYDNEY, Jan 1 (Reuters) - ", "2024-01-01"),
        (None, "MOSCOW, December 31. /TASS/. ", None),
        (None, "MOSCOW, December 31, 2023 /TASS/. ", "2023-12-31"),
    ],
)
def test_the_year_of_a_dateline_is_known_or_null(published, dateline, date):
    document = read_story(dateline + STORY, id="x", published=published)
    assert document.dateline is not None
    assert document.dateline.date == (datetime.date.fromisoformat(date) if date else None)


@pytest.mark.parametrize(
    ("text", "given", "published"),
    [
        ("MOSCOW, October 19. /TASS/. " + STORY, None, None),
        ("MOSCOW, October 19. /TASS/. " + STORY, "2023-10-20", "2023-10-20"),
        ("LONDON, 19 Oct 2023 (AFP) - " + STORY, None, "2023-10-19"),
        ("Updated: Oct. 19, 2023, 4:08 p.m. ET\n\nLONDON (AFP) - " + STORY, None, "2023-10-19"),
        (STORY, None, None),
    ],
)
def test_a_publication_date_is_null_rather_than_guessed(text, given, published):
    assert read_story(text, id="x", published=given).published == published


@given(st.text(max_size=120))
def test_a_dateline_lies_in_its_line_whatever_the_line(line):
    found = find_dateline(line, 0, len(line))
    assert found is None or 0 <= found.start <= found.end <= found.body <= len(line)
