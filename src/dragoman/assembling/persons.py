"""Which names are one person's, among those said to hold one post of one country: a name alone joins nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from dragoman.records import Join
from dragoman.resolving.pieces import pieces_of
from dragoman.resolving.spellings import RESPELT, SAME, SHORTER, Spellings

_SCORES = {SAME: 1.0, SHORTER: 0.8, RESPELT: 0.7}
_WORDS = {SAME: "are one name", SHORTER: "are a longer and a shorter form of one name", RESPELT: "are one name in two spellings"}


class Bearer(NamedTuple):
    """A name as a document writes it; ``key`` is that of its telling, ``known`` that of the person in the lexicon."""

    key: str
    name: str
    known: str | None


class Person(NamedTuple):
    """Bearers that are one person, and why."""

    bearers: tuple[Bearer, ...]
    joins: tuple[Join, ...]


class _Form(NamedTuple):
    """A form of a name, with whom the lexicon knows by it."""

    name: str
    known: str

    @property
    def is_full(self) -> bool:
        return len(pieces_of(self.name)) > 1


def link_persons(bearers: Iterable[Bearer], post: str, spellings: Spellings) -> list[Person]:
    """Persons among the holders of one post, whatever the order of ``bearers``.

    Forms of a name are joined when they are the same, a longer and a shorter form, or two spellings; a family name alone
    only where it fits one person. Nobody is joined with another whom the lexicon knows as somebody else. ``post`` is
    what they have in common, in words ("foreign minister of RUS").
    """
    by_form: dict[_Form, list[Bearer]] = {}
    for bearer in sorted(bearers):
        by_form.setdefault(_Form(bearer.name, bearer.known or ""), []).append(bearer)
    groups = _Groups(sorted(by_form))
    for one, other in combinations(sorted(by_form), 2):
        if one.known and one.known == other.known:
            groups.join(one, other)
    fits = sorted((spellings.compare(one.name, other.name), one, other) for one, other in combinations(sorted(by_form), 2))
    for fit, one, other in fits:
        if fit in _SCORES and one.is_full and other.is_full:
            groups.join(one, other)
    full = [form for form in sorted(by_form) if form.is_full]
    for short in (form for form in sorted(by_form) if not form.is_full):
        fitting = {groups.of(form) for form in full if spellings.compare(form.name, short.name) in _SCORES}
        if len(fitting) == 1:
            groups.join(min(fitting), short)
    return [_person(forms, by_form, post, spellings) for forms in groups.all()]


class _Groups:
    """Forms of names in groups, each with at most one person of the lexicon."""

    def __init__(self, forms: Sequence[_Form]) -> None:
        self._group = {form: [form] for form in forms}

    def of(self, form: _Form) -> _Form:
        """The first form of a form's group, which stands for it."""
        return min(self._group[form])

    def join(self, one: _Form, other: _Form) -> None:
        """Make two groups one, but for those of two persons."""
        first, second = self._group[one], self._group[other]
        if first is second or len({form.known for form in (*first, *second) if form.known}) > 1:
            return
        first.extend(second)
        self._group.update(dict.fromkeys(second, first))

    def all(self) -> list[list[_Form]]:
        """All groups, each sorted."""
        return [sorted(group) for form, group in sorted(self._group.items()) if form == min(group)]


def _person(forms: Sequence[_Form], by_form: dict[_Form, list[Bearer]], post: str, spellings: Spellings) -> Person:
    bearers = tuple(bearer for form in forms for bearer in by_form[form])
    chief = max(forms, key=lambda form: (len(pieces_of(form.name)), len(by_form[form]), form))
    joins = (_join(by_form[chief][0], by_form[form][0], post, spellings) for form in forms if form is not chief)
    return Person(bearers, tuple(joins))


def _join(first: Bearer, second: Bearer, post: str, spellings: Spellings) -> Join:
    fit = spellings.compare(first.name, second.name)
    how = _WORDS.get(fit, "are forms of a name of one person whom the lexicon knows")
    score = _SCORES.get(fit, _SCORES[SAME])
    reason = f"joined: {first.name} and {second.name} {how}; both are said to be {post}"
    return Join(first.key, second.key, score, (("name", score), ("post", 1.0)), reason)
