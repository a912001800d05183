"""Small letters for text all in capitals, as the parser needs them: which words of a cable are names.

A parser trained on running prose takes a sentence in capitals for one long name. The model's own word list,
which is in the order of how often each form was met, says whether "Kabul" is met more often than "kabul".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.vocab import Vocab

LEAST_CAPITALS = 0.9
"""Of the letters of a paragraph, so many must be capitals."""
LEAST_WORDS = 4
"""A paragraph of fewer words is a heading, a dateline or a name, which reads well as it stands."""
LONGEST_ACRONYM = 5
NAME_SHARE = 2
"""A word is a name by itself when it is met so many times farther up the list with a capital than without."""

_WORD = re.compile(r"[^\W\d_]+")
_SUFFIXES = frozenset({"S", "T", "LL", "RE", "VE", "D", "M"})
_OPENING = re.compile(r"(?:^|^\[[^\]]*\]\s|(?<![.\s]\w)[.!?][\"')]*\s)\s*[\"(\[]?$")
_DATELINE = re.compile(r"[^.]{4,80}\s--?\s*(?:\[\w+\]\s*)?")


class CaseReader:
    """Gives text in capitals the case of running prose. Without a word list in the model it leaves everything as it is."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab

    @cached_property
    def _ranks(self) -> Mapping[int, int]:
        """How common each form is among the model's words, 0 the commonest, by its key."""
        return {key: rank for rank, key in enumerate(self._vocab.vectors.key2row)}

    def restored(self, text: str) -> str:
        """Give a paragraph with its case restored, code point for code point as long; as it is unless it is all in capitals."""
        if not is_in_capitals(text) or not self._ranks:
            return text
        words = list(_WORD.finditer(text))
        pieces, end = [], 0
        for word, form in zip(words, self._forms(text, words), strict=True):
            pieces += [text[end : word.start()], form if len(form) == len(word[0]) else word[0]]
            end = word.end()
        return "".join((*pieces, text[end:]))

    def _forms(self, text: str, words: Sequence[re.Match[str]]) -> list[str]:
        """The form of each word: in small letters, with a first capital, or as it stands."""
        fixed = [_is_fixed(text, *word.span()) for word in words]
        leanings = [0 if keep else self._leaning(word[0]) for word, keep in zip(words, fixed, strict=True)]
        forms: list[str] = []
        for i, (word, keep) in enumerate(zip(words, fixed, strict=True)):
            start = word.start()
            if word[0] in _SUFFIXES and start and text[start - 1] == "'":
                forms.append(word[0].lower())
            elif keep or self._is_acronym(word[0]):
                forms.append(word[0])
            elif leanings[i] >= NAME_SHARE or (leanings[i] >= 1 and _beside_name(text, words, leanings, i)):
                forms.append(word[0].capitalize())
            else:
                forms.append(word[0].capitalize() if _opens_sentence(text, start) else word[0].lower())
        return forms

    def _rank(self, form: str) -> int | None:
        return self._ranks.get(self._vocab.strings[form])

    def _leaning(self, word: str) -> float:
        """How much farther up the list a word stands with a first capital than without; a word never met is a name."""
        small, capital = self._rank(word.lower()), self._rank(word.capitalize())
        if small is None:
            return NAME_SHARE
        return 0 if capital is None else small / (capital + 1)

    def _is_acronym(self, word: str) -> bool:
        """Whether a word is met most often in capitals, or is short and never met otherwise."""
        if len(word) > LONGEST_ACRONYM:
            return False
        ranks = [(rank, form) for form in (word.lower(), word.capitalize(), word) if (rank := self._rank(form)) is not None]
        return not ranks or min(ranks)[1] == word


def is_in_capitals(text: str) -> bool:
    """Whether a paragraph is set in capitals, so that case tells no name from a word."""
    letters = sum(map(str.isalpha, text))
    return (
        sum(map(str.isupper, text)) >= LEAST_CAPITALS * letters > 0
        and sum(len(word[0]) > 1 for word in _WORD.finditer(text)) >= LEAST_WORDS
    )


def _is_fixed(text: str, start: int, end: int) -> bool:
    """Whether a word keeps its letters: an initial, a letter of "U.S.", a word that is not in capitals."""
    word = text[start:end]
    dotted = len(word) == 1 and (text[end : end + 1] == "." or text[max(0, start - 1) : start] == ".")
    return dotted or not word.isupper() or (len(word) == 1 and word != "A")


def _opens_sentence(text: str, start: int) -> bool:
    """Whether a word comes first: in its paragraph, after a full stop, after a dateline or a label in brackets."""
    return bool(_OPENING.search(text[:start], max(0, start - 40)) or _DATELINE.fullmatch(text, 0, start))


def _beside_name(text: str, words: Sequence[re.Match[str]], leanings: Sequence[float], i: int) -> bool:
    """Whether only a space stands between a word and a name, or a word before a name that may itself be one."""
    after = i + 1
    while after < len(words) and text[words[after - 1].end() : words[after].start()] == " ":
        if leanings[after] >= NAME_SHARE:
            return True
        if leanings[after] < 1:
            break
        after += 1
    return i > 0 and leanings[i - 1] >= NAME_SHARE and text[words[i - 1].end() : words[i].start()] == " "
