"""What stands around a story and is no part of it: slugs, bylines, release numbers, signatures, rights."""

from __future__ import annotations

import re

from dragoman.reading.agencies import AGENCIES, is_agency
from dragoman.reading.days import DAY, WrittenDay, day_of

_NAME = r"(?:[A-Z][\w.'’\-]*)(?:\s+(?:[A-Z][\w.'’\-]*|de|da|van|von|der|al|el|bin|and|&|y|with))*"
_BYLINE = re.compile(rf"(?i:by|from)\s+{_NAME}(?:\s*[,/|;]\s*{_NAME})*\.?")
_WRITER = re.compile(
    r"(?:(?:The )?Associated Press|AP|AFP|Reuters|UPI|Special|Staff|Our|Diplomatic|Foreign|Senior)\b.{0,30}\b(?:Writers?|Correspondents?|Staff|Reporters?|Editor)",
    re.I,
)
_SLUG = re.compile(
    r"(?:for (?:immediate )?release|immediate release|(?:news|press|media) release|(?:press|media) (?:statement|advisory|note)|download (?:pdf|audio|video)|"
    r"embargoed?\b.{0,60}|urgent|flash|bulletin|breaking(?: news)?|eds?:.{0,160}|editors?['’]? note:.{0,160}|\(?update \d+\)?.{0,30}|\(?(?:1st|2nd|3rd|\d+th) (?:lead|ld)\)?.{0,40}|"
    r"\((?:corrects|corrected|refiles?|refiled|updates|adds|recasts|clarifies|removes|deletes|rewrites|rephrases)\b[^()]{0,160}\)|"
    r"unclassified.{0,60}|\(?(?:share|print|email|tweet|listen|advertisement|read more|photo|video|image)s?\)?:?|"
    r"\d{4}-\d{2}-[A-Z]{1,3}-\d+(?:\s+for (?:immediate )?release)?|(?:release|no\.?|ref(?:erence)?|issue)[ :#]*(?:no\.?|number)?[ :#]*[\d/\-A-Z]*\d[\d/\-A-Z]*|"
    r"[ABCD][CMP]-[\w\-]+.{0,60}|\(?(?:AP|AFP|Reuters|UPI|TASS|dpa)\)?)\s*",
    re.IGNORECASE,
)
_SLUG_WORDS = re.compile(
    r"[A-Z][A-Z0-9.]+(?:[-/][A-Z0-9.]+)+(?:,.{0,40})?/?(?: \((?:UPDATE|CORRECT|RPT|REFILE|PIX|PICTURE|TV|GRAPHIC|WRAPUP|URGENT)[A-Z0-9 ,]{0,40}\))*"
)
_CLOCK = re.compile(
    r"[\s,\-–|]*(?:at\s+)?(?:\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?)?\s*\(?(?:GMT|UTC|[ECMP][SD]?T|local time)?\)?\s*",
    re.IGNORECASE,
)
_STAMP = re.compile(r"(?:(?:last )?(?:updated?|published|posted|created|modified|filed|date|issued)(?: on| at)?:?\s*)", re.IGNORECASE)
_CREDIT = (
    r"(?:(?:additional |further )?(?:reporting|writing|editing|compiled|translated|translation|graphics?|filming)"
    r"(?: and (?:writing|editing|reporting))? by|(?:written|edited) by|(?:additional )?reporting (?:in|from) [A-Z])\b"
)
_RIGHTS = (
    r"(?:copyright|©|\(c\))\s.{0,600}|.{0,120}\ball rights reserved\b.{0,300}|our standards: .{0,120}|"
    r"this (?:material|article|story|report|content) (?:may not be|was originally|first appeared|is republished|has been (?:corrected|translated))\b.{0,400}"
)
_POINTERS = (
    r"(?:sources?|via|(?:file )?photos?(?: credit)?|picture|tags?|keywords?|topics?):.{0,120}|follow .{1,60} on (?:twitter|facebook|x)\b.{0,60}|"
    r"(?:read (?:more|also)|see also|related (?:stories|articles|news)):?.{0,120}"
)
_SIGN_OFF = (
    r"[-—–*=_#~.\s/<>]+|[(\[]?\s*-{0,3}\s*(?:more|ends?|30|xxx|enditem|reut(?:er)?s?|tass|itar-tass|ap|afp|upi|continued|end (?:recording|text))\s*[-.]{0,4}\s*[)\]]?|"
    r"[-—–]{1,3}\s?(?:IANS|PTI|ANI|UNI|AP|AFP|Reuters|Xinhua|WAFA|dpa|Bernama|KUNA|QNA)\b.{0,40}|"
    r"\(?(?:AP|AFP|UPI|PTI|ANI|IANS|WAFA|Reuters)\)?(?: \w{2,4}){0,6}|[a-z]{1,5}(?:/[a-z]{1,5}){1,3}"
)
_TRAILER = re.compile(
    rf"[(\[]?(?:{_CREDIT}.{{0,600}}|.{{0,200}}\bcontributed to this (?:report|story|article)\b.{{0,80}}|{_RIGHTS}|{_POINTERS}|{_SIGN_OFF})[)\]]?\.?",
    re.IGNORECASE | re.DOTALL,
)
_TAIL = re.compile(
    r"\s*(?:\(\s*"
    + _CREDIT
    + r"[^()]{0,600}\)|\bREUTERS?\b\s*(?:\.{3}|[\s.&#;\d]*$)|\(?[—–\-]{1,2}\s?(?:ENDS?|30)\s?[—–\-]{1,2}\)?|\((?:MORE|END|ENDS|more|end)\)|"
    r"\[(?:CONTINUED|END RECORDING|END TEXT|END)\]|-0-|Enditem|(?<=[.\"”])\s*/?(?:IANS|PTI|ANI)\b[\w/\s]{0,20})\s*$",
)
_AGENCY_MARK = re.compile(r"/[A-Z][\w\-]*(?: [A-Z][\w\-]*){0,3}/[.:]?[ \t\u00a0]+(?:[-—–]+[ \t\u00a0]+)?(?=[A-Z\"“'‘])")
_CABLE_TAG = re.compile(r"\s*\[[^\[\]]{1,300}\]")
_TEXT_TAG = re.compile(
    r"\s*\[(?:TEXT|EXCERPTS?|SUMMARY|FROM THE .{0,60}|PASSAGE OMITTED|CONTINUED|BEGIN RECORDING|BEGIN .{0,30}RECORDING)\]", re.IGNORECASE
)


