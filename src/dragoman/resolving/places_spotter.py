"""Spots names of places in a document: what the model marks, and what the gazetteer knows where the words around it say so."""

from __future__ import annotations

from collections.abc import Collection

from dragoman.language import Annotated
from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema.places import SECTION
from dragoman.records import Span
from dragoman.resolving.gazetteer_names import PlaceNames
from dragoman.resolving.places_dateline import dateline_mentions
from dragoman.resolving.places_findings import Findings
from dragoman.resolving.places_mentions import Lookup, Mention, Verdict
from dragoman.resolving.places_second_look import agree_with_neighbours, agree_with_sure_ones, take_unknown_names
from dragoman.resolving.places_text import PlaceText
from dragoman.resolving.places_verdict import PlaceJudge


class PlaceSpotter:
    """Finds mentions. Holds the names and the word lists of ``lexicon/places/detection.yaml``."""

    def __init__(self, lexicon: Lexicon, names: PlaceNames) -> None:
        self._names = names
        self._lists = {name: frozenset(words) for name, words in lexicon.files(SECTION)["detection"].lists.items()}

    def find(self, doc: Annotated, taken: Collection[int] = ()) -> tuple[list[Mention], list[tuple[Span, str]]]:
        """Mentions in text order, and the names that were turned down, each with the reason."""
        text = PlaceText(doc, self._names, self._lists, frozenset(taken))
        findings = Findings(text, dateline_mentions(text))
        search = _Search(findings)
        for sentence in doc.sentences:
            search.read(sentence.first, sentence.last)
        agree_with_sure_ones(findings)
        agree_with_neighbours(findings)
        take_unknown_names(findings)
        return _in_text_order(findings.mentions), sorted(findings.turned_down)


class _Search:
    """Goes through sentences from left to right, the longest name first."""

    def __init__(self, findings: Findings) -> None:
        self._findings, self._text, self._judge = findings, findings.text, PlaceJudge(findings.text)

    def read(self, first: int, last: int) -> None:
        """Find the names in one sentence, tokens ``first`` to ``last``."""
        i = first
        while i <= last:
            dealt_with = self._street(i, last)
            if dealt_with is None:
                dealt_with = self._name(i, last)
            i = dealt_with + 1

    def _street(self, i: int, sentence_last: int) -> int | None:
        """A street by its last word ("Dunlap St."): taken, with no point; its last token."""
        tokens, used, words = self._text.doc.tokens, self._text.used, self._text.lists["address_words"]
        if not tokens[i].text[0].isupper() or tokens[i].lower in words or i in used:
            return None
        for j in range(i + 1, min(i + 4, sentence_last) + 1):
            if not (tokens[j].text[0].isupper() or tokens[j].text[0].isdigit()) or j in used:
                return None
            if tokens[j].lower in words and not self._text.runs_on(j):
                self._findings.take_unknown(i, j, "a street by its last word", "street")
                return j
        return None

    def _name(self, i: int, sentence_last: int) -> int:
        """Take or leave the longest name that begins at token ``i``; the last token that is thereby dealt with."""
        found = self._text.longest(i, sentence_last) if i not in self._text.used else None
        if found is None:
            return i
        verdict = self._judge.verdict(found)
        if not verdict.is_place:
            self._findings.leave(found, verdict)
            return found.last
        before = self._findings.mentions[-1] if self._findings.mentions else None
        mention = self._findings.take(found, verdict)
        if before is not None and before.within is None and self._text.is_said_in(before.last, found) and _may_lie_in(before, found):
            before.within = len(self._findings.mentions) - 1
        return self._container(mention, sentence_last)

    def _container(self, mention: Mention, sentence_last: int) -> int:
        """Take "Texas" of "Paris, Texas" with its town; the last token dealt with."""
        found = self._text.division_after(mention.last)
        if found is None or mention.hint == "street" or found.first in self._text.used or not _may_lie_in(mention, found):
            return mention.last
        mention.within = len(self._findings.mentions)
        town = self._text.doc.span(mention.first, mention.last)
        self._findings.take(found, Verdict(True, "the division that a town before it lies in", town)).holds = True
        return min(found.last, sentence_last)


def _in_text_order(mentions: list[Mention]) -> list[Mention]:
    """The mentions sorted, each still pointing at the one it lies in."""
    order = sorted(range(len(mentions)), key=lambda i: (mentions[i].start, mentions[i].end))
    moved = {old: new for new, old in enumerate(order)}
    for mention in mentions:
        if mention.within is not None:
            mention.within = moved[mention.within]
    return [mentions[i] for i in order]


def _may_lie_in(mention: Mention, container: Lookup) -> bool:
    """Whether some place of the name lies in the division; a name nobody knows may, and no country does."""
    if not mention.entries:
        return True
    codes = {e.country for e in container.entries}
    countries = all(e.kind in ("country", "continent", "region") for e in mention.entries)
    return not countries and any(e.country in codes for e in mention.entries)
