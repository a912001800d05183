"""Persons the lexicon knows: heads of state and government, ministers, rebel leaders, by full or family name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

import msgspec

from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema.leaders import SECTION, years_of
from dragoman.resolving.pieces import NameTree, pieces_of
from dragoman.resolving.spellings import APART, RESPELT, Spellings

# Where the family name comes first in the names as wires write them.
_FAMILY_FIRST = ("CHN", "KOR", "PRK", "TWN")


class Leader(msgspec.Struct, frozen=True):
    """One holder of one office; ``key`` is the person's in every document, whatever the spelling and the office."""

    name: str
    key: str
    codes: tuple[str, ...]
    office: str
    since: int | None
    until: int | None

    @property
    def is_national(self) -> bool:
        """Whether a state is served, and no body between states."""
        return self.codes[0] not in ("IGO", "UNO", "EUR", "NGO", "IMG")


class Leaders:
    """The leaders of the lexicon by name."""

    def __init__(self, lexicon: Lexicon, spellings: Spellings) -> None:
        self._spellings = spellings
        self.tree: NameTree[Leader] = NameTree()
        self._by_family: dict[str, list[Leader]] = defaultdict(list)
        self._by_sound: dict[str, list[Leader]] = defaultdict(list)
        self._common: set[str] = set()
        for file in lexicon.files(SECTION).values():
            self._common.update(name.lower() for name in file.common)
            for codes, offices in file.leaders.items():
                for office, names in offices.items():
                    for name, years in names.items():
                        self._add(Leader(name, self._key(codes[:3], name, names), tuple(codes.split("/")), office, *years_of(years)))

    def _key(self, country: str, name: str, names: Mapping[str, str]) -> str:
        """The key of the first name in the list with the same years that differs only in form."""
        first = next(n for n in names if names[n] == names[name] and self._spellings.compare(n, name) < APART)
        return f"{country}:{'_'.join(pieces_of(first.lower()))}"

    def _add(self, leader: Leader) -> None:
        self.tree.add(leader.name, leader)
        pieces = pieces_of(leader.name.lower())
        family = pieces[0] if leader.codes[0] in _FAMILY_FIRST else pieces[-1]
        self._by_family[family].append(leader)
        self._by_sound[self._spellings.skeleton(family)].append(leader)

    def is_telling(self, word: str) -> bool:
        """Whether a family name alone names a leader wherever it stands."""
        lower = word.lower()
        return lower in self._by_family and lower not in self._common

    def find(self, name: str, *, spoken: Iterable[str], year: int | None, offices: Collection[str] = ()) -> Leader | None:
        """The leader a name names, or None.

        ``spoken`` are the countries that the document speaks of; they decide between namesakes, and a common family
        name alone needs them, or one of ``offices``, as said with it, that leaders of one country only held of the name.
        ``year`` is the year of publication; of namesakes, one in office then comes first.
        """
        pieces = pieces_of(name.lower())
        if not pieces:
            return None
        countries = set(spoken)
        found = [x for x in self._by_family.get(pieces[-1], []) + self._by_family.get(pieces[0], []) if _fits(pieces, x)]
        if not found and len(pieces) > 1:
            alike = self._by_sound.get(self._spellings.skeleton(pieces[-1]), [])
            found = [x for x in alike if " " in x.name and self._spellings.compare(x.name, name) <= RESPELT]
        titled = [x for x in found if x.office in offices]
        if len({x.codes[0] for x in titled}) == 1 and not any(x.codes[0] in countries for x in found):
            found = titled
        elif len(pieces) == 1 and (pieces[0] in self._common or len({x.codes[0] for x in found}) > 1):
            found = [x for x in found if x.codes[0] in countries]
        if len({x.codes[0] for x in found}) > 1:
            found = [x for x in found if x.codes[0] in countries] or found
        found.sort(key=lambda x: (not _in_office(x, year), -(x.since or 0) if year is None else 0))
        return found[0] if found else None


def _fits(pieces: tuple[str, ...], leader: Leader) -> bool:
    """Whether a name can be the leader's: the family name alone, or first and last piece the same."""
    known = pieces_of(leader.name.lower())
    if len(pieces) == 1 or len(known) == 1:
        return pieces[-1] == known[-1] or pieces == known[:1]
    if pieces[0] in ("al", "el", "ul"):
        return pieces[-1] == known[-1]
    return pieces[0] == known[0] and pieces[-1] == known[-1]


def _in_office(leader: Leader, year: int | None) -> bool:
    return year is None or ((leader.since or 0) <= year and (leader.until is None or year <= leader.until))
