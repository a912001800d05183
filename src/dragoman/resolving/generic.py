"""People and bodies without a name: "the rebels", "Turkish troops", "the ministry", "the Pakistani leader"."""

from __future__ import annotations

from dragoman.records import Reason
from dragoman.records.report import ActorKind
from dragoman.resolving.bearings import Bearings
from dragoman.resolving.belonging import Belonging, Owner
from dragoman.resolving.figures import Figure, Figures
from dragoman.resolving.knowledge import Knowledge
from dragoman.resolving.phrases import Phrase

_REACH_SENTENCES = 6


class Generic:
    """Enters the phrases of one document among its figures, in text order."""

    def __init__(self, knowledge: Knowledge, figures: Figures, phrases: dict[int, Phrase], bearings: Bearings) -> None:
        self._figures = figures
        self._phrases = phrases
        self._doc = figures.doc
        self._belonging = Belonging(knowledge, figures, phrases, bearings)

    def enter(self) -> None:
        """Enter every phrase that names nobody yet."""
        for head, phrase in self._phrases.items():
            if head not in self._figures.heads and self._speaks(phrase):
                self._enter(phrase)

    def _speaks(self, phrase: Phrase) -> bool:
        """Whether a phrase stands for somebody, and does not only describe another noun."""
        token = self._doc.tokens[phrase.head]
        if token.dep in ("amod", "nmod", "compound", "npadvmod") and token.head > token.i:
            if token.head in self._phrases or self._doc.tokens[token.head].entity == "PERSON":
                return False
            return phrase.words.kind in ("armed_group", "state", "government") and phrase.words.id not in ("arms", "unit", "country")
        return not (phrase.words.id == "country" and not phrase.definite)

    def _enter(self, phrase: Phrase) -> None:
        owners = self._belonging.of(phrase)
        if not owners and (back := self._meant_before(phrase)) is not None:
            self._mention(back, phrase)
            return
        if not owners and (here := self._belonging.here(phrase.head)) is not None:
            owners = [here]
        for owner in owners:
            self._mention(self._figure(phrase, owner), phrase)
        if not owners:
            self._mention(self._figure(phrase, None), phrase)

    def _mention(self, figure: Figure, phrase: Phrase) -> None:
        self._figures.mention(figure.key, phrase.head, phrase.first, phrase.last)

    def _meant_before(self, phrase: Phrase) -> Figure | None:
        """The figure that "the soldiers", "the rebels", "the ministry" speaks of again."""
        here = self._doc.tokens[phrase.head].sentence
        family = phrase.words.family or phrase.words.id
        for at, figure in self._figures.before(phrase.head):
            if here - self._doc.tokens[at].sentence > _REACH_SENTENCES:
                return None
            if figure.family == family and phrase.definite:
                return figure
            if family in ("rebels", "rebel_group") and figure.kind == "armed_group" and "REB" in figure.codes and not phrase.sectors:
                return figure
            if family == "leader" and phrase.definite and figure.family == "person" and phrase.words.unit == "office":
                return figure
        return None

    def _figure(self, phrase: Phrase, owner: Owner | None) -> Figure:
        words = phrase.words
        if owner is not None and owner.is_state and owner.key is not None and words.kind == "state" and owner.key in self._figures.all:
            return self._figures.all[owner.key]
        if owner is not None and owner.key is not None and self._is_part_of(phrase, owner):
            return self._figures.all[owner.key]
        if owner is not None and words.unit == "office" and (person := self._holder(phrase, owner)) is not None:
            return person
        primary = (words.primary,) if words.primary else owner.primary if owner else ("UNK",)
        sectors = self._belonging.sectors(phrase, owner)
        codes = tuple(dict.fromkeys((*primary, *sectors)))
        family = words.family or words.id
        stem = phrase.form if words.unit in ("body", "office") else ""
        key = f"{family}:{'-'.join(codes)}:{stem}"
        name = self._name(phrase, owner)
        figure = self._figures.enter(Figure(key, name, _kind(phrase), codes, f"offices.{words.id}", family=family))
        if not figure.reasons:
            span = self._doc.span(phrase.match_first, phrase.head) if phrase.match_first <= phrase.head else None
            figure.reasons += [owner.reason] if owner else []
            figure.reasons.append(Reason("codes", " ".join(sectors), f"'{phrase.form}' of {words.id}", span))
        return figure

    def _is_part_of(self, phrase: Phrase, owner: Owner) -> bool:
        """Whether members of a named group are the group itself: "Hamas militants", not "Hamas officials"."""
        if owner.is_state or owner.key not in self._figures.all:
            return False
        group = self._figures.all[owner.key]
        return group.kind == "armed_group" and phrase.words.kind == "armed_group" and phrase.words.unit != "office"

    def _holder(self, phrase: Phrase, owner: Owner) -> Figure | None:
        """A person already named who holds the office: "the Pakistani leader" after "President Pervez Musharraf"."""
        if phrase.indefinite:
            return None
        for _, figure in self._figures.before(phrase.head):
            if figure.family != "person" or figure.codes[:1] != owner.primary[:1]:
                continue
            if phrase.words.id == "leader" and "GOV" in figure.codes and phrase.form == "leader":
                return figure
            if any(phrase.form in office.lower() for office in figure.offices):
                return figure
        return None

    def _name(self, phrase: Phrase, owner: Owner | None) -> str:
        said = " ".join(self._doc.span(phrase.first, phrase.head).text.split())
        if owner is None or owner.name.lower() in said.lower() or phrase.owners:
            return said
        return f"{said} ({owner.name})"


def _kind(phrase: Phrase) -> ActorKind:
    words = phrase.words
    if words.unit == "office" and words.kind != "person":
        return "person"
    return words.kind