def is_byline(line: str) -> bool:
    """Whether a line names the writer: "By JOHN SMITH", "Associated Press Writer"."""
    if len(line) > 120:
        return False
    words = [word for word in line.split()[1:] if word[0].isupper()]
    return (_BYLINE.fullmatch(line) is not None and len(words) >= 2) or _WRITER.fullmatch(line) is not None


def is_slug(line: str) -> bool:
    """Whether a line is for the desk: a release number, "URGENT", "US-IRAQ-ATTACK/"."""
    return len(line) <= 200 and (_SLUG.fullmatch(line) is not None or _SLUG_WORDS.fullmatch(line) is not None)


def is_signature(line: str) -> bool:
    """Whether a line is an agency's name alone, or begins with one and names its desk: "ISAF Joint Command - Afghanistan"."""
    if len(line) > 60 or any(character.isdigit() for character in line) or line[-1] in ".!?":
        return False
    words = line.split()
    return is_agency(line) or (
        len(words) <= 6
        and words[0].casefold() in AGENCIES
        and words[0].isupper()
        and all(w[0].isupper() or not w[0].isalpha() for w in words)
    )


def stamped_day(line: str) -> WrittenDay | None:
    """The day of a line that holds a date (and clock time) and nothing else: "Updated: Oct. 19, 2023, 4:08 p.m. ET"."""
    if len(line) > 90:
        return None
    stamp = _STAMP.match(line)
    at = stamp.end() if stamp else 0
    if (clock := _CLOCK.match(line, at)) and clock.end() > at:
        at = clock.end()
    match = DAY.match(line, at)
    if match is None:
        return None
    rest = _CLOCK.match(line, match.end())
    return day_of(match) if rest is not None and rest.end() == len(line) else None


def is_trailer(paragraph: str) -> bool:
    """Whether a closing paragraph is no part of the story: credits, rights, "(more)", "REUTER"."""
    return len(paragraph) <= 900 and _TRAILER.fullmatch(paragraph) is not None


def without_tail(text: str, start: int, end: int) -> int:
    """Where a paragraph ends without the credits or the sign-off that its last line closes with."""
    while True:
        window = max(start, end - 700)
        match = _TAIL.search(text, window, end)
        if match is None or match.start() <= start:
            return end
        end = match.start()


def after_cable_tags(text: str, start: int, end: int) -> int:
    """Skip the editor's tags of a monitored broadcast up to "[TEXT]": ``[COMMUNIQUE] [A FRONT] [TEXT] THE …``."""
    at, body = start, start
    for _ in range(8):
        if (match := _CABLE_TAG.match(text, at, end)) is None:
            break
        at = match.end()
        if _TEXT_TAG.fullmatch(match[0]):
            body = at
    while body < end and text[body].isspace():
        body += 1
    return body if body < end else start


def after_agency_mark(text: str, start: int, end: int) -> int:
    """Skip the mark of an agency, known or not, at the head of a paragraph: "/Caspian Wire/. The premier …"."""
    match = _AGENCY_MARK.match(text, start, end)
    return match.end() if match else start
