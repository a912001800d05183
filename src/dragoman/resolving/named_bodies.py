"""Bodies by a name that no list knows, coded by the words in and around the name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from dragoman.lexicon.schema.words import WordLists
from dragoman.records import Reason
from dragoman.resolving.belonging import Belonging, Owner
from dragoman.resolving.bodies import Body
from dragoman.resolving.figures import Figure, Figures
from dragoman.resolving.naming import NameUse
from dragoman.resolving.phrases import Phrase
from dragoman.resolving.spellings import SHORTER, Spellings

_BODIES = ("igo", "ngo", "company", "armed_group", "party", "organisation", "media", "government")
_BESIDE = ("compound", "amod", "nmod")


class NamedBodies:
    """Enters the unknown bodies of one document among its figures."""

    def __init__(
        self,
        figures: Figures,
        phrases: dict[int, Phrase],
        uses: Iterable[NameUse],
        belonging: Belonging,
        words: WordLists,
        spellings: Spellings,
    ) -> None:
        self._spellings = spellings
        self._everyday = frozenset(words.lists["everyday_nouns"])
        self._worldwide = frozenset(words.lists["worldwide"])
        self._figures = figures
        self._phrases = phrases
        self._named = {i: use for use in uses for i in range(use.first, use.last + 1)}
        self._belonging = belonging
        self._doc = figures.doc
        self._at: dict[int, Body] = {}
        self._short: dict[str, str] = {}

    def prepare(self, bodies: Iterable[Body]) -> None:
        """Take the bodies of the document; where a name holds a word for a body, its phrase carries the name."""
        for body in bodies:
            if body.head in self._figures.heads or body.head in self._named or not self._speaks(body):
                continue
            if body.head in self._phrases:
                self._name_phrase(body)
            else:
                self._at[body.first] = body

    def enter_at(self, i: int) -> None:
        """Enter the body whose name begins at token ``i``, if there is one."""
        body = self._at.get(i)
        if body is None or body.head in self._figures.heads:
            return
        figure = (
            self._person(body)
            or self._shortened(body)
            or self._figures.enter(self._new(self._short.get(body.name, f"body:{body.name.lower()}"), body))
        )
        self._figures.mention(figure.key, body.head, body.first, body.last)
        if (initials := self._initials(body)) is not None:
            self._short[initials] = figure.key

    def _person(self, body: Body) -> Figure | None:
        """A person met before whose family name the model took for a body."""
        persons = [f for f in self._figures.all.values() if f.family == "person" and f.named and " " in f.name]
        return next((f for f in reversed(persons) if self._spellings.compare(f.name, body.name) <= SHORTER), None)

    def _shortened(self, body: Body) -> Figure | None:
        """A body met before whose name ends or begins with these words: "the Times" after "the New York Times"."""
        words = body.name.lower().split()
        bodies = [f for f in self._figures.all.values() if f.named and f.kind in _BODIES and f.mentions]
        longer = [(f, f.name.lower().split()) for f in bodies if len(f.name.split()) > len(words)]
        ending = [f for f, name in longer if name[-len(words) :] == words]
        beginning = [f for f, name in longer if name[: len(words)] == words and not self._everyday.issuperset(words)]
        return next(reversed(ending or beginning), None)

    def _speaks(self, body: Body) -> bool:
        """Whether the name stands for the body, and does not only describe the noun after it."""
        token = self._doc.tokens[body.head]
        return not (token.dep in _BESIDE and token.head > body.last and token.head not in self._phrases)

    def _name_phrase(self, body: Body) -> None:
        """Let a phrase whose office word is part of a longer proper name carry that name."""
        phrase = self._phrases[body.head]
        said = {i for use in phrase.owners for i in range(use.first, use.last + 1)} | set(range(phrase.match_first, phrase.head + 1))
        rest = [i for i in range(body.first, body.last + 1) if i not in said and self._doc.tokens[i].pos == "PROPN"]
        if rest and phrase.words.unit == "body":
            self._phrases[body.head] = msgspec.structs.replace(phrase, proper=body.name, definite=False)

    def _new(self, key: str, body: Body) -> Figure:
        owner = self._owner(body)
        codes = owner.primary if owner else ("NGO",) if self._is_worldwide(body) else ("UNK",)
        figure = Figure(key, body.name, "organisation", codes, "actors.body", family="body")
        figure.reasons += [owner.reason] if owner else []
        words = self._doc.span(body.first, body.last)
        figure.reasons.append(Reason("kind", "organisation", "the model takes it for an organisation", words))
        return figure

    def _owner(self, body: Body) -> Owner | None:
        inside = [self._named[i] for i in range(body.first, body.last + 1) if i in self._named and self._named[i].known.codes]
        if inside:
            return self._belonging.named(inside[0])
        for noun in self._beside(body):
            if noun in self._phrases and (owners := self._belonging.of(self._phrases[noun])):
                return owners[0]
        return None if self._is_worldwide(body) else self._belonging.here(body.head)

    def _is_worldwide(self, body: Body) -> bool:
        return any(word in self._worldwide for word in body.name.lower().split())

    def _beside(self, body: Body) -> Iterator[int]:
        """Heads of phrases in apposition: hung on the name, or right before a comma or the name itself."""
        yield from (noun.i for noun in self._doc.children(body.head, "appos"))
        yield body.first - 1
        if body.first > 1 and self._doc.tokens[body.first - 1].text == ",":
            yield body.first - 2

    def _initials(self, body: Body) -> str | None:
        """The short name in brackets after a full one."""
        tokens, i = self._doc.tokens, body.last + 1
        if i + 2 < len(tokens) and tokens[i].text == "(" and tokens[i + 2].text == ")" and tokens[i + 1].text.isupper():
            return tokens[i + 1].text
        return None
