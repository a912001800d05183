"""The words of a cue: the verb group with its auxiliaries and the preposition it takes."""

from __future__ import annotations

from dragoman.coding.speech.cue_words import CueSense
from dragoman.language import Annotated


def cue_tokens(doc: Annotated, cue: int, sense: CueSense, frame: str) -> tuple[int, ...]:
    """The cue's tokens, unbroken: "has repeatedly said", "is calling for", "described"."""
    token = doc.tokens[cue]
    first = last = cue
    if token.pos == "ADJ":
        verb = doc.tokens[token.head]
        first = verb.i if verb.pos in ("AUX", "VERB") and verb.i < cue and cue - verb.i <= 3 else cue
    if token.pos in ("VERB", "AUX"):
        first = _first_auxiliary(doc, cue)
        last = _last_particle(doc, cue, sense, frame)
    return tuple(range(first, last + 1))


def _first_auxiliary(doc: Annotated, cue: int) -> int:
    own = {a.i for a in doc.children(cue, "aux", "auxpass", "neg")}
    between = {a.i for a in doc.children(cue, "advmod")}
    first, at = cue, cue - 1
    while at in own or at in between:
        if at in own:
            first = at
        at -= 1
    return first


def _last_particle(doc: Annotated, cue: int, sense: CueSense, frame: str) -> int:
    if sense.particle and doc.tokens[cue + 1].lower == sense.particle:
        return cue + 1
    if frame == "preposition":
        links = [*doc.children(cue, "prep", "prt", "dative", "agent")]
        links += [m for c in doc.children(cue, "xcomp", "advcl", "ccomp") for m in doc.children(c.i, "mark")]
        found = [p.i for p in links if p.lower in sense.rule.prepositions and p.i > cue]
        if found and found[0] - cue <= 2:
            return found[0]
    return cue
