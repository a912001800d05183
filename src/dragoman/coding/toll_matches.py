"""Where a text says that people were killed, hurt or held, and which phrases name them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from dragoman.coding.toll_nouns import match_none, match_noun, match_state, match_total
from dragoman.coding.toll_verbs import match_companion, match_home, match_lives, match_object, match_result, match_subject
from dragoman.coding.toll_words import Match, Predicate, Sufferer, TollLexicon
from dragoman.language import Annotated, Token
from dragoman.language import grammar as g
from dragoman.lexicon.schema.tolls import Form

_FORMS: dict[Form, Callable[[Annotated, Token, Predicate, TollLexicon], Match | None]] = {
    "object": match_object,
    "subject": match_subject,
    "companion": match_companion,
    "lives": match_lives,
    "result": match_result,
    "home": match_home,
    "noun": match_noun,
    "state": match_state,
    "total": match_total,
    "none": match_none,
}


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


def completed(doc: Annotated, match: Match, words: TollLexicon) -> Match:
    """The match with "those" replaced by whoever is said to be among them, and with their company."""
    sufferers = _among(doc, match.sufferers, words)
    known = {s.head for s in sufferers}
    return msgspec.structs.replace(match, sufferers=(*sufferers, *(s for s in _company(doc, match, words) if s.head not in known)))


def _among(doc: Annotated, sufferers: tuple[Sufferer, ...], words: TollLexicon) -> tuple[Sufferer, ...]:
    """ "Six boys were among those killed" counts the six boys, "those killed include two nuns" the two nuns."""
    found: list[Sufferer] = []
    for sufferer in sufferers:
        token = doc.tokens[sufferer.head]
        above = doc.tokens[token.head]
        if token.dep == "pobj" and above.lower == "among" and doc.tokens[above.head].pos in ("AUX", "VERB"):
            found += [Sufferer(h, "subject of a clause that puts them among the rest", among=True) for h in g.subjects(doc, above.head)]
        elif token.lower in ("those", "them") and above.lower == "of" and doc.tokens[above.head].pos == "NUM":
            found.append(Sufferer(above.head, 'a number "of those"', among=True))
        elif token.dep == "dobj" and words.is_in(above, "listing") and any(s.lower == "they" for s in doc.children(above.i, "nsubj")):
            found.append(Sufferer(sufferer.head, "listed among them", among=True))
        elif token.lower == "those" and token.dep == "nsubj" and words.is_in(above, "listing"):
            listed = [h for o in doc.children(above.i, "dobj", "attr") for h in g.conjuncts(doc, o.i)]
            found += [Sufferer(h, "listed among those", among=True) for h in listed]
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
                found += [Sufferer(h, f'after "{child.text} with"', company=True) for h in g.prepositions(doc, child.i).get("with", [])]
    return tuple(found)
