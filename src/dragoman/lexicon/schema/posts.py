"""Posts as they are said, read as posts that can be compared across documents: ``lexicon/posts/NAME.yaml``."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dragoman.lexicon.section import Flaw, Section


class PostFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell a post from a rank, a past post from a present one, and other names of one post."""

    means: str
    source: str
    past: tuple[str, ...] = ()
    """Before a post: it is held no more, or not yet."""
    silent: tuple[str, ...] = ()
    """Before a post: it stays the same post."""
    other: tuple[str, ...] = ()
    """Before a post: it makes it another post."""
    sorts: tuple[str, ...] = ()
    """Ids of the entries of ``lexicon/offices`` whose words are posts."""
    ranks: tuple[str, ...] = ()
    """Said of a person like a post, and none: a rank, a title, a trade, a part in one story."""
    trades: tuple[str, ...] = ()
    """Last words of what is no post, whatever stands before ("army spokesman")."""
    same: dict[str, str] = {}
    """Other names of a post -> its name here."""
    sole: tuple[str, ...] = ()
    """Posts of which a country or body has one, so that two holders at once are a conflict."""


def faults(file: PostFile) -> Iterable[Flaw]:
    """Say which words are called two things at once."""
    for word in file.ranks:
        if word in file.sole or word in file.same:
            yield Flaw(f'"{word}" is called a rank and a post', word)
    for word, post in file.same.items():
        if post in file.same:
            yield Flaw(f'"{word}" is another name of "{post}", which is itself another name', word)


SECTION: Section[PostFile] = Section("posts", PostFile, faults)
