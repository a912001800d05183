"""Whom people and bodies belong to: adjective, possessive, "of" and "in" phrases, then the text around them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from dragoman.language.grammar import subjects
from dragoman.lexicon.schema.offices import OfficeWords
from dragoman.lexicon.schema.words import WordLists
from dragoman.records import Reason
from dragoman.resolving.bearings import Bearings
from dragoman.resolving.figures import Figure, Figures
from dragoman.resolving.focus import Focus
from dragoman.resolving.knowledge import Knowledge, Known
from dragoman.resolving.naming import NameUse
from dragoman.resolving.persons import PersonName
from dragoman.resolving.phrases import GROUND_PREPOSITIONS, Phrase
from dragoman.resolving.sides import Sides


class Owner(msgspec.Struct, frozen=True):
    """A state or body that others belong to. ``sectors`` are its own; ``key`` is its figure's, None for a country found by the way."""

    primary: tuple[str, ...]
    sectors: tuple[str, ...]
    name: str
    is_state: bool
    reason: Reason
    key: str | None = None
    guessed: bool = False
    """Whether only the text around tells it."""

    @property
    def governs(self) -> bool:
        """Whether its government is the state's: a state's own, and that of a president."""
        return self.is_state or (self.key or "").startswith(("person:", "head_of_state:"))


