"""Persons by name, coded from the office and the country or body that the text gives them."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.language.grammar import noun_phrase
from dragoman.records import Reason
from dragoman.resolving.bearings import Bearings
from dragoman.resolving.belonging import Belonging
from dragoman.resolving.figures import Figure, Figures
from dragoman.resolving.leaders import Leader, Leaders
from dragoman.resolving.persons import PersonName, same_person
from dragoman.resolving.phrases import Phrase

_TITLE_WORDS = ("NOUN", "PROPN", "ADJ", "ADP", "DET", "PART")


class NamedPersons:
    """Enters the persons of one document among its figures."""

    def __init__(self, leaders: Leaders, figures: Figures, phrases: dict[int, Phrase], bearings: Bearings, belonging: Belonging) -> None:
        self._leaders = leaders
        self._bearings = bearings
        self._figures = figures
        self._phrases = phrases
        self._doc = figures.doc
        self._belonging = belonging

    def enter(self, persons: Iterable[PersonName]) -> None:
        """Enter each name, the first full one as a new figure and short ones as mentions of it."""
        for person in persons:
            figure = self._known(person) or self._figures.enter(self._new(person))
            titles = self._titles(person)
            leader = None if figure.codes else self._leader(person)
            for title in titles:
                self._entitle(figure, title, person, leader)
            if not figure.codes and leader is not None:
                self._lead(figure, leader, person)
            if not figure.codes:
                self._place(figure, person)
            figure.gender = figure.gender or person.gender
            self._figures.mention(figure.key, person.head, person.first, person.last)
            for title in titles:
                self._figures.entitle(figure.key, title.head)

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
        before += [p for p in self._run_up(person) if p not in before]
        apposed = [self._phrases[c.i] for c in self._doc.children(person.head, "appos") if c.i in self._phrases]
        above = tokens[person.head].head
        if tokens[person.head].dep in ("appos", "nmod", "flat") and above in self._phrases:
            before.append(self._phrases[above])
        return [p for p in [*before, *apposed] if p.words.unit in ("office", "members") and not p.plural]

    def _run_up(self, person: PersonName) -> list[Phrase]:
        """Titles that the parser did not tie to the name: "Envoy of the Malian Government for Trade Issa Keita"."""
        found: list[Phrase] = []
        tokens, i = self._doc.tokens, person.first - 1
        sentence = tokens[person.head].sentence
        while i >= 0 and tokens[i].sentence == sentence and tokens[i].pos in _TITLE_WORDS and i not in self._figures.heads:
            if i in self._phrases and self._phrases[i].words.unit == "office":
                found.append(self._phrases[i])
            i -= 1
        last = found[-1:]
        if last and i > 0 and tokens[i].lower == "," and (apposed := self._before_comma(i - 1)) is not None:
            last.append(apposed)
        return [p for p in reversed(last) if not p.plural]

    def _before_comma(self, i: int) -> Phrase | None:
        """A title that ends before a comma, with another title and the name after it."""
        tokens, sentence = self._doc.tokens, self._doc.tokens[i].sentence
        found = None
        while i >= 0 and tokens[i].sentence == sentence and (tokens[i].pos in _TITLE_WORDS or tokens[i].lower in ("and", "'s", "’s")):
            if i in self._phrases and tokens[i].dep != "poss":
                found = self._phrases[i]
            i -= 1
        return found if found is not None and found.words.id == "diplomat" and i not in self._figures.heads else None

    def _belongs(self, head: int, person: PersonName) -> bool:
        """Whether a title before a name hangs on it, or stands right before it."""
        match = self._phrases[head]
        tokens = self._doc.tokens
        if match.last == person.first - 1 and tokens[head].dep in ("compound", "nmod", "amod", "appos", "nsubj", "ROOT", "dep"):
            return True
        return tokens[head].head in range(person.first, person.last + 1) and tokens[head].dep in ("compound", "nmod", "amod", "appos")

    def _leader(self, person: PersonName) -> Leader | None:
        published = self._doc.document.published_date
        return self._leaders.find(person.name, spoken=self._bearings.codes, year=published.year if published else None)

    def _entitle(self, figure: Figure, title: Phrase, person: PersonName, leader: Leader | None) -> None:
        """Code a person by an office: whose it is by the phrase, else as the lexicon knows the person, else by the text around."""
        end = title.last if title.first > person.last else min(title.last, person.first - 1)
        words = self._doc.span(title.first, max(title.match_first, end))
        figure.offices.append(" ".join(words.text.split()))
        figure.called |= {title.form, title.form.split()[-1], *title.words.also_called}
        if figure.codes:
            return
        owner = next(iter(self._belonging.of(title)), None)
        if owner is None and leader is not None:
            sectors = self._belonging.sectors(title, None)
            figure.codes = tuple(dict.fromkeys((*_primary(leader), *sectors)))
            figure.reasons.append(Reason("codes", " ".join(figure.codes), f"lexicon leaders: {leader.name}, {leader.office}", words))
            return
        owner = owner or self._belonging.here(person.head)
        sectors = self._belonging.sectors(title, owner)
        if owner is not None:
            figure.codes = tuple(dict.fromkeys((*owner.primary, *sectors)))
            figure.reasons += [owner.reason, Reason("codes", " ".join(sectors), f"office word '{title.form}'", words)]

    def _lead(self, figure: Figure, leader: Leader, person: PersonName) -> None:
        """Code a person named without an office as the lexicon knows him, as former when the story is of a later year."""
        published = self._doc.document.published_date
        former = published is not None and leader.until is not None and leader.until < published.year
        figure.codes = (*_primary(leader), "ELI") if former and "GOV" in leader.codes else leader.codes
        how = f"lexicon leaders: {leader.name}, {leader.office}" + (f", until {leader.until}" if former else "")
        figure.reasons.append(Reason("codes", " ".join(figure.codes), how, self._doc.span(person.first, person.last)))

    def _place(self, figure: Figure, person: PersonName) -> None:
        """Code a person without an office by what the name itself stands with, else by the text around."""
        owner = self._belonging.around(person)
        if owner is not None:
            figure.codes = owner.primary
            figure.reasons.append(owner.reason)


def _primary(leader: Leader) -> tuple[str, ...]:
    """The primary code, with a body's own code after IGO."""
    return leader.codes if leader.codes[0] == "IGO" else leader.codes[:1]
