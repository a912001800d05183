"""Plain word lists that several steps share: ``lexicon/words/NAME.yaml``."""

from __future__ import annotations

import msgspec

from dragoman.lexicon.section import Section


class WordLists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Named lists of lemmas (lower case) with a sentence that says what they hold."""

    means: str
    source: str
    lists: dict[str, tuple[str, ...]]


SECTION: Section[WordLists] = Section("words", WordLists)
