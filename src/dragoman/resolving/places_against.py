"""What rules a name out as a place whatever else holds: a team, a person, a disease, a street, a body."""

from __future__ import annotations

from dragoman.language.annotated import Entity, Token
from dragoman.resolving.places_mentions import Lookup, Verdict
from dragoman.resolving.places_text import HYPHENS, PlaceText


def speaks_against(text: PlaceText, found: Lookup, entity: Entity | None) -> Verdict | None:
    """The verdict that a name is no place by its neighbours; None where nothing speaks against it."""
    before, after = text.before(found.first), text.after(found.last)
    if after is not None and (what := _by_next(text, found, after)) is not None:
        return Verdict(False, what, text.doc.span(found.first, after.i))
    if before is not None and _is_title(text, before) and (not entity or entity.label == "PERSON"):
        return Verdict(False, "after a title: a person", text.doc.span(before.i, found.last))
    if _is_direction(text, found, after):
        return Verdict(False, "a direction", text.doc.span(found.first, found.last))
    if text.names.is_body(found.key):
        return Verdict(False, "the name of a body", text.doc.span(found.first, found.last))
    if _is_surname(text, found):
        return Verdict(False, "the name of a person in this story", text.doc.span(found.first, found.last))
    if before is not None and before.text in HYPHENS and before.end == text.doc.tokens[found.first].start:
        return _after_hyphen(text, found)
    return None


def _is_direction(text: PlaceText, found: Lookup, after: Token | None) -> bool:
    """ "The Eastern bloc", "the West": no place unless a word such as "Province" says so."""
    alone = found.first == found.last and text.doc.tokens[found.first].lower in text.lists["direction_words"]
    return alone and (after is None or after.lower not in text.lists["kinds_after"])


def _by_next(text: PlaceText, found: Lookup, after: Token) -> str | None:
    """What the word after a name makes of it, where that is no place."""
    capital = after.text[0].isupper()
    if capital and after.pos == "PROPN" and after.lower in text.lists["team_words"]:
        return "the name of a team"
    if after.lower in text.lists["disease_words"]:
        return "names a disease"
    if capital and after.lower.rstrip(".") in text.lists["street_words"]:
        return "part of the name of a street"
    if after.entity == "PERSON" and text.doc.span(found.first, found.last).text == "Del.":
        return "a title"
    return None


def _is_title(text: PlaceText, token: Token) -> bool:
    return token.lower.rstrip(".") in text.lists["person_titles"] and token.text[0].isupper()


def _is_surname(text: PlaceText, found: Lookup) -> bool:
    """Whether the story has a person whose name ends in this one, and here nothing shows a place."""
    if found.first != found.last or text.surnames[found.key] <= text.towns[found.key] or text.names.is_curated(found.key):
        return False
    return text.preposition(found.first, "sure_prepositions") is None and text.division_after(found.last) is None


def _after_hyphen(text: PlaceText, found: Lookup) -> Verdict | None:
    """The second half of a word: a lawmaker's home ("R-Florence"), or nothing unless the lexicon has it."""
    if found.first >= 2 and text.doc.tokens[found.first - 2].lower in text.lists["party_letters"]:
        return Verdict(True, "the home of a lawmaker", text.doc.span(found.first - 2, found.first))
    return None if text.names.is_curated(found.key) else Verdict(False, "")
