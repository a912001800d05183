"""How a count stands to others: all so far, some more, or those of one telling; and what counts told one by one come to."""

from __future__ import annotations

from collections.abc import Sequence, Set

from dragoman.coding.toll_scope import since_beginning
from dragoman.coding.toll_tellings import Telling
from dragoman.coding.toll_words import TollLexicon
from dragoman.language import Annotated, Sentence
from dragoman.language import grammar as g
from dragoman.records import Reason, Time
from dragoman.records.report import TollTally

REACH_SENTENCES = 4
"""Between two counts that are added up."""
COMPANY_SENTENCES = 8
"""The same, where the second are said to be in company with somebody."""


def read_tally(
    doc: Annotated, telling: Telling, times: Sequence[Time], earlier: Sequence[Telling], words: TollLexicon
) -> tuple[TollTally, Reason | None]:
    """Whether a telling gives a running total or an increment on ``earlier`` tellings of its kind, and by which words."""
    sentence = doc.sentence_of(telling.predicate)
    if telling.is_total:
        return "running", Reason("tally", "running", "the number that a sum is or comes to", doc.span(telling.predicate, telling.predicate))
    if (since := next((t for t in times if t.kind == "since" and sentence.start <= t.span.start < sentence.end), None)) is not None:
        return "running", Reason("tally", "running", "counted since a day", since.span)
    if (beginning := since_beginning(doc, sentence, words)) is not None:
        return "running", Reason("tally", "running", "counted since a beginning", beginning)
    if (so_far := _phrase_in(doc, sentence, words.lists["so_far"])) is not None:
        return "running", Reason("tally", "running", "all until now", doc.span(*so_far))
    if telling.counted.further and _adds(doc, telling, words, told=any(t.kind == telling.kind for t in earlier)):
        return "increment", Reason("tally", "increment", "others besides those counted before", telling.counted.phrase)
    return "count", None


def _phrase_in(doc: Annotated, sentence: Sentence, phrases: frozenset[str]) -> tuple[int, int] | None:
    """The first and last token of the first of some phrases in a sentence."""
    lower = [t.lower for t in doc.words(sentence)]
    for phrase in sorted(phrases):
        parts = phrase.split()
        for k in range(len(lower) - len(parts) + 1):
            if lower[k : k + len(parts)] == parts:
                return sentence.first + k, sentence.first + k + len(parts) - 1
    return None


def _adds(doc: Annotated, telling: Telling, words: TollLexicon, *, told: bool) -> bool:
    """Whether the phrase says that there were some before: "more", "additional", and "another" where some were ``told`` of."""
    span = telling.counted.phrase
    said = {t.lower for t in (doc.tokens[i] for i in doc.tokens_in(span.start, span.end)) if not doc.text.startswith(" than", t.end)}
    return bool(said & words.lists["increments"]) or (told and "another" in said)


def find_sums(doc: Annotated, tellings: Sequence[Telling], apart: Set[int], words: TollLexicon) -> list[tuple[int, ...]]:
    """Groups of tellings, by their places in the list, that tell one after another of people taken in one go.

    Only of the kinds that the lexicon says add up. ``apart`` are the places of tellings that go into no sum.
    """
    groups: list[tuple[int, ...]] = []
    for kind in words.summed:
        chain: list[int] = []
        for i, telling in enumerate(tellings):
            if telling.kind != kind or i in apart or not telling.counted.low:
                continue
            if chain and not _goes_on(doc, tellings[chain[-1]], telling, words):
                groups.append(tuple(chain))
                chain = []
            chain.append(i)
        groups.append(tuple(chain))
    return sorted(group for group in groups if len(group) > 1)


def _goes_on(doc: Annotated, first: Telling, then: Telling, words: TollLexicon) -> bool:
    """Whether a telling adds people to those of the one before: in its sentence, with "also" or "another", in the same operation."""
    if then.kind not in words.adding:
        return then.sentence - first.sentence <= REACH_SENTENCES and then.counted.further and _adds(doc, then, words, told=False)
    if then.sentence == first.sentence:
        return True
    if then.counted.definite or then.sentence - first.sentence > (COMPANY_SENTENCES if then.in_company else REACH_SENTENCES):
        return False
    if then.in_company and first.counted.low == (then.counted.low or 0) + 1:
        return False  # told again: "a leader and two aides … detained him along with two aides"
    if then.in_company or then.counted.further or any(c.lower in words.lists["also"] for c in doc.children(then.predicate)):
        return True
    during = g.prepositions(doc, then.predicate)
    named = [doc.tokens[h] for link in ("during", "in", "after") for h in during.get(link, ())]
    return any(words.is_in(t, "operations") and any(d.lower in ("the", "this", "that") for d in doc.children(t.i, "det")) for t in named)


def is_party(group: Sequence[Telling], words: TollLexicon) -> bool:
    """Whether a group is one person sought and those taken along: one count, though told in several sentences."""
    return group[0].kind in words.adding and group[0].counted.form in ("one", "name") and not group[0].counted.elided
