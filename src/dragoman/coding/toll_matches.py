"""Where a text says that people were killed, hurt or held, and which phrases name them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dragoman.coding.toll_words import Predicate, TollLexicon
from dragoman.language import Annotated, Token
from dragoman.language import grammar as g


class Sufferer(msgspec.Struct, frozen=True):
    """The head of a phrase that names those harmed or held, and how the grammar led there."""

    head: int
    how: str


class Match(msgspec.Struct, frozen=True):
    """A predicate at ``head``, the tokens that make it up, and the phrases it counts."""

    predicate: Predicate
    head: int
    words: tuple[int, ...]
    sufferers: tuple[Sufferer, ...]
    verbal: bool
    numbers_only: bool = False
    """Only a phrase with a number is a toll ("12 missing sailors", not "the missing sailors")."""


def find_matches(doc: Annotated, words: TollLexicon) -> Iterator[Match]:
    """Every predicate of the lexicon in the text, in order, with the phrases it counts (perhaps none)."""
    taken = -1
    for token in doc.tokens:
        if token.i <= taken:
            continue
        for predicate in words.at(doc, token.i):
            match = _FORMS[predicate.rule.form](doc, token, predicate, words)
            if match is not None:
                taken = max(match.words) if predicate.rule.form == "total" else -1
                yield completed(doc, match, words)
                break


def _is_verb(token: Token) -> bool:
    return token.pos == "VERB" or token.tag in ("VBN", "VBD", "VBG")


def _particle(doc: Annotated, token: Token, predicate: Predicate) -> tuple[int, ...] | None:
    if predicate.rule.particle is None:
        return ()
    near = (c.i for c in doc.children(token.i, "prt", "advmod", "prep") if c.lower == predicate.rule.particle)
    found = next(near, None)
    following = doc.tokens[token.i + 1] if token.i + 1 < len(doc.tokens) else None
    if found is None and following is not None and following.lower == predicate.rule.particle:
        found = following.i
    return None if found is None else (found,)


def _object(doc: Annotated, token: Token, predicate: Predicate, words: TollLexicon) -> Match | None:
    particle = _particle(doc, token, predicate)
    if particle is None or not _is_verb(token):
        return None
    if predicate.rule.doers is not None and not any(words.is_in(doc.tokens[h], predicate.rule.doers) for h in g.doers(doc, token.i)):
        return None
    if token.dep == "amod":
        return Match(predicate, token.i, (token.i,), (Sufferer(token.head, "the noun it describes"),), True, numbers_only=True)
    beside = _noun_beside(doc, token, words)
    found = (Sufferer(beside, "noun right before the participle"),) if beside is not None else undergoers(doc, token.i)
    return Match(predicate, token.i, (token.i, *particle), found, True)


def _noun_beside(doc: Annotated, token: Token, words: TollLexicon) -> int | None:
    """The noun a participle after a comma tells of, where the parser gave it to the whole clause ("an officer, killed in a raid")."""
    if (
        token.tag != "VBN"
        or token.dep != "advcl"
        or token.i < 2
        or doc.tokens[token.i - 1].lower != ","
        or doc.children(token.i, "aux", "auxpass")
    ):
        return None
    noun = doc.tokens[token.i - 2]
    return noun.i if noun.pos in ("NOUN", "PROPN") and words.is_in(noun, "people") else None


def undergoers(doc: Annotated, verb: int) -> tuple[Sufferer, ...]:
    """Whom a transitive verb is done to: object, passive subject, or the noun whose relative clause it heads."""
    token = doc.tokens[verb]
    objects = g.objects(doc, verb)
    if objects and not doc.children(verb, "nsubjpass", "auxpass"):
        return tuple(Sufferer(h, "object of the verb") for h in objects)
    if g.is_passive(doc, verb) or (token.tag == "VBN" and not any(a.lemma == "have" for a in g.auxiliaries(doc, verb))):
        return tuple(Sufferer(h, "subject of the passive verb") for h in _subjects(doc, verb))
    if token.dep == "relcl" and doc.tokens[token.head].pos in ("NOUN", "PROPN", "NUM") and _own_subject(doc, token):
        return tuple(Sufferer(h, "noun whose relative clause has the verb") for h in g.conjuncts(doc, token.head))
    if token.tag in ("VBD", "VBN"):
        # "eight officers injured": a participle the parser took for a past tense
        return tuple(Sufferer(h, "subject of a participle") for h in g.subjects(doc, verb))
    return ()


def _own_subject(doc: Annotated, token: Token) -> bool:
    return any(s.tag not in ("WP", "WDT") for s in doc.children(token.i, "nsubj"))


def _subjects(doc: Annotated, verb: int) -> list[int]:
    """Subjects, reaching through "were reported killed" and "are believed to have been hurt"."""
    found = g.subjects(doc, verb)
    token = doc.tokens[verb]
    if not found and token.dep in ("oprd", "acomp", "xcomp", "ccomp", "advcl", "dep") and token.head != verb:
        found = g.subjects(doc, token.head)
    return found


def _among(doc: Annotated, sufferers: tuple[Sufferer, ...], words: TollLexicon) -> tuple[Sufferer, ...]:
    """ "Six boys were among those killed" counts the six boys, "those killed include two nuns" the two nuns."""
    found: list[Sufferer] = []
    for sufferer in sufferers:
        token = doc.tokens[sufferer.head]
        above = doc.tokens[token.head]
        if token.dep == "pobj" and above.lower == "among" and doc.tokens[above.head].pos in ("AUX", "VERB"):
            found += [Sufferer(h, "subject of a clause that puts them among the rest") for h in g.subjects(doc, above.head)]
        elif token.lower == "those" and token.dep == "nsubj" and words.is_in(above, "listing"):
            listed = [h for o in doc.children(above.i, "dobj", "attr") for h in g.conjuncts(doc, o.i)]
            found += [Sufferer(h, "listed among those") for h in listed]
        else:
            found.append(sufferer)
    return tuple(found)


def _company(doc: Annotated, match: Match, words: TollLexicon) -> tuple[Sufferer, ...]:
    """ "Was killed along with his wife": those in company with the ones a verb names."""
    found: list[Sufferer] = []
    holders = {match.head, *(s.head for s in match.sufferers)} if match.verbal and match.sufferers else set()
    for holder in sorted(holders):
        for child in doc.children(holder, "prep", "advmod", "cc"):
            if child.lower in words.lists["company"]:
                found += [Sufferer(h, f'after "{child.text} with"') for h in g.prepositions(doc, child.i).get("with", [])]
    return tuple(found)


def _subject(doc: Annotated, token: Token, predicate: Predicate, _: TollLexicon) -> Match | None:
    if not _is_verb(token):
        return None
    found = tuple(Sufferer(h, "subject of the verb") for h in g.subjects(doc, token.i))
    return Match(predicate, token.i, (token.i,), found, True)


def _companion(doc: Annotated, token: Token, predicate: Predicate, words: TollLexicon) -> Match | None:
    if not _is_verb(token):
        return None
    nouns = predicate.rule.nouns
    noun = next(
        (o for o in doc.children(token.i, "dobj", "oprd", "xcomp", "npadvmod", "advmod", "acomp") if o.lemma.lower() in nouns), None
    )
    if noun is not None and noun.dep == "dobj" and not words.is_in(noun, "people"):
        return Match(
            predicate, token.i, (token.i, noun.i), tuple(Sufferer(h, "subject of the verb") for h in g.subjects(doc, token.i)), True
        )
    if noun is not None and noun.dep == "dobj":
        return _captives(doc, token, predicate, noun, words)
    if noun is None:
        noun = _companion_after_preposition(doc, token, nouns)
    if noun is None:
        return None
    found = tuple(s for s in undergoers(doc, token.i) if s.head != noun.i)
    return Match(predicate, token.i, (token.i, noun.i), found, True)


def _captives(doc: Annotated, token: Token, predicate: Predicate, noun: Token, words: TollLexicon) -> Match:
    """ "Took 12 hostages", or "took 12 nurses hostage" with the nurses read as part of the noun's phrase."""
    inner = [c for c in doc.children(noun.i, "nmod", "compound", "nsubj", "dep") if c.tag in ("NNS", "NNPS") or words.is_in(c, "people")]
    reduced = token.dep in ("acl", "relcl") and not doc.children(token.i, "nsubj")
    passive = [Sufferer(h, "subject of the passive verb") for h in _subjects(doc, token.i)] if g.is_passive(doc, token.i) or reduced else []
    if reduced and not passive:
        passive = [Sufferer(token.head, "noun whose participle has the verb")]
    bare = noun.tag == "NN" and not doc.children(noun.i, "det", "nummod", "poss")
    if bare and not inner and not passive:
        # "a nun held hostage", read as if she held one
        passive = [Sufferer(h, "of whom it is said") for h in g.subjects(doc, token.i)]
    head = inner[-1].i if inner else noun.i
    return Match(predicate, token.i, (token.i, noun.i), tuple(passive) or (Sufferer(head, "object of the verb"),), True)


