"""The posts that a document says a person holds, and whether an actor is a person with a name at all."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema.actors import SECTION as ACTORS
from dragoman.lexicon.schema.offices import SECTION as OFFICES
from dragoman.lexicon.schema.posts import SECTION as POSTS
from dragoman.records import Actor
from dragoman.resolving.pieces import pieces_of


class Post(msgspec.Struct, frozen=True):
    """A post of a country or body (its primary code); ``is_sole`` where one person holds it at a time."""

    name: str
    code: str
    is_sole: bool


class Posts:
    """Reads posts. Holds only the lexicon's words."""

    def __init__(self, lexicon: Lexicon) -> None:
        files = lexicon.files(POSTS).values()
        self._past = frozenset(word for file in files for word in file.past)
        self._ranks = _phrases(word for file in files for word in file.ranks)
        self._sole = _phrases(word for file in files for word in file.sole)
        self._other = frozenset(word for file in files for word in file.other)
        self._same = {_lower(word): _lower(post) for file in files for word, post in file.same.items()}
        sorts = {sort for file in files for sort in file.sorts}
        entries = [entry for file in lexicon.files(OFFICES).values() for entry in file.entries if entry.id in sorts]
        self._known = _phrases(word for entry in entries for word in entry.words) | self._sole | frozenset(self._same)
        owners = [entry for file in lexicon.files(ACTORS).values() if file.kind in _OWNERS for entry in file.actors]
        silent = _phrases(word for file in files for word in file.silent) | _phrases(name for entry in owners for name in entry.names)
        self._silent = {phrase for phrase in silent if phrase not in self._known}
        self._longest = max(map(len, self._silent))
        self._trades = frozenset(word for file in files for word in file.trades)

    def of(self, actor: Actor) -> tuple[Post, ...]:
        """The posts that an actor is said to hold at the document's date: no ranks, trades or past posts, and none without a code."""
        if actor.office is None or not actor.codes or not is_named_person(actor):
            return ()
        code = "/".join(actor.codes[: 2 if actor.codes[0] in _SHARED_CODES else 1])
        read = (self._read(pieces_of(said)) for said in actor.office.split(";"))
        return tuple(Post(" ".join(name), code, name in self._sole) for name in dict.fromkeys(read) if name)

    def _read(self, said: tuple[str, ...]) -> tuple[str, ...]:
        """The name of the post that the words name; empty where they name none.

        Only words that a post keeps are left out before it: those of states, those known to say nothing, and adjectives,
        which are not written large; but not those that make it another post ("deputy", "acting").
        """
        lower = tuple(piece.lower() for piece in said)
        tail = next((at for at, piece in enumerate(lower) if piece in _TAILS), len(lower))
        for end in dict.fromkeys((len(lower), tail)):
            for start in range(end):
                if lower[start:end] in self._known:
                    name = (*self._same.get(lower[start:end], lower[start:end]), *lower[end:])
                    is_none = name in self._ranks or name[-1] in self._trades or self._past & set(lower)
                    return () if is_none else (*self._kept(said[:start]), *name)
        return ()

    def _kept(self, said: tuple[str, ...]) -> tuple[str, ...]:
        """The words before a post that make it another."""
        kept: list[str] = []
        at = 0
        while at < len(said):
            length = next((n for n in range(self._longest, 0, -1) if _lower(" ".join(said[at : at + n])) in self._silent), 0)
            if not length and (said[at].lower() in self._other or said[at][:1].isupper()):
                kept.append(said[at].lower())
            at += length or 1
        return tuple(kept)


_OWNERS = ("state", "igo")
_TAILS = ("of", "for", "to", "at", "in", "and", "on")
_PUBLIC = frozenset({"GOV", "MIL"})
_SHARED_CODES = ("IGO", "NGO", "IMG", "MNC", "UNK")
"""Primary codes that many bodies share; the next code then says which body."""
_UNNAMED = re.compile(r"\(|\d")


def is_public(codes: tuple[str, ...]) -> bool:
    """Whether who has the codes serves a state or a body between states: a party or a company has a president too."""
    return len(codes) < 2 or codes[0] in _SHARED_CODES or bool(set(codes) & _PUBLIC)


def is_named_person(actor: Actor) -> bool:
    """Whether an actor is a person called by name, not "a spokesman" or "officials (Chad)"."""
    if actor.kind != "person" or _UNNAMED.search(actor.name):
        return False
    return any(letter.isupper() for letter in actor.name.split()[-1])


def _lower(phrase: str) -> tuple[str, ...]:
    return tuple(piece.lower() for piece in pieces_of(phrase))


def _phrases(words: Iterable[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(_lower(word) for word in words if pieces_of(word))
