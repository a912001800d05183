"""The dateline: place and date of filing, and the agency that signs it, at the start of a story.

    MOSCOW, October 19. /TASS/.          BEIRUT/DAMASCUS (Reuters) -       KYIV, Ukraine (AP) —
    BEIJING, Oct. 19 (Xinhua) --         LONDON, 19 Oct (AFP)              WASHINGTON —
    CLANDESTINE, 13 JAN 90 (RADIO X) --  Geneva, 19 October 2023 (ICRC) –  date 2023-10-19 MOSCOW, …

A place in capitals may stand alone before a dash; one in small letters needs a date or a known agency.
"""

from __future__ import annotations

import re

import msgspec

from dragoman.reading.agencies import AGENCY_PATTERN, agency_name, is_agency
from dragoman.reading.days import DAY, MONTHS, WrittenDay, day_of

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.\-](?=[^\W\d_])|\.)*")
_SPACE = re.compile(r"[ \t\u00a0]*")
_PREFIX = re.compile(r"(?:date(?:line)?[: ]\s*)?((?:19|20)\d\d-\d\d-\d\d)[,:]?\s+(?=\S)", re.IGNORECASE)
_NO_DATE = re.compile(r"no date(?: given)?|undated|\[?date not given\]?", re.IGNORECASE)
_BRACKETED = re.compile(r"\(([^()\n]{1,80})\)|\[([^\[\]\n]{1,40})\]|/([^/\n]{2,40})/")
_DASH = re.compile(r"[ \t\u00a0]*(?:-{1,3}|[—–―‐‑−_\x96\x97])(?=[\s\"'“‘\[(]|$)[ \t\u00a0]*|[—–―\x96\x97]")
_DASHED_DAY = re.compile(r"[ \t\u00a0]*(?:--?|[—–])[ \t\u00a0]*([^—–\-\n]{4,24}?)[ \t\u00a0]*(?=--?|[—–])")
_BARE_AGENCY = re.compile(
    r"[,.]?[ \t\u00a0]*(?:(?:--?|[—–])[ \t\u00a0]*)?(" + AGENCY_PATTERN + r")(?=[ \t\u00a0]*(?:[—–:]|--?[ \t\u00a0]|\.[ \t\u00a0]))"
)
"""An agency signs without brackets after a date: "TOKYO, Oct. 19 Kyodo -", "Moscow, 19 October – RIA Novosti."."""
_TIGHT_DASH = re.compile(r"[ \t\u00a0]*-{1,3}(?=\w)")
_SMALL = frozenset(
    [
        "de",
        "da",
        "do",
        "del",
        "la",
        "el",
        "al",
        "and",
        "of",
        "the",
        "on",
        "in",
        "sur",
        "upon",
        "am",
        "an",
        "der",
        "near",
        "le",
        "los",
        "las",
        "y",
        "e",
        "au",
        "aux",
        "dos",
        "du",
        "di",
    ]
)
_NO_PLACES = frozenset({"CLANDESTINE", "UNDATED", "NO PLACE", "NO CITY", "NO PLACE GIVEN", "PLACE NOT GIVEN", "INTERNET", "UNKNOWN"})
_DESK_WORDS = frozenset(
    [
        "UPDATE",
        "CORRECTED",
        "CORRECTION",
        "REFILE",
        "RPT",
        "WRAPUP",
        "BREAKING",
        "URGENT",
        "FLASH",
        "BULLETIN",
        "ALERT",
        "ADVISORY",
        "EXCLUSIVE",
        "ANALYSIS",
        "OPINION",
        "EDITORIAL",
        "FACTBOX",
        "TIMELINE",
        "SNAPSHOT",
        "INTERVIEW",
        "PREVIEW",
        "FEATURE",
        "COLUMN",
        "NOTE",
        "EDITORS",
        "ATTENTION",
        "TEXT",
        "VIDEO",
        "PHOTO",
        "PHOTOS",
        "LIVE",
        "WATCH",
        "READ",
        "NEWS",
        "BRIEF",
        "QUESTION",
        "ANSWER",
        "Q",
        "BY",
    ]
)
"""Words in capitals that open a line for the desk or the reader: no place begins with one."""
_OPENING_WORDS = frozenset(
    [
        "THE",
        "A",
        "AN",
        "NATO",
        "UN",
        "EU",
        "US",
        "UK",
        "IS",
        "ISIS",
        "WHO",
        "IAEA",
        "UNHCR",
        "FBI",
        "CIA",
        "OPEC",
        "ASEAN",
        "BRICS",
        "NOT",
        "IN",
        "ON",
        "AT",
        "FOR",
        "AND",
        "BUT",
        "IF",
        "IT",
        "HE",
        "SHE",
        "WE",
        "I",
        "YOU",
        "THEY",
    ]
)
"""Words in capitals that open a sentence; only a date or an agency tells "THE HAGUE (AFP)" from one."""
_CALENDAR = frozenset(MONTHS) | frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "on", "by", "in", "since", "after"]
)
_LABELLED = re.compile(r"^[ \t]*[A-Z][A-Z .'\-]+:", re.MULTILINE)


