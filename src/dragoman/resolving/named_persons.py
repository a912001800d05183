"""Persons by name, coded from the office and the country or body that the text gives them."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.language.grammar import noun_phrase
from dragoman.records import Reason
from dragoman.resolving.bearings import Bearings
from dragoman.resolving.belonging import Belonging
from dragoman.resolving.figures import Figure, Figures
from dragoman.resolving.knowledge import Knowledge
from dragoman.resolving.persons import PersonName, same_person
from dragoman.resolving.phrases import Phrase


class NamedPersons:
    """Enters the persons of one document among its figures."""

    def __init__(self, knowledge: Knowledge, figures: Figures, phrases: dict[int, Phrase], bearings: Bearings) -> None:
        self._figures = figures
        self._phrases = phrases
        self._doc = figures.doc
        self._belonging = Belonging(knowledge, figures, phrases, bearings)

    def enter(self, persons: Iterable[PersonName]) -> None:
        """Enter each name, the first full one as a new figure and short ones as mentions of it."""
        for person in persons:
            figure = self._known(person) or self._figures.enter(self._new(person))
            titles = self._titles(person)
            for title in titles:
                self._entitle(figure, title, person)
            if not figure.codes:
                self._place(figure, person)
            figure.gender = figure.gender or person.gender
            self._figures.mention(figure.key, person.head, person.first, person.last)
            for title in titles:
                self._figures.heads[title.head] = (figure.key,)

    def _known(self, person: PersonName) -> Figure | None:
        same = [f for f in self._figures.all.values() if f.family == "person" and same_person(f.name, person.name)]
        return max(same, key=lambda f: (f.heads[-1] if f.heads else -1)) if same else None

    def _new(self, person: PersonName) -> Figure:
        return Figure(f"person:{person.name.lower()}", person.name, "person", (), "actors.person", family="person")

    def _titles(self, person: PersonName) -> list[Phrase]:
        """Offices before the name, or in apposition on either side of it."""
        tokens = self._doc.tokens
        first, _ = noun_phrase(self._doc, person.head)
        before = [p for h, p in self._phrases.items() if min(first, person.first) <= h < person.first and self._belongs(h, person)]
        apposed = [self._phrases[c.i] for c in self._doc.children(person.head, "appos") if c.i in self._phrases]
        above = tokens[person.head].head
        if tokens[person.head].dep in ("appos", "nmod", "flat") and above in self._phrases:
            before.append(self._phrases[above])
        return [p for p in [*before, *apposed] if p.words.unit in ("office", "members") and not p.plural]

    def _belongs(self, head: int, person: PersonName) -> bool:
        """Whether a title before a name hangs on it, or stands right before it."""
        match = self._phrases[head]
        tokens = self._doc.tokens
        if match.last == person.first - 1 and tokens[head].dep in ("compound", "nmod", "amod", "appos", "nsubj", "ROOT", "dep"):
            return True
        return tokens[head].head in range(person.first, person.last + 1) and tokens[head].dep in ("compound", "nmod", "amod", "appos")

    def _entitle(self, figure: Figure, title: Phrase, person: PersonName) -> None:
        end = title.last if title.first > person.last else min(title.last, person.first - 1)
        words = self._doc.span(title.first, max(title.match_first, end))
        figure.offices.append(" ".join(words.text.split()))
        if figure.codes:
            return
        owner = next(iter(self._belonging.of(title)), None) or self._belonging.here(person.head)
        sectors = self._belonging.sectors(title, owner)
        if owner is not None:
            figure.codes = tuple(dict.fromkeys((*owner.primary, *sectors)))
            figure.reasons += [owner.reason, Reason("codes", " ".join(sectors), f"office word '{title.form}'", words)]

    def _place(self, figure: Figure, person: PersonName) -> None:
        """Code a person without an office by what the name itself stands with, else by the text around."""
        owner = self._belonging.around(person)
        if owner is not None:
            figure.codes = owner.primary
            figure.reasons.append(owner.reason)