def _companion_after_preposition(doc: Annotated, token: Token, nouns: tuple[str, ...]) -> Token | None:
    for preposition in doc.children(token.i, "prep"):
        if preposition.lower in ("into", "in", "for", "under", "with", "to"):
            for noun in doc.children(preposition.i, "pobj"):
                if any(doc.tokens[h].lemma.lower() in nouns for h in g.conjuncts(doc, noun.i)):
                    return noun
    return None


def _lives(doc: Annotated, token: Token, predicate: Predicate, _: TollLexicon) -> Match | None:
    if not _is_verb(token):
        return None
    lives = [doc.tokens[h] for h in g.objects(doc, token.i) if doc.tokens[h].lemma.lower() in predicate.rule.nouns]
    if not lives:
        return None
    those = g.prepositions(doc, lives[0].i).get("of", [])
    found = tuple(Sufferer(h, 'after "of"') for h in those) or (Sufferer(lives[0].i, "the number of lives"),)
    return Match(predicate, token.i, (token.i, lives[0].i), found, True)


def _result(doc: Annotated, token: Token, predicate: Predicate, _: TollLexicon) -> Match | None:
    if not _is_verb(token):
        return None
    sentence = doc.sentence_of(token.i)
    for end in range(token.i + 1, min(sentence.last, token.i + 12) + 1):
        for phrase in predicate.rule.results:
            parts = phrase.split()
            if [t.lower for t in doc.tokens[end : end + len(parts)]] == parts and _belongs(doc, token, end):
                return Match(predicate, token.i, (token.i, *range(end, end + len(parts))), _of_result(doc, token, end), True)
    return None


