"""Whose words a story is: its dateline's agency, the lines that credit one, the agency that sent it.

Source: style of the agencies; ``lexicon/credits``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema.credits import SECTION, STRENGTHS, CreditLine, compiled
from dragoman.reading.agencies import AGENCY_PATTERN, agency_name, is_agency
from dragoman.reading.dateline import find_dateline
from dragoman.records import Document

LINES = 8
"""A credit is looked for in so many lines at the top and at the end of a story."""
LONGEST_LINE = 240


class Credit(msgspec.Struct, frozen=True):
    """An agency that a story credits: how strongly (a key of ``STRENGTHS``), and in which words."""

    agency: str
    by: str
    words: str

    @property
    def strength(self) -> int:
        """Higher is surer."""
        return STRENGTHS[self.by]


class Credits:
    """Finds what stories credit, by the lines of the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        files = lexicon.files(SECTION).values()
        self._usual = {other.casefold(): name for file in files for name, others in file.names.items() for other in (name, *others)}
        names = "|".join((AGENCY_PATTERN, *(other for file in files for others in file.names.values() for other in others)))
        self._lines: list[tuple[CreditLine, str]] = []
        self._patterns = [(line, compiled(line, names)) for file in files for line in file.lines]

    def usual_name(self, source: str) -> str:
        """The name that is used for a source: AFP for Agence France-Presse."""
        plain = agency_name(source)
        return self._usual.get(plain.casefold(), plain)

    def credit_of(self, document: Document) -> Credit | None:
        """The strongest credit of a story; None where it credits no agency and none sent it."""
        return max(self._found(document), key=lambda credit: credit.strength, default=None)

    def _found(self, document: Document) -> Iterator[Credit]:
        if document.dateline is not None:
            span = document.dateline.span
            line_end = document.text.find("\n", span.start)
            found = find_dateline(document.text, span.start, line_end if line_end >= 0 else len(document.text))
            if found is not None and found.agency is not None and is_agency(found.agency):
                yield Credit(self.usual_name(found.agency), "dateline", span.text.strip())
        for line in _credit_lines(document.text):
            for rule, pattern in self._patterns:
                if (match := pattern.fullmatch(line)) is not None:
                    yield Credit(self.usual_name(match["agency"]), "contributed" if rule.contributed else "line", line)
        if document.source is not None and (is_agency(document.source) or document.source.casefold() in self._usual):
            yield Credit(self.usual_name(document.source), "source", document.source)


def origin_of(stories: Iterable[tuple[str | None, Credit | None]], usual_name: Credits) -> tuple[str | None, str]:
    """The origin of a group of copies, and how it is known.

    ``stories`` are source and credit of each, the earliest first. The strongest credit counts; among equals the agency that
    most credit, then the earliest. Where nobody is credited it is the source of the earliest that has one.
    """
    told = list(stories)
    credits = [credit for _, credit in told if credit is not None]
    if credits:
        strongest = [credit for credit in credits if credit.strength == max(credit.strength for credit in credits)]
        agencies = [credit.agency for credit in strongest]
        chief = max(strongest, key=lambda credit: agencies.count(credit.agency))
        return chief.agency, _REASONS[chief.by].format(words=chief.words, stories=_stories(agencies.count(chief.agency)))
    source = next((source for source, _ in told if source is not None), None)
    if source is None:
        return None, "no story credits an agency or names its source"
    return usual_name.usual_name(source), f"no story credits an agency; {source} has the earliest text"


_REASONS = {
    "dateline": 'its mark stands in the dateline of {stories}: "{words}"',
    "line": 'it is credited in {stories}: "{words}"',
    "source": "it sent {stories} of the copies itself",
    "contributed": 'it is said to have contributed to {stories}: "{words}"',
}


def _stories(count: int) -> str:
    return "1 story" if count == 1 else f"{count} stories"


def _credit_lines(text: str) -> Iterator[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in (*lines[:LINES], *lines[max(LINES, len(lines) - LINES) :]):
        if len(line) <= LONGEST_LINE:
            yield line
