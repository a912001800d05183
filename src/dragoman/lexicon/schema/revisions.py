"""The marks by which agencies say that a story replaces or withdraws an earlier one: ``lexicon/revisions/NAME.yaml``.

A pattern is a regular expression. ``place`` says where it is looked for: ``title`` (the headline, and the desk's
lines above the story) or ``opening`` (the first words of the story). A group ``number`` counts the versions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

import msgspec

from dragoman.lexicon.section import Flaw, Section


class RevisionMark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mark; its examples are headlines, desk lines or openings that bear it, its counterexamples do not."""

    id: str
    kind: Literal["update", "correction", "repeat", "retraction"]
    pattern: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    place: Literal["title", "opening"] = "title"
    number: int = 1
    """The version's number where the pattern catches none."""


class RevisionFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Marks, and number words ("second") that stand for a version's number."""

    means: str
    source: str
    marks: tuple[RevisionMark, ...] = ()
    numbers: dict[str, int] = {}


def faults(file: RevisionFile) -> Iterable[Flaw]:
    """Say which patterns are none, and which examples they miss or counterexamples they find."""
    for mark in file.marks:
        try:
            pattern = re.compile(mark.pattern)
        except re.error as error:
            yield Flaw(f"mark {mark.id}: {mark.pattern!r} is no regular expression ({error})", mark.id)
            continue
        if not mark.examples or not mark.counterexamples:
            yield Flaw(f"mark {mark.id} needs at least one example and one counterexample", mark.id)
        missed = (line for line in mark.examples if not pattern.search(line))
        caught = (line for line in mark.counterexamples if pattern.search(line))
        yield from (Flaw(f'mark {mark.id} does not find its example "{line}"', line) for line in missed)
        yield from (Flaw(f'mark {mark.id} finds its counterexample "{line}"', line) for line in caught)


SECTION: Section[RevisionFile] = Section("revisions", RevisionFile, faults)
