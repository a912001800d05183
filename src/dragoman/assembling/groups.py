"""Who a toll counts, as a key that is the same however an agency words it: "Palestinian children", "children from Palestine"."""

from __future__ import annotations

from typing import TypeAlias

from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema.actors import SECTION as ACTORS
from dragoman.lexicon.schema.actors import ActorEntry, ActorFile
from dragoman.lexicon.schema.groups import SECTION as GROUPS
from dragoman.lexicon.schema.words import SECTION as WORDS
from dragoman.resolving.knowledge import plural_of
from dragoman.resolving.pieces import pieces_of

GroupKey: TypeAlias = tuple[str, ...]
"""Peoples (``state:PSE``), classes (``class:children``) and other words, sorted; empty where nobody in particular is counted."""
_NATIONALS = "class:nationals"


class Groups:
    """Compares the words for groups of people. Holds only what the lexicon says of them."""

    def __init__(self, lexicon: Lexicon) -> None:
        files = lexicon.files(GROUPS).values()
        classes = [one for file in files for one in file.classes]
        of_sector = {sector: f"class:{one.id}" for one in classes for sector in one.sectors}
        self._keys: dict[tuple[str, ...], GroupKey] = {}
        self._speakers = set(lexicon.files(WORDS)["bodies"].lists["body_speakers"])
        self._silent = {piece for file in files for word in file.silent for piece in pieces_of(word)}
        for one in classes:
            self._add((f"class:{one.id}",), (*one.words, *map(plural_of, one.words)))
        for stem, file in sorted(lexicon.files(ACTORS).items()):
            for entry in file.actors:
                key = _actor_key(entry, file, of_sector, is_state=stem == "states")
                self._add(key, (entry.name, *entry.aliases, *entry.adjectives, *entry.people))
        self._longest = max(map(len, self._keys))

    def body_of(self, office: str | None) -> str | None:
        """The body for which the holder of an office speaks ("spokesman for the army"): its words count as the body's own."""
        before, _, body = (office or "").partition(" of ") if " of " in (office or "") else (office or "").partition(" for ")
        last = before.lower().split()[-1:]
        body = body.removeprefix("the ").strip()
        return body if body and last and last[0] in self._speakers and not self._is_state(body) else None

    def _is_state(self, words: str) -> bool:
        return all(part.startswith("state:") for part in self.key(words))

    def _add(self, key: GroupKey, names: tuple[str, ...]) -> None:
        for name in names:
            if pieces := tuple(piece.lower() for piece in pieces_of(name)):
                self._keys.setdefault(pieces, key)

    def key(self, words: str | None, *, is_body: bool = False) -> GroupKey:
        """The key of the words for a group, or of the name of a body, of which every word counts.

        Words that the lexicon does not know stand for themselves, so that two groups are one only where it says so; of a
        person's name the last piece stands for all of it ("President Idriss Saleh", "Mr. Saleh").
        """
        pieces = pieces_of(words or "")
        found: set[str] = set()
        others: list[str] = []
        at = 0
        while at < len(pieces):
            key, length = self._longest_at(pieces, at)
            found.update(key)
            if not key and pieces[at].lower() not in self._silent and pieces[at].lower() != "s":
                others.append(pieces[at])
            at += length
        if len(found) > 1:
            found.discard(_NATIONALS)
        return tuple(sorted(found | _unknown(others, is_known=is_body or bool(found))))

    def _longest_at(self, pieces: tuple[str, ...], at: int) -> tuple[GroupKey, int]:
        for length in range(min(self._longest, len(pieces) - at), 0, -1):
            key = self._keys.get(tuple(piece.lower() for piece in pieces[at : at + length]))
            if key is not None:
                return key, length
        return (), 1


def _actor_key(entry: ActorEntry, file: ActorFile, of_sector: dict[str, str], *, is_state: bool) -> GroupKey:
    """A state by its code; its army and police as its soldiers and policemen; all others by their name."""
    codes = entry.codes or file.codes
    if is_state:
        return (f"state:{codes[0]}",)
    classes = tuple(sorted({of_sector[code] for code in codes[1:] if code in of_sector}))
    is_armed_group = (entry.kind or file.kind) == "armed_group"
    return (*classes, f"state:{codes[0]}" if classes and not is_armed_group else f"people:{entry.name.lower()}")


def _unknown(words: list[str], *, is_known: bool) -> set[str]:
    written_large = [word for word in words if word[:1].isupper()]
    if written_large and not is_known:
        return {written_large[-1].lower()}
    return {_singular(word.lower()) for word in words if word.isalpha()}


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith("ss"):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]
