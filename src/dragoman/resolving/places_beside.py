"""What the words beside a name say for it: "Nuristan province", "the city of Wana", "Larned, Kan.", "a Danbury man"."""

from __future__ import annotations

from dragoman.language.annotated import Token
from dragoman.resolving.places_mentions import Lookup, Verdict
from dragoman.resolving.places_text import PLACE_LABELS, PlaceText


def speaks_beside(text: PlaceText, found: Lookup, label: str) -> Verdict | None:
    """The verdict that a name is a place by the words beside it; None where they do not say.

    ``label`` is the model's for the entity that the name stands in, "" where it stands in none.
    """
    doc, after = text.doc, text.after(found.last)
    if after is not None and label not in ("PERSON", "ORG") and after.text.islower() and after.lower in text.lists["kinds_after"]:
        return Verdict(True, "stands before a word for a place", doc.span(after.i, after.i))
    if text.word_before_of(found.first) in text.lists["kinds_before"] and (label != "ORG" or text.is_whole_entity(found)):
        return Verdict(True, "stands after a word for a place", doc.span(found.first - 2, found.first - 1))
    if after is not None and label not in PLACE_LABELS and _is_local(text, found, after, label):
        return Verdict(True, "stands before people or bodies of a town", doc.span(after.i, after.i))
    if _is_home(text, found):
        return Verdict(True, "the home of somebody", doc.span(found.first - 1, found.first - 1))
    if _is_county(text, found):
        return Verdict(True, "a county by its last word", doc.span(found.last, found.last))
    if text.shared_kind(found.last) in text.lists["county_words"]:
        return Verdict(True, "stands in a list of counties")
    if label != "ORG" and text.division_after(found.last) is not None:
        return Verdict(True, "stands before the division it lies in", doc.span(found.last + 1, found.last + 2))
    return None


def _is_county(text: PlaceText, found: Lookup) -> bool:
    """ "Licking County Prosecutor": a county of the gazetteer, by its full name."""
    named = found.last > found.first and text.doc.tokens[found.last].lower in text.lists["county_words"]
    return named and any(e.kind == "admin2" for e in found.entries)


def _is_local(text: PlaceText, found: Lookup, after: Token, label: str) -> bool:
    """ "A Danbury man", "Grand Prairie Hospital": the town of people or of a body."""
    if text.is_common(text.doc.tokens[found.last]):
        return False
    entity = text.entity_of.get(found.first)
    whole = entity is None or entity.first >= found.first or text.doc.tokens[entity.first].lower == "the"
    if after.text.islower():
        alone = entity is None or (entity.first >= found.first - 1 and entity.last <= after.i) or label == "PERSON"
        return whole and alone and after.lower in text.lists["local_people"]
    return whole and label != "ORG" and after.lower in text.lists["local_bodies"] and after.pos == "PROPN"


def _is_home(text: PlaceText, found: Lookup) -> bool:
    """ "Amstutz, of Wooster", "a man from Elida": the town of a person."""
    tokens, i = text.doc.tokens, found.first - 1
    if i < 1 or tokens[i].lower not in ("of", "from") or text.runs_on(found.last):
        return False
    before = tokens[i - 1]
    return before.entity == "PERSON" or (before.text == "," and i >= 2 and tokens[i - 2].entity in ("PERSON", "DATE", "CARDINAL"))