class Belonging:
    """Finds owners in one document."""

    def __init__(
        self,
        knowledge: Knowledge,
        figures: Figures,
        phrases: dict[int, Phrase],
        uses: Iterable[NameUse],
        bearings: Bearings,
        words: WordLists,
        grounds: Mapping[int, str],
    ) -> None:
        """``grounds`` gives for the head tokens of places the country they lie in."""
        self._grounds = grounds
        self._named = {i: use for use in uses for i in range(use.first, use.last + 1)}
        self._sending = frozenset(words.lists["sending_verbs"])
        self._knowledge = knowledge
        self._figures = figures
        self._phrases = phrases
        self._bearings = bearings
        self._doc = figures.doc
        self._sides = Sides(figures, words)
        self._focus = Focus(figures, words)
        self._captors = frozenset(words.lists["captors"])

    def of(self, phrase: Phrase, depth: int = 0) -> list[Owner]:
        """Who the people or the body of a phrase belong to; several for "Russian and Chinese"; none when nothing tells."""
        captor = self._is_captor(phrase)
        if named := [use for use in phrase.owners if not (captor and use.first > phrase.head)]:
            return [self.named(use) for use in named]
        for head in () if captor else phrase.owner_phrases:
            figures = [self._figures.all[k] for k in self._figures.heads.get(head, ())]
            owners = [self._from_figure(f.key, head) for f in figures if f.codes]
            if not owners and head in self._phrases and depth < 3:
                owners = [self._body_of(self._phrases[head], owner) for owner in self.of(self._phrases[head], depth + 1)]
                pair = self._sides.of(head, self._phrases[head]) if not owners else ()
                owners = owners or [self._from_figure(f.key, head) for f in pair] or self._of_many(self._phrases[head])
            if owners:
                return owners
        if phrase.grounds and not phrase.vague:
            return [self.named(phrase.grounds[0], how="where they are")]
        ground = self._ground_of(phrase) if not phrase.vague else None
        return [ground] if ground is not None else []

    def _ground_of(self, phrase: Phrase) -> Owner | None:
        """The state in which a place named with the phrase lies: "rebels in Anbar province"."""
        links = (p for p in self._doc.children(phrase.head, "prep") if p.lower in GROUND_PREPOSITIONS)
        nouns = (n for p in links for n in self._doc.children(p.i, "pobj"))
        return next((self._of_ground(i) for n in nouns for i in range(n.left, n.i + 1) if i in self._grounds), None)

    def is_speaking(self, head: int) -> bool:
        """Whether the phrase of a token is the subject of a verb of saying."""
        return self._focus.is_speaking(head)

    def _is_captor(self, phrase: Phrase) -> bool:
        """Whether those whose they are called suffer from them: "Keita's kidnappers"."""
        return phrase.singular.split()[-1] in self._captors

    def _body_of(self, phrase: Phrase, owner: Owner) -> Owner:
        """The body that a phrase describes and the text has not entered yet: its owner's, with the body's own sectors."""
        if phrase.words.unit == "office" or phrase.words.kind == "state" or not owner.is_state:
            return owner
        return msgspec.structs.replace(owner, sectors=self.sectors(phrase, owner), is_state=False, key=f"{phrase.words.id}:{phrase.head}")

    def _of_many(self, body: Phrase) -> list[Owner]:
        """A body of no one state, where the phrase says so: "delegates of twelve nations", "the chief of an aid agency"."""
        words = body.words
        if words.primary is None:
            return []
        span = self._doc.span(body.match_first, body.head)
        how = f"'{body.form}' are of no one state" if words.primary not in self._knowledge.states else f"'{body.form}' is always its"
        reason = Reason("codes", words.primary, how, span)
        return [Owner((words.primary,), words.sectors, span.text, words.primary == "UNK", reason, f"{words.id}:{body.head}")]

    def worldwide(self, phrase: Phrase) -> Owner:
        """What a body is of whose name says that it is the world's."""
        span = self._doc.span(phrase.match_first, phrase.head)
        return Owner(("NGO",), (), span.text, False, Reason("codes", "NGO", "its name says that it is of no one state", span))

    def around(self, person: PersonName) -> Owner | None:
        """Whom a named person belongs to by the words at the name: "Keita of Mali", "Mali's Keita", "the Malian Keita"."""
        if (nation := self._nation_before(person)) is not None:
            return self.named(nation)
        for child in self._doc.children(person.head, "poss", "amod", "nmod"):
            use = self._named.get(child.i)
            whose = use is not None and (use.known.is_state or (use.known.kind == "media" and child.dep == "poss"))
            if use is not None and whose and not use.beside and child.i < person.first:
                return self.named(use)
        for preposition in self._doc.children(person.head, "prep"):
            if preposition.i <= person.last + 1 and preposition.lower in ("of", "from"):
                for noun in self._doc.children(preposition.i, "pobj"):
                    inside = [u for i in range(noun.left, noun.i + 1) if (u := self._named.get(i)) is not None and u.known.codes]
                    if inside and inside[0].known.file not in ("media", "peoples"):
                        return self.named(inside[0])
                    if not inside and noun.i in self._grounds:
                        return self._of_ground(noun.i)
        return None

    def _nation_before(self, person: PersonName) -> NameUse | None:
        """The nationality that stands right before a name: "the Malian Keita"."""
        use = self._named.get(person.first - 1) if person.first else None
        if use is None or use.beside or not (use.known.kind == "party" or (use.form in ("adjective", "people") and use.known.is_state)):
            return None
        return use if self._doc.tokens[use.last].sentence == self._doc.tokens[person.first].sentence else None

    def _of_ground(self, head: int) -> Owner | None:
        """The state in which the place of a token lies."""
        code = self._grounds[head]
        known = self._knowledge.states.get(self._knowledge.rulers.get(code, code))
        if known is None:
            return None
        reason = Reason("codes", known.codes[0], "of a place there", self._doc.span(head, head))
        return Owner(known.codes[:1], known.codes[1:], known.name, True, reason, known.key)

    def sender(self, phrase: Phrase) -> list[Owner]:
        """Whose people are sent or called home: the subject's of "France is sending troops"."""
        token = self._doc.tokens[phrase.head]
        verb = self._doc.tokens[token.head]
        if token.dep != "dobj" or verb.lemma not in self._sending or phrase.definite:
            return []
        figures = [(f, i) for i in subjects(self._doc, verb.i) for f in self._figures.figures_at(i)]
        return [self._from_figure(f.key, i) for f, i in figures if f.codes and f.kind in ("state", "government", "igo", "person")]

    def here(self, token: int, words: OfficeWords | None = None) -> Owner | None:
        """The country that the text around a token, an office word of the sort of ``words``, speaks of."""
        if words is not None and words.home in self._bearings.codes:
            known = self._knowledge.states[words.home or ""]
            reason = Reason("codes", known.codes[0], f"a {words.id} without more is that of {known.name}", self._doc.span(token, token))
            return Owner(known.codes[:1], known.codes[1:], known.name, True, reason, known.key, guessed=True)
        power = words is not None and words.kind in ("state", "government", "person") and "COP" not in words.sectors
        found = self._bearings.country(token, "power" if power else "people")
        if found is None:
            return None
        code, sign = found
        known = self._knowledge.states[code]
        reason = Reason("codes", code, f"the text around speaks of {known.name}", self._doc.span(sign.token, sign.token))
        return Owner((code,), known.codes[1:], known.name, True, reason, known.key, guessed=True)

    def served(self, phrase: Phrase) -> Owner | None:
        """The country of whoever the story is about, or a body of it that the phrase says it serves: "leaders of the opposition"."""
        body = next((self._phrases[i] for i in phrase.owner_phrases if i in self._phrases), None)
        if many := self._of_many(phrase):
            return many[0]
        found = self._focus.of(phrase, self.sectors(phrase, None))
        if found is not None and not (phrase.words.id in _POWER and self._bearings.is_elsewhere(phrase.head, found[0].codes[0])):
            return self._shared(*found)
        if body is not None and (found := self._focus.family(body)) is not None:
            return self._from_figure(found[0].key, found[1])
        owner = self.here(phrase.head, body.words if body is not None else phrase.words)
        return owner if owner is None or body is None else self._body_of(body, owner)

    def _shared(self, figure: Figure, head: int) -> Owner:
        """The state of an official or of forces, which others share with them; else the body itself."""
        known = self._knowledge.states.get(figure.codes[0])
        if known is None or figure.kind not in ("government", "person", "state"):
            return self._from_figure(figure.key, head)
        reason = Reason("codes", figure.codes[0], f"as {figure.name}, of whom the text tells", self._doc.span(head, head))
        return Owner(known.codes[:1], known.codes[1:], known.name, True, reason, known.key)

    def sectors(self, phrase: Phrase, owner: Owner | None) -> tuple[str, ...]:
        """The sectors of a phrase; PRE before them for those of a land that few states recognise."""
        sectors = self._sectors(phrase, owner)
        return ("PRE", *sectors) if owner is not None and owner.is_state and "PRE" in owner.sectors else sectors

    def _sectors(self, phrase: Phrase, owner: Owner | None) -> tuple[str, ...]:
        """The sectors of the phrase's own word, those of the body it serves, or those its modifiers give."""
        words, given = phrase.words, tuple(s for s in phrase.sectors if s != "ELI" and (s != "UAF" or phrase.words.kind == "armed_group"))
        if "ELI" in phrase.sectors and (words.kind == "person" or (words.kind == "government" and words.sectors == ("GOV",))):
            return ("ELI",)
        if phrase.strange and words.sectors == ("GOV",) and (words.serves or words.id == "head_of_state"):
            return given
        irregular = tuple(s for s in owner.sectors if s in _IRREGULAR) if owner is not None and owner.key is not None else ()
        if irregular and words.kind == "population" and words.serves:
            return words.sectors  # the staff of armed men are not armed
        if irregular and (words.serves or words.id == "prelate") and not set(given) & set(_IRREGULAR):
            return irregular
        if words.alone and not given and (owner is None or owner.guessed or not (phrase.owners or phrase.owner_phrases)):
            return words.alone
        if words.serves:
            if given and ("MIL" not in words.sectors or set(given) & {"REB", "PRM", "COP"}):
                return given
            if owner is not None and not owner.is_state and owner.key is not None:
                return owner.sectors if "MIL" not in words.sectors else words.sectors
            return words.sectors
        if words.sectors == ("GOV",) and owner is not None and owner.primary[0] in _BODIES:
            return owner.sectors
        if words.id == "head_of_state" and owner is not None and "BUS" in owner.sectors:
            return owner.sectors
        if words.kind == "population" and owner is not None and owner.primary[0] in _BODIES and not _OWN_WORK & set(words.sectors):
            return ()
        if words.kind == "armed_group" and given and given[0] in ("PRM", "UAF"):
            return given[:1]
        return words.sectors

    def named(self, use: NameUse, how: str | None = None) -> Owner:
        """The owner that a known name names."""
        known = use.known
        return self._known(known, Reason("codes", known.codes[0], how or "named in the phrase", self._doc.span(use.first, use.last)))

    def _known(self, known: Known, reason: Reason) -> Owner:
        codes = known.codes
        if known.is_state:
            return Owner(codes[:1], codes[1:], known.name, True, reason, known.key)
        own = tuple(c for c in codes[1:] if codes[0] == "IGO" and c not in _SECTORS)
        sectors = tuple(c for c in codes[1:] if c not in own)
        return Owner((codes[0], *own), sectors, known.name, False, reason, known.key)

    def _from_figure(self, key: str, head: int) -> Owner:
        figure = self._figures.all[key]
        own = tuple(c for c in figure.codes[1:] if figure.codes[0] == "IGO" and c not in _SECTORS)
        sectors = tuple(c for c in figure.codes[1:] if c not in own)
        reason = Reason("codes", figure.codes[0], f"as {figure.name}, whom the phrase names", self._doc.span(head, head))
        return Owner((figure.codes[0], *own), sectors, figure.name, figure.kind == "state", reason, key)


_BODIES = ("UNO", "IGO", "EUR", "NGO")
_POWER = ("official", "government")
_IRREGULAR = ("REB", "PRM", "UAF")
_OWN_WORK = frozenset(("JRN", "MED", "REF"))
_SECTORS = frozenset(
    (
        *("COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS"),
        *("CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC"),
    )
)
