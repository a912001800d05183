"""The phrases that stand in a role of a verb or adjective: subject, object, owner, clause, preposition."""

from __future__ import annotations

import msgspec

from dragoman.coding.light_verbs import Words
from dragoman.coding.phrases import Phrase
from dragoman.coding.triggers import Match
from dragoman.language import Annotated
from dragoman.language import grammar as g

CLAUSE_PREPOSITIONS = ("with", "to", "against", "on", "from")
HURT_AFTER = ("of", "against", "on", "at")
"""After these of a deed stands who is hurt by it, never who is blamed for it."""
COMPANY = ("along with", "together with", "alongside")
ON_PEOPLE = ("ASSAULT", "COERCE", "AID")
PARTY_PREPOSITIONS = ("between", "among", "involving")


def verb_role(doc: Annotated, match: Match, role: str, words: Words) -> list[Phrase]:
    """Heads of the phrases that stand in a role of the verb or adjective of a match, and how each was reached."""
    verb = match.head
    if role == "subject":
        if match.form == "adjective":
            return [Phrase(h, "subject of the copula") for h in _copula_subjects(doc, verb)]
        if _shares_passive(doc, verb) or _is_left_hurt(doc, match, words):
            return []
        found = [Phrase(h, "subject of the verb") for h in g.doers(doc, verb)]
        return found if g.is_passive(doc, verb) else found + _companions(doc, match)
    if role == "object":
        if match.form == "obligation":
            return [Phrase(h, "who is told it") for h in _told_off(doc, verb)] or [
                Phrase(h, "subject of the obligation") for h in g.doers(doc, verb)
            ]
        suffering = g.subjects(doc, verb) if _shares_passive(doc, verb) or _is_left_hurt(doc, match, words) else []
        found = [Phrase(h, "object of the verb") for h in (*suffering, *(g.undergoers(doc, verb) or _led_off(doc, match)))]
        return found + _companions(doc, match) if g.is_passive(doc, verb) else found
        # "imposed sanctions on Iraq": the object is part of the trigger, so whoever it falls on is next.
    if role == "complement":
        return clause_objects(doc, match)
    if role == "clause subject":
        return clause_subjects(doc, match)
    if role == "owner":
        # "condemned the killings by soldiers": with no noun in the pattern, whose the object is
        inner = not match.nouns
        return [
            msgspec.structs.replace(phrase, is_inner=inner)
            for noun in match.nouns or g.undergoers(doc, verb)
            for phrase in owners(doc, noun, words)
        ]
    holders = [verb, *match.nouns, *_hosts(doc, match)]
    if role in PARTY_PREPOSITIONS:  # "talks between Chad and Niger collapsed"
        holders += g.subjects(doc, verb)
    freed = match.entry.type == "REQUEST" and role == "of"
    if freed and (nouns := [n for n in match.nouns if doc.tokens[n].lemma.lower() in words["freeing"]]):
        return holders_of_captives(doc, nouns, words)
    found = [Phrase(h, f'after "{role}"') for holder in holders for h in g.prepositions(doc, holder).get(role, ())]
    things = [*match.nouns, *(u for u in g.undergoers(doc, verb) if role not in HURT_AFTER or not _is_harm(doc, u, words))]
    return found or _deeper(doc, things, role)


def holders_of_captives(doc: Annotated, nouns: list[int], words: Words) -> list[Phrase]:
    """Heads of those who hold the people whose release a noun names: Kenya in "the release of the prisoners held by Kenya"."""
    people = [h for noun in nouns for h in g.prepositions(doc, noun).get("of", ())]
    people += [h for many in people for h in g.prepositions(doc, many).get("of", ())]  # "thousands of prisoners held by"
    clauses = [c for h in people for c in doc.children(h, "acl", "relcl") if c.lemma.lower() in words["captured"]]
    return [Phrase(h, f"who has them {c.text}") for c in clauses for h in g.agents(doc, c.i)]


def _is_harm(doc: Annotated, noun: int, words: Words) -> bool:
    return doc.tokens[noun].lemma.lower() in words["harm_done"]


def _companions(doc: Annotated, match: Match) -> list[Phrase]:
    """Who does or suffers it in company: "along with Chad"; after an object they may be of its company.

    "Fought alongside French troops", but "to be held alongside the council's meeting".
    """
    verb = match.head
    objects = doc.children(verb, "dobj")
    holders = [verb, *g.subjects(doc, verb)]
    return [
        Phrase(h, f'after "{company}"')
        for company in COMPANY
        if company != "alongside" or (match.entry.type in ON_PEOPLE and not g.is_passive(doc, verb))
        for holder in holders
        for h in g.prepositions(doc, holder).get(company, ())
        if not (objects and company != "alongside" and h > objects[0].i)
    ]


def _led_off(doc: Annotated, match: Match) -> list[int]:
    """The object that a parser takes for the subject of a participle after it: "killed ten people gathered at a cafe"."""
    if match.entry.type not in ON_PEOPLE:
        return []
    clauses = [c for c in doc.children(match.head, "ccomp") if c.tag in ("VBD", "VBN") and not doc.children(c.i, "mark", "aux")]
    named = [s for c in clauses for s in doc.children(c.i, *g.SUBJECTS, *g.PASSIVE_SUBJECTS) if s.left == match.head + 1]
    return [h for s in named for h in g.conjuncts(doc, s.i)]


