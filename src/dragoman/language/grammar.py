"""Who does what to whom in a parse: the arguments of a verb or noun, wherever the grammar put them.

Reads CLEAR dependency labels of an ``Annotated``. Every function takes token indices and gives token
indices of phrase heads, in text order. Shared subjects are found through control ("agreed to meet"),
raising ("is expected to visit"), coordination, relative clauses and participles.
"""

from __future__ import annotations

from dragoman.language.annotated import Annotated, Token

SUBJECTS = ("nsubj", "csubj")
PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
_COMPANY = (("along", "with"), ("together", "with"))
_RELATIVE = {"who", "which", "that", "whom", "whose"}
# Verbs whose object, where they have one, is the subject of the infinitive that follows.
_OBJECT_CONTROL_DEPS = ("dobj", "dative", "nsubjpass")


# Verbs whose subject, not object, is that of the infinitive that follows: "used the hall to hold talks".
_OWN_PURPOSE = ("use", "promise", "employ")


def conjuncts(doc: Annotated, i: int) -> list[int]:
    """The phrase head ``i`` and all phrases coordinated with it, in text order."""
    found, todo = [i], [i]
    while todo:
        at = todo.pop()
        for child in doc.children(at, "conj", "appos"):
            if _alike(doc.tokens[i], child) and (child.dep == "conj" or _is_listed(doc, doc.tokens[at], child)):
                found.append(child.i)
                todo.append(child.i)
            elif child.dep == "appos" and (further := _after_apposition(doc, child)):
                found += further
                todo += further
    return sorted(found)


def _after_apposition(doc: Annotated, named: Token) -> list[int]:
    """What the parser hangs on a name between commas, and goes with its title: "the minister, Ali Odeh, and two guards"."""
    if not any(doc.tokens[c.i - 1].text == "," for c in doc.children(named.i, "cc")):
        return []
    return [c.i for c in doc.children(named.i, "conj") if _alike(named, c)]


def _is_listed(doc: Annotated, first: Token, second: Token) -> bool:
    """Whether the parser took the second name of a list for an apposition: "Chad, Mali and Niger" hung as Mali on Chad."""
    bare = all(
        t.pos == "PROPN" and all(c.dep in ("punct", "conj", "cc", "appos", "det") for c in doc.children(t.i)) for t in (first, second)
    )
    return bare and bool(doc.children(second.i, "conj")) and doc.tokens[first.i + 1].text == "," and second.left <= first.i + 2


def _alike(a: Token, b: Token) -> bool:
    nominal = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM")
    return (a.pos in nominal) == (b.pos in nominal)


def is_passive(doc: Annotated, verb: int) -> bool:
    """Whether a verb form is passive: an auxiliary "be" or "get", or a bare past participle after its noun."""
    token = doc.tokens[verb]
    if doc.children(verb, "nsubjpass", "auxpass", "csubjpass"):
        return True
    if token.tag == "VBN" and token.dep == "acl":
        return True
    if token.tag == "VBN" and token.dep in ("oprd", "xcomp") and not doc.children(verb, "aux", "dobj"):
        return True  # "were reported killed", "are feared drowned"
    if token.dep == "conj" and not doc.children(verb, "nsubj", "aux", "dobj") and (token.tag == "VBN" or _leads_participle(doc, token)):
        return is_passive(doc, token.head)
    return bool(doc.children(verb, "agent")) or is_brought_about(doc, verb)


def _leads_participle(doc: Annotated, token: Token) -> bool:
    """Whether a form that may be a participle has one coordinated to it: the "shot" of "were chased and shot and killed"."""
    return token.tag == "VBD" and any(c.tag == "VBN" and not doc.children(c.i, *SUBJECTS, "aux") for c in doc.children(token.i, "conj"))


def is_brought_about(doc: Annotated, verb: int) -> bool:
    """Whether somebody has it done to another: "killed" in "had a rival killed"."""
    token, above = doc.tokens[verb], doc.tokens[doc.tokens[verb].head]
    if token.dep != "ccomp" or token.tag not in ("VBN", "VBD") or above.lemma.lower() != "have" or above.i > verb:
        return False
    return bool(doc.children(verb, "nsubj")) and not doc.children(verb, "aux", "auxpass", "mark", "dobj")


def auxiliaries(doc: Annotated, verb: int) -> list[Token]:
    """The auxiliaries of a verb, its own or those it shares with the verb it is coordinated to."""
    own = doc.children(verb, "aux", "auxpass")
    token = doc.tokens[verb]
    if (
        not own
        and token.dep == "conj"
        and token.tag not in ("VBZ", "VBD")  # it has a tense of its own
        and doc.tokens[token.head].pos in ("VERB", "AUX")
        and not doc.children(verb, *SUBJECTS, *PASSIVE_SUBJECTS)
    ):
        return auxiliaries(doc, token.head)
    return own


