"""The lexicon's rules for assembling, and their stamp: with other rules all that was assembled is made again."""

from __future__ import annotations

import hashlib
from functools import cached_property

import msgspec

from dragoman.lexicon import Lexicon, load_lexicon
from dragoman.lexicon.schema import actors
from dragoman.lexicon.schema.assembling import SECTION, BeliefRules, Joining, Phrases, Threads
from dragoman.lexicon.schema.copies import SECTION as COPIES
from dragoman.lexicon.schema.credits import SECTION as CREDITS
from dragoman.lexicon.schema.posts import SECTION as POSTS
from dragoman.records import LexiconError

ASSEMBLING_VERSION = 3
"""Grows with each change of what assembling makes of the same reports."""


class Rules:
    """The parts of ``lexicon/assembling`` by name."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self._lexicon = lexicon or load_lexicon()
        self._files = dict(sorted(self._lexicon.files(SECTION).items()))
        self._posts = dict(sorted(self._lexicon.files(POSTS).items()))
        self._copies = (dict(sorted(self._lexicon.files(COPIES).items())), dict(sorted(self._lexicon.files(CREDITS).items())))

    @cached_property
    def stamp(self) -> str:
        """A digest of the version of assembling and of all its rules."""
        return hashlib.sha256(msgspec.json.encode((ASSEMBLING_VERSION, self._files, self._posts, self._copies))).hexdigest()[:16]

    @cached_property
    def joining(self) -> Joining:
        """When two events are one happening."""
        return self._part("joining")  # type: ignore[return-value]

    @cached_property
    def belief(self) -> BeliefRules:
        """The parameters of belief."""
        return self._part("belief")  # type: ignore[return-value]

    @cached_property
    def threads(self) -> Threads:
        """What ties occurrences into a storyline."""
        return self._part("threads")  # type: ignore[return-value]

    @cached_property
    def states(self) -> dict[str, str]:
        """The names of states by their codes."""
        entries = self._lexicon.files(actors.SECTION)["states"].actors
        return {entry.codes[0]: entry.name for entry in reversed(entries) if entry.codes}

    @cached_property
    def phrases(self) -> Phrases:
        """The words of sentences."""
        return self._part("phrases")  # type: ignore[return-value]

    @cached_property
    def families(self) -> dict[str, str]:
        """Types that neighbours lead to one another, each under the first of its family by name; others are their own."""
        found: dict[str, str] = {}
        pairs = self.joining.neighbours
        for type in sorted({one for pair in pairs for one in pair}):
            reached = {type}
            while more := {b for pair in pairs for a, b in (pair, pair[::-1]) if a in reached} - reached:
                reached |= more
            found[type] = min(reached)
        return found

    @cached_property
    def common_words(self) -> frozenset[str]:
        """Words that any two stories share."""
        return frozenset(self.joining.common_words)

    def are_neighbours(self, first: str, second: str) -> bool:
        """Whether one happening may be told under the two types."""
        return (first, second) in self.joining.neighbours or (second, first) in self.joining.neighbours

    def _part(self, name: str) -> object:
        found = [part for file in self._files.values() if (part := getattr(file, name)) is not None]
        if len(found) != 1:
            mend = f'Give the part "{name}" in one file of lexicon/assembling.'
            raise LexiconError(f'{len(found)} files of lexicon/assembling have the part "{name}"', mend=mend)
        return found[0]
