"""Quotations: which words stand between quotation marks, in any style of marks, over any number of sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from dragoman.language import Annotated, Token

_DOUBLE = re.compile(r"''|``|[\"“”„«»]|‟")
_SINGLE_OPEN = re.compile(r"(?<![\w'‘’.,])[‘'](?=[\w\[…“\"])")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?\]…\"”])['’](?!\w)")
_OPENING = {"“", "„", "«", "``", "‟"}
_CLOSING = {"”", "»"}
MARKS = frozenset({'"', "“", "”", "„", "«", "»", "‟", "``", "''", "'", "‘", "’", "`"})


def is_mark(token: Token) -> bool:
    """Whether a token is punctuation, quotation marks and dashes included."""
    return (
        token.pos == "PUNCT"
        or token.text in MARKS
        or (not any(c.isalnum() for c in token.text) and token.pos in ("SYM", "X", "SPACE", "PART"))
    )


class Quotation(msgspec.Struct, frozen=True, gc=False):
    """Words between quotation marks: ``first`` and ``last`` are words, no marks of any kind.

    ``start`` and ``end`` are code points with the marks. ``depth`` is 1 for a quotation within a
    quotation. One that is not ``closed`` runs to the end of its paragraph.
    """

    start: int
    end: int
    first: int
    last: int
    depth: int
    closed: bool
    paragraph: int

    def holds(self, token: int) -> bool:
        """Whether the token stands between the marks."""
        return self.first <= token <= self.last


class Quotations:
    """The quotations of a document, in text order, an outer one before those within it."""

    def __init__(self, found: Iterable[Quotation]) -> None:
        self._all = tuple(sorted(found, key=lambda q: (q.start, -q.end)))
        self._holding: dict[int, list[Quotation]] = {}
        self._ending: dict[int, list[Quotation]] = {}
        self._starting: dict[int, list[Quotation]] = {}
        for q in self._all:
            self._starting.setdefault(q.first, []).append(q)
            self._ending.setdefault(q.last, []).append(q)
            for token in range(q.first, q.last + 1):
                self._holding.setdefault(token, []).append(q)

    def __iter__(self) -> Iterator[Quotation]:
        return iter(self._all)

    def level(self, token: int) -> int:
        """In how many quotations a token stands."""
        return len(self._holding.get(token, ()))

    def holding(self, token: int) -> Sequence[Quotation]:
        """The quotations that a token stands in, the outermost first."""
        return self._holding.get(token, ())

    def ending(self, token: int) -> Sequence[Quotation]:
        """The quotations whose last word a token is."""
        return self._ending.get(token, ())

    def starting(self, token: int) -> Sequence[Quotation]:
        """The quotations whose first word a token is."""
        return self._starting.get(token, ())


def find_quotations(doc: Annotated) -> Quotations:
    """Find the quotations of a document; none crosses a paragraph, and none holds only marks."""
    found: list[Quotation] = []
    for number, (start, end) in _paragraphs(doc).items():
        doubles = _double_pairs(doc.text, start, end)
        found += _quotations(doc, doubles, 0, number)
        for low, high in _single_pairs(doc.text, start, end, doubles):
            depth = int(any(a < low and high <= b for a, b, _ in doubles))
            found += _quotations(doc, [(low, high, True)], depth, number)
    return Quotations(found)


def _paragraphs(doc: Annotated) -> dict[int, tuple[int, int]]:
    """The number of each paragraph that has words, and where its sentences lie; a paragraph of signs alone has none."""
    bounds: dict[int, tuple[int, int]] = {}
    for sentence in doc.sentences:
        start, _ = bounds.get(sentence.paragraph, (sentence.start, 0))
        bounds[sentence.paragraph] = (start, sentence.end)
    return dict(sorted(bounds.items()))


def _double_pairs(text: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """Offsets with marks, and whether the quotation is closed; what is opened twice was never closed."""
    pairs: list[tuple[int, int, bool]] = []
    opened: int | None = None
    for match in _DOUBLE.finditer(text, start, end):
        if opened is None:
            if match.group() not in _CLOSING and not _looks_closing(text, match.start(), match.end(), start, end):
                opened = match.start()
        elif match.group() in _OPENING:
            continue  # a paragraph of a longer quotation may repeat its opening mark
        else:
            pairs.append((opened, match.end(), True))
            opened = None
    if opened is not None:
        pairs.append((opened, end, False))
    return pairs


def _looks_closing(text: str, first: int, after: int, start: int, end: int) -> bool:
    """Whether a straight mark has a word before it and none after: it closes what no mark here opened."""
    before_is_word = first > start and not text[first - 1].isspace() and text[first - 1] not in "([—–-/"
    return after >= end or (before_is_word and not text[after].isalnum())


def _single_pairs(text: str, start: int, end: int, doubles: list[tuple[int, int, bool]]) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    at = start
    while (opening := _SINGLE_OPEN.search(text, at, end)) is not None:
        at = opening.end()
        if text[opening.start() : opening.start() + 2] == "''" or text[opening.start() - 1 : opening.start()] == "'":
            continue
        limit = next((b for a, b, _ in doubles if a < opening.start() < b), end)
        closing = _closing_single(text, opening.end(), limit)
        if closing is not None:
            pairs.append((opening.start(), closing))
            at = closing
    return pairs


def _closing_single(text: str, at: int, limit: int) -> int | None:
    """The end of the quotation, passing over apostrophes that stand for a plural's possessive."""
    for match in _SINGLE_CLOSE.finditer(text, at, limit):
        if (
            text[match.start() - 1] == "s"
            and re.match(r"\s+[a-z]", text[match.end() : match.end() + 4])
            and _SINGLE_CLOSE.search(text, match.end(), limit)
        ):
            continue
        return match.end()
    return None


def _quotations(doc: Annotated, pairs: list[tuple[int, int, bool]], depth: int, paragraph: int) -> list[Quotation]:
    found = []
    for start, end, closed in pairs:
        whole = (i for i in doc.tokens_in(start, end) if start <= doc.tokens[i].start and doc.tokens[i].end <= end)
        inside = [i for i in whole if not is_mark(doc.tokens[i])]
        if inside:
            found.append(Quotation(start, end, inside[0], inside[-1], depth, closed, paragraph))
    return found
