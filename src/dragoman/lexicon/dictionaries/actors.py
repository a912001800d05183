"""Actor dictionaries of TABARI and PETRARCH.

A record is a name with synonyms and codes, which may hold from one day to another::

    NAME_OF_AN_ACTOR_ [CODE]
    +SYNONYM_
        [CODE 19940815-010704]      from one day to another, both included
        [CODE <940815]              until that day
        [CODE >20010704]            from that day on

TABARI writes the codes on the line of the name. ``[A/B]`` is a name for two actors; ``[---]`` and ``[###]`` are names that are not coded.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

import msgspec

from dragoman.lexicon.dictionaries.lines import Line, words_of

_CODE = re.compile(r"\[\s*([^\s\]<>]+)\s*(?:([<>])\s*(\d+)|(\d+)\s*-\s*(\d+))?\s*\]")
_NAME = re.compile(r"[^\[\]{}<>]*\w[^\[\]{}<>]*")
_NULL = frozenset("-#*")
_LAST_YEAR_OF_THIS_CENTURY = 30
"""Two digits up to 30 are years from 2000 on, as PETRARCH reads them."""


class Code(msgspec.Struct, frozen=True):
    """Codes of one or several actors, each in its parts of three letters, and the days on which they hold; none: it is not coded."""

    parties: tuple[tuple[str, ...], ...]
    since: datetime.date | None = None
    until: datetime.date | None = None

    @property
    def is_dated(self) -> bool:
        """Whether it holds on some days only."""
        return self.since is not None or self.until is not None


class ActorRecord(msgspec.Struct, frozen=True):
    """One actor: its names in words, the first of them first, and its codes in order."""

    line: Line
    names: tuple[tuple[str, ...], ...]
    codes: tuple[Code, ...]


def read_actors(lines: Iterable[Line]) -> tuple[list[ActorRecord], list[str]]:
    """The records of a file, and its faults, each with file and line."""
    reader = _Reader()
    for line in lines:
        reader.read(line)
    return reader.finish(), reader.faults


class _Reader:
    """Reads line by line; a record ends where the next name stands."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self._records: list[ActorRecord] = []
        self._line: Line | None = None
        self._names: list[tuple[str, ...]] = []
        self._codes: list[Code] = []
        self._has_bracket = False

    def read(self, line: Line) -> None:
        text = line.text.strip()
        if not text:
            return
        name, bracket, rest = text.partition("[")
        name = name.strip()
        if name.startswith("+"):
            self._synonym(line, name.removeprefix("+"), bracket)
        elif name:
            self._end()
            self._line = line
            self._add_name(line, name)
        if bracket:
            self._add_codes(line, bracket + rest)

    def finish(self) -> list[ActorRecord]:
        self._end()
        return self._records

    def _synonym(self, line: Line, name: str, bracket: str) -> None:
        if self._line is None:
            self._fault(line, f'"+{name}" is a synonym of nothing', "Put a name without + before it.")
        elif bracket:
            self._fault(line, f'the synonym "{name}" has a code of its own', "Take the + away to make it an actor, or the code.")
        else:
            self._add_name(line, name)

    def _add_name(self, line: Line, name: str) -> None:
        words = words_of(name)
        if not words or not _NAME.fullmatch(" ".join(words)):
            self._fault(line, f'"{name}" is no name: it has no letter, or a bracket', "Write it as NAME_OF_ACTOR_ [CODE].")
        else:
            self._names.append(words)

    def _add_codes(self, line: Line, text: str) -> None:
        if self._line is None:
            self._fault(line, f"{text} belongs to no name", "Put the name before its codes.")
            return
        self._has_bracket = True
        if left := _CODE.sub("", text).strip():
            self._fault(
                line, f'"{left}" is no code', "Write [CODE], [CODE <yymmdd], [CODE >yymmdd] or [CODE yymmdd-yymmdd]; days may be yyyymmdd."
            )
        for match in _CODE.finditer(text):
            code, mark, day, first, last = match.groups()
            try:
                since = day_of(first or (day if mark == ">" else None))
                until = day_of(last or (day if mark == "<" else None))
                if since is not None and until is not None and since > until:
                    raise ValueError(f"it ends on {until}, before it begins on {since}")
                self._codes.append(Code(parts_of(code), since, until))
            except ValueError as error:
                self._fault(line, f"{match.group()}: {error}", "Mend the code or its days.")

    def _end(self) -> None:
        if self._line is not None and self._names:
            if self._codes:
                self._records.append(ActorRecord(self._line, tuple(self._names), tuple(self._codes)))
            elif not self._has_bracket:
                self._fault(
                    self._line, f'"{" ".join(self._names[0])}" has no code', "Give it one, as [USAGOV]; [---] for a name not coded."
                )
        self._line, self._names, self._codes, self._has_bracket = None, [], [], False

    def _fault(self, line: Line, what: str, mend: str) -> None:
        self.faults.append(f"{line.where}: {what}\n  {mend}")


def day_of(digits: str | None) -> datetime.date | None:
    """The day of ``yymmdd`` or ``yyyymmdd``; None for None.

    Raises:
        ValueError: it is no day.
    """
    if digits is None:
        return None
    if len(digits) == 6:
        digits = ("20" if int(digits[:2]) <= _LAST_YEAR_OF_THIS_CENTURY else "19") + digits
    if len(digits) != 8:
        raise ValueError(f"{digits} is no day: six or eight digits are looked for")
    try:
        return datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError as error:
        raise ValueError(f"{digits} is no day of the calendar") from error


def parts_of(code: str) -> tuple[tuple[str, ...], ...]:
    """The parts of three letters of each code that slashes part, what is left over last; nothing for a null code.

    Raises:
        ValueError: it has other signs than letters and digits, or fewer than three of them.

    >>> parts_of("IGOEUR/USAGOV"), parts_of("---")
    ((('IGO', 'EUR'), ('USA', 'GOV')), ())
    """
    if set(code) <= _NULL:
        return ()
    parties = []
    for one in code.split("/"):
        letters = one.lstrip("-#*")
        if not letters.isalnum() or not letters.isascii() or len(letters) < 3:
            raise ValueError(f'"{one}" is not made of parts of three letters')
        parties.append(tuple(letters[i : i + 3].upper() for i in range(0, len(letters), 3)))
    return tuple(parties)
