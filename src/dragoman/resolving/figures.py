"""The actors of one document while they are being found: who is who so far, and on which words."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.language import Annotated
from dragoman.records import Actor, Explanation, Reason, Span, in_order
from dragoman.records.report import ActorKind
from dragoman.resolving.knowledge import Known


@dataclass(slots=True)
class Figure:
    """One actor in the making. ``heads`` are the tokens at which the text speaks of it, in order found."""

    key: str
    name: str
    kind: ActorKind
    codes: tuple[str, ...]
    rule: str
    family: str = ""
    offices: list[str] = field(default_factory=list)
    mentions: list[tuple[int, int]] = field(default_factory=list)
    spare: list[tuple[int, int]] = field(default_factory=list)
    """Spans that only say where something comes from; mentions only of an actor that has no other."""
    heads: list[int] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    gender: str = ""
    """"he", "she" or "" where the text has not told."""
    form: str = ""
    """The office word of somebody without a name, in the singular."""
    called: set[str] = field(default_factory=set)
    """Words by which the text may speak of a person again."""
    named: bool = True
    guessed: bool = False
    """Whether only the text around tells its country."""
    apart: bool = False
    """Whether it is some counted or told apart from others of the sort: "two soldiers"."""
    known: str | None = None
    """Its key in the lexicon, where it stands there."""

    @property
    def country(self) -> str | None:
        """The primary code."""
        return self.codes[0] if self.codes else None

    @property
    def first(self) -> int:
        """The first token at which it is mentioned."""
        return min((m[0] for m in self.mentions), default=min((m[0] for m in self.spare), default=1 << 30))


class Figures:
    """All figures of a document by key, and the phrases that name them."""

    def __init__(self, doc: Annotated, strands: Sequence[int]) -> None:
        self.doc = doc
        self.strands = strands
        self.all: dict[str, Figure] = {}
        self.heads: dict[int, tuple[str, ...]] = {}
        self.origins: dict[int, tuple[str, ...]] = {}
        self.peoples: dict[int, str] = {}
        """Head token of a place -> key of the people that live there."""
        self.begins: dict[int, tuple[str, ...]] = {}
        """First token of a mention -> keys of its figures."""
        self._order: list[int] = []

    def enter(self, figure: Figure) -> Figure:
        """Take in a figure; one that is known under its key stays as it is."""
        return self.all.setdefault(figure.key, figure)

    def mention(self, key: str, head: int, first: int, last: int, *, also_spare: bool = False) -> None:
        """Note that the phrase of ``head``, tokens ``first`` to ``last``, names the figure of ``key``."""
        figure = self.all[key]
        (figure.spare if also_spare else figure.mentions).append((first, last))
        self.begins[first] = (*self.begins.get(first, ()), key)
        self.refer(key, head)

    def refer(self, key: str, head: int) -> None:
        """Note that token ``head``, a pronoun or a word for two parties, stands for the figure of ``key``; no mention."""
        self.all[key].heads.append(head)
        known = self.heads.get(head, ())
        if not known:
            insort(self._order, head)
        if key not in known:
            self.heads[head] = (*known, key)

    def originate(self, key: str, head: int, first: int, last: int) -> None:
        """Note that token ``head`` says that something comes from the figure of ``key``."""
        known = self.origins.get(head, ())
        if key not in known:
            self.origins[head] = (*known, key)
            self.all[key].spare.append((first, last))

    def populate(self, key: str, head: int, first: int, last: int) -> None:
        """Note that the place of token ``head`` stands for the people of ``key`` where something is done to it."""
        self.peoples[head] = key
        self.all[key].spare.append((first, last))

    def entitle(self, key: str, head: int) -> None:
        """Note that a title, the phrase of ``head``, stands for the figure of ``key`` and nobody else."""
        if head not in self.heads:
            insort(self._order, head)
        self.heads[head] = (key,)

    def before(self, head: int, *, sentences: int) -> Iterator[tuple[int, tuple[Figure, ...]]]:
        """Heads before token ``head`` in its story with their figures, the nearest first, at most ``sentences`` back."""
        here = self.doc.tokens[head].sentence
        for n in range(bisect_left(self._order, head) - 1, -1, -1):
            at = self._order[n]
            sentence = self.doc.tokens[at].sentence
            if here - sentence > sentences or self.strands[sentence] != self.strands[here]:
                return
            yield at, tuple(self.all[key] for key in self.heads[at])

    def figures_at(self, head: int) -> tuple[Figure, ...]:
        """The figures that the phrase of a token names."""
        return tuple(self.all[key] for key in self.heads.get(head, ()))

    def merge(self, old: str, new: str, how: str) -> None:
        """Make one figure of two: what named the old one names the new one."""
        gone, kept = self.all.pop(old), self.all[new]
        kept.mentions += gone.mentions
        kept.spare += gone.spare
        kept.heads += gone.heads
        kept.offices += [o for o in gone.offices if o not in kept.offices]
        kept.reasons.append(Reason("mentions", gone.name, how))
        for table in (self.heads, self.origins):
            for head, keys in table.items():
                if old in keys:
                    table[head] = tuple(dict.fromkeys(new if k == old else k for k in keys))

    def passing(self, ids: Mapping[str, str]) -> frozenset[str]:
        """Ids of actors that the text only names in passing: as an origin or ground, by an office alone, or guessed to be bodies."""
        return frozenset(ids[f.key] for f in self.all.values() if f.key in ids and (not f.mentions or _is_passing(f)))

    def numbered(self) -> tuple[tuple[Actor, ...], dict[str, str], tuple[Explanation, ...]]:
        """The actors in order of first mention, the id of each key, and why each is coded as it is."""
        ordered = sorted((f for f in self.all.values() if f.mentions or f.spare), key=lambda f: (f.first, f.key))
        ids = {figure.key: f"a{n}" for n, figure in enumerate(ordered, 1)}
        actors = tuple(self._actor(ids[f.key], f) for f in ordered)
        return actors, ids, tuple(Explanation(ids[f.key], "actor", f.rule, tuple(f.reasons)) for f in ordered)

    def _actor(self, number: str, figure: Figure) -> Actor:
        spans = in_order(self.doc.span(first, last) for first, last in figure.mentions or figure.spare)
        office = "; ".join(dict.fromkeys(figure.offices)) or None
        return Actor(number, figure.name, figure.kind, figure.codes, office, _outermost(spans), figure.known)


def _outermost(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(s for s in spans if not any(o != s and o.holds(s) for o in spans))


def figure_of(known: Known) -> Figure:
    """A fresh figure of a known actor."""
    return Figure(known.key, known.name, known.kind, known.codes, known.rule, family=known.kind, known=known.key)


def _is_passing(figure: Figure) -> bool:
    return figure.family == "body" or (not figure.named and figure.kind in ("person", "population"))
