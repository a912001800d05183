"""The matches of a document, without those whose word stands in an idiom: "struck a deal" is no strike."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dragoman.coding.pattern_fits import fits
from dragoman.coding.rulebook import Rulebook
from dragoman.coding.triggers import Match, matches_at, may_match, words_of
from dragoman.language import Annotated, Token


def find_matches(doc: Annotated, rules: Rulebook) -> Iterator[list[Match]]:
    """Give the matches at each trigger word, in text order: the narrowest first, of equal ones the first in the lexicon.

    Entries of a type for which the word stands in an idiom are left out, but for those that take another noun than the idiom does:
    "fired on Thursday" is no shot, "fired shells on Thursday" is.
    """
    for sentence in doc.sentences:
        words = words_of(doc, sentence)
        for token in doc.words(sentence):
            if found := list(matches_at(doc, token, rules, words)):
                barred = idioms_at(doc, token, rules, found, words)
                found = [m for m in found if m.entry.type not in barred or barred[m.entry.type].leaves(m)]
                if found:
                    yield sorted(found, key=lambda m: (-m.entry.weight, m.entry.order))


class Bar(msgspec.Struct, frozen=True):
    """An idiom that a word stands in, and the nouns that it takes."""

    source: str
    nouns: tuple[int, ...] = ()

    def leaves(self, match: Match) -> bool:
        """Whether a match takes nouns, and none of them is the idiom's, which takes some too."""
        return bool(self.nouns and match.nouns) and set(self.nouns).isdisjoint(match.nouns)


def idioms_at(doc: Annotated, token: Token, rules: Rulebook, found: list[Match], words: set[str]) -> dict[str, Bar]:
    """The types for which the token is no trigger, because it stands in one of their idioms, and the idiom of each."""
    lemma = token.lemma.lower()
    barred: dict[str, Bar] = {}
    for form in sorted({m.form for m in found}):
        for idiom in rules.idioms.get(f"{form}s", {}).get(lemma, ()):
            if (
                idiom.type not in barred
                and may_match(idiom.pattern, words)
                and (fit := fits(doc, token.i, idiom.pattern, form)) is not None
            ):
                barred[idiom.type] = Bar(idiom.pattern.source, fit[0])
    for type_ in {m.entry.type: None for m in found}:
        if phrase := next((p for p in rules.phrases.get(type_, ()) if _stands_in(doc, token, p)), None):
            barred.setdefault(type_, Bar(phrase))
    return barred


def _stands_in(doc: Annotated, token: Token, phrase: str) -> bool:
    """Whether the words around the token, as they stand, are the phrase, the token among them."""
    words = phrase.split()
    if token.lower not in words:
        return False
    first = token.i - words.index(token.lower)
    return first >= 0 and [t.lower for t in doc.tokens[first : first + len(words)]] == words