def _belongs(doc: Annotated, verb: Token, end: int) -> bool:
    """Whether the result word hangs on the verb or on its object, with no other verb between."""
    above = [t.i for t in doc.ancestors(end)]
    return verb.i in above and not any(doc.tokens[j].pos == "VERB" and doc.tokens[j].tag != "VBG" for j in range(verb.i + 1, end))


def _of_result(doc: Annotated, verb: Token, end: int) -> tuple[Sufferer, ...]:
    small = [Sufferer(h, "of whom the result is said") for s in doc.children(end, "nsubj", "nsubjpass") for h in g.conjuncts(doc, s.i)]
    if small:
        return tuple(small)
    found = tuple(s for s in undergoers(doc, verb.i) if s.head != end)
    if found:
        return found
    result = doc.tokens[end]
    if result.dep in ("amod", "acl") or doc.children(end, "nummod"):
        return (Sufferer(result.head if result.dep in ("amod", "acl") else end, "the noun it describes"),)
    return tuple(Sufferer(j, "the number before it") for j in range(verb.i + 1, end) if doc.tokens[j].pos == "NUM")[:1]


def _noun(doc: Annotated, token: Token, predicate: Predicate, words: TollLexicon) -> Match | None:
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


def _state(doc: Annotated, token: Token, predicate: Predicate, words: TollLexicon) -> Match | None:
    if predicate.rest:
        return _state_phrase(doc, token, predicate)
    if token.tag == "VBG" and any(a.lemma.lower() == "be" for a in doc.children(token.i, "aux")) and not doc.children(token.i, "dobj"):
        heads = _subjects(doc, token.i)
        return Match(predicate, token.i, (token.i,), tuple(Sufferer(h, "of whom it is said") for h in heads), False)
    if _is_verb(token) and token.dep not in ("amod", "oprd", "acomp"):
        return None  # the verb has its own rule
    if token.dep == "amod":
        return Match(predicate, token.i, (token.i,), (Sufferer(token.head, "the noun it describes"),), False, numbers_only=True)
    if token.dep in ("acomp", "oprd", "attr", "xcomp") and words.is_in(doc.tokens[token.head], "carriers"):
        verb = token.head
        active = not g.is_passive(doc, verb) and doc.tokens[verb].lemma.lower() != "be"
        heads = (g.objects(doc, verb) if active else []) or _subjects(doc, verb)
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


