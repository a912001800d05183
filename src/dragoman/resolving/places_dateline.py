"""Places in the dateline, whose words are not parsed."""

from __future__ import annotations

import re

from dragoman.resolving.gazetteer import name_key
from dragoman.resolving.places_mentions import Mention
from dragoman.resolving.places_text import CONTAINERS, PlaceText

_WORD = re.compile(r"[^\W\d_][\w'’.]*")
_LONGEST = 4
"""Words of the longest name that is looked up."""


def dateline_mentions(text: PlaceText) -> list[Mention]:
    """The names of places in the dateline of a document, in text order."""
    dateline = text.doc.document.dateline
    if dateline is None:
        return []
    start, mentions = dateline.span.start, list[Mention]()
    words = [(start + m.start(), start + m.end()) for m in _WORD.finditer(dateline.span.text)]
    while words:
        taken = _name(text, words[:_LONGEST], mentions)
        words = words[max(taken, 1) :]
    return mentions


def _name(text: PlaceText, words: list[tuple[int, int]], mentions: list[Mention]) -> int:
    """Add the longest name that begins with the first of ``words``, and give how many of them it has."""
    for count in range(len(words), 0, -1):
        start, end = words[0][0], words[count - 1][1]
        written = text.doc.text[start:end]
        if any(c in written for c in "(,/[") or not written[0].isupper():
            continue
        division = text.names.after_town(written) if mentions else None
        entries = (division,) if division is not None else text.names.find(written.rstrip("."))
        if not entries or (count == 1 and written.lower() in text.lists["common_words"]):
            continue
        if division is None and not _is_filing_place(text, written):
            continue
        if division is not None or (mentions and entries[0].kind in CONTAINERS):
            mentions[-1].within = len(mentions)
        mentions.append(Mention(start, end, name_key(written), entries, "stands in the dateline", dateline=True))
        return count
    return 0


def _is_filing_place(text: PlaceText, written: str) -> bool:
    """Whether a name of the dateline is the place it gives, not the agency or a month."""
    place = text.doc.document.dateline.place if text.doc.document.dateline else None
    return place is None or name_key(written) in name_key(place)
