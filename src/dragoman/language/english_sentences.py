"""Where sentences begin in a paragraph of English wire copy."""

from __future__ import annotations

import re

_ENDERS = {".", "!", "?", "…"}
_CLOSERS = {'"', "'", "''", "”", "’", ")", "]"}
_OPENERS = {'"', "``", "“", "‘", "(", "["}
_ABBREVIATION = re.compile(r"(?:[A-Za-z]\.)+|(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Sgt|Adm|Sen|Rep|Gov|St|Prof|Rev|Hon|Pres|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No|vs|Inc|Ltd|Corp|Co)\.")


def sentence_starts(words: list[str]) -> list[bool]:
    """Tell for each token, given with its trailing white space, whether a sentence begins there."""
    starts = [False] * len(words)
    if not words:
        return starts
    starts[0] = True
    depth, ended, in_quote = 0, False, False
    for i, spaced in enumerate(words):
        word = spaced.strip()
        if ended and depth == 0 and word and word not in _CLOSERS and (word[0].isupper() or word[0].isdigit() or word in _OPENERS) and _gap(words[i - 1]):
            starts[i] = True
            ended = False
        elif ended and word and word not in _CLOSERS:
            ended = False
        if word == "[" or word == "(":
            depth += 1
        elif word in ("]", ")"):
            depth = max(0, depth - 1)
        elif word == '"':
            if ended and not in_quote and i > 0 and _gap(words[i - 1]):
                starts[i], ended = True, False
            in_quote = not in_quote
        if word in _ENDERS or (len(word) > 1 and word[-1] == "." and not _ABBREVIATION.fullmatch(word) and word[:-1].isalpha()):
            ended = True
    return starts


def _gap(spaced: str) -> bool:
    return spaced != spaced.rstrip()
