"""The titles of a named person: offices before the name, after it, and across a comma."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.language.grammar import noun_phrase
from dragoman.resolving.figures import Figures
from dragoman.resolving.persons import PersonName
from dragoman.resolving.phrases import TITLE_PREPOSITIONS, Phrase, with_complements

_TITLE_WORDS = ("NOUN", "PROPN", "ADJ", "ADP", "DET", "PART")
_HANGING = ("compound", "nmod", "amod", "appos")
_LOOSE = (*_HANGING, "nsubj", "ROOT", "dep", "poss", "dobj", "pobj", "conj")
_UNITS = ("office", "members")


class Titles:
    """Finds titles among the phrases of one document."""

    def __init__(self, figures: Figures, phrases: dict[int, Phrase], persons: Iterable[PersonName]) -> None:
        self._begins = frozenset(person.first for person in persons)
        self._phrases = phrases
        self._tokens = figures.doc.tokens
        self._doc = figures.doc

    def of(self, person: PersonName) -> list[Phrase]:
        """The titles that stand with a name, in text order, those before it first."""
        first, _ = noun_phrase(self._doc, person.head)
        start = min(first, person.first)
        found = [self._phrases[i] for i in range(start, person.first) if i in self._phrases and self._belongs(i, person)]
        found += [p for p in self._run_up(person) if p not in found]
        above = self._tokens[person.head].head
        if self._tokens[person.head].dep in ("appos", "nmod", "flat") and above in self._phrases:
            found.append(self._phrases[above])
        found += [self._phrases[c.i] for c in self._doc.children(person.head, "appos") if c.i in self._phrases]
        found = found or self._across_comma(person)
        kept = (p for p in dict.fromkeys(found) if p.words.unit in _UNITS and not (p.plural or p.proper or self._is_next(p, person)))
        return sorted(kept, key=lambda p: p.match_first)

    @staticmethod
    def telling(person: PersonName, titles: list[Phrase]) -> list[Phrase]:
        """The titles, that first which tells most of the person's place: an office of its own sector, then the one nearest the name."""
        return sorted(titles, key=lambda t: (t.words.kind != "person", t.words.serves, abs(person.first - t.head)))

    def office(self, title: Phrase, person: PersonName, titles: list[Phrase]) -> tuple[int, int]:
        """First and last token of the office as said, with whose and for what it is: "envoy of the prince for the Red Sea"."""
        first = max([title.first, *(t.head + 1 for t in titles if t.head < title.match_first)])
        stop = min([t.match_first for t in titles if t.match_first > title.head], default=len(self._tokens))
        last = max(title.head, title.match_first)
        if title.head < person.first:
            stop = min(stop, person.first)
            if all(self._tokens[i].pos in _TITLE_WORDS for i in range(last + 1, stop)):
                return first, max(stop - 1, last)
        return first, with_complements(self._doc, last, stop)

    def _is_next(self, title: Phrase, person: PersonName) -> bool:
        """Whether a title after the name stands right before another name, whose it is."""
        return person.last < title.head and title.head + 1 in self._begins

    def _belongs(self, head: int, person: PersonName) -> bool:
        """Whether a title before a name hangs on it, or stands right before it."""
        token = self._tokens[head]
        if self._phrases[head].last == person.first - 1 and token.dep in _LOOSE:
            return True
        return token.head in range(person.first, person.last + 1) and token.dep in _HANGING

    def _run_up(self, person: PersonName) -> list[Phrase]:
        """Titles that the parser did not tie to the name: "Envoy of the Malian Government for Trade Issa Keita"."""
        i = person.first - 1
        if i >= 0 and self._tokens[i].lower.endswith(".") and i > 0:
            i -= 1  # "for Mr. Keita"
        if i < 0 or self._tokens[i].pos in ("ADP", "DET") or self._tokens[i].sentence != self._tokens[person.head].sentence:
            return []
        phrase, i = self._leftmost(person.first - 1, person)
        if phrase is None:
            return []
        before = None
        if i > 0 and self._tokens[i].lower == ",":
            before, _ = self._leftmost(i - 1, person, coordinated=True)
        return [p for p in (before if before is not None and before.words.id == "diplomat" else None, phrase) if p is not None]

    def _leftmost(self, i: int, person: PersonName, *, coordinated: bool = False) -> tuple[Phrase | None, int]:
        """The first office of the run of title words that ends at ``i``, and the token before the run."""
        found = None
        sentence = self._tokens[person.head].sentence
        while i >= 0 and self._tokens[i].sentence == sentence and not self._ends_run(i):
            if self._tokens[i].pos not in _TITLE_WORDS and not (coordinated and self._tokens[i].pos == "CCONJ"):
                break
            if found is not None and found.words.id != "commander" and self._tokens[i].pos == "ADP":
                break  # "a spokesman for President Issa Keita"
            if i in self._phrases and self._phrases[i].words.unit == "office" and self._tokens[i].dep != "poss":
                found = self._phrases[i]
            i -= 1
        return found, i

    def _ends_run(self, i: int) -> bool:
        """Whether token ``i`` cannot stand inside a title: a preposition that titles do not have."""
        return self._tokens[i].pos == "ADP" and self._tokens[i].lower not in TITLE_PREPOSITIONS

    def _across_comma(self, person: PersonName) -> list[Phrase]:
        """ "The mayor of Lima, Ana Belo, said" and "Ana Belo, the mayor of Lima," where the parser saw no apposition."""
        tokens, last = self._tokens, len(self._tokens)
        after = person.last + 1
        closed = after < last and tokens[after].text == ","
        if person.first > 1 and tokens[person.first - 1].text == "," and (closed or tokens[person.head].dep in ("nsubj", "appos")):
            phrase, i = self._leftmost(person.first - 2, person)
            if phrase is not None and (phrase.definite or phrase.owners or phrase.owner_phrases) and i + 2 >= phrase.first:
                return [phrase]
        if closed:
            run = range(after + 1, min(after + 9, last))
            heads = (i for i in run if i in self._phrases)
            head = next(heads, None)
            if head is not None and self._phrases[head].first - after <= 2 and self._phrases[head].words.unit == "office":
                return [self._phrases[head]]
        return []