def _total(doc: Annotated, token: Token, predicate: Predicate, words: TollLexicon) -> Match | None:
    last = token.i + len(predicate.rest)
    if not predicate.rest and token.pos != "NOUN":
        return None
    sentence = doc.sentence_of(token.i)
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


def _none(doc: Annotated, token: Token, predicate: Predicate, _: TollLexicon) -> Match | None:
    if token.pos != "NOUN" or not any(c.lower == "no" for c in doc.children(token.i, "det", "neg")):
        return None
    return Match(predicate, token.i, (token.i,), (Sufferer(token.i, "nobody counted"),), False, numbers_only=True)


def _home(doc: Annotated, token: Token, predicate: Predicate, _: TollLexicon) -> Match | None:
    if not _is_verb(token):
        return None
    home = next((t for t in _near(doc, token.i) if t.lemma.lower() in predicate.rule.nouns), None)
    if home is None or not _is_own_home(doc, home):
        return None
    if token.lemma.lower() in ("force", "drive", "expel"):
        return Match(predicate, token.i, (token.i, home.i), tuple(s for s in undergoers(doc, token.i) if s.head != home.i), True)
    found = tuple(Sufferer(h, "subject of the verb") for h in g.subjects(doc, token.i))
    return Match(predicate, token.i, (token.i, home.i), found, True)


def _near(doc: Annotated, verb: int) -> list[Token]:
    """Objects of a verb, and what its own prepositions and complement verbs govern."""
    found = doc.children(verb, "dobj")
    for child in doc.children(verb, "prep", "xcomp", "dobj", "prt", "advmod"):
        found += doc.children(child.i, "pobj", "dobj")
        for inner in doc.children(child.i, "prep"):
            found += doc.children(inner.i, "pobj")
    return found


def _is_own_home(doc: Annotated, home: Token) -> bool:
    """ "Their homes", "homes", "from the village": not a house somebody calls at."""
    return home.tag == "NNS" or bool(doc.children(home.i, "poss")) or home.lower == "home"


_FORMS = {
    "object": _object, "subject": _subject, "companion": _companion, "lives": _lives, "result": _result, "noun": _noun, "state": _state,
    "total": _total, "home": _home, "none": _none,
}  # fmt: skip


def completed(doc: Annotated, match: Match, words: TollLexicon) -> Match:
    """The match with "those" replaced by whoever is said to be among them, and with their company."""
    sufferers = _among(doc, match.sufferers, words)
    known = {s.head for s in sufferers}
    return msgspec.structs.replace(match, sufferers=(*sufferers, *(s for s in _company(doc, match, words) if s.head not in known)))
