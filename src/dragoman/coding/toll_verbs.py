"""How verbs govern the people they tell of as killed, hurt or held."""

from __future__ import annotations

from dragoman.coding.toll_words import Match, Predicate, Sufferer, TollLexicon
from dragoman.language import Annotated, Token
from dragoman.language import grammar as g


def is_verb(token: Token) -> bool:
    """Whether a token is used as a verb."""
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


def match_object(doc: Annotated, token: Token, predicate: Predicate, words: TollLexicon) -> Match | None:
    """The object of a verb, the subject of its passive."""
    particle = _particle(doc, token, predicate)
    if particle is None or not is_verb(token) or token.dep == "pobj":
        return None
    if predicate.rule.doers is not None and not any(words.is_in(doc.tokens[h], predicate.rule.doers) for h in g.doers(doc, token.i)):
        return None
    if token.dep == "amod":
        return Match(predicate, token.i, (token.i,), (Sufferer(token.head, "the noun it describes"),), True, numbers_only=True)
    beside = _noun_beside(doc, token, words)
    found = (Sufferer(beside, "noun right before the participle"),) if beside is not None else undergoers(doc, token.i)
    return Match(predicate, token.i, (token.i, *particle), found, True)


def _noun_beside(doc: Annotated, token: Token, words: TollLexicon) -> int | None:
    """The noun of people right before a participle that the parser gave to another word.

    After a comma to the whole clause ("an officer, killed in a raid"), else to a noun above it ("a video of two nuns kidnapped there").
    """
    if token.i < 2 or token.tag not in ("VBN", "VBD") or doc.children(token.i, "aux", "auxpass", "dobj"):
        return None
    comma = doc.tokens[token.i - 1].lower == ","
    if token.dep != ("advcl" if comma else "acl"):
        return None
    noun = doc.tokens[token.i - 2 if comma else token.i - 1]
    people = words.is_in(noun, "people") or words.is_in(noun, "generic") or noun.entity == "NORP"
    return noun.i if noun.pos in ("NOUN", "PROPN") and people else None


def undergoers(doc: Annotated, verb: int) -> tuple[Sufferer, ...]:
    """Whom a transitive verb is done to: object, passive subject, or the noun whose relative clause it heads."""
    token = doc.tokens[verb]
    objects = g.objects(doc, verb)
    if objects and not doc.children(verb, "nsubjpass", "auxpass"):
        return tuple(Sufferer(h, "object of the verb") for h in objects)
    if not objects and (clause := _clause_after(doc, verb)) is not None:
        return tuple(Sufferer(h, "object of the verb, read as the subject of a clause") for h in g.subjects(doc, clause))
    if g.is_passive(doc, verb) or (token.tag == "VBN" and not any(a.lemma == "have" for a in g.auxiliaries(doc, verb))):
        return tuple(Sufferer(h, "subject of the passive verb") for h in subjects_through(doc, verb))
    if token.dep == "relcl" and doc.tokens[token.head].pos in ("NOUN", "PROPN", "NUM") and _own_subject(doc, token):
        return tuple(Sufferer(h, "noun whose relative clause has the verb") for h in g.conjuncts(doc, token.head))
    if token.tag in ("VBD", "VBN"):
        # "eight officers injured": a participle the parser took for a past tense
        return tuple(Sufferer(h, "subject of a participle") for h in g.subjects(doc, verb))
    return ()


def _clause_after(doc: Annotated, verb: int) -> int | None:
    """A clause that the parser made of an object and its participle ("killed 17 people gathered at a fair")."""
    for clause in doc.children(verb, "ccomp", "xcomp"):
        if clause.tag in ("VBD", "VBN", "VBG") and clause.left == verb + 1 and not doc.children(clause.i, "mark", "aux", "auxpass"):
            return clause.i
    return None


def _own_subject(doc: Annotated, token: Token) -> bool:
    return any(s.tag not in ("WP", "WDT") for s in doc.children(token.i, "nsubj"))


def subjects_through(doc: Annotated, verb: int) -> list[int]:
    """Subjects, reaching through "were reported killed" and "are believed to have been hurt"."""
    found = _subject_after_place(doc, verb) or g.subjects(doc, verb)
    token = doc.tokens[verb]
    if not found and token.dep in ("oprd", "acomp", "xcomp", "ccomp", "advcl", "dep") and token.head != verb:
        found = g.subjects(doc, token.head)
    return found


def _subject_after_place(doc: Annotated, verb: int) -> list[int]:
    """The subject that the parser took for an apposition of the place before it ("In Gao district, a clerk was seized")."""
    first = min([verb, *(a.i for a in doc.children(verb, "aux", "auxpass"))])
    places = [s for s in doc.children(verb, "nsubj", "nsubjpass") if s.entity in ("GPE", "LOC", "FAC")]
    places += [p for preposition in doc.children(verb, "prep") if preposition.i < first for p in doc.children(preposition.i, "pobj")]
    for place in places:
        places += doc.children(place.i, "appos")
        if place.dep == "appos" and place.right + 1 == first and doc.children(place.i, "det", "nummod"):
            return g.conjuncts(doc, place.i)
    return []


def match_subject(doc: Annotated, token: Token, predicate: Predicate, _: TollLexicon) -> Match | None:
    """The subject of a verb."""
    if not is_verb(token):
        return None
    heads = _subject_after_place(doc, token.i) or g.subjects(doc, token.i)
    return Match(predicate, token.i, (token.i,), tuple(Sufferer(h, "subject of the verb") for h in heads), True)


def match_companion(doc: Annotated, token: Token, predicate: Predicate, words: TollLexicon) -> Match | None:
    """Those of whom a verb with a companion noun tells ("lost their lives", "took hostage")."""
    if not is_verb(token):
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
    passive = (
        [Sufferer(h, "subject of the passive verb") for h in subjects_through(doc, token.i)]
        if g.is_passive(doc, token.i) or reduced
        else []
    )
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


def match_lives(doc: Annotated, token: Token, predicate: Predicate, _: TollLexicon) -> Match | None:
    """Those whose lives a verb says were claimed."""
    if not is_verb(token):
        return None
    lives = [doc.tokens[h] for h in g.objects(doc, token.i) if doc.tokens[h].lemma.lower() in predicate.rule.nouns]
    if not lives:
        return None
    those = g.prepositions(doc, lives[0].i).get("of", [])
    found = tuple(Sufferer(h, 'after "of"') for h in those) or (Sufferer(lives[0].i, "the number of lives"),)
    return Match(predicate, token.i, (token.i, lives[0].i), found, True)


def match_result(doc: Annotated, token: Token, predicate: Predicate, _: TollLexicon) -> Match | None:
    """Those of whom a verb gives the result ("left dead", "stabbed to death")."""
    if not is_verb(token):
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


def match_home(doc: Annotated, token: Token, predicate: Predicate, _: TollLexicon) -> Match | None:
    """Those who leave, or are driven from, their homes."""
    if not is_verb(token):
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
