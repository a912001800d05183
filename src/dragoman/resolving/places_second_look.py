"""Second thoughts on names: what the rest of the story says of those that nothing beside them decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from dragoman.language.annotated import Entity
from dragoman.resolving.gazetteer import name_key
from dragoman.resolving.places_findings import Findings
from dragoman.resolving.places_mentions import Lookup, Verdict
from dragoman.resolving.places_text import PLACE_LABELS, PlaceText


def agree_with_sure_ones(findings: Findings) -> None:
    """Take doubtful names that are places elsewhere in the story, unless more of them are persons."""
    text = findings.text
    sure = Counter(m.key for m in findings.mentions if m.hint != "street" and m.entries)
    doubts = Counter(found.key for found in findings.doubtful)
    for found in findings.doubtful:
        if sure[found.key] and sure[found.key] >= doubts[found.key] and found.first not in text.used and _stands_alone(text, found):
            findings.take(found, Verdict(True, "a place elsewhere in the story"))


def agree_with_neighbours(findings: Findings) -> None:
    """Take doubtful names that stand in a list with a place: "Suba, Migori and Rongo"."""
    for doubtful in (findings.doubtful, list(reversed(findings.doubtful))):
        ends = {m.last for m in findings.mentions if m.entries and m.hint != "street"}
        begins = {m.first for m in findings.mentions if m.entries and m.hint != "street"}
        for found in doubtful:
            if found.first not in findings.text.used and _in_list(findings.text, found, begins, ends):
                findings.take(found, Verdict(True, "in a list with a place"))
                begins.add(found.first)
                ends.add(found.last)


def take_unknown_names(findings: Findings) -> None:
    """Take places by the model's word that no list knows, with no point."""
    text = findings.text
    for entity in text.doc.entities:
        if entity.label not in PLACE_LABELS or any(i in text.used for i in range(entity.first, entity.last + 1)):
            continue
        first, last = _proper_part(text, entity)
        if first <= last and name_key(text.doc.span(first, last).text) and _is_credible(text, entity, first, last):
            findings.take_unknown(first, last, "the model takes it for a place; no list knows it")


def _stands_alone(text: PlaceText, found: Lookup) -> bool:
    """Whether a name is no part of a longer one."""
    entity = text.entity_of.get(found.first)
    return not text.runs_on(found.last) and (entity is None or (entity.first >= found.first and entity.last <= found.last))


def _in_list(text: PlaceText, found: Lookup, begins: Collection[int], ends: Collection[int]) -> bool:
    if not _stands_alone(text, found):
        return False
    tokens = text.doc.tokens
    after = tokens[found.last + 1].text if found.last + 2 < len(tokens) else ""
    before = tokens[found.first - 1].text if found.first >= 2 else ""
    if before not in (",", "and"):
        return False
    follows = found.first - 2 in ends or (found.first - 3 in ends and tokens[found.first - 2].text == ",")
    return (after in (",", "and") and found.last + 2 in begins) or (follows and after in (",", "and", "."))


def _is_credible(text: PlaceText, entity: Entity, first: int, last: int) -> bool:
    """Whether a name that no list knows is a place: a street or river by its words, or after a preposition."""
    tokens = text.doc.tokens
    if last > first and tokens[last].lower in text.lists["facility_words"]:
        return True
    if text.names.is_body(name_key(text.doc.span(first, last).text)) or text.surnames[tokens[last].lower]:
        return False
    return text.preposition(entity.first, "sure_prepositions") is not None or text.division_after(last) is not None


def _proper_part(text: PlaceText, entity: Entity) -> tuple[int, int]:
    """The tokens of an entity without the article, the direction and the possessive around the name."""
    tokens, first, last = text.doc.tokens, entity.first, entity.last
    while first <= last and not (tokens[first].text[0].isupper() or tokens[first].text[0].isdigit()):
        first += 1
    while last >= first and (tokens[last].tag == "POS" or (not tokens[last].text[-1].isalnum() and tokens[last].text[-1] != ".")):
        last -= 1
    return first, last
