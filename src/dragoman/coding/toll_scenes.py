"""Where people were counted when their own words do not say: where those were, or what happened, that was told right before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from dragoman.coding.toll_places import leaves_scene
from dragoman.coding.toll_tellings import Telling
from dragoman.coding.toll_words import TollLexicon
from dragoman.language import Annotated, Token
from dragoman.records import Cast, Event, Toll

_REACH = 2
"""So many sentences before its own a scene may have been told of."""
_HARM = ("ASSAULT", "PROTEST", "COERCE")  # PLOVER types in which people fall, are hurt or are taken


class Scene(msgspec.Struct, frozen=True):
    """A place id, the token by which it is told that something happened there, and what that was."""

    token: int
    place: str
    how: str


def scene_places(
    doc: Annotated, cast: Cast, events: Sequence[Event], tellings: Sequence[Telling], tolls: Sequence[Toll], words: TollLexicon
) -> dict[int, tuple[str, str]]:
    """For tolls without a place, by their position in the list, the place id of their scene and how it was found.

    A part fell where its whole did. Others fell where those of the same sentence did, or in a scene of the two
    sentences before that the story has not left: no other time is told and no other country spoken of.
    """
    found: dict[int, tuple[str, str]] = {}
    positions = {toll.id: i for i, toll in enumerate(tolls)}
    for i, (telling, toll) in enumerate(zip(tellings, tolls, strict=False)):
        if toll.place is not None or toll.tally == "running" or toll.since is not None:
            continue
        whole = positions.get(toll.part_of or "")
        if whole is not None and (place := tolls[whole].place or found.get(whole, (None,))[0]) is not None:
            found[i] = place, "where those fell whom they are told to be among"
        elif not _is_set_apart(doc, telling):
            settled = [t if k not in found else msgspec.structs.replace(t, place=found[k][0]) for k, t in enumerate(tolls[:i])]
            placeless = max((t.predicate for t, toll in zip(tellings, settled, strict=False) if toll.place is None), default=-1)
            scenes = [s for s in (*_told(tellings, settled), *_events(doc, events)) if s.token > placeless]
            if (scene := _last_scene(doc, cast, telling, scenes, words)) is not None:
                found[i] = scene.place, scene.how
    return found


def _told(tellings: Sequence[Telling], tolls: Sequence[Toll]) -> Iterator[Scene]:
    for telling, toll in zip(tellings, tolls, strict=False):
        if toll.place is not None and toll.tally != "running" and toll.since is None:
            yield Scene(telling.predicate, toll.place, f"where those of {toll.id}, told right before, fell")


def _events(doc: Annotated, events: Sequence[Event]) -> Iterator[Scene]:
    for event in events:
        if event.place is not None and event.type in _HARM and event.modality == "asserted" and event.evidence:
            tokens = doc.tokens_in(event.evidence[0].start, event.evidence[0].end)
            if tokens:
                yield Scene(tokens[0], event.place, f"where {event.id}, told right before, took place")


def _last_scene(doc: Annotated, cast: Cast, telling: Telling, scenes: Sequence[Scene], words: TollLexicon) -> Scene | None:
    """The scene told last before a telling, where it still holds."""
    before = [s for s in scenes if s.token < telling.predicate and telling.sentence - doc.tokens[s.token].sentence <= _REACH]
    if not before:
        return None
    scene = max(before, key=lambda s: (s.token, s.place))
    crossed = range(doc.tokens[scene.token].sentence + 1, telling.sentence + 1)
    if any(leaves_scene(doc, number, words) for number in crossed):
        return None
    if crossed and (_tells_anew(doc, telling, words) or _has_other_time(doc, telling) or _speaks_of_elsewhere(doc, cast, telling, scene)):
        return None
    return scene


def _is_set_apart(doc: Annotated, telling: Telling) -> bool:
    """Whether they are told of by the way: a person by name, or people in a clause about somebody else."""
    if telling.counted.form not in ("number", "plural", "one"):
        return True
    chain = (doc.tokens[telling.predicate], *doc.ancestors(telling.predicate))
    return any(t.dep == "relcl" for t in chain)


def _tells_anew(doc: Annotated, telling: Telling, words: TollLexicon) -> bool:
    """Whether they fell by or in something not told of yet: "*a mine* killed two", "two died in *clashes*"."""
    verb = doc.tokens[telling.predicate]
    verbs = [verb.i, *([verb.head] if verb.dep in ("conj", "xcomp", "advcl") else [])]
    by = [s for v in verbs for s in doc.children(v, "nsubj")]
    during = [o for v in verbs for p in doc.children(v, "prep", "agent") for o in doc.children(p.i, "pobj")]
    return any(_is_indefinite(doc, t) for t in by if t.i not in telling.heads) or any(
        words.is_in(t, "happenings") and not _is_definite(doc, t) for t in during
    )


def _is_indefinite(doc: Annotated, token: Token) -> bool:
    return any(d.lower in ("a", "an", "another") for d in doc.children(token.i, "det"))


def _is_definite(doc: Annotated, token: Token) -> bool:
    return any(d.lower not in ("a", "an", "another") for d in doc.children(token.i, "det", "poss"))


def _has_other_time(doc: Annotated, telling: Telling) -> bool:
    """Whether its sentence tells a time that is no day of the week: "last year", "in October", "in the past"."""
    words = doc.words(doc.sentences[telling.sentence])
    return any(t.entity == "DATE" and t.pos in ("NOUN", "PROPN", "NUM") and not t.lower.endswith("day") for t in words)


def _speaks_of_elsewhere(doc: Annotated, cast: Cast, telling: Telling, scene: Scene) -> bool:
    """Whether its sentence speaks of another country, but for who the people are."""
    country = cast.place(scene.place).country
    sentence = doc.sentences[telling.sentence]
    own = {t.i for h in telling.counted.heads for t in (doc.tokens[h], *doc.descendants(h))}
    said = [a for i in range(sentence.first, sentence.last + 1) if i not in own for a in cast.origins.get(i, ())]
    named = [cast.place(cast.place_heads[i]).country for i in range(sentence.first, sentence.last + 1) if i in cast.place_heads]
    return any(code not in (None, country) for code in (*named, *(cast.actor(a).codes[0] for a in said)))
