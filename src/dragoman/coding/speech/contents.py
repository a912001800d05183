"""What a cue attributes: the tokens of the content, by the grammatical frame of the cue.

Each frame is a function from a cue to a set of tokens; an empty set means the cue does not stand in
that frame here. Content in quotation marks is the business of ``quoted.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dragoman.coding.speech.clauses import is_finite, noun_clause, subtree, told_clause
from dragoman.coding.speech.cue_words import CueSense
from dragoman.coding.speech.quotations import is_mark
from dragoman.language import Annotated, Token
from dragoman.language.grammar import is_passive


def clause(doc: Annotated, cue: int, sense: CueSense) -> set[int]:
    """The finite clauses after or before a verb, or after a noun ("reports that …")."""
    return noun_clause(doc, cue) if doc.tokens[cue].pos == "NOUN" else told_clause(doc, cue, sense)


def infinitive(doc: Annotated, cue: int, _: CueSense) -> set[int]:
    """The infinitive after a verb: promised *to come*; nothing after a passive ("was asked to come")."""
    if is_passive(doc, cue):
        return set()
    for child in doc.children(cue, "xcomp"):
        if child.tag == "VB" and any(a.lower == "to" for a in doc.children(child.i, "aux")):
            return _own_words(doc, subtree(doc, child.i), child)
    return set()


def object_infinitive(doc: Annotated, cue: int, sense: CueSense) -> set[int]:
    """Who should do what: urged *Oslo to come*; without the hearer where the rule says so."""
    if is_passive(doc, cue) and not doc.children(cue, "agent"):
        return set()
    for child in doc.children(cue, "xcomp", "ccomp"):
        if not any(a.lower == "to" for a in doc.children(child.i, "aux")) and not (
            sense.verb_class == "urge" and child.tag == "VB" and child.i > cue
        ):
            continue
        action = _own_words(doc, subtree(doc, child.i), child)
        people = [o for o in doc.children(cue, "dobj", "dative") if cue < o.i < child.i]
        own_subject = doc.children(child.i, "nsubj", "nsubjpass")
        if sense.rule.hearer and (people or own_subject):
            return {t for t in action if not own_subject or t > own_subject[0].right}
        if people:
            return {t for o in people for t in subtree(doc, o.i)} | action
        if own_subject:
            return action
    return set()


def gerund(doc: Annotated, cue: int, _: CueSense) -> set[int]:
    """The verbal noun after a verb: denied *coming*."""
    for child in doc.children(cue, "xcomp", "ccomp", "dobj", "advcl"):
        if (
            child.tag == "VBG"
            and child.i > cue
            and not doc.children(child.i, "mark")
            and (child.dep != "advcl" or child.left == cue + 1)
            and child.left - cue <= 3
        ):
            return subtree(doc, child.i)
    return set()


def object_(doc: Annotated, cue: int, sense: CueSense) -> set[int]:
    """The object and what carries it on; the subject of a passive; the noun a relative clause hangs on."""
    if sense.rule.objects and not any(o.lemma.lower() in sense.rule.objects for o in doc.children(cue, "dobj", "nsubjpass")):
        return set()
    token = doc.tokens[cue]
    noun = [doc.tokens[token.head]] if token.dep == "acl" else []  # "troops backed by tanks"
    if any(o.lemma.lower() in sense.rule.not_objects for o in (*doc.children(cue, "dobj", "nsubjpass"), *noun)):
        return set()
    if len(doc.children(cue, "dobj")) > 1:
        return set()  # "denied her the chance": something withheld, not words
    tail = _tail(doc, cue, sense)
    if sense.rule.needs_tail and not tail:
        return set()
    things = _things(doc, cue)
    if things and max(things) > cue:
        things |= _purpose_after(doc, max(things), sense)
    if things and sense.rule.sources == "documents":
        things |= _rest_of_clause(doc, cue, max(things))
    return _without_relative(doc, things) | tail if things else set()


def _purpose_after(doc: Annotated, last: int, sense: CueSense) -> set[int]:
    """The infinitive right after an object, which the parser hung on the cue: rejected plans *to close the port*."""
    mark = doc.tokens[min(last + 1, len(doc.tokens) - 1)]
    verb = doc.tokens[mark.head]
    if mark.tag != "TO" or verb.i < mark.i or verb.dep not in ("advcl", "xcomp") or "infinitive" in sense.rule.frames:
        return set()
    return {t for t in subtree(doc, verb.i) if t > last}


def _rest_of_clause(doc: Annotated, cue: int, last: int) -> set[int]:
    """What a paper shows beyond its object: shows the mayor *well ahead of her rival*."""
    end = last
    while end < doc.tokens[cue].right and not is_mark(doc.tokens[end + 1]):
        end += 1
    return set(range(last + 1, end + 1)) if last > cue else set()


def naming(doc: Annotated, cue: int, sense: CueSense) -> set[int]:
    """What is named and what it is named: called *the march a farce*."""
    if sense.rule.tail:
        return object_(doc, cue, sense)
    if doc.tokens[cue].dep == "acl" and is_passive(doc, cue) and not doc.children(cue, "agent"):
        return set()  # "a man called Olsen"
    names = [a for o in doc.children(cue, "dobj") for a in doc.children(o.i, "appos") if doc.tokens[a.left - 1].text != ","]
    names += [c for c in doc.children(cue, "oprd", "attr", "acomp", "xcomp") if c.i > cue and c.tag != "VB"]
    small = [c for c in doc.children(cue, "ccomp") if c.i > cue and not is_finite(doc, c.i) and c.tag not in ("VB", "VBG")]
    if small:
        return subtree(doc, small[0].i)
    things = _things(doc, cue)
    if not names or not things:
        return set()
    return things | {t for n in names for t in subtree(doc, n.i)}


def preposition(doc: Annotated, cue: int, sense: CueSense) -> set[int]:
    """What a preposition brings: called for *a truce*, called on *Oslo to open the port*."""
    if is_passive(doc, cue) and doc.tokens[cue].pos == "VERB" and not doc.children(cue, "agent") and not sense.rule.hearer:
        return set()
    for prep in doc.children(cue, "prep", "prt", "dative", "agent"):
        if (
            prep.lower not in sense.rule.prepositions
            or prep.i < cue
            or any(o.entity in ("DATE", "TIME") for o in doc.children(prep.i, "pobj"))
        ):
            continue
        if prep.dep == "prt" and prep.i == cue + 1 and (asked := _asked_after_particle(doc, cue)):
            return asked
        tail = _tail(doc, cue, sense)
        inside = [p for o in doc.children(prep.i, "pobj") for p in doc.children(o.i, "prep") if p.lower in sense.rule.tail]
        if sense.rule.needs_tail and not (tail or inside):
            continue
        found = subtree(doc, prep.i) - {prep.i} | tail
        if sense.rule.id == "urge.call-on" or prep.lower in ("for", "on", "upon"):
            for child in doc.children(cue, "xcomp", "advcl", "ccomp"):
                if child.i > prep.i and any(a.lower == "to" for a in doc.children(child.i, "aux")) and doc.children(prep.i, "pobj"):
                    found |= _own_words(doc, subtree(doc, child.i), child)
        if found:
            return found
    for child in doc.children(cue, "xcomp", "advcl", "ccomp"):
        # "called for Oslo to open the port": the parser takes the preposition for the mark of a clause
        marks = [m.i for m in doc.children(child.i, "mark") if m.lower in sense.rule.prepositions and m.i == cue + 1]
        if marks and doc.children(child.i, "nsubj", "nsubjpass"):
            return subtree(doc, child.i) - {marks[0]}
    return set()


def _asked_after_particle(doc: Annotated, cue: int) -> set[int]:
    """Who should do what after a preposition that the parser took for a particle: called *on* Oslo to open the port."""
    people = [o for o in doc.children(cue, "dobj") if o.i > cue]
    actions = [c for c in doc.children(cue, "xcomp", "advcl") if any(a.lower == "to" for a in doc.children(c.i, "aux"))]
    if not people or not actions:
        return set()
    return {t for part in (*people, actions[0]) for t in subtree(doc, part.i)}


def aside(doc: Annotated, cue: int, sense: CueSense) -> set[int]:
    """The clause into which a cue is set ("the ship, he said, was late") or that follows "as he said"."""
    token = doc.tokens[cue]
    if not doc.children(cue, "nsubj") or is_passive(doc, cue) or any(c.i > cue for c in doc.children(cue, "ccomp", "xcomp")):
        return set()
    if doc.children(cue, "dobj") and not sense.rule.hearer and token.lemma != "put":
        return set()
    if token.dep == "advcl" and any(m.lower == "as" for m in doc.children(cue, "mark", "advmod", "prep")):
        return subtree(doc, token.head) - subtree(doc, cue)
    return _around(doc, cue)


def _around(doc: Annotated, cue: int) -> set[int]:
    """The sentence around "…, he said, …", as far as the next semicolon or quotation mark on either side."""
    sentence = doc.sentence_of(cue)
    own = {cue, *(t for s in doc.children(cue, "nsubj") for t in subtree(doc, s.i)), *(a.i for a in doc.children(cue, "aux", "neg"))}
    own |= {
        t for a in doc.children(cue, "advmod", "npadvmod", "prep", "dobj") if a.i > cue and a.right - cue < 8 for t in subtree(doc, a.i)
    }
    first, last = min(own), max(own)
    if (
        max(own) - min(own) >= len(own) + 2
        or not _is_set_off(doc, first - 1, sentence.first)
        or not _is_set_off(doc, last + 1, sentence.first, sentence.last)
    ):
        return set()
    start, end = first, last
    relative = first >= 2 and doc.tokens[first - 2].tag in ("WDT", "WP")  # "which, they say, …": only what follows is told
    while not relative and start - 1 >= sentence.first and doc.tokens[start - 1].text not in (";", ":", '"', "“", "”", "''", "``", "("):
        start -= 1
    while end + 1 <= sentence.last and doc.tokens[end + 1].text not in (";", ")"):
        end += 1
    if all(doc.tokens[t].pos in ("CCONJ", "PUNCT") for t in range(start, first)):
        start = last + 1  # "But, he said, …"
    found = set(range(start, end + 1)) - own
    return found if any(_is_told(doc, t, cue) for t in sorted(found)) else set()


def _is_told(doc: Annotated, verb: int, cue: int) -> bool:
    """Whether a verb is the main one of a clause, and none that only goes with the cue: *"earlier, he wrote home, asking …"*."""
    return doc.tokens[verb].pos in ("VERB", "AUX") and is_finite(doc, verb) and not any(a.i == cue for a in doc.ancestors(verb))


def _is_set_off(doc: Annotated, at: int, first: int, last: int | None = None) -> bool:
    """Whether a comma, a dash or the end of the sentence stands at a place."""
    return (last is not None and at > last) or (at >= first and doc.tokens[at].text in (",", "—", "–", "--", ".", "…"))


FRAMES: Mapping[str, Callable[[Annotated, int, CueSense], set[int]]] = {
    "clause": clause,
    "object_infinitive": object_infinitive,
    "infinitive": infinitive,
    "naming": naming,
    "gerund": gerund,
    "preposition": preposition,
    "object": object_,
    "aside": aside,
}


def _own_words(doc: Annotated, tokens: set[int], head: Token) -> set[int]:
    """Cut off a finite verb hung on an infinitive: it goes with the verb above."""
    for child in doc.children(head.i, "conj"):
        if child.tag in ("VBD", "VBZ", "VBP") and head.tag == "VB":
            cut = doc.tokens[child.i].left
            tokens = {t for t in tokens if (t < cut and doc.tokens[t].dep != "cc") or t < head.i}
    return tokens


def _tail(doc: Annotated, cue: int, sense: CueSense) -> set[int]:
    found: set[int] = set()
    agents = [o.i for a in doc.children(cue, "agent") for o in doc.children(a.i, "pobj")]
    for prep in (p for i in (cue, *agents) for p in doc.children(i, "prep")):
        if prep.lower in sense.rule.tail and prep.i > cue and doc.children(prep.i):
            found |= subtree(doc, prep.i)
    for word in doc.children(cue, "advmod", "acomp", "oprd", "xcomp"):
        first = doc.tokens[word.left]
        if word.i > cue and first.i != word.i and first.lower == "as" and "as" in sense.rule.tail:
            found |= subtree(doc, word.i)  # "as cruel", which the parser takes for a comparison
    if not found:
        # "described the raid as cruel": the parser may hang "as" on the object
        for thing in doc.children(cue, "dobj"):
            for prep in doc.children(thing.i, "prep"):
                if prep.lower in sense.rule.tail and prep.lower in ("as", "of", "for") and doc.children(prep.i):
                    found |= subtree(doc, prep.i)
    return found


def _without_relative(doc: Annotated, tokens: set[int]) -> set[int]:
    """Leave out what the writer adds after a comma: "…, who is running", "…, which failed"."""
    for t in sorted(tokens):
        token = doc.tokens[t]
        if token.dep == "relcl" and doc.tokens[token.left - 1].text == "," and doc.tokens[token.left].tag in ("WDT", "WP", "WP$", "WRB"):
            return {k for k in tokens if k < token.left - 1 or k > token.right}
    return tokens


def _things(doc: Annotated, cue: int) -> set[int]:
    if is_passive(doc, cue):
        quoted_as = not doc.children(cue, "agent") and any(doc.children(p.i, "pcomp") for p in doc.children(cue, "prep") if p.lower == "as")
        if doc.children(cue, "dobj") or quoted_as:
            return set()  # "were denied water": something withheld, not words; "was quoted as saying": the inner cue tells it
        found = {t for s in doc.children(cue, "nsubjpass", "csubjpass") for t in subtree(doc, s.i)}
        if found:
            return found
        token = doc.tokens[cue]
        return {t for t in subtree(doc, token.head) if t < token.left} if token.dep == "acl" else set()
    things = [o for o in doc.children(cue, "dobj") if (o.tag not in ("WDT", "WP", "WP$") and o.lower not in ("that",)) or o.i > cue]
    if things:
        return {t for o in things for t in subtree(doc, o.i)}
    token = doc.tokens[cue]
    if token.dep == "relcl" and doc.children(cue, "nsubj"):
        noun = doc.tokens[token.head]
        return {t for t in subtree(doc, noun.i) if t < token.left and noun.left <= t} - {t.i for t in doc.children(cue, "dobj")}
    return set()
