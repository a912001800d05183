"""The lines by which a story says whose words it is: ``lexicon/credits/NAME.yaml``.

A pattern is a regular expression for a whole line; ``{agency}`` in it stands for the name of any known agency and is what is credited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from dragoman.lexicon.section import Flaw, Section

AGENCY = "{agency}"
STRENGTHS = {"contributed": 1, "source": 2, "line": 3, "dateline": 4}
"""How much a credit counts: that an agency contributed, that it sent the story itself, a line that credits it, its mark in the dateline."""

OWN = frozenset({"source", "dateline", "line"})
"""Credits that give a story to one agency as a whole."""


class CreditLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line that credits an agency; ``contributed`` where it had only a part in the story."""

    id: str
    pattern: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    contributed: bool = False


class CreditFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Credit lines, and for agencies of several names the one that is used with the others."""

    means: str
    source: str
    lines: tuple[CreditLine, ...] = ()
    names: dict[str, tuple[str, ...]] = {}


_ANY_NAME = r"[A-Z][\w/&-]*(?: [A-Z][\w-]*)*"


def compiled(line: CreditLine, names: str = _ANY_NAME) -> re.Pattern[str]:
    """The pattern of a line, for agencies of these names (a regular expression); its group ``agency`` is the name credited."""
    return re.compile(line.pattern.replace(AGENCY, f"(?P<agency>{names})", 1))


def _check(file: CreditFile) -> Iterable[Flaw]:
    for line in file.lines:
        try:
            pattern = compiled(line)
        except re.error as error:
            yield Flaw(f"line {line.id}: {line.pattern!r} is no regular expression ({error})", line.id)
            continue
        if AGENCY not in line.pattern or not line.examples or not line.counterexamples:
            yield Flaw(f"line {line.id} needs {AGENCY}, an example and a counterexample", line.id)
        missed = (said for said in line.examples if not pattern.fullmatch(said))
        caught = (said for said in line.counterexamples if pattern.fullmatch(said))
        yield from (Flaw(f'line {line.id} does not find its example "{said}"', said) for said in missed)
        yield from (Flaw(f'line {line.id} finds its counterexample "{said}"', said) for said in caught)


SECTION: Section[CreditFile] = Section("credits", CreditFile, _check)