def subjects(doc: Annotated, verb: int, _seen: frozenset[int] = frozenset()) -> list[int]:
    """The grammatical subjects of a verb, shared ones too: heads of phrases, conjuncts expanded.

    For a passive verb these are who it was done to; see ``doers`` and ``undergoers``.
    """
    if verb in _seen:
        return []
    _seen |= {verb}
    token = doc.tokens[verb]
    own = [_visitor(doc, s) for s in doc.children(verb, *SUBJECTS, *PASSIVE_SUBJECTS)]
    if own:
        return [h for s in own for h in _antecedents(doc, s, verb)]
    head = doc.tokens[token.head]
    if token.dep in ("relcl", "acl") and _is_infinitive(doc, verb) and (user := _user(doc, verb)) is not None:
        return subjects(doc, user, _seen)
    if token.dep == "relcl" and head.pos != "VERB":
        # "the envoy expected to visit": a reduced relative with no pronoun
        return conjuncts(doc, head.i) if token.tag in ("VBN", "VBG") or _is_headline(doc, verb) else []
    if token.dep == "acl" and head.pos != "VERB":
        return (
            conjuncts(doc, head.i)
            if token.tag in ("VBG", "VBN") or (_is_infinitive(doc, verb) and (head.pos != "NOUN" or _is_headline(doc, verb)))
            else _holder(doc, head.i, _seen)
        )
    if token.dep == "conj" and head.pos in ("VERB", "AUX"):
        return subjects(doc, head.i, _seen)
    if token.dep in ("xcomp", "ccomp") and head.pos in ("VERB", "AUX", "ADJ", "NOUN"):
        controlled = doc.children(head.i, "dobj", "dative") if token.dep == "xcomp" else []
        controlled = [o for o in controlled if o.i < verb] if head.lemma.lower() not in _OWN_PURPOSE else []
        if controlled:
            return conjuncts(doc, controlled[-1].i)
        return subjects(doc, head.i, _seen) if head.pos != "NOUN" else _holder(doc, head.i, _seen)
    if token.dep == "acomp" and head.pos in ("AUX", "VERB"):  # "is about to visit", "seems ready to talk"
        return subjects(doc, head.i, _seen)
    if token.dep == "pcomp" and (controller := _controller(doc, head) or _owner_of_will(doc, head)):
        return controller
    if token.dep in ("advcl", "pcomp", "prep", "dep") and token.pos in ("VERB", "AUX"):
        for above in doc.ancestors(verb):
            if above.pos in ("VERB", "AUX"):
                return subjects(doc, above.i, _seen)
    return []


def _user(doc: Annotated, verb: int) -> int | None:
    """The verb of use whose purpose an infinitive is, hung on what is used: "used the hall as a base to hold talks"."""
    above = next((t for t in doc.ancestors(verb) if t.pos == "VERB"), None)
    return above.i if above is not None and above.lemma.lower() in _OWN_PURPOSE else None


def _controller(doc: Annotated, preposition: Token) -> list[int]:
    """Who "of", "for" or "from" with a gerund is said of: the object ("accused Chad of shelling"), or the passive subject."""
    verb = doc.tokens[preposition.head]
    if preposition.lower not in ("of", "for", "from", "into") or verb.pos != "VERB":
        return []
    if is_passive(doc, verb.i):
        return []  # the subject of the passive verb, found on the way up
    return [h for o in doc.children(verb.i, "dobj") if o.i < preposition.i for h in conjuncts(doc, o.i)]


def _owner_of_will(doc: Annotated, preposition: Token) -> list[int]:
    """Whose "focus on meeting" or "hopes of winning" it is: the possessor of the noun before the preposition."""
    noun = doc.tokens[preposition.head]
    return possessors(doc, noun.i)


def _visitor(doc: Annotated, subject: Token) -> Token:
    """The person in "visiting Foreign Minister Lund urged …", which parsers take for a clause."""
    if (
        subject.dep == "csubj"
        and subject.tag == "VBG"
        and subject.i + 1 < len(doc.tokens)
        and doc.tokens[subject.i + 1].pos in ("PROPN", "ADJ")
    ):
        return next(iter(doc.children(subject.i, "dobj")), subject)
    return subject


