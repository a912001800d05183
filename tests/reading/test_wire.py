"""What of a wire story is told, and what stands around it."""

import pytest

from dragoman.reading.wire import read_story

LEAD = "Two soldiers were wounded near the border on Friday."
NEXT = "The ministry gave no details."


def told(text, **known):
    document = read_story(text, id="x", **known)
    return document, [document.text[start:end] for start, end in document.paragraphs]


def test_a_title_line_is_the_title_and_a_paragraph_of_its_own():
    document, paragraphs = told(f"Two soldiers wounded near border\n\nTBILISI (Reuters) - {LEAD}\n\n{NEXT}")
    assert document.title == "Two soldiers wounded near border"
    assert paragraphs == ["Two soldiers wounded near border", LEAD, NEXT]


def test_a_title_that_came_from_outside_and_opens_the_text_is_told_once():
    document, paragraphs = told(f"Two soldiers wounded\n{LEAD}", title="Two soldiers wounded")
    assert (document.title, paragraphs) == ("Two soldiers wounded", ["Two soldiers wounded", LEAD])


@pytest.mark.parametrize(
    "line",
    [
        "By NINO BERIDZE",
        "By Nino Beridze and Levan Kobia",
        "Associated Press Writer",
        "URGENT",
        "GEORGIA-BORDER/CLASH (UPDATE 2)",
        "FOR IMMEDIATE RELEASE",
        "2023-10-S-014",
        "Eds: Updates with details, quotes.",
        "October 19, 2023 4:08 PM",
    ],
)
def test_furniture_above_the_story_is_not_told(line):
    _, paragraphs = told(f"{line}\nTBILISI (Reuters) - {LEAD}\n\n{NEXT}")
    assert paragraphs == [LEAD, NEXT]


@pytest.mark.parametrize(
    "line",
    [
        "(Reporting by Nino Beridze; editing by Levan Kobia)",
        "Copyright 2023 The Example Agency. All rights reserved.",
        "© 2023 Example News",
        "(more)",
        "REUTER",
        "-30-",
        "Nino Beridze contributed to this report.",
        "* * *",
    ],
)
def test_what_closes_a_story_is_not_told(line):
    _, paragraphs = told(f"TBILISI (Reuters) - {LEAD}\n\n{NEXT}\n\n{line}")
    assert paragraphs == [LEAD, NEXT]


def test_lines_wrapped_at_a_width_are_one_paragraph():
    text = (
        "   Two soldiers were wounded near the border on Friday when a\nmine exploded under their truck, the ministry said. It gave no\n"
        "names and said that the road was closed.\n   A patrol of observers went to the place on Saturday and found\n"
        "parts of a second mine, which was taken away by engineers of\nthe army."
    )
    _, paragraphs = told(text)
    assert [paragraph[:12] for paragraph in paragraphs] == ["Two soldiers", "A patrol of "]


def test_a_line_a_sentence_is_a_paragraph_each():
    _, paragraphs = told(f"{LEAD}\n{NEXT}\nThe road is closed.")
    assert paragraphs == [LEAD, NEXT, "The road is closed."]


def test_the_text_is_kept_code_point_for_code_point():
    text = f"\ufeff  TBILISI\u00a0(Reuters)\u00a0-\u00a0{LEAD}\r\n\r\n“{NEXT}”\u2028🇬🇪\n"
    document, paragraphs = told(text)
    assert document.text == text
    assert paragraphs == [LEAD, f"“{NEXT}”", "🇬🇪"]


def test_a_text_of_nothing_but_header_lines_is_a_story_after_all():
    _, paragraphs = told("URGENT\nFLASH")
    assert paragraphs


@pytest.mark.parametrize("mark", ["/TASS/. ", "/Caspian Wire/. ", "/Caspian Wire/ - "])
def test_the_mark_of_an_agency_at_the_head_of_a_paragraph_is_no_part_of_it(mark):
    assert told(f"{LEAD}\n\n{mark}{NEXT}")[1] == [LEAD, NEXT]


def test_a_word_between_strokes_that_opens_no_sentence_stays():
    line = "/Caspian Wire/ journalists left the town."
    assert told(f"{LEAD}\n\n{line}")[1] == [LEAD, line]
