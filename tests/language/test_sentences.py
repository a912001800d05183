"""Sentences of wire copy: never across paragraphs, never broken inside a bracket, and laws over any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.reading.wire import read_story
from dragoman.records import ReadingError

TABLE = [
    "Gen. Ito met Lt. Gov. Ana Ruiz at 5 p.m. Friday.| She left at 6 p.m.| He stayed.",
    "“We will not sign,” he said.| “Not now.| Not ever.”",
    "He asked: “Why now?”| Mr. Ito did not answer.",
    "The envoys [of the U.S. and of Iran. Ed.] met.| They will meet again.",
    "The U.S. Navy said so.| The U.S. denied it.",
    "No. 5 Brigade withdrew from St. Anne.| Sen. J. P. Alba agreed.",
    "Talks failed...| The army moved in.| Nobody was hurt!",
    "Shells fell on Jan. 5.| On Feb. 6 more fell.",
]


@pytest.mark.parametrize("marked", TABLE)
def test_borders_of_sentences(english, marked):
    text = marked.replace("|", "")
    doc = english.annotate(read_story(text, id="x"))
    got = "|".join(text[sentence.start : following.start] for sentence, following in zip(doc.sentences, doc.sentences[1:], strict=False))
    got = "|".join(part.rstrip() for part in [*got.split("|"), text[doc.sentences[-1].start :]] if part)
    assert got == "|".join(part.strip() for part in marked.split("|"))


PIECES = st.lists(
    st.sampled_from([*'"“”()[].?—', "...", "\n\n", "\n", "\u00a0", "🇳🇴", "שלום", "Mr.", "U.S.", "he said", "The army fired"]),
    min_size=1,
    max_size=60,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(PIECES)
def test_sentences_and_tokens_hold_their_laws_whatever_the_marks(english, pieces):
    text = " ".join(pieces)
    try:
        doc = english.annotate(read_story(text, id="x"))
    except ReadingError:
        return
    for token in doc.tokens:
        assert text[token.start : token.end] == token.text
    for sentence in doc.sentences:
        start, end = doc.document.paragraphs[sentence.paragraph]
        assert start <= sentence.start < sentence.end <= end
        assert all(doc.tokens[token.head].sentence == sentence.i for token in doc.words(sentence))
