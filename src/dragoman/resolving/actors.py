"""The actors of a document: known names, persons, and people and bodies without a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dragoman.language import Annotated
from dragoman.language.grammar import noun_phrase
from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema.offices import OfficeWords
from dragoman.lexicon.schema.words import SECTION as WORDS
from dragoman.records import Reason
from dragoman.resolving.bearings import Bearings, Sign
from dragoman.resolving.belonging import Belonging
from dragoman.resolving.bodies import find_bodies
from dragoman.resolving.figures import Figure, Figures, figure_of
from dragoman.resolving.generic import Generic
from dragoman.resolving.knowledge import Knowledge
from dragoman.resolving.leaders import Leaders
from dragoman.resolving.merging import merge_later_names
from dragoman.resolving.metonyms import Metonyms
from dragoman.resolving.named_bodies import NamedBodies
from dragoman.resolving.named_persons import NamedPersons
from dragoman.resolving.naming import Namer, NameUse, is_beside
from dragoman.resolving.persons import PersonNames
from dragoman.resolving.phrases import Phrase, PhraseFinder, without_determiner
from dragoman.resolving.pieces import Match, PieceText
from dragoman.resolving.pronouns import Pronouns
from dragoman.resolving.reference import Reference
from dragoman.resolving.sides import Sides
from dragoman.resolving.signs import Ground, SignFinder
from dragoman.resolving.spellings import Spellings
from dragoman.resolving.strands import find_strands


class ActorFinder:
    """Finds the actors of documents. Holds only what the lexicon says."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._knowledge = Knowledge(lexicon)
        self._spellings = Spellings(lexicon.files(WORDS)["spellings"])
        self._leaders = Leaders(lexicon, self._spellings)
        self._words = lexicon.files(WORDS)["reference"]
        self._persons = PersonNames(self._leaders, self._words)
        self._everyday = frozenset(self._words.lists["everyday_nouns"])
        self._namer = Namer(self._knowledge, Metonyms(lexicon), self._words)
        self._phrases = PhraseFinder(self._knowledge, self._words)
        self._signs = SignFinder(self._knowledge, self._words)

    def names(self, doc: Annotated, text: PieceText) -> list[NameUse]:
        """The known names of a document, each with what it is used for."""
        return self._namer.find(doc, text, self._bodies(text))

    def proper_bodies(self, doc: Annotated, text: PieceText) -> frozenset[int]:
        """Tokens of words for bodies that are written as names: "Supreme Court", "National Assembly"."""
        found = (range(m.first, m.last + 1) for m in self._bodies(text) if m.first < m.last and not m.loud)
        return frozenset(i for tokens in found if all(doc.tokens[i].text[:1].isupper() for i in tokens) for i in tokens)

    def is_part(self, doc: Annotated, use: NameUse) -> bool:
        """Whether a name stands before a word for a part of a country: "the Somali region"."""
        return doc.tokens[doc.tokens[use.head].head].lemma in self._words.lists["ground_nouns"]

    def _bodies(self, text: PieceText) -> list[Match[OfficeWords]]:
        return [m for m in self._knowledge.offices.find(text) if m.values[0].unit == "body"]

    def find(self, doc: Annotated, text: PieceText, uses: list[NameUse], grounds: Mapping[int, Ground], home: str | None) -> Figures:
        """Find all actors.

        ``grounds`` gives for the head tokens of places their words and the country they lie in; it decides for
        people whose nationality the text leaves open. ``home`` is the country of the dateline.
        """
        known = list(self._leaders.tree.find(text))
        every_office = list(self._knowledge.offices.find(text))
        signs = list(self._signs.find(doc, uses, grounds, known, every_office))
        strands = find_strands(doc, {sign.token: sign.code for sign in signs}, self._everyday)
        figures = Figures(doc, strands)
        taken = {i for u in uses for i in range(u.first, u.last + 1) if not (u.known.is_state and u.form != "seat")}
        offices = [m for m in every_office if not (m.first in taken or m.last in taken)]
        persons = self._persons.find(doc, uses, offices, known)
        in_names = {i for p in persons for i in range(p.first, p.last + 1)}
        phrases = self._phrases.find(doc, uses, [m for m in offices if m.last not in in_names], in_names)
        bearings = Bearings(doc, signs, strands, self._home(doc, home))
        countries = {head: ground.country for head, ground in grounds.items()}
        belonging = Belonging(self._knowledge, figures, phrases, uses, bearings, self._words, countries)
        self._enter_names(figures, uses, phrases, bearings)
        self._enter_grounds(figures, grounds)
        reference = Reference(figures, bearings, belonging.is_speaking, self._words)
        named = NamedPersons(self._leaders, self._spellings, figures, phrases, bearings, belonging)
        bodies = NamedBodies(figures, phrases, uses, belonging, self._words, self._spellings)
        inside = {i for m in offices for i in range(m.first, m.last + 1)} | {i for u in uses for i in range(u.first, u.last + 1)}
        found = (b for b in find_bodies(doc, taken | in_names) if not self._persons.is_ground(doc, b.first, b.last))
        bodies.prepare(b for b in found if not inside.issuperset(range(b.first, b.last + 1)))
        named.prepare(persons)
        generic = Generic(figures, phrases, belonging, reference, self._knowledge, self._words)
        self._enter_in_order(figures, phrases, named, bodies, generic)
        _release_owners(figures, phrases.values())
        merge_later_names(figures, phrases)
        self._enter_peoples(figures, grounds)
        return figures

    def _home(self, doc: Annotated, country: str | None) -> Sign | None:
        place = doc.document.dateline.place if doc.document.dateline is not None else None
        country = country or (self._knowledge.seats.get(place.lower()) if place else None)
        code = self._knowledge.rulers.get(country, country) if country is not None else None
        return Sign(0, code, "place") if code in self._knowledge.states and code is not None else None

    def _enter_grounds(self, figures: Figures, grounds: Mapping[int, Ground]) -> None:
        """Let every place lead to the state it lies in, for what is done to a town or from a province."""
        for head, ground in grounds.items():
            code = self._knowledge.rulers.get(ground.country, ground.country)
            if head not in figures.heads and head not in figures.origins and code in self._knowledge.states:
                figure = figures.enter(figure_of(self._knowledge.states[code]))
                figures.originate(figure.key, head, ground.first, ground.last)

    def _enter_peoples(self, figures: Figures, grounds: Mapping[int, Ground]) -> None:
        """Let every place lead to those who live there, for harm that falls on whoever is there."""
        for head, ground in grounds.items():
            code = self._knowledge.rulers.get(ground.country, ground.country)
            if head not in figures.heads and code in self._knowledge.states:
                state = self._knowledge.states[code]
                name = ground.name or state.name
                key = f"people:{state.key if name == state.name else f'{code}:{name}'}:"
                figures.enter(Figure(key, f"people of {name}", "population", (code, "CVL"), "actors.people", family="people"))
                figures.populate(key, head, ground.first, ground.last)

    def _enter_in_order(
        self, figures: Figures, phrases: dict[int, Phrase], named: NamedPersons, bodies: NamedBodies, generic: Generic
    ) -> None:
        """Enter names, descriptions, words for two parties and pronouns from left to right, each with what came before it."""
        sides, pronouns = Sides(figures, self._words), Pronouns(figures, self._words)
        for token in figures.doc.tokens:
            named.enter_at(token.i)
            bodies.enter_at(token.i)
            if token.pos == "PRON":
                pronouns.refer(token.i)
            elif token.tag in ("NNS", "NNPS") and (pair := sides.of(token.i, phrases.get(token.i))):
                first, last = noun_phrase(figures.doc, token.i)
                first = without_determiner(figures.doc, first, token.i)
                for figure in pair:
                    figures.mention(figure.key, token.i, first, max(last, token.i))
            elif token.i in phrases and not named.is_title(token.i):
                generic.enter(phrases[token.i])

    def _enter_names(self, figures: Figures, uses: Iterable[NameUse], phrases: Mapping[int, object], bearings: Bearings) -> None:
        by_token = {use.head: use for use in uses}
        for use in {(use.head, use.known.key if use.form == "shared" else ""): use for use in uses}.values():
            if use.known.file == "peoples" and use.use == "origin":
                continue
            figure = figures.enter(figure_of(use.known))
            if use.use == "people":
                people = figures.enter(self._people(figures.doc, use, by_token, bearings))
                figures.mention(people.key, use.head, use.first, use.last)
                people.reasons.append(Reason("codes", " ".join(people.codes), use.how, figures.doc.span(use.first, use.last)))
                continue
            if use.use in ("place", "origin") or use.known.is_state:
                figures.originate(figure.key, use.head, use.first, use.last)
            opposed = bool(use.beside) and use.beside not in self._words.lists["owning_compounds"]  # "anti-Taliban"
            if use.use == "actor" or (use.use == "origin" and not use.known.is_state and not opposed):
                self._mention(figures, use, figure, phrases)

    def _mention(self, figures: Figures, use: NameUse, figure: Figure, phrases: Mapping[int, object]) -> None:
        beside = figures.doc.tokens[use.head].head in phrases and use.use == "origin"
        figures.mention(figure.key, use.head, use.first, use.last, also_spare=beside)
        if not figure.reasons:
            words = figures.doc.span(use.first, use.last)
            figure.reasons.append(Reason("codes", " ".join(figure.codes), f"{use.known.rule}: {use.how}", words))

    def _people(self, doc: Annotated, use: NameUse, uses: Mapping[int, NameUse], bearings: Bearings) -> Figure:
        kin = use.first > 0 and doc.tokens[use.first - 1].lower in self._words.lists["kin"]
        vague = use.known.name.lower().removesuffix("s") in self._words.lists["vague_origins"]  # "Europeans"
        here = bearings.country(use.head) if kin or not (use.known.codes or vague) else None
        home = here[0] if here else use.known.codes[0] if use.known.codes else "UNK"
        told = (*self._grounds_of(doc, use.head, uses), *self._nation_before(doc, use, uses))
        ground = next((g for g in told if g != home or not use.known.codes), None)
        many = use.known.file == "peoples"
        abroad = ground or (home if kin and home not in use.known.codes and home in self._knowledge.states else None)
        name = (use.known.name if many else f"people of {use.known.name}") + (
            f" in {self._knowledge.states[abroad].name}" if abroad else ""
        )
        key = f"people:{use.known.key}:{ground or (home if here else '')}"
        return Figure(key, name, "population", (ground or home, "CVL"), "actors.people", family="people")

    def _nation_before(self, doc: Annotated, use: NameUse, uses: Mapping[int, NameUse]) -> Iterable[str]:
        """The state whose citizens the adjective before a people says they are: "Iraqi Sunnis"; but "Mexican Americans" are Americans."""
        nation = uses.get(use.first - 1)
        told = nation is not None and nation.known.is_state and not nation.beside and is_beside(doc, doc.tokens[nation.head])
        if nation is not None and told and not set(use.known.codes) & set(self._words.lists["nations_of_settlers"]):
            yield nation.known.codes[0]

    def _grounds_of(self, doc: Annotated, head: int, uses: Mapping[int, NameUse]) -> Iterable[str]:
        """The states that a people's own phrase says it lives in: "Turks of Bulgaria"."""
        for preposition in doc.children(head, "prep"):
            if preposition.lower in ("of", "in"):
                found = (uses[noun.i] for noun in doc.children(preposition.i, "pobj") if noun.i in uses)
                yield from (u.known.codes[0] for u in found if u.known.codes and u.known.codes[0] in self._knowledge.states)


def _release_owners(figures: Figures, phrases: Iterable[Phrase]) -> None:
    """Let a nation whose forces stand beside it before a noun do nothing itself: of "Israeli army raids" the army."""
    tokens = figures.doc.tokens
    for phrase in phrases:
        if phrase.head in figures.heads and is_beside(figures.doc, tokens[phrase.head]):
            for use in phrase.owners:
                if use.use == "origin" and tokens[use.head].head == tokens[phrase.head].head:
                    figures.origins.pop(use.head, None)
