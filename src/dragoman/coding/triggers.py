"""Where event rules match: trigger words, and the words their patterns ask for around them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dragoman.coding.pattern_fits import fits, hyphened
from dragoman.coding.rulebook import Entry, Rulebook
from dragoman.language import Annotated, Sentence, Token
from dragoman.language import grammar as g
from dragoman.lexicon.patterns import Pattern


class Match(msgspec.Struct, frozen=True):
    """An entry that matches at token ``head``; ``nouns`` are the heads its brackets took, in order."""

    entry: Entry
    head: int
    form: str
    """``verb``, ``noun``, ``adjective`` or ``obligation``."""
    nouns: tuple[int, ...] = ()
    clause: int | None = None
    words: tuple[int, ...] = ()
    """Token indices of the trigger words, head first."""


def words_of(doc: Annotated, sentence: Sentence) -> set[str]:
    """The words of a sentence, as they stand and as dictionaries have them, in lower case."""
    return {word for token in doc.words(sentence) for word in (token.lower, token.lemma.lower())}


def may_match(pattern: Pattern, words: set[str]) -> bool:
    """Whether a sentence of these words (forms and lemmas) holds what the pattern asks for, anywhere."""
    return not any(map(words.isdisjoint, pattern.asks))


def matches_at(doc: Annotated, token: Token, rules: Rulebook, words: set[str]) -> Iterator[Match]:
    """The entries whose patterns fit at a token of a sentence of these ``words``, idioms or not."""
    lemma = token.lemma.lower()
    if (token.pos in ("VERB", "AUX") or (token.tag.startswith("VB") and token.dep in ("acl", "advcl"))) and not _only_describes(doc, token):
        for entry in rules.verbs.get(lemma, ()):
            if may_match(entry.pattern, words) and (fit := fits(doc, token.i, entry.pattern, "verb")) is not None:
                yield Match(entry, token.i, "verb", *fit)
        if rules.obligations and token.pos == "VERB" and not any(c.tag in ("WRB", "WP") for c in doc.children(token.i)):
            auxiliaries = doc.children(token.i, "aux")
            for auxiliary in auxiliaries if all(a.lower != "have" for a in auxiliaries) else ():  # "must have rained" guesses
                if _is_inverted(doc, token, auxiliary):
                    continue
                for entry in rules.obligations.get(auxiliary.lower, ()):
                    yield Match(entry, token.i, "obligation", words=(token.i, auxiliary.i))
    elif token.pos in ("NOUN", "PROPN") and not _only_describes(doc, token):
        for entry in (*rules.nouns.get(lemma, ()), *rules.nouns.get(hyphened(doc, token) or "", ())):
            if may_match(entry.pattern, words) and (fit := fits(doc, token.i, entry.pattern, "noun")) is not None:
                yield Match(entry, token.i, "noun", *fit)
    elif token.pos == "ADJ" and token.dep in ("acomp", "ROOT", "conj", "xcomp", "oprd", "ccomp", "relcl", "amod", "acl"):
        for entry in rules.adjectives.get(lemma, ()):
            if may_match(entry.pattern, words) and (fit := fits(doc, token.i, entry.pattern, "verb")) is not None:
                yield Match(entry, token.i, "adjective", *fit)


def _is_inverted(doc: Annotated, verb: Token, auxiliary: Token) -> bool:
    """Whether an auxiliary stands before its subject: "should they leave" sets a condition or asks."""
    return any(auxiliary.i < subject.i < verb.i for subject in doc.children(verb.i, *g.SUBJECTS, *g.PASSIVE_SUBJECTS))


_NAMES = ("PERSON", "GPE", "ORG", "NORP", "DATE", "FAC", "LOC", "PRODUCT", "WORK_OF_ART")


def _only_describes(doc: Annotated, token: Token) -> bool:
    """Whether a word stands before a noun that it describes ("detained suspects", "attack helicopter") or in a name ("March")."""
    if token.pos == "PROPN" and token.entity in _NAMES:
        return True
    return token.dep in ("amod", "compound", "nmod") and token.i < token.head and doc.tokens[token.head].pos in ("NOUN", "PROPN")
