"""Who held which office when: ``lexicon/leaders/NAME.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from dragoman.lexicon.section import Flaw, Section

_YEARS = re.compile(r"(\d{4})?(-(\d{4})?)?")


class LeaderFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Persons by the state or body they served.

    ``leaders`` is code -> office -> name -> years ("1999-2008", "2021-" for still in office, "1990" for one
    year). The code is one word of primary code and sectors, apart by a slash: ``USA/GOV``.
    """

    means: str
    source: str
    leaders: dict[str, dict[str, dict[str, str]]]
    common: tuple[str, ...] = ()
    """Family names so common that alone they name a leader only where the text speaks of the country."""


def years_of(text: str) -> tuple[int | None, int | None]:
    """The first and last year of "1999-2008"; None where open."""
    match = _YEARS.fullmatch(text)
    if match is None:
        raise ValueError(text)
    since = int(match.group(1)) if match.group(1) else None
    return since, (int(match.group(3)) if match.group(3) else None) if match.group(2) else since


def faults(file: LeaderFile) -> Iterable[Flaw]:
    """Say what a schema cannot: years that are none, codes that are none."""
    for code, offices in file.leaders.items():
        if not all(len(c) == 3 and c.isupper() for c in code.split("/")):
            yield Flaw(f'"{code}" is not codes of three capital letters with slashes between', code)
        for names in offices.values():
            wrong = [name for name, years in names.items() if not _YEARS.fullmatch(years)]
            yield from (Flaw(f"the years of {name} are not like 1999-2008", name) for name in wrong)


SECTION: Section[LeaderFile] = Section("leaders", LeaderFile, faults)