class Found(msgspec.Struct, frozen=True):
    """A dateline as found: ``start`` to ``end`` are its words, the story goes on at ``body``."""

    start: int
    end: int
    body: int
    place: str | None
    day: WrittenDay | None
    agency: str | None


class _Parts:
    """What was read of a dateline so far, and how far."""

    def __init__(self, start: int) -> None:
        self.start = self.at = start
        self.place: str | None = None
        self.shouted = False
        self.header_day: WrittenDay | None = None
        self.day: WrittenDay | None = None
        self.undated = False
        self.agency: str | None = None
        self.bracketed = False


def find_dateline(text: str, start: int, end: int) -> Found | None:
    """Find a dateline that begins at ``start`` (after white space) of a line that ends at ``end``; None when there is none."""
    start = _SPACE.match(text, start, end).end()  # type: ignore[union-attr]
    parts = _Parts(start)
    if prefix := _PREFIX.match(text, start, end):
        parts.header_day = day_of(DAY.match(prefix[1]))  # type: ignore[arg-type]
        parts.at = prefix.end()
    _read_place(text, end, parts)
    after_place, place = parts.at, parts.place
    while _read_part(text, end, parts):
        pass
    body = _read_separator(text, end, parts)
    if body is None and parts.header_day:  # "date 2023-10-19 MOSCOW, Talks were held": the comma closes the dateline
        parts.at, parts.place, parts.day, parts.agency, parts.bracketed = after_place, place, None, None, False
        body = _read_separator(text, end, parts)
    if body is None:
        return None
    day = parts.day if (parts.day and parts.day.year) or not parts.header_day else parts.header_day
    return Found(start, parts.at, body, parts.place, day, agency_name(parts.agency) if parts.agency else None)


def _read_place(text: str, end: int, parts: _Parts) -> None:
    """Read the words of one place or several: all in capitals, or else all beginning with one."""
    words: list[str] = []
    at = parts.at
    shouted: bool | None = None
    while len(words) < 9 and (match := _WORD.match(text, at, end)):
        word = match[0]
        if word.lower() in _SMALL and words and not word.isupper():
            if not (following := _WORD.match(text, match.end() + 1, end)) or not following[0][0].isupper():
                break
        elif not word[0].isupper() or (shouted and not _is_shouted(word)):
            break
        elif shouted is None:
            if DAY.match(text, at, end) or word.rstrip(".").lower() in _CALENDAR:
                break
            shouted = _is_shouted(word)
        words.append(word)
        at = match.end()
        if at < end and text[at] in " /\u00a0":
            at += 1
    if not words:
        return
    last = len(words) - 1
    while last and words[last].lower() in _SMALL:
        last -= 1
    finish = _end_of_words(text, parts.at, words[: last + 1])
    place = text[parts.at : finish].rstrip(".") if not re.search(r"\b\w\.$", text[parts.at : finish]) else text[parts.at : finish]
    parts.at, parts.shouted = parts.at + len(place), bool(shouted)
    parts.place = place


def _end_of_words(text: str, at: int, words: list[str]) -> int:
    for word in words:
        at = text.index(word, at) + len(word)
    return at


def _is_shouted(word: str) -> bool:
    return word.isupper() or (word[:2] in ("Mc", "al") and word[2:].isupper())


def _read_part(text: str, end: int, parts: _Parts) -> bool:
    """Read one more part of the dateline: a date, a signature, a region; False when none follows."""
    at = _SPACE.match(text, parts.at, end).end()  # type: ignore[union-attr]
    comma = re.compile(r"[,.;]?[ \t\u00a0]*").match(text, at, end)
    assert comma is not None
    inner = comma.end()
    if parts.day is None and not parts.undated and (parts.place is not None or at == parts.start):
        if (match := DAY.match(text, inner, end)) and (day := day_of(match)):
            parts.day, parts.at = day, match.end()
            return True
        if (match := _DASHED_DAY.match(text, at, end)) and (written := DAY.fullmatch(match[1])) and (day := day_of(written)):
            parts.day, parts.at = day, match.end(1)
            return True
        if match := _NO_DATE.match(text, inner, end):
            parts.undated, parts.at = True, match.end()
            return True
    if (match := _BRACKETED.match(text, inner, end)) and not parts.agency:
        return _read_bracket(match, parts, text[match.end() : match.end() + 1])
    if parts.day is not None and not parts.agency and (match := _BARE_AGENCY.match(text, at, end)):
        parts.agency, parts.at, parts.bracketed = match[1], match.end(1), True
        return True
    if parts.place is not None and parts.day is None and not parts.agency and text[at : at + 1] == ",":
        return _read_region(text, inner, end, parts)
    return False


