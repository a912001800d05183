"""What parties take positions on: ``lexicon/issues/FIELD.yaml``, a file for each field."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dragoman.lexicon.section import Flaw, Section


class Issue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An issue under its plain name, and the words that speak of it."""

    name: str
    patterns: tuple[str, ...]
    """Lemmas that stand near one another: within seven words after the first, three before it.

    ``a|b`` is either: "end|halt fighting|war".
    """
    examples: tuple[str, ...]
    """Phrases of our own that speak of it."""
    counterexamples: tuple[str, ...] = ()
    wrong: bool = False
    """Condemned or opposed, never asked for: who asks about a *murder* asks for something else, in the words said."""


class IssueFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The issues of one field."""

    means: str
    source: str
    issues: tuple[Issue, ...]


def _check(file: IssueFile) -> Iterator[Flaw]:
    for issue in file.issues:
        if not issue.examples:
            yield Flaw(f'issue "{issue.name}" has no examples: give a phrase that speaks of it', issue.name)


SECTION: Section[IssueFile] = Section("issues", IssueFile, _check)
