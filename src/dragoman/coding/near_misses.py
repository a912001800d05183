"""Words that were near to being events: triggers of which no pattern fits, idioms, and verbs and nouns that no rule knows.

Only looked for when somebody asks; coding does not need it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from dragoman.coding.idioms import idioms_at
from dragoman.coding.pattern_fits import fits
from dragoman.coding.rulebook import Entry, Rulebook
from dragoman.coding.triggers import matches_at, words_of
from dragoman.language import Annotated, Token
from dragoman.lexicon.patterns import Pattern
from dragoman.records import Cast, Explanation, Reason

MOST_RULES = 5
"""How many rules are shown for one word, the nearest first."""
_FORMS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective"}
_EMPTY = Pattern("", "")


def find_near_misses(doc: Annotated, cast: Cast, rules: Rulebook) -> tuple[Explanation, ...]:
    """Explain, for each verb, noun and adjective at which no rule matched, what the rules that know it ask for, or that none does."""
    found = (_explain(doc, token, rules) for token in doc.tokens if _may_tell(token, cast))
    return tuple(explanation for explanation in found if explanation is not None)


def _may_tell(token: Token, cast: Cast) -> bool:
    """Whether a word may tell an event: no auxiliary, no name, nobody, no place and no part of a date."""
    if token.pos not in _FORMS or token.dep in ("aux", "auxpass", "case") or token.entity:
        return False
    return token.i not in cast.actor_heads and token.i not in cast.place_heads and token.i not in cast.origins


def _explain(doc: Annotated, token: Token, rules: Rulebook) -> Explanation | None:
    form = _FORMS[token.pos]
    said = words_of(doc, doc.sentence_of(token.i))
    matches = list(matches_at(doc, token, rules, said))
    barred = idioms_at(doc, token, rules, matches, said)
    if any(m.entry.type not in barred or barred[m.entry.type].leaves(m) for m in matches):
        return None  # coded, or turned down with its own reason
    words = doc.span(token.i, token.i)
    if barred:
        idioms = tuple(Reason("type", type_, f'"{bar.source}" is an idiom of {type_}', words) for type_, bar in barred.items())
        return Explanation(None, "event", None, idioms, rejected="it stands in an idiom, which is no event")
    entries = getattr(rules, f"{form}s").get(token.lemma.lower(), ())
    if not entries:
        if form == "adjective":
            return None
        return Explanation(
            None, "event", None, (Reason("type", "", form, words),), rejected=f'no rule has the {form} "{token.lemma.lower()}"'
        )
    near = _nearest(doc, token, form, entries)
    reasons = tuple(Reason("type", entry.type, f'{entry.rule.id} has "{entry.pattern.source}": {lack}', words) for entry, lack in near)
    return Explanation(None, "event", None, reasons, rejected=f'no pattern of the {form} "{token.lemma.lower()}" fits')


def _nearest(doc: Annotated, token: Token, form: str, entries: Iterable[Entry]) -> list[tuple[Entry, str]]:
    """One pattern of each rule, that of which most fits, and what it lacks; the rules nearest to fitting first."""
    best: dict[str, tuple[int, Entry, str]] = {}
    for entry in entries:
        fitted, lack = _lack(doc, token, form, entry.pattern)
        if entry.rule.id not in best or fitted > best[entry.rule.id][0]:
            best[entry.rule.id] = (fitted, entry, lack)
    ordered = sorted(best.values(), key=lambda b: (-b[0], b[1].order))
    return [(entry, lack) for _, entry, lack in ordered[:MOST_RULES]]


def _lack(doc: Annotated, token: Token, form: str, pattern: Pattern) -> tuple[int, str]:
    """How many of a pattern's conditions hold before the first that does not, and what that one asks for."""
    if token.dep in ("amod", "compound", "nmod") and token.i < token.head:
        return 0, "the word only describes the noun after it"
    for number, (part, asked) in enumerate(_parts(pattern)):
        if fits(doc, token.i, part, form) is None:
            return number, asked
    return 0, "the word stands where it tells nothing by itself"


def _parts(pattern: Pattern) -> Iterator[tuple[Pattern, str]]:
    """The pattern, growing condition by condition, and what each new one asks for."""
    grown = msgspec.structs.replace(_EMPTY, source=pattern.source, head=pattern.head)
    if pattern.modifiers:
        grown = msgspec.structs.replace(grown, modifiers=pattern.modifiers)
        yield grown, f"before it must stand {_one_of(pattern.modifiers)}"
    if pattern.object:
        grown = msgspec.structs.replace(grown, object=pattern.object)
        yield grown, f"its object must be {_one_of(pattern.object)}"
    for number, (link, objects) in enumerate(pattern.links, 1):
        grown = msgspec.structs.replace(grown, links=pattern.links[:number])
        yield grown, f'"{link}" must follow' + (f", with {_one_of(objects)}" if objects else "")
    if pattern.complement:
        opening = f'with "{pattern.opening}" ' if pattern.opening else ""
        verb = "" if "*" in pattern.complement else f" whose verb is {_one_of(pattern.complement)}"
        yield pattern, f"a clause {opening}must follow{verb}"


def _one_of(words: Iterable[str], most: int = 6) -> str:
    ordered = sorted(words)
    return " or ".join(f'"{word}"' for word in ordered[:most]) + (
        f" or one of {len(ordered) - most} more words" if len(ordered) > most else ""
    )
