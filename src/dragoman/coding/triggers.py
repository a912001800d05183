"""Where event rules match: trigger words, and the words their patterns ask for around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

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


def words_of(doc: Annotated, sentence: Sentence) -> set[str]:
    """The words of a sentence, as they stand and as dictionaries have them, in lower case."""
    return {word for token in doc.words(sentence) for word in (token.lower, token.lemma.lower())}


def _may_match(pattern: Pattern, words: set[str]) -> bool:
    """Whether a sentence of these words (forms and lemmas) holds what the pattern asks for, anywhere."""
    return not any(map(words.isdisjoint, pattern.asks))


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
                and _may_match(idiom.pattern, words)
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


def matches_at(doc: Annotated, token: Token, rules: Rulebook, words: set[str]) -> Iterator[Match]:
    """The entries whose patterns fit at a token of a sentence of these ``words``, idioms or not."""
    lemma = token.lemma.lower()
    if (token.pos in ("VERB", "AUX") or (token.tag.startswith("VB") and token.dep in ("acl", "advcl"))) and not _only_describes(doc, token):
        for entry in rules.verbs.get(lemma, ()):
            if _may_match(entry.pattern, words) and (fit := _fits_verb(doc, token.i, entry.pattern)) is not None:
                yield Match(entry, token.i, "verb", *fit)
        if rules.obligations and token.pos == "VERB" and not any(c.tag in ("WRB", "WP") for c in doc.children(token.i)):
            auxiliaries = doc.children(token.i, "aux")
            for auxiliary in auxiliaries if all(a.lower != "have" for a in auxiliaries) else ():  # "must have rained" guesses
                if _is_inverted(doc, token, auxiliary):
                    continue
                for entry in rules.obligations.get(auxiliary.lower, ()):
                    yield Match(entry, token.i, "obligation", words=(token.i, auxiliary.i))
    elif token.pos in ("NOUN", "PROPN") and not _only_describes(doc, token):
        for entry in (*rules.nouns.get(lemma, ()), *rules.nouns.get(_hyphened(doc, token) or "", ())):
            if _may_match(entry.pattern, words) and (fit := _fits_noun(doc, token.i, entry.pattern)) is not None:
                yield Match(entry, token.i, "noun", *fit)
    elif token.pos == "ADJ" and token.dep in ("acomp", "ROOT", "conj", "xcomp", "oprd", "ccomp", "relcl", "amod", "acl"):
        for entry in rules.adjectives.get(lemma, ()):
            if _may_match(entry.pattern, words) and (fit := _fits_verb(doc, token.i, entry.pattern)) is not None:
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


def shared_verbs(doc: Annotated, verb: int) -> list[int]:
    """Passive verbs coordinated below a passive one, whose adjuncts it shares: "ten were killed and others wounded in a raid"."""
    if doc.tokens[verb].tag != "VBN" or not g.is_passive(doc, verb):
        return []
    return [c.i for c in doc.children(verb, "conj") if c.tag == "VBN"]


Fit = tuple[tuple[int, ...], int | None, tuple[int, ...]]
"""Heads of the nouns that the brackets took, the head of the clause, the trigger words."""


def fits(doc: Annotated, head: int, pattern: Pattern, form: str) -> Fit | None:
    """What a pattern takes at a word of a form (``verb``, ``noun`` …); None where it does not fit."""
    return _fits_noun(doc, head, pattern) if form == "noun" else _fits_verb(doc, head, pattern)


def _fits_verb(doc: Annotated, head: int, pattern: Pattern) -> Fit | None:
    nouns: list[int] = []
    words = [head]
    if pattern.object:
        heads = g.undergoers(doc, head) or [t.i for t in doc.children(head, "attr", "oprd", "acomp")]
        noun = _first(doc, heads, pattern.object)
        if noun is None:  # "called the rebels terrorists"
            noun = _first(doc, [t.i for t in doc.children(head, "oprd")], pattern.object)
        if noun is None:
            return None
        nouns.append(noun)
        words.append(noun)
    if pattern.modifiers and not any(c.lemma.lower() in pattern.modifiers or c.lower in pattern.modifiers for c in doc.children(head)):
        return None
    # Parsers hang "as shields" in "hold refugees as shields" on either word.
    holders = [head, *nouns] if pattern.object or not any(objects for _, objects in pattern.links) else [head, *g.objects(doc, head)]
    if not _match_links(doc, holders, pattern, nouns, words):
        return None
    clause = None
    if pattern.complement:
        clause = _clause(doc, [head, *nouns], pattern)
        if clause is None:
            return None
    return tuple(nouns), clause, tuple(words)


def _fits_noun(doc: Annotated, head: int, pattern: Pattern) -> Fit | None:
    nouns: list[int] = []
    words = [head]
    if pattern.modifiers:
        modifier = next((i for i in [*g.modifiers(doc, head), *g.possessors(doc, head)] if is_one_of(doc, i, pattern.modifiers)), None)
        if modifier is None:
            return None
        words.append(modifier)
    if not _match_links(doc, [head], pattern, nouns, words):
        return None
    clause = None
    if pattern.complement:
        clause = _clause(doc, [head], pattern)
        if clause is None:
            return None
    return tuple(nouns), clause, tuple(words)


def _match_links(doc: Annotated, holders: Iterable[int], pattern: Pattern, nouns: list[int], words: list[int]) -> bool:
    """Match the pattern's particles and prepositions on the head, on a noun already taken or, last, on the verb's object."""
    places = list(holders)
    places += shared_verbs(doc, places[0])
    if doc.tokens[places[0]].pos == "VERB":  # the parser hangs "of fraud" on the minister in "accused the minister of fraud"
        places += [h for h in g.undergoers(doc, places[0]) if h not in places]
    for link, objects in pattern.links:
        found = _link(doc, places, link, objects)
        if found is None:
            return False
        word, noun = found
        words.append(word)
        if noun is not None:
            nouns.append(noun)
            words.append(noun)
            places.append(noun)
        else:
            places.append(word)
    return True


def _link(doc: Annotated, places: list[int], link: str, objects: frozenset[str]) -> tuple[int, int | None] | None:
    for place in places:
        for child in (*doc.children(place), *_openings(doc, place, link)):
            if child.lower == "to" and child.dep == "aux":
                continue  # "to protest" is no protest to somebody
            if child.lower != link or child.dep not in ("prep", "prt", "advmod", "agent", "dative", "mark", "neg", "aux", "pcomp", "advcl"):
                continue
            if not objects:
                return child.i, None
            heads = [h for o in doc.children(child.i, "pobj", "pcomp") for h in g.conjuncts(doc, o.i)]
            if child.dep in ("prt", "advmod"):  # "break off [relations]"
                heads += g.undergoers(doc, place)
            noun = _first(doc, heads, objects)
            if noun is not None:
                return child.i, noun
    return None


def _openings(doc: Annotated, place: int, link: str) -> list[Token]:
    """The words that open the clauses of a word: the "not" in "warned them not to go", the "for" in "called for them to go"."""
    dep = {"not": "neg", "for": "mark"}.get(link)
    if dep is None:
        return []
    clauses = doc.children(place, "xcomp", "ccomp", *(["advcl"] if link == "for" else []))
    return [word for clause in clauses for word in doc.children(clause.i, dep) if word.i < clause.i]


def _clause(doc: Annotated, holders: list[int], pattern: Pattern) -> int | None:
    for holder in holders:
        for child in doc.children(holder, "xcomp", "ccomp", "acl", "advcl", "pcomp", "oprd"):
            if child.i > holder and _is_wanted(child, pattern) and _opens(doc, child, pattern.opening):
                return child.i
        if pattern.opening == "that":
            continue
        for child in doc.children(holder, "prep"):
            for clause in doc.children(child.i, "pcomp"):
                if _is_wanted(clause, pattern) and (not pattern.opening or child.lower == pattern.opening):
                    return clause.i
    return None


def _is_wanted(clause: Token, pattern: Pattern) -> bool:
    return "*" in pattern.complement or clause.lemma.lower() in pattern.complement


def _opens(doc: Annotated, clause: Token, opening: str) -> bool:
    infinitive = any(a.lower == "to" for a in doc.children(clause.i, "aux"))
    if opening == "that":
        asked = any(m.lower in ("whether", "if") for m in doc.children(clause.i, "mark"))  # "asked whether they had left"
        has_subject = bool(doc.children(clause.i, *g.SUBJECTS, *g.PASSIVE_SUBJECTS))
        return not infinitive and not asked and clause.dep in ("ccomp", "acl") and has_subject
    return infinitive if opening == "to" or clause.dep == "advcl" else True


def _first(doc: Annotated, heads: list[int], words: frozenset[str]) -> int | None:
    """The first head that is one of the words, itself or as what it is a part or number of ("thousands of refugees")."""
    for head in heads:
        if is_one_of(doc, head, words):
            return head
    counted = (h for head in heads for h in g.prepositions(doc, head).get("of", ()) if doc.tokens[h].tag in ("NNS", "NNPS"))
    return next((h for h in counted if is_one_of(doc, h, words)), None)


def is_one_of(doc: Annotated, i: int, words: frozenset[str]) -> bool:
    """Whether the word, or the word with its modifier ("air strike"), is one of ``words``."""
    token = doc.tokens[i]
    if token.lemma.lower() in words or token.lower in words:
        return True
    # "air strike", "no group", "cease - fire", "prisoner of war": the word before the head, or the head's tail
    before = doc.children(i, "compound", "amod", "npadvmod", "det")
    return any(f"{c.lower} {token.lemma.lower()}" in words for c in before) or _hyphened(doc, token) in words


def _hyphened(doc: Annotated, token: Token) -> str | None:
    """The whole of a word that the parser cut at its hyphen: "cease-fire" for its "fire"."""
    if token.i < 2:
        return None
    first, hyphen = doc.tokens[token.i - 2], doc.tokens[token.i - 1]
    if hyphen.text != "-" or first.end != hyphen.start or hyphen.end != token.start:
        return None
    return f"{first.lower}-{token.lemma.lower()}"
