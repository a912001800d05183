"""How nouns, adjectives and sums govern the people they tell of as killed, hurt or held."""

from __future__ import annotations

from dragoman.coding.toll_verbs import is_verb, subjects_through
from dragoman.coding.toll_words import Match, Predicate, Sufferer, TollLexicon
from dragoman.language import Annotated, Token
from dragoman.language import grammar as g


def match_noun(doc: Annotated, token: Token, predicate: Predicate, words: TollLexicon) -> Match | None:
    """The number before a noun of harm, or those after its "of" or before its "'s"."""
    if token.pos not in ("NOUN", "VERB") or (token.pos == "VERB" and token.tag != "VBG") or not _holds(doc, token, predicate):
        return None
    found = [Sufferer(h, 'after "of"') for h in g.prepositions(doc, token.i).get("of", [])]
    found += [
        Sufferer(h, 'before "\'s"')
        for h in g.possessors(doc, token.i)
        if doc.tokens[h].pos == "PROPN" or words.is_in(doc.tokens[h], "people")
    ]
    counted = words.is_in(token, "generic")
    if not found and counted:
        return Match(predicate, token.i, (token.i,), (Sufferer(token.i, "the number of them"),), False, numbers_only=True)
    return Match(predicate, token.i, (token.i,), tuple(found), False)


def _holds(doc: Annotated, token: Token, predicate: Predicate) -> bool:
    """For nouns that need a verb of finding: whether one governs them."""
    results = predicate.rule.results
    return (
        not results
        or any(t.lemma.lower() in results for t in list(doc.ancestors(token.i))[:2])
        or bool(g.prepositions(doc, token.i).get("of"))
    )


def match_state(doc: Annotated, token: Token, predicate: Predicate, words: TollLexicon) -> Match | None:
    """Those of whom an adjective or phrase of state is said."""
    if predicate.rest:
        return _state_phrase(doc, token, predicate)
    if token.tag == "VBG" and any(a.lemma.lower() == "be" for a in doc.children(token.i, "aux")) and not doc.children(token.i, "dobj"):
        heads = subjects_through(doc, token.i)
        return Match(predicate, token.i, (token.i,), tuple(Sufferer(h, "of whom it is said") for h in heads), False)
    if token.dep == "pobj" and doc.tokens[token.head].lower == "of" and doc.tokens[number := doc.tokens[token.head].head].pos == "NUM":
        return Match(predicate, token.i, (token.i,), (Sufferer(number, 'a number "of the" others', among=True),), False, numbers_only=True)
    if is_verb(token) and token.dep not in ("amod", "oprd", "acomp") and (token.tag, token.dep) != ("VBG", "xcomp"):
        return None  # the verb has its own rule
    above = doc.tokens[token.head]
    if above.lower == "as" and words.is_in(doc.tokens[above.head], "carriers"):  # "listed as missing"
        heads = subjects_through(doc, above.head)
        return Match(predicate, token.i, (token.i, above.head), tuple(Sufferer(h, "of whom it is said") for h in heads), False)
    if token.dep == "amod":
        return Match(predicate, token.i, (token.i,), (Sufferer(token.head, "the noun it describes"),), False, numbers_only=True)
    if token.dep in ("acomp", "oprd", "attr", "xcomp") and words.is_in(above, "carriers"):
        verb = token.head
        active = not g.is_passive(doc, verb) and doc.tokens[verb].lemma.lower() != "be"
        heads = (g.objects(doc, verb) if active else []) or subjects_through(doc, verb)
        return Match(predicate, token.i, (token.i, verb), tuple(Sufferer(h, "of whom it is said") for h in heads), False)
    if doc.children(token.i, "nummod", "det", "quantmod") and token.pos in ("NOUN", "ADJ", "PROPN", "NUM"):
        return Match(predicate, token.i, (token.i,), (Sufferer(token.i, "the number of them"),), False, numbers_only=True)
    before = _number_before(doc, token.i)
    if before is not None:
        return Match(predicate, token.i, (token.i,), (Sufferer(before, "the number before it"),), False, numbers_only=True)
    subject = doc.children(token.i, "nsubj")
    return Match(predicate, token.i, (token.i,), tuple(Sufferer(s.i, "of whom it is said") for s in subject), False) if subject else None


def _state_phrase(doc: Annotated, token: Token, predicate: Predicate) -> Match | None:
    head = doc.tokens[token.head]
    words = tuple(range(token.i, token.i + 1 + len(predicate.rest)))
    if head.pos in ("NOUN", "PROPN", "NUM", "PRON"):
        return Match(predicate, token.i, words, (Sufferer(head.i, "the noun it describes"),), False, numbers_only=True)
    if head.lemma.lower() in ("be", "remain", "stay"):
        return Match(predicate, token.i, words, tuple(Sufferer(h, "of whom it is said") for h in g.subjects(doc, head.i)), False)
    return None


def _number_before(doc: Annotated, i: int) -> int | None:
    return i - 1 if i and doc.tokens[i - 1].pos == "NUM" and doc.tokens[i - 1].sentence == doc.tokens[i].sentence else None


def match_total(doc: Annotated, token: Token, predicate: Predicate, words: TollLexicon) -> Match | None:
    """The number that a sum is or comes to."""
    last = token.i + len(predicate.rest)
    if not predicate.rest and token.pos != "NOUN":
        return None
    sentence = doc.sentence_of(token.i)
    before = doc.tokens[max(sentence.first, token.i - 3) : token.i]
    if [t.pos for t in before][-2:] == ["NUM", "DET"] and before[0].lower == "to":  # "brings to 73 the number"
        said = (Sufferer(before[-2].i, "what the sum comes to"),)
        return Match(predicate, token.i, (*range(token.i, last + 1),), said, False, numbers_only=True)
    for j in range(last + 1, min(sentence.last, last + 24) + 1):
        number = doc.tokens[j]
        after = doc.tokens[min(j + 1, sentence.last)].lower
        if number.pos == "NUM" and after not in words.lists["money"] and _sums(doc, last, j, words):
            return Match(
                predicate, token.i, (*range(token.i, last + 1),), (Sufferer(j, "what the sum is or comes to"),), False, numbers_only=True
            )
    return None


def _sums(doc: Annotated, last: int, number: int, words: TollLexicon) -> bool:
    """Whether the words between a sum and a number say it comes to that number, not that it comes from it."""
    between = [t for t in doc.tokens[last + 1 : number] if t.pos not in ("ADV", "ADJ", "NUM", "DET")]
    if any(t.lower in (";", "while", "but", "and", "when", "as") or t.dep in ("nsubj", "nsubjpass") for t in between[1:]):
        return False
    linked = doc.tokens[doc.tokens[number].left - 1] if doc.tokens[number].left else doc.tokens[number]
    near = {linked.lower, *(t.lower for t in between[-1:])}
    return bool(near & words.lists["summing"]) and "from" not in near


def match_none(doc: Annotated, token: Token, predicate: Predicate, _: TollLexicon) -> Match | None:
    """Nobody, where "no" stands before the noun."""
    if token.pos != "NOUN" or not any(c.lower == "no" for c in doc.children(token.i, "det", "neg")):
        return None
    return Match(predicate, token.i, (token.i,), (Sufferer(token.i, "nobody counted"),), False, numbers_only=True)