def _holder(doc: Annotated, noun: int, seen: frozenset[int]) -> list[int]:
    """Whose plan, attempt or right a noun is: its possessor, else the subject of the verb it hangs on."""
    own = [h for p in doc.children(noun, "poss") for h in conjuncts(doc, p.i)]
    if own:
        return own
    head = doc.tokens[doc.tokens[noun].head]
    if head.dep == "prep" and doc.tokens[head.head].dep == "acomp":  # "pleaded guilty to a plot to attack"
        head = doc.tokens[doc.tokens[head.head].head]
    return subjects(doc, head.i, seen) if head.i != noun and head.pos in ("VERB", "AUX") else []


def _is_infinitive(doc: Annotated, verb: int) -> bool:
    return any(a.lower == "to" for a in doc.children(verb, "aux"))


def _is_headline(doc: Annotated, verb: int) -> bool:
    """Whether an infinitive hangs on a noun that is all else the sentence has: "Premier to visit Kenya"."""
    noun = doc.tokens[verb].head
    return _is_infinitive(doc, verb) and doc.tokens[noun].head == noun


def _antecedents(doc: Annotated, subject: Token, verb: int) -> list[int]:
    """Replace a relative pronoun by the noun it stands for; expand conjuncts."""
    if subject.lower in _RELATIVE and subject.tag in ("WP", "WDT", "WP$", "IN"):
        clause: int | None = verb
        while clause is not None and doc.tokens[clause].dep not in ("relcl", "acl"):
            clause = doc.tokens[clause].head if doc.tokens[clause].dep in ("conj", "ccomp", "xcomp") else None
        if clause is not None:
            noun = doc.tokens[clause].head
            return conjuncts(doc, noun) if doc.tokens[noun].right >= verb and _plural_verb(doc, verb) else [noun]
        return []
    return conjuncts(doc, subject.i)


def _plural_verb(doc: Annotated, verb: int) -> bool:
    tags = {t.lower for t in auxiliaries(doc, verb)}
    return bool({"have", "are", "were", "do"} & tags) or doc.tokens[verb].tag == "VBP"


def agents(doc: Annotated, verb: int) -> list[int]:
    """Who stands after "by" with a passive verb."""
    found = [o for a in doc.children(verb, "agent") for o in doc.children(a.i, "pobj")]
    found += [o for p in doc.children(verb, "prep") if p.lower == "by" for o in doc.children(p.i, "pobj")]
    if not found and is_brought_about(doc, verb):
        return subjects(doc, doc.tokens[verb].head)
    return sorted({h for o in found for h in conjuncts(doc, o.i)}) or _shared_agents(doc, verb)


def _shared_agents(doc: Annotated, verb: int) -> list[int]:
    """The agents of a passive verb that this one is coordinated with: "were shot and killed by gunmen"."""
    later = [c.i for c in doc.children(verb, "conj") if c.tag == "VBN" and not doc.children(c.i, *SUBJECTS, *PASSIVE_SUBJECTS)]
    return agents(doc, later[0]) if later else []


def doers(doc: Annotated, verb: int) -> list[int]:
    """Who does it: the subject of an active verb, the agent of a passive one."""
    if is_passive(doc, verb):
        return agents(doc, verb)
    token = doc.tokens[verb]
    if token.dep == "advcl" and token.tag == "VBG" and not doc.children(verb, *SUBJECTS) and is_passive(doc, token.head):
        return agents(doc, token.head)  # "the camp was attacked by militiamen, killing ten"
    return subjects(doc, verb)


def objects(doc: Annotated, verb: int) -> list[int]:
    """The direct objects of a verb, conjuncts expanded; an object shared by coordinated verbs too."""
    own = [h for o in doc.children(verb, "dobj", "dative") if o.pos != "ADP" for h in _antecedents(doc, o, verb)]
    if own:
        return own
    if (gap := _gap(doc, verb)) is not None:
        return [gap]
    # "forced the plane to land": parsers hang "plane" on the infinitive
    # and on "guilty" in "found the man guilty"
    own = [
        h
        for c in doc.children(verb, "ccomp")
        if _is_infinitive(doc, c.i) or c.pos == "ADJ"
        for s in doc.children(c.i, "nsubj")
        if s.i > verb
        for h in conjuncts(doc, s.i)
    ]
    if own:
        return own
    shared = [c for c in doc.children(verb, "conj") if c.pos == "VERB" and not doc.children(verb, "prep", "ccomp", "xcomp")]
    return objects(doc, shared[0].i) if shared and shared[0].i - verb <= 3 else []


def _gap(doc: Annotated, verb: int) -> int | None:
    """The noun that a relative clause with no pronoun leaves out: "the men police arrested", "a charge they rejected"."""
    token = doc.tokens[verb]
    if token.dep != "relcl" or doc.children(verb, "xcomp", "ccomp", "prep", "prt"):
        return None
    own = doc.children(verb, "nsubj")
    return token.head if own and own[0].lower not in _RELATIVE and own[0].left > token.head else None


