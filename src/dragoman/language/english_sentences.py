"""Where sentences begin in a paragraph of English wire copy.

One pass over the words as the tokenizer gives them. A full stop ends a sentence unless it belongs to
an abbreviation, a list number or an initial, unless the next word goes on in lower case (``"No." he
said``), and never inside brackets. Quotations may hold many sentences: marks only decide to which
side of a border they belong.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.language.english_abbreviations import ABBREVIATIONS, CLOCK, MONTHS, NUMBERED, OPENERS, SAYING, TITLES, ZONES

MOST_TOKENS = 300
"""A sentence is cut at a safe place before it grows longer than this."""
LONGEST_BRACKET = 250
"""A bracket that closes later than this many tokens after it opened does not hold a sentence together."""

_STOPS = frozenset({".", "!", "?", "…", "...", "....", "..", "?!", "!?", "!!", "??", "!!!", "???"})
_QUOTES = frozenset({'"', "''", "``", "'"})
_OPEN = {"(": ")", "[": "]", "{": "}"}
_CLOSE = frozenset(_OPEN.values())
_CUTS = (frozenset({";"}), frozenset({":", "--", "—", "–"}), frozenset({","}))


def sentence_starts(words: Sequence[str]) -> list[bool]:
    """Tell for each token, given with the white space that follows it, whether a sentence begins there.

    The first token always begins one; there are no others between the two ends of a bracket.
    """
    if not words:
        return []
    bare = [word.strip() for word in words]
    spaced = [word != token for word, token in zip(words, bare, strict=True)]
    starts = _Borders(bare, spaced).find()
    return _cut_long(bare, starts)


class _Borders:
    """The tokens of one paragraph while their borders are found."""

    def __init__(self, bare: list[str], spaced: list[bool]) -> None:
        self.bare, self.spaced, self.size = bare, spaced, len(bare)
        self.inside = _inside_brackets(bare)
        self.even_marks = bare.count('"') % 2 == 0

    def find(self) -> list[bool]:
        starts = [False] * self.size
        starts[0] = True
        begun, in_quote, i = 0, False, 0
        bare, stops = self.bare, _STOPS
        while i < self.size:
            word = bare[i]
            if word == '"':
                in_quote = not in_quote
            elif word in stops or (word[-1:] == "." and len(word) > 1) or (word == "]" and i - begun < 40 and bare[begun] == "["):
                after = self._after_closers(i + 1, in_quote)
                in_quote ^= bare[i + 1 : after].count('"') % 2 == 1
                if after < self.size and not self.inside[after] and self._ends(i, after, begun):
                    starts[after] = True
                    begun = after
                i = after
                continue
            i += 1
        return starts

    def _after_closers(self, i: int, in_quote: bool) -> int:
        """Skip the marks that close what the stop ended: quotation marks, brackets, more stops."""
        while i < self.size:
            word = self.bare[i]
            if word in _STOPS or word in _CLOSE:
                i += 1
            elif word in _QUOTES and self._closes(i, in_quote):
                in_quote ^= word == '"'
                i += 1
            else:
                break
        return i

    def _closes(self, i: int, in_quote: bool) -> bool:
        """Whether a quotation mark after a stop closes: by the spaces around it, else by its turn."""
        gap_before, gap_after = self.spaced[i - 1], self.spaced[i] or i + 1 == self.size
        if i + 1 == self.size:
            return True
        if self.bare[i] == '"' and self.even_marks and gap_before:
            return in_quote
        return (
            self.bare[i] != "``" and not gap_before and (gap_after or self.bare[i + 1] in _CLOSE or self.bare[i + 1] in _QUOTES or in_quote)
        )

    def _ends(self, stop: int, after: int, begun: int) -> bool:
        """Whether the stop at ``stop`` ends the sentence begun at ``begun``, so that ``after`` begins one."""
        word = self.bare[stop]
        if not self._may_begin(after):
            return False
        if word == "]":
            return _is_label(self.bare, begun, stop)
        if word == ".":
            return self._full_stop_ends(stop, after, begun)
        if word in _STOPS:
            return not (after > stop + 1 and self._is_attribution(after)) and not (word == "!" and self.bare[stop - 1] == "Yahoo")
        return self._abbreviation_ends(word, stop, after)

    def _may_begin(self, i: int) -> bool:
        """Whether a token looks like the beginning of a sentence."""
        word = self.bare[i]
        if not word:
            return False
        first = word[0]
        if first.isupper() or first.isdigit() or first in "$€£¥#•*" or word in _OPEN:
            return True
        if word in _QUOTES or first in "\"'`":
            following = self.bare[i + 1] if i + 1 < self.size else ""
            return following[:1].isupper() or following[:1].isdigit() or following[:1] in ("'", "[", ".", "…")
        if first.islower():
            # "al-Qaida", "el-Sisi", "iPhone", "bin Laden": names that begin small
            name = "".join(self.bare[i : i + 3])
            return word in ("al", "el", "an", "as", "ad", "ibn", "bin", "de", "van", "von") and name[len(word) :].lstrip("-")[:1].isupper()
        return first in "—–-…¿¡" or not first.isascii()

    def _full_stop_ends(self, stop: int, after: int, begun: int) -> bool:
        before = self.bare[stop - 1] if stop else ""
        if stop == begun or (stop == begun + 1 and (before.isdigit() or (len(before) == 1 and before.isalpha()))):
            return False  # "1. The parties …", "a. …"
        if self.spaced[stop - 1] or self.bare[stop + 1] in _QUOTES:
            return True
        lower = before.lower()
        if lower in TITLES or (lower in NUMBERED and self.bare[after][0].isdigit()):
            return False
        if lower in ABBREVIATIONS or (len(before) == 1 and before.isupper() and after == stop + 1):
            return self.bare[after] in OPENERS
        return self.spaced[after - 1] or (before[-1:].islower() and self.bare[after][:1].isupper() and after > stop)

    def _abbreviation_ends(self, word: str, stop: int, after: int) -> bool:
        """Whether an abbreviation with its own full stop ("U.S.", "Gen.", "p.m.") also ends the sentence."""
        stem, following = word[:-1].lower(), self.bare[after]
        if after > stop + 1 and (self.bare[stop + 1] in _QUOTES or self.bare[stop + 1] in _CLOSE):
            return True
        if not self.spaced[stop]:
            return False
        if stem in TITLES or (stem in NUMBERED and following[0].isdigit()):
            return False
        if stem in MONTHS:
            return following in OPENERS
        if stem in CLOCK:
            return following not in ZONES and not following[0].isdigit()
        if following in _OPEN or (following[0].isdigit() and "." in stem):
            return False
        return following in OPENERS or (following in _QUOTES and self.bare[min(after + 1, self.size - 1)] in OPENERS)

    def _is_attribution(self, i: int) -> bool:
        """Whether the words from ``i`` are a name and a verb of saying: ``"Why now?" Mr. Ito asked.``"""
        for k in range(i, min(i + 5, self.size)):
            word = self.bare[k]
            if k > i and word in SAYING:
                return True
            if not (word[:1].isupper() or word in (".", "-", "'s")):
                return False
        return False


def _inside_brackets(bare: list[str]) -> list[bool]:
    """Tell for each token whether it stands after the opening and not after the closing of one bracket."""
    change = [0] * (len(bare) + 1)
    opened: list[int] = []
    for i, word in enumerate(bare):
        if word in _OPEN:
            opened.append(i)
        elif word in _CLOSE:
            while opened and _OPEN[bare[opened[-1]]] != word:
                opened.pop()
            if opened and i - (begun := opened.pop()) <= LONGEST_BRACKET:
                change[begun + 1] += 1
                change[i + 1] -= 1
    inside, depth = [], 0
    for i in range(len(bare)):
        depth += change[i]
        inside.append(depth > 0)
    return inside


def _is_label(bare: list[str], begun: int, stop: int) -> bool:
    """Whether a bracket that opens a paragraph labels it ("[Minister]", "[Begin recording]") and is no part of its first sentence."""
    words = [w for w in bare[begun + 1 : stop] if w[:1].isalpha()]
    return bool(words) and "[" not in bare[begun + 1 : stop] and words[0][:1].isupper() and words[0] not in OPENERS


def _cut_long(bare: list[str], starts: list[bool]) -> list[bool]:
    """Begin new sentences inside one that is longer than the parser should be given."""
    begun = 0
    for i in range(1, len(bare) + 1):
        if i == len(bare) or starts[i]:
            begun = i
        elif i - begun >= MOST_TOKENS:
            begun = _safe_cut(bare, begun, i)
            starts[begun] = True
    return starts


def _safe_cut(bare: list[str], begun: int, end: int) -> int:
    middle = begun + (end - begun) // 2
    for marks in _CUTS:
        for i in range(end - 1, middle, -1):
            if bare[i] in marks:
                return i + 1
    return end
