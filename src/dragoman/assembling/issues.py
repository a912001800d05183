"""Which positions are on one issue: those on an issue that the lexicon names; other words may mean another thing in each story."""

from __future__ import annotations

from dragoman.assembling.told import Told
from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema.issues import SECTION
from dragoman.records import Position


class Issues:
    """Compares issues. Holds only their names in the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._named = frozenset(issue.name.lower() for file in lexicon.files(SECTION).values() for issue in file.issues)

    def key(self, told: Told[Position]) -> tuple[str, ...]:
        """What positions on one issue have in common: "ceasefire" is one in all stories, "the plan" in one story only."""
        issue = told.record.issue.lower()
        return (issue,) if issue in self._named else (issue, told.telling.dispatch)
