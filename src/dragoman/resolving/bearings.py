"""Which country a stretch of a document speaks of, for people the text gives no nationality."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from dragoman.language import Annotated

# How much a sentence before counts, the nearest first, and one after.
_BEFORE = (1.0, 0.5, 0.3, 0.2, 0.12, 0.08, 0.05)
_AFTER = (0.25, 0.1)
# What a sign in another story of the same text counts.
_ELSEWHERE = 0.05
# What the country that all signs of a story speak of weighs everywhere in it.
_SHARE = 0.5
# What the country of the dateline weighs everywhere.
_HOME = 0.3


What = Literal["place", "actor", "doer", "origin", "force", "aside"]
"""``doer`` is the state of an official or body that acts (a state itself is ``actor``), ``force`` that of troops, which fight
anywhere; ``aside`` is what only characterises something else ("pro-Syrian")."""


class Sign(msgspec.Struct, frozen=True):
    """A word that speaks of a country: its token, the country, and what it is there."""

    token: int
    code: str
    what: What


Asked = Literal["power", "people"]
_WEIGHTS: dict[Asked, dict[str, float]] = {
    # Of whose government, army or official the text speaks: the states that act there weigh most.
    "power": {"place": 1.0, "actor": 1.3, "doer": 1.3, "origin": 0.7, "force": 0.7, "aside": 0.1},
    # Where fighters, police and civilians are: the ground weighs most.
    "people": {"place": 2.0, "actor": 0.9, "doer": 0.7, "origin": 0.7, "force": 0.4, "aside": 0.1},
}


class Bearings:
    """The signs of one document."""

    def __init__(self, doc: Annotated, signs: Iterable[Sign], strands: Sequence[int], home: Sign | None) -> None:
        """``home`` is the country of the dateline; its token is the first of the text."""
        self._doc = doc
        self._home = home
        self._strands = strands
        self._by_sentence: dict[int, list[Sign]] = defaultdict(list)
        self.codes: set[str] = set()
        told: dict[int, Counter[str]] = defaultdict(Counter)
        for sign in signs:
            self.codes.add(sign.code)
            told[strands[doc.tokens[sign.token].sentence]][sign.code] += sign.what not in ("aside", "force")
            self._by_sentence[doc.tokens[sign.token].sentence].append(sign)

        self._shares = {
            strand: {code: _SHARE * n / max(counts.total(), 1) for code, n in counts.items()} for strand, counts in told.items()
        }

    def country(self, token: int, asked: Asked = "people") -> tuple[str, Sign] | None:
        """The country that the text around a token speaks of, with its weightiest sign; None without signs.

        ``asked`` is whether the token is a word for a government and its servants or for people on the ground.
        """
        weights = _WEIGHTS[asked]
        here = self._doc.tokens[token].sentence
        scores: dict[str, float] = defaultdict(float, self._shares.get(self._strands[here], {}))
        best: dict[str, tuple[float, Sign]] = {}
        if self._home is not None:
            scores[self._home.code] += _HOME
            best[self._home.code] = (0.0, self._home)
        near = [(here - d, w) for d, w in enumerate(_BEFORE)] + [(here + d, w) for d, w in enumerate(_AFTER, 1)]
        for sentence, share in near:
            if 0 <= sentence < len(self._strands) and self._strands[sentence] != self._strands[here]:
                share *= _ELSEWHERE
            for sign in self._by_sentence.get(sentence, ()):
                value = weights[sign.what] * share * self._nearness(token, sign.token, same=sentence == here)
                scores[sign.code] += value
                if sign.code not in best or value > best[sign.code][0]:
                    best[sign.code] = (value, sign)
        if not best:
            return self._anywhere()
        code = max(sorted(best), key=lambda c: scores[c])
        return code, best[code][1]

    def is_elsewhere(self, token: int, code: str) -> bool:
        """Whether the sentence speaks of another country's ground, and not of this one, before a token."""
        here = self._by_sentence.get(self._doc.tokens[token].sentence, ())
        told = {sign.code for sign in here if sign.token < token and sign.what in ("place", "origin", "actor", "doer")}
        return bool(told) and code not in told

    def _nearness(self, token: int, other: int, *, same: bool) -> float:
        return 1.0 + 4.0 / (2 + abs(token - other)) if same else 1.0

    def _anywhere(self) -> tuple[str, Sign] | None:
        every = [s for signs in self._by_sentence.values() for s in signs]
        if len({s.code for s in every}) != 1:
            return None
        return every[0].code, every[0]