def _told_off(doc: Annotated, verb: int) -> list[int]:
    """Who is told what they must do, where a pronoun stands for them: Chad in "told Chad that it must leave"."""
    token = doc.tokens[verb]
    above = doc.tokens[token.head]
    own = doc.children(verb, "nsubj")
    if token.dep != "ccomp" or above.pos != "VERB" or not own or own[0].tag != "PRP" or own[0].lower in ("i", "we", "you"):
        return []
    return g.undergoers(doc, above.i)


def _deeper(doc: Annotated, nouns: list[int], role: str) -> list[Phrase]:
    """What the parser hangs on the object, or on what its preposition holds: "pledged $40 million in aid to Nepal"."""
    found = [Phrase(h, f'after "{role}" of the object', is_inner=True) for n in nouns for h in g.prepositions(doc, n).get(role, ())]
    inner = [h for n in nouns for link in ("in", "of") for h in g.prepositions(doc, n).get(link, ())]
    return found or [
        Phrase(h, f'after "{role}" inside the object', is_inner=True) for n in inner for h in g.prepositions(doc, n).get(role, ())
    ]


def clause_subjects(doc: Annotated, match: Match) -> list[Phrase]:
    """Heads of the subjects of the clause that a match took; of a passive one, of who is to do it first."""
    if match.clause is None:
        return []
    agents = g.agents(doc, match.clause) if g.is_passive(doc, match.clause) else []
    found = [Phrase(h, "who is to do what the clause says") for h in agents]
    return found + [Phrase(h, "subject of the clause", is_inner=bool(agents)) for h in g.subjects(doc, match.clause)]


def clause_objects(doc: Annotated, match: Match) -> list[Phrase]:
    """Heads of what hangs on the prepositions of the clause that a match took, and of its objects, which count after them.

    "To break relations with Russia": the preposition hangs on the clause's object. "To discuss Iraq with Iran": Iraq is the topic.
    """
    if match.clause is None:
        return []
    things = g.undergoers(doc, match.clause)
    found = [
        Phrase(head, f'after "{prep}" in the clause')
        for holder in (match.clause, *things)
        for prep, heads in g.prepositions(doc, holder).items()
        if prep in CLAUSE_PREPOSITIONS
        for head in heads
    ]
    return found + [Phrase(h, "object of the clause", is_inner=True) for h in things]


def owners(doc: Annotated, noun: int, words: Words) -> list[Phrase]:
    """Heads of those by whom a thing is, else of those whose it is or from whom it comes; not of those whom a deed hurts or frees."""
    preps = g.prepositions(doc, noun)
    is_harm = _is_harm(doc, noun, words)
    # parsers hang "by" on whoever is hurt too: "the killing of a monk by soldiers"
    by = preps.get("by", []) or [h for o in preps.get("of", ()) if is_harm for h in g.prepositions(doc, o).get("by", ())]
    if makers := [Phrase(h, 'after "by" of the object') for h in by]:
        return makers
    found = [] if is_harm else [Phrase(h, "possessor of the object") for h in g.possessors(doc, noun)]
    is_freeing = doc.tokens[noun].lemma.lower() in words["freeing"]
    links = ("from",) if is_harm or is_freeing else ("from", "of")
    found += [Phrase(h, f'after "{p}" of the object') for p in links for h in preps.get(p, ())]
    return found + [Phrase(h, "modifier of the object") for h in g.modifiers(doc, noun)]


def _shares_passive(doc: Annotated, verb: int) -> bool:
    """Whether a participle with a subject of its own shares the "were" before it: "two were killed and three others wounded"."""
    token = doc.tokens[verb]
    return token.dep == "conj" and token.tag == "VBN" and not doc.children(verb, "aux", "auxpass", "dobj") and g.is_passive(doc, token.head)


def _is_left_hurt(doc: Annotated, match: Match, words: Words) -> bool:
    """Whether a participle was read as a past tense: "left two rebels dead and ten soldiers wounded"."""
    token = doc.tokens[match.head]
    own = doc.children(match.head, "nsubj")
    is_bare = token.tag in ("VBD", "VBN") and not doc.children(match.head, "aux", "dobj", "ccomp", "xcomp", "conj")
    if match.form != "verb" or not is_bare or token.lemma.lower() not in words["harming"] or g.is_passive(doc, match.head):
        return False
    return bool(own) and own[0].pos in ("NOUN", "PROPN", "NUM") and not g.objects(doc, match.head)


def _copula_subjects(doc: Annotated, adjective: int) -> list[int]:
    own = g.subjects(doc, adjective)
    head = doc.tokens[adjective].head
    return own or (g.subjects(doc, head) if head != adjective and doc.tokens[head].pos in ("AUX", "VERB") else [])


def _hosts(doc: Annotated, match: Match) -> list[int]:
    """Particles that carry the verb's prepositions ("pulled out of")."""
    return [c.i for c in doc.children(match.head, "prt", "advmod", "prep") if c.i in match.words]
