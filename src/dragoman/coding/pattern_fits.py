"""Whether the pattern of a rule fits at a word: the nouns, particles, prepositions and clauses that it asks for around it."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.language import Annotated, Token
from dragoman.language import grammar as g
from dragoman.lexicon.patterns import Pattern

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
    return any(f"{c.lower} {token.lemma.lower()}" in words for c in before) or hyphened(doc, token) in words


def hyphened(doc: Annotated, token: Token) -> str | None:
    """The whole of a word that the parser cut at its hyphen: "cease-fire" for its "fire"."""
    if token.i < 2:
        return None
    first, hyphen = doc.tokens[token.i - 2], doc.tokens[token.i - 1]
    if hyphen.text != "-" or first.end != hyphen.start or hyphen.end != token.start:
        return None
    return f"{first.lower}-{token.lemma.lower()}"


def shared_verbs(doc: Annotated, verb: int) -> list[int]:
    """Passive verbs coordinated below a passive one, whose adjuncts it shares: "ten were killed and others wounded in a raid"."""
    if doc.tokens[verb].tag != "VBN" or not g.is_passive(doc, verb):
        return []
    return [c.i for c in doc.children(verb, "conj") if c.tag == "VBN"]
