"""The phrases that stand in a role of a noun that names an event: whose it is, by and on whom, and who carries it out."""

from __future__ import annotations

from dragoman.coding.fillers import bound
from dragoman.coding.light_verbs import Words, light_subjects, light_verb, undergoing
from dragoman.coding.phrases import Phrase
from dragoman.coding.triggers import Match
from dragoman.coding.verb_roles import clause_objects, clause_subjects, holders_of_captives, owners
from dragoman.language import Annotated, Token
from dragoman.language import grammar as g


def noun_role(doc: Annotated, match: Match, role: str, words: Words) -> list[Phrase]:
    """Heads of the phrases that stand in a role of the noun of a match, and how each was reached."""
    noun = match.head
    preps = g.prepositions(doc, noun)
    if role == "doer":
        return [*_agents(doc, noun), *light_subjects(doc, noun, words)]
    if role == "subject":
        found = [Phrase(h, "possessor of the noun") for h in g.possessors(doc, noun) if not _is_scene(doc, match, h, words)]
        found += _agents(doc, noun)
        found += [Phrase(h, "modifier of the noun") for h in (*g.modifiers(doc, noun), *bound(doc, noun, words["binding_compounds"]))]
        return found + light_subjects(doc, noun, words)
    if role == "object":
        found = [Phrase(h, 'after "of"') for h in preps.get("of", ())] + undergoing(doc, noun, words)
        return found + [Phrase(h, 'after "anti-"') for h in g.opposed(doc, noun)]
    if role == "owner":
        return owners(doc, noun, words)
    if role == "possessor":
        return [Phrase(h, "possessor of the noun") for h in g.possessors(doc, noun)]
    if role == "origin":
        return [Phrase(h, "modifier of the noun") for h in g.modifiers(doc, noun)]
    if role == "complement":
        return clause_objects(doc, match)
    if role == "clause subject":
        return clause_subjects(doc, match)
    if role == "governor":
        return _governor_subjects(doc, noun, words)
    freed = match.entry.type == "REQUEST" and role == "of"
    if freed and (nouns := [n for n in match.nouns if doc.tokens[n].lemma.lower() in words["freeing"]]):
        return holders_of_captives(doc, nouns, words)
    found = [Phrase(h, f'after "{role}"') for holder in (noun, *match.nouns) for h in g.prepositions(doc, holder).get(role, ())]
    governor = light_verb(doc, noun, words)
    if not found and governor is not None:
        found = [Phrase(h, f'after "{role}" of the light verb') for h in g.prepositions(doc, governor).get(role, ())]
    return found


def _is_scene(doc: Annotated, match: Match, possessor: int, words: Words) -> bool:
    """Whether a country only is where a deed was done: "the country's third bombing", but "the country's offensive"."""
    if match.entry.type != "ASSAULT" or doc.tokens[possessor].lemma.lower() not in words["homelands"]:
        return False
    ranks = (doc.tokens[m].lemma.lower() for m in g.modifiers(doc, match.head))
    return doc.tokens[match.head].lemma.lower() in words["suffered"] or any(rank in words["ranking"] for rank in ranks)


def _agents(doc: Annotated, noun: int) -> list[Phrase]:
    """Who stands after "by", which parsers may hang on whoever it is done to: "the killing of a monk by soldiers"."""
    preps = g.prepositions(doc, noun)
    found = [Phrase(h, 'after "by"') for h in preps.get("by", ())]
    return found or [Phrase(h, 'after "of … by"') for o in preps.get("of", ()) for h in g.prepositions(doc, o).get("by", ())]


def _governor_subjects(doc: Annotated, noun: int, words: Words) -> list[Phrase]:
    """Who does something after, at or during what the noun names, or travels for it: "flew to Oslo for talks with the premier"."""
    above = doc.tokens[doc.tokens[noun].head]
    if above.pos != "ADP" or above.lower not in ("after", "during", "at", "in", "following", "for"):
        return []
    verb = next((t for t in doc.ancestors(noun) if t.pos in ("VERB", "AUX")), None)
    if verb is None or (above.lower == "for" and not _is_away(doc, verb, words)):
        return []
    return [Phrase(h, f'subject of "{verb.text}", {above.lower} it') for h in g.doers(doc, verb.i)]


def _is_away(doc: Annotated, verb: Token, words: Words) -> bool:
    """Whether a verb says that its subject travels, or where it is: "arrived", "is in Cairo", "is due in Cairo"."""
    if verb.lemma.lower() != "be":
        return verb.lemma.lower() in words["journeys"]
    states = [verb, *(c for c in doc.children(verb.i, "acomp") if c.lower == "due")]
    return any(c.lower in ("in", "at") for state in states for c in doc.children(state.i, "prep"))