def undergoers(doc: Annotated, verb: int) -> list[int]:
    """To whom it is done: the object of an active verb, the subject of a passive one."""
    if is_passive(doc, verb):
        found = subjects(doc, verb)
        return found + [h for o in doc.children(verb, "dobj") for h in conjuncts(doc, o.i) if h not in found]
    return objects(doc, verb)


def prepositions(doc: Annotated, i: int) -> dict[str, list[int]]:
    """The objects of each preposition that hangs on ``i`` or on its particle: {"with": [head, …]}.

    A chain such as "out of" or "because of" is also given joined: {"of": …, "out of": …}; "along with" and "together with" only so.
    """
    found: dict[str, list[int]] = {}
    for prep in doc.children(i, "prep", "agent", "dative", "prt", "advmod"):
        if prep.pos not in ("ADP", "SCONJ", "ADV", "VERB"):
            continue
        opening = [c.lower for c in doc.children(prep.i, "advmod") if (c.lower, prep.lower) in _COMPANY]
        _collect(doc, prep, (*opening, prep.lower), found)
    return found


def _collect(doc: Annotated, prep: Token, path: tuple[str, ...], found: dict[str, list[int]]) -> None:
    for child in doc.children(prep.i):
        if child.dep in ("pobj", "pcomp"):
            heads = conjuncts(doc, child.i)
            if path[-2:] not in _COMPANY:
                found.setdefault(path[-1], []).extend(heads)
            if len(path) > 1:
                found.setdefault(" ".join(path), []).extend(heads)
        elif child.dep == "prep" or (child.dep == "conj" and child.pos == "ADP"):
            _collect(doc, child, (*path, child.lower) if child.dep == "prep" else (child.lower,), found)


def possessors(doc: Annotated, noun: int) -> list[int]:
    """Whose: possessives before a noun ("Israel's blockade"), conjuncts expanded."""
    return [h for p in doc.children(noun, "poss") for h in conjuncts(doc, p.i)]


def modifiers(doc: Annotated, noun: int) -> list[int]:
    """Adjectives and nouns before a noun ("Israeli air strike": Israeli, air), coordinated ones too."""
    found = []
    for child in doc.children(noun, "amod", "compound", "nmod", "nummod"):
        found += list(conjuncts(doc, child.i))
        found += [c.i for c in doc.children(child.i, "amod", "compound", "nmod")]
    return sorted(i for i in found if not _is_opposed(doc, i))


def opposed(doc: Annotated, noun: int) -> list[int]:
    """Against whom a noun is by its "anti-": Taliban in "an anti-Taliban offensive"."""
    return [c.i for c in doc.children(noun, "amod", "compound", "nmod") if _is_opposed(doc, c.i)]


def _is_opposed(doc: Annotated, i: int) -> bool:
    return i > 1 and doc.tokens[i - 1].text == "-" and doc.tokens[i - 2].lower == "anti"


def is_negated(doc: Annotated, i: int) -> Token | None:
    """The word that negates a verb or noun ("not", "no", "never"), or None."""
    for child in doc.children(i):
        if (
            child.dep == "neg"
            or (child.dep == "det" and child.lower in ("no", "neither"))
            or (child.dep in ("advmod", "preconj") and child.lower in ("never", "neither", "nor"))
        ):
            return child
    for subject in doc.children(i, *SUBJECTS, *PASSIVE_SUBJECTS):
        if subject.lower in ("nobody", "none", "neither") or subject.lower == "no":
            return subject
        if (no := next((c for c in doc.children(subject.i, "det") if c.lower in ("no", "neither")), None)) is not None:
            return no
    return None


def noun_phrase(doc: Annotated, head: int, *, clauses: bool = False) -> tuple[int, int]:
    """First and last token of the phrase of ``head``, without what is coordinated or in apposition.

    Relative clauses and participles after the head are left out unless ``clauses`` is set.
    """
    token = doc.tokens[head]
    first, last = token.left, head
    skip = {"conj", "cc", "appos", "punct", "preconj"} | (set() if clauses else {"relcl", "acl", "advcl"})
    for child in doc.children(head):
        if child.i < head:
            continue
        if child.dep in skip:
            if child.dep != "punct":
                break
            continue
        last = max(last, child.right)
    for child in doc.children(head):
        if child.i < head and child.dep in ("cc", "punct", "preconj") and child.i == first:
            first = child.i + 1
    return first, last
