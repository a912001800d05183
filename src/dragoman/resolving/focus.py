"""The body that a stretch of a story is about: who tells it, who spoke last, who stands beside."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.language.grammar import subjects
from dragoman.lexicon.schema.words import WordLists
from dragoman.resolving.figures import Figure, Figures
from dragoman.resolving.phrases import Phrase

_REACH = 6
_NEAR = 3
_SERVING = ("government", "igo", "person")
_BODIES = ("government", "state", "igo", "ngo", "company", "armed_group", "party", "organisation")
_POWER = ("government", "state", "person")
_IN_POWER = ("official", "government")
_FORCES = ("army", "police")
_TOLD = ("ccomp", "advcl", "parataxis")

Found = tuple[Figure, int]
"""A figure and the token at which it stands."""


class Focus:
    """Looks in one document for the figure whose country people without one share."""

    def __init__(self, figures: Figures, words: WordLists) -> None:
        self._figures = figures
        self._doc = figures.doc
        self._saying = frozenset(words.lists["saying_verbs"])
        self._voices = frozenset(words.lists["voices"])

    def of(self, phrase: Phrase, sectors: tuple[str, ...]) -> Found | None:
        """The figure that tells whose people of these sectors are; None where only the text around can tell."""
        found = self._beside(phrase)
        if found is None and "MIL" in sectors:
            found = self._armed_near(phrase) or self._armed_teller(phrase.head, "MIL") or self._armed_speaker(phrase)
        if found is None and "COP" in sectors:
            found = self._armed_teller(phrase.head, "COP")
        if found is None and phrase.singular in self._voices:
            found = self._speaker(phrase.head)
        if found is None and phrase.words.id in _IN_POWER and self.is_speaking(phrase.head):
            found = self._power_speaking(phrase.head)
        return found

    def family(self, phrase: Phrase) -> Found | None:
        """The body so called that the story had last: "the army" of "an army spokesman"."""
        family = phrase.words.family or phrase.words.id
        before = self._before(phrase.head, _REACH)
        known = ((f, at) for f, at in before if f.family == family and not (f.guessed or f.apart) and _has_country(f))
        again = phrase.definite and phrase.first == phrase.match_first
        return next((found for found in known if again or found[0].form == phrase.form or family in _FORCES), None)

    def is_speaking(self, head: int) -> bool:
        """Whether the phrase of a token is the subject of a verb of saying."""
        token = self._doc.tokens[head]
        return token.dep == "nsubj" and self._doc.tokens[token.head].lemma in self._saying

    def _before(self, head: int, sentences: int) -> Iterator[Found]:
        for at, figures in self._figures.before(head, sentences=sentences):
            if len(figures) == 1:
                yield figures[0], at

    def _beside(self, phrase: Phrase) -> Found | None:
        """Whom the phrase is joined to: "the emir and other officials"."""
        token = self._doc.tokens[phrase.head]
        if token.dep != "conj" or phrase.words.kind not in _POWER or (phrase.indefinite and not phrase.other):
            return None
        named = self._figures.figures_at(token.head)
        found = [f for f in named if f.kind in ("government", "person") and not f.guessed and _has_country(f)]
        return (found[0], token.head) if len(found) == 1 == len(named) else None

    def _armed_near(self, phrase: Phrase) -> Found | None:
        """The forces named before in the sentence: "attacked a Chadian patrol and killed two soldiers"; not those who killed them."""
        verb = self._doc.tokens[phrase.head].head
        if phrase.words.kind == "person" or "PRM" in phrase.sectors or self.is_speaking(phrase.head):
            return None
        for figure, at in self._before(phrase.head, 1 if phrase.other or self._is_next(phrase) else 0):
            token = self._doc.tokens[at]
            if _is_armed(figure) and not (token.head == verb and token.dep in ("nsubj", "agent")):
                return figure, at
        return None

    def _is_next(self, phrase: Phrase) -> bool:
        """Whether the phrase counts on: "a sixth soldier"."""
        return any(self._doc.tokens[i].entity == "ORDINAL" for i in range(phrase.first, phrase.head))

    def _armed_teller(self, head: int, sector: str) -> Found | None:
        """The army or police that tells the clause: "the Chadian army says soldiers shot"."""
        token = self._doc.tokens[head]
        while token.head != token.i:
            above = self._doc.tokens[token.head]
            if token.dep in _TOLD and above.lemma in self._saying:
                named = ((f, i) for i in subjects(self._doc, above.i) for f in self._named_at(i))
                return next(((f, i) for f, i in named if _is_armed(f, sector)), None)
            token = above
        return None

    def _named_at(self, head: int) -> tuple[Figure, ...]:
        """The figures of a phrase, or those whose statement or forces it is: "a coalition statement"."""
        beside = (c.i for c in self._doc.children(head, "compound", "poss", "nmod"))
        return self._figures.figures_at(head) or tuple(f for i in beside for f in self._figures.figures_at(i))

    def _armed_speaker(self, phrase: Phrase) -> Found | None:
        """The army that spoke last, for its spokesmen and officers; else the army named last."""
        if phrase.words.kind != "person" and phrase.words.id != "security_officials":
            return None
        armed = [(f, at) for f, at in self._before(phrase.head, _REACH) if _is_armed(f)]
        spoke = (found for found in armed if self.is_speaking(found[1]))
        return next(spoke, None) or next((found for found in armed if found[0].family == "army"), None)

    def _power_speaking(self, head: int) -> Found | None:
        """The government, or its people, that spoke in the sentence before: "Chad's government said … Officials say"."""
        before = [(f, at) for f, at in self._before(head, 1) if self.is_speaking(at)]
        found = before[0] if before else None
        return found if found and "GOV" in found[0].codes and found[0].kind in _POWER and not found[0].guessed else None

    def _speaker(self, head: int) -> Found | None:
        """The body that spoke last, for a spokesman of whom nothing is told."""
        before = self._before(head, _NEAR)
        return next(((f, at) for f, at in before if f.kind in _BODIES and not f.guessed and f.codes and self.is_speaking(at)), None)


def _is_armed(figure: Figure, sector: str = "MIL") -> bool:
    return sector in figure.codes and figure.kind in _SERVING and not figure.guessed and figure.codes[0] != "UNK"


def _has_country(figure: Figure) -> bool:
    return bool(figure.codes) and figure.codes[0] != "UNK"