def _read_bracket(match: re.Match[str], parts: _Parts, following: str) -> bool:
    """Read "(Reuters)", "/TASS/", "(June 16, 2011)" or the "(JAMAICA)" of "KINGSTON (JAMAICA), 23 SEP"."""
    inside = (match[1] or match[2] or match[3]).strip()
    if (written := DAY.fullmatch(inside)) and parts.day is None and (day := day_of(written)):
        parts.day, parts.at, parts.bracketed = day, match.end(), True
        return True
    if match[1] and following == "," and parts.place is not None and parts.day is None and not is_agency(inside):
        parts.place, parts.at = f"{parts.place}, {inside}", match.end()
        return True
    if not inside or (parts.place is None and parts.day is None and not is_agency(inside)) or len(inside.split()) > 8:
        return False
    if match[3] and not (is_agency(inside) or inside.isupper() or (parts.day is not None and following == "." and inside.istitle())):
        return False
    parts.agency, parts.at, parts.bracketed = inside, match.end(), True
    return True


def _read_region(text: str, at: int, end: int, parts: _Parts) -> bool:
    """Read the state or country after a city: "KYIV, Ukraine", "SANTA FE, N.M."."""
    match = re.compile(
        r"[^\W\d_][^\W\d_'’.\-]*(?:[.'’\-][^\W\d_]+)*\.?(?: (?:of |and |the |de )?[A-Z][^\W\d_'’.\-]*(?:[.'’\-][^\W\d_]+)*){0,3}\.?"
    ).match(text, at, end)
    if match is None or not match[0][0].isupper() or parts.place is None or parts.place.count(",") > 1:
        return False
    region = match[0]
    if region.endswith(".") and not re.search(r"\b[A-Z]\.$", region) and len(region) > 7:
        region = region[:-1]
    parts.place, parts.at = f"{parts.place}, {region}", at + len(region)
    return True


def _read_separator(text: str, end: int, parts: _Parts) -> int | None:
    """Where the story goes on after the dateline; None when what was read is no dateline."""
    certain = (
        parts.day is not None
        or parts.header_day is not None
        or parts.undated
        or (parts.agency is not None and (parts.shouted or is_agency(parts.agency)))
    )
    if not certain and not parts.shouted:
        return None
    if parts.place is None and not (parts.agency and is_agency(parts.agency)):
        return None
    if parts.place is not None and not _is_place_name(parts):
        return None
    body = _after_separator(text, end, parts, certain)
    if body is None or (body < end and text[body].islower()):
        return None
    parts.place = _place_name(parts.place)
    return body


def _is_place_name(parts: _Parts) -> bool:
    words = re.split(r"[ /]+", (parts.place or "").partition(",")[0])
    if parts.shouted:
        signed = bool(parts.day or parts.agency or parts.undated)
        opens_prose = words[0] in _DESK_WORDS or (words[0] in _OPENING_WORDS and not (signed and len(words) > 1))
        return not opens_prose and len((parts.place or "").partition(",")[0]) > 2 and len(words) <= (7 if signed else 4)
    return words[0].lower() not in _CALENDAR and words[0].upper() not in _DESK_WORDS | _OPENING_WORDS and len(words) <= 4


def _after_separator(text: str, end: int, parts: _Parts, certain: bool) -> int | None:
    rest = text[parts.at : end]
    if certain and not rest.strip(" \t.,:;-—–\u00a0"):
        return end if parts.shouted or parts.bracketed else None
    if match := _DASH.match(text, parts.at, end) or (_TIGHT_DASH.match(text, parts.at, end) if certain and parts.bracketed else None):
        return match.end() if certain or not rest.isupper() else None
    if match := re.compile(r"[ \t\u00a0]*[.:,]?[ \t\u00a0]*(?:[—–\x96\x97]|--?)?\s+").match(text, parts.at, end):
        mark = match[0].strip()
        if certain and mark and (parts.shouted or parts.bracketed or mark != "."):
            return match.end() if mark != "," or parts.header_day else None
        if certain and parts.bracketed and (parts.shouted or (parts.agency and is_agency(parts.agency))):
            return match.end()
        if mark == ":" and not rest.isupper() and len(_LABELLED.findall(text[:20_000])) <= 1:
            return match.end()
    return None


def _place_name(place: str | None) -> str | None:
    """The place in the letters of a name: "PORT-AU-PRINCE" is Port-au-Prince; None for no place at all."""
    if place is None or place.upper() in _NO_PLACES:
        return None
    parts = [part.strip() for part in place.split(",")]
    return ", ".join(part if re.search(r"\b[A-Z]\.", part) else _capitalised(part) for part in parts)


def _capitalised(name: str) -> str:
    """The words in capitals as names are written: "LONDON and PARIS" is London and Paris."""

    def word(match: re.Match[str]) -> str:
        if not match[0].isupper():
            return match[0]
        small = match[0].lower()
        return small if small in _SMALL and match.start() > 0 else small.capitalize()

    return re.sub(r"[^\W\d_]+", word, name)
