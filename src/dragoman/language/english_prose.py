"""Which paragraphs are prose: others are never given to the parser, which would make nonsense of them, slowly."""

from __future__ import annotations

import re

LEAST_LETTERS = 0.3
"""Of the characters that are no white space, so many must be letters."""
LONGEST_WORD = 1_000
"""Code points without white space; encoded files and broken markup are longer, words never."""
WORTH_A_NOTICE = 200

_WORD = re.compile(rf"\S{{{LONGEST_WORD}}}")


def not_prose(text: str, start: int, end: int) -> str | None:
    """Why the paragraph from ``start`` to ``end`` is not parsed; None when it is prose, "" when there is nothing worth saying.

    Short lines without letters ("* * *", a lone number) are passed over without a word.
    """
    size = end - start
    if size >= LONGEST_WORD and (match := _WORD.search(text, start, end)):
        return f'characters {start} to {end} are not read: a "word" of more than {LONGEST_WORD:,} characters stands at {match.start()}'
    stretch = text[start:end]
    letters = sum(map(str.isalpha, stretch))
    if letters >= LEAST_LETTERS * (size - sum(map(str.isspace, stretch))) and letters:
        return None
    return (
        f"characters {start} to {end} are not read: they are not prose ({letters} letters in {size} characters)"
        if size >= WORTH_A_NOTICE
        else ""
    )
