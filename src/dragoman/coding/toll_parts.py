"""Tolls that are a part of another: those after "including" and "of them", and those said to be among the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from dragoman.coding.counted import Counted
from dragoman.coding.counted_phrases import token_at
from dragoman.coding.counts import Count
from dragoman.coding.toll_tellings import Telling
from dragoman.coding.toll_words import TollLexicon
from dragoman.language import Annotated
from dragoman.language import grammar as g

REACH_WORDS = 12
"""So far after the whole its parts are looked for."""
REACH_SENTENCES = 4

ReadPeople = Callable[[Sequence[int]], list[Counted]]


def find_parts(
    doc: Annotated, wholes: Sequence[Counted], counts: Sequence[Count], read: ReadPeople, words: TollLexicon
) -> list[tuple[Counted, int]]:
    """Those told as a part of the people just counted, each with the head token of its whole.

    ``read`` reads phrases, given by their heads, as counts of people.
    """
    if not wholes:
        return []
    first, last = max(wholes[0].heads), max(max(c.heads) for c in wholes)
    parts = [part for part in (*_opened(doc, last, read, words), *_of_them(doc, first, counts, read, words)) if not part.is_zero]
    spans = {part.span for part in parts}
    others = [whole for whole in wholes if whole.span not in spans]
    return [(part, _whole_of(part, others).head) for part in parts if others and part.form in ("number", "one", "name")]


def _opened(doc: Annotated, last: int, read: ReadPeople, words: TollLexicon) -> list[Counted]:
    """ "Including two nuns", "among them two nuns"."""
    for i in range(last + 1, min(doc.sentence_of(last).last, last + REACH_WORDS) + 1):
        token = doc.tokens[i]
        if words.is_in(token, "part_openers") and token.pos in ("VERB", "ADP", "SCONJ"):
            return read([h for o in doc.children(i, "pobj", "dobj") for h in g.conjuncts(doc, o.i)])
        others = token.dep in ("nsubj", "nsubjpass") and bool(doc.children(i, "nummod"))  # "and four others, including"
        if others or (token.pos == "VERB" and token.tag not in ("VBG", "VBN")):
            break
    return []


def _of_them(doc: Annotated, last: int, counts: Sequence[Count], read: ReadPeople, words: TollLexicon) -> Iterator[Counted]:
    """ "Six of them clerks", "among them three clerks"; the noun says who they are."""
    sentence = doc.sentence_of(last)
    for count in counts:
        first, end = token_at(doc, count.number.start), token_at(doc, count.number.end - 1) + 1
        if not last < first <= last + REACH_WORDS or end + 1 > sentence.last:
            continue
        after = [t.lower for t in doc.tokens[end : end + 2]]
        before = [t.lower for t in doc.tokens[first - 2 : first]]
        if after[0] == "of" and after[1] in words.lists["those_told_of"]:
            noun = _noun_from(doc, end + 2, sentence.last, words)
        elif before[0] == "among" and before[1] in words.lists["those_told_of"]:
            noun = _noun_from(doc, end, sentence.last, words)
        else:
            continue
        if noun is not None:
            yield from (
                msgspec.structs.replace(part, head=noun, heads=(noun,), group=doc.span(_opening(doc, noun, end), noun).text, elided=False)
                for part in read([end - 1])
            )


def _noun_from(doc: Annotated, first: int, last: int, words: TollLexicon) -> int | None:
    """The noun of people in the next few words, with nothing but its own adjectives before it."""
    found = None
    for token in doc.tokens[first : min(last, first + 4) + 1]:
        if token.pos not in ("ADJ", "NOUN", "PROPN", "DET", "AUX") or (found is not None and token.pos not in ("NOUN", "PROPN")):
            break
        if words.is_in(token, "people"):
            found = token.i
    return found


def _opening(doc: Annotated, noun: int, first: int) -> int:
    """Where the noun's own words begin, not before token ``first``."""
    start = noun
    while start > first and doc.tokens[start - 1].pos in ("ADJ", "NOUN", "PROPN"):
        start -= 1
    return start


def _whole_of(part: Counted, wholes: Sequence[Counted]) -> Counted:
    """The last of those counted that is large enough to hold the part; the last of all when none is."""
    return next((w for w in reversed(wholes) if _holds(w.low, w.high, part)), wholes[-1])


def _holds(low: int | None, high: int | None, part: Counted) -> bool:
    return (high is None or high >= (part.low or 0)) and (low is None or low >= (part.low or 0)) and (low, high) != (1, 1)


def link_parts(tellings: Sequence[Telling]) -> dict[int, int]:
    """For each telling that is a part, by its place in the list, the place of its whole; one that has no whole told is left out."""
    links: dict[int, int] = {}
    for i, telling in enumerate(tellings):
        wholes = [j for j, other in enumerate(tellings) if j != i and _may_hold(other, telling)]
        if telling.whole is not None:
            found = next((j for j in wholes if telling.whole in tellings[j].heads), None)
        elif telling.among:
            near = [j for j in wholes if abs(telling.sentence - tellings[j].sentence) <= REACH_SENTENCES and j < i]
            found = near[-1] if near else None
        else:
            continue
        if found is not None and links.get(found) != i:
            links[i] = found
    return links


def _may_hold(whole: Telling, part: Telling) -> bool:
    return (
        whole.kind == part.kind
        and whole.counted.form in ("number", "plural")
        and _holds(whole.counted.low, whole.counted.high, part.counted)
    )
