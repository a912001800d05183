"""One name in two spellings: short and full forms of a person's name, and names written over from other scripts."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

from dragoman.lexicon.schema.words import WordLists
from dragoman.resolving.pieces import pieces_of

_UNWRITTEN = "unwritten"
# A skeleton of fewer letters fits too many names, and so do words that share less: Hassan and Hussein are two.
_SHORTEST = 3
_ALIKE = 0.68
# How well two forms of a name fit, best first: the same words, the same family name, the same but for spelling, a first name.
SAME, SHORTER, RESPELT, FIRST_NAME, APART = 0, 1, 2, 3, 4


class Spellings:
    """Compares names. Holds only the lexicon's table of letters."""

    def __init__(self, words: WordLists) -> None:
        read_as = {letters: name for name, spellings in words.lists.items() for letters in spellings if name != _UNWRITTEN}
        self._unwritten = frozenset(words.lists[_UNWRITTEN])
        self._read_as = read_as
        self._letters = re.compile("|".join(sorted(map(re.escape, read_as), key=len, reverse=True)) + "|.", re.DOTALL)
        self.skeleton = lru_cache(maxsize=8192)(self._skeleton)

    def _skeleton(self, word: str) -> str:
        """What stays of a word when spellings that sound alike are made one: "Gaddafi" and "Qadhafi" are both "kdf".

        A first vowel stays as "a".
        """
        plain = "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))
        kept: list[str] = []
        for n, letters in enumerate(self._letters.findall(plain)):
            sound = self._read_as.get(letters, letters)
            if sound in self._unwritten:
                sound = "" if n else "a"
            if sound and kept[-1:] != [sound]:
                kept.append(sound)
        return "".join(kept)

    def compare(self, known: str, name: str) -> int:
        """How well a name can be a form of a name already met: one of ``SAME`` (best) to ``APART``."""
        a, b = [p.lower() for p in pieces_of(known)], [p.lower() for p in pieces_of(name)]
        if not a or not b:
            return APART
        short, long = (b, a) if len(b) <= len(a) else (a, b)
        if short == long:
            return SAME
        if len(short) > 2 and long[-len(short) :] != short and not set(short[1:-1]) & set(long[1:-1]):
            return APART  # two middle names: "Adam Issa Tahir", "Adam Omar Tahir"
        if long[-len(short) :] == short or (len(short) > 1 and short[0] == long[0] and short[-1] in (long[-1], long[len(short) - 1])):
            return SHORTER
        if self._is_respelt(short, long):
            return RESPELT
        return FIRST_NAME if len(short) == 1 and (short[0] == long[0] or (len(short[0]) > 4 and short[0] in long)) else APART

    def _is_respelt(self, short: list[str], long: list[str]) -> bool:
        """Whether the family names, and the first names where both have them, differ only in spelling."""
        family = self._alike(short[-1], long[-1])
        if len(short) == 1:
            return len(family) >= _SHORTEST
        given = self._alike(short[0], long[0])
        return bool(family and given) and len(family) + len(given) > _SHORTEST

    def _alike(self, one: str, other: str) -> str:
        """The skeleton that two words share; "" when they sound apart or look apart."""
        skeleton = self.skeleton(one)
        first, second = sorted((one, other))
        alike = SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE
        return skeleton if alike and skeleton == self.skeleton(other) else ""
