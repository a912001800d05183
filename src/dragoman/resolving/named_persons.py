"""Persons by name, coded from the office and the country or body that the text gives them."""

from __future__ import annotations

from collections.abc import Collection

from dragoman.records import Reason, Span
from dragoman.resolving.bearings import Bearings
from dragoman.resolving.belonging import Belonging, Owner
from dragoman.resolving.figures import Figure, Figures
from dragoman.resolving.leaders import Leader, Leaders
from dragoman.resolving.persons import PersonName
from dragoman.resolving.phrases import Phrase
from dragoman.resolving.spellings import APART, FIRST_NAME, Spellings
from dragoman.resolving.titles import Titles

_ADOPT_SENTENCES = 3
# Sorts of offices that serve a state unless the lexicon has the word in the person's office at a body.
_NATIONAL = ("head_of_state", "minister")
# A rank or an honour says less than the office the lexicon knows: "General Pervez Musharraf".
_RANKS = ("commander", "prelate")


class NamedPersons:
    """Enters the persons of one document among its figures, each at the place of its first title or name."""

    def __init__(
        self,
        leaders: Leaders,
        spellings: Spellings,
        figures: Figures,
        phrases: dict[int, Phrase],
        bearings: Bearings,
        belonging: Belonging,
    ) -> None:
        self._leaders = leaders
        self._spellings = spellings
        self._bearings = bearings
        self._figures = figures
        self._doc = figures.doc
        self._belonging = belonging
        self._phrases = phrases
        self._titles = Titles(figures, phrases, ())
        self._at: dict[int, list[tuple[PersonName, list[Phrase]]]] = {}
        self._title_heads: set[int] = set()

    def prepare(self, persons: Collection[PersonName]) -> None:
        """Take the names of the document and find their titles."""
        self._titles = Titles(self._figures, self._phrases, persons)
        for person in persons:
            titles = self._titles.of(person)
            self._title_heads.update(title.head for title in titles)
            told = (t.first for t in titles if not any(t.first <= o.first < person.first for o in persons))  # "Keita's son, Ali"
            self._at.setdefault(min([person.first, *told]), []).append((person, titles))

    def is_title(self, head: int) -> bool:
        """Whether the phrase of a token is the title of a named person."""
        return head in self._title_heads

    def enter_at(self, i: int) -> None:
        """Enter the persons whose title or name begins at token ``i``: a new figure, or a mention of one met before."""
        for person, titles in self._at.get(i, ()):
            self._enter(person, titles)

    def _enter(self, person: PersonName, titles: list[Phrase]) -> None:
        figure = self._known(person, titles) or self._figures.enter(self._new(person))
        leader = None if figure.codes else self._leader(person, titles)
        owner = self._belonging.around(person)
        if leader is not None and owner is not None and owner.is_state and leader.codes[0] != owner.primary[0] and leader.is_national:
            leader = None
        if leader is not None and not leader.is_national and any(_is_national(t, leader) for t in titles):
            leader = None  # a premier who has yet to head a commission
        if leader is not None:
            figure.known = leader.key
        offices = {title.head: self._doc.span(*self._titles.office(title, person, titles)) for title in titles}
        figure.offices += [" ".join(offices[t.head].text.split()) for t in titles if t.words.family != "kin"]
        for title in self._titles.telling(person, titles):
            self._entitle(figure, title, person, leader, offices[title.head])
        if not figure.codes and leader is not None:
            self._lead(figure, leader, person)
        if not figure.codes or (figure.guessed and owner is not None):
            self._place(figure, person, owner)
        figure.gender = figure.gender or person.gender
        self._figures.mention(figure.key, person.head, person.first, person.last)
        for title in titles:
            self._figures.entitle(figure.key, title.head)

    def _known(self, person: PersonName, titles: list[Phrase]) -> Figure | None:
        """The person met before whom the name fits best; of several, one so titled, then the one spoken of last.

        A first name alone, or another spelling, must fit one person only.
        """
        fits: dict[int, list[Figure]] = {}
        for figure in self._figures.all.values():
            if figure.family == "person" and {figure.gender, person.gender} != {"he", "she"}:
                fits.setdefault(self._spellings.compare(figure.name, person.name), []).append(figure)
        best = min(fits, default=APART)
        if best == APART or (best >= FIRST_NAME and len(fits[best]) > 1):
            return None
        titled = {title.singular for title in titles}
        return max(fits[best], key=lambda f: (bool(f.called & titled), f.heads[-1] if f.heads else -1))

    def _new(self, person: PersonName) -> Figure:
        return Figure(f"person:{person.name.lower()}", person.name, "person", (), "actors.person", family="person")

    def _leader(self, person: PersonName, titles: list[Phrase]) -> Leader | None:
        published = self._doc.document.published_date
        offices = {title.singular for title in titles}
        return self._leaders.find(person.name, spoken=self._bearings.codes, year=published.year if published else None, offices=offices)

    def _entitle(self, figure: Figure, title: Phrase, person: PersonName, leader: Leader | None, words: Span) -> None:
        """Code a person by an office: whose it is by the phrase, else as the lexicon knows the person, else by the text around."""
        figure.called |= {title.form, title.form.split()[-1], *title.words.also_called}
        owner = next(iter(self._belonging.of(title)), None) or self._belonging.around(person)
        if figure.codes and not (figure.guessed and owner is not None):
            return
        if leader is not None and title.words.id in _RANKS:
            figure.codes = leader.codes
            figure.reasons.append(Reason("codes", " ".join(figure.codes), f"lexicon leaders: {leader.name}, {leader.office}", words))
            return
        if owner is None and leader is not None:
            sectors = self._belonging.sectors(title, None) if leader.is_national else ()
            figure.codes = tuple(dict.fromkeys((*_primary(leader), *(sectors or leader.codes[1:]))))
            figure.reasons.append(Reason("codes", " ".join(figure.codes), f"lexicon leaders: {leader.name}, {leader.office}", words))
            return
        if owner is None and (before := self._before(title, person)) is not None:
            figure.codes = before.codes
            figure.reasons += before.reasons
            self._figures.merge(before.key, figure.key, f"a {title.singular} was spoken of before")
            return
        owner = owner or self._belonging.served(title)
        sectors = self._belonging.sectors(title, owner)
        if owner is not None:
            figure.codes = tuple(dict.fromkeys((*owner.primary, *sectors)))
            figure.guessed = owner.guessed
            figure.reasons += [owner.reason, Reason("codes", " ".join(sectors), f"office word '{title.form}'", words)]

    def _before(self, title: Phrase, person: PersonName) -> Figure | None:
        """Somebody without a name who held the same office shortly before: "Chad's envoy … Ambassador Issa Keita"."""
        for at, figures in self._figures.before(person.first, sentences=_ADOPT_SENTENCES):
            for figure in figures if self._doc.tokens[at].tag not in ("NNS", "NNPS") else ():
                known = {title.singular, *title.words.also_called}
                if not figure.named and figure.kind == "person" and figure.form in known and title.words.unit == "office":
                    return figure
        return None

    def _lead(self, figure: Figure, leader: Leader, person: PersonName) -> None:
        """Code a person named without an office as the lexicon knows him, as former when the story is of a later year."""
        published = self._doc.document.published_date
        former = published is not None and leader.until is not None and leader.until < published.year
        figure.codes = (*_primary(leader), "ELI") if former and "GOV" in leader.codes else leader.codes
        how = f"lexicon leaders: {leader.name}, {leader.office}" + (f", until {leader.until}" if former else "")
        figure.reasons.append(Reason("codes", " ".join(figure.codes), how, self._doc.span(person.first, person.last)))

    def _place(self, figure: Figure, person: PersonName, owner: Owner | None) -> None:
        """Code a person by ``owner``, whom the name itself stands with, else by the text around; sectors stay."""
        owner = owner or self._belonging.here(person.head)
        if owner is not None:
            sectors = () if owner.is_state else owner.sectors
            figure.codes = tuple(dict.fromkeys((*owner.primary, *sectors, *figure.codes[1:])))
            figure.guessed = owner.guessed
            figure.reasons.append(owner.reason)


def _is_national(title: Phrase, leader: Leader) -> bool:
    return title.words.id in _NATIONAL and title.singular.split()[-1] not in leader.office.split()


def _primary(leader: Leader) -> tuple[str, ...]:
    """The primary code, with a body's own code after IGO."""
    return leader.codes if leader.codes[0] == "IGO" else leader.codes[:1]
