"""People and bodies without a name: "the rebels", "Turkish troops", "the ministry", "the Pakistani leader"."""

from __future__ import annotations

import msgspec

from dragoman.language.grammar import conjuncts
from dragoman.lexicon.schema.words import WordLists
from dragoman.records import Reason
from dragoman.records.report import ActorKind
from dragoman.resolving.belonging import Belonging, Owner
from dragoman.resolving.figures import Figure, Figures, figure_of
from dragoman.resolving.knowledge import Knowledge
from dragoman.resolving.naming import is_beside
from dragoman.resolving.phrases import Phrase
from dragoman.resolving.reference import Reference

_BODIES = ("IGO", "UNO", "EUR")
_PART_UNITS = ("rebels", "rebel_group", "troops", "gunmen", "militia", "party", "group", "paramilitary", "army", "coalition_forces")
_DESCRIBED = ("armed_group", "party", "organisation", "ngo", "company", "media", "igo")
_SPEAKING_KINDS = ("armed_group", "state", "government")
_SORTS = ("government", "armed_group", "population", "person")
_NO_BODIES = ("PERSON", "GPE", "LOC", "DATE", "NORP")
_SILENT_IDS = ("arms", "unit", "country", "agency", "police_chief")


class Generic:
    """Enters phrases of one document among its figures; to be asked in text order."""

    def __init__(
        self,
        figures: Figures,
        phrases: dict[int, Phrase],
        belonging: Belonging,
        reference: Reference,
        knowledge: Knowledge,
        words: WordLists,
    ) -> None:
        self._troops, self._states = knowledge.sorts["troops"], knowledge.states
        self._worldwide = frozenset(words.lists["worldwide"])
        self._abstract = frozenset(words.lists["abstract_alone"])
        self._labels = frozenset(words.lists["labels"])
        self._listing = frozenset(words.lists["naming_of_many"])
        self._figures = figures
        self._phrases = phrases
        self._doc = figures.doc
        self._belonging = belonging
        self._reference = reference

    def enter(self, phrase: Phrase) -> None:
        """Enter a phrase, if it stands for somebody and names nobody yet."""
        phrase = self._with_name(phrase)
        if phrase.head in self._figures.heads or not self._speaks(phrase):
            return
        if phrase.words.unit == "office" and self._is_predicate(phrase):
            return
        if (name := self._named_beside(phrase)) is not None:
            self._mention(name, phrase)
            return
        owners = self._belonging.of(phrase)
        if not owners:
            again = self._reference.again(phrase)
            for figure in again:
                self._mention(figure, phrase)
            if again:
                return
        for figure in self._of_owners(phrase, owners):
            self._mention(figure, phrase)

    def _with_name(self, phrase: Phrase) -> Phrase:
        """The phrase carrying the name that it stands before, where nothing else knows the name: "the aid group Fyrtårn"."""
        token = self._doc.tokens[phrase.head]
        name = self._doc.tokens[token.head]
        between = self._doc.tokens[phrase.head + 1 : name.i + 1]
        if phrase.words.kind not in _DESCRIBED or phrase.words.unit != "body" or token.dep not in ("compound", "nmod") or not between:
            return phrase
        if not token.text.islower():
            return phrase  # "Holm Media Corp."
        if not all(t.pos == "PROPN" for t in between) or name.entity in _NO_BODIES or self._figures.figures_at(name.i):
            return phrase
        proper = " ".join(self._doc.span(phrase.head + 1, name.i).text.split())
        return msgspec.structs.replace(phrase, head=name.i, last=name.i, proper=proper, definite=False)

    def _named_beside(self, phrase: Phrase) -> Figure | None:
        """The named body that a phrase only describes: "the rebel movement Polisario", "the charity, Save the Children"."""
        if phrase.words.kind not in _DESCRIBED or phrase.plural:
            return None
        tokens, head = self._doc.tokens, phrase.head
        beside = [c.i for c in self._doc.children(head, "appos")]
        named = [f for c in self._doc.children(head, "compound", "nmod") for f in self._figures.figures_at(c.i)]
        if one := next((f for f in named if f.named and f.kind == phrase.words.kind != "igo"), None):
            return one  # "the Hydro corporation", "the Ny Tid newspaper"
        if tokens[head].dep in ("appos", "compound", "nmod"):
            beside.append(tokens[head].head)
        found = [f for i in beside for f in self._figures.figures_at(i)]
        found += [self._figures.all[key] for key in self._figures.begins.get(head + 1, ()) if key in self._figures.all]
        return next((f for f in found if f.named and f.kind in _DESCRIBED), None)

    def _is_predicate(self, phrase: Phrase) -> bool:
        """Whether an office is only said of somebody: "she is the envoy", "as ambassador". The subject then has it."""
        token = self._doc.tokens[phrase.head]
        above = self._doc.tokens[token.head]
        if token.dep == "pobj" and above.lower == "as":
            return True
        bare = not (phrase.definite or phrase.indefinite or phrase.plural or phrase.owners) and phrase.first == phrase.match_first
        if token.dep == "pobj" and above.lower == "for" and bare and token.pos == "NOUN":
            return True  # "runs for president"
        if token.dep != "attr" or phrase.plural:
            return False
        for subject in self._doc.children(above.i, "nsubj"):
            for figure in self._figures.figures_at(subject.i):
                if figure.kind == "person":
                    figure.called |= {phrase.singular, *phrase.words.also_called}
                    self._figures.refer(figure.key, phrase.head)
        return True

    def _of_owners(self, phrase: Phrase, owners: list[Owner]) -> list[Figure]:
        if owners and phrase.words.primary == "IGO" and self._doc.tokens[phrase.match_first - 1].lower == "and":
            # "Afghan and foreign troops": the second word is no nation's.
            nation = msgspec.structs.replace(phrase, words=self._troops)
            return [*(self._figure(nation, owner) for owner in owners), self._figure(phrase, None)]
        if self._worldwide & set(phrase.proper.lower().split()):
            return [self._figure(phrase, self._belonging.worldwide(phrase))]
        if phrase.words.primary == "UNK" and (listed := self._listed(phrase)):
            return listed
        if phrase.words.primary == "UNK":
            owners = [owner for owner in owners if owner.primary[0] in _BODIES]  # "EU countries"
        if owners:
            return [self._figure(phrase, owner) for owner in owners]
        abroad = phrase.words.abroad and phrase.plural and not phrase.definite and phrase.first == phrase.match_first
        if phrase.words.primary or phrase.vague or abroad:
            return [self._figure(phrase, None)]
        if sender := self._belonging.sender(phrase):
            return [self._figure(phrase, owner) for owner in sender]
        return [self._figure(phrase, self._belonging.served(phrase))]

    def _listed(self, phrase: Phrase) -> list[Figure]:
        """Those that the phrase itself names: Mali and Chad of "countries such as Mali and Chad"."""
        found: dict[str, Figure] = {}
        for preposition in self._doc.children(phrase.head, "prep"):
            words = [c.lower for c in self._doc.children(preposition.i, "amod", "advmod")]
            if " ".join([*words, preposition.lower]) in self._listing:
                nouns = [i for noun in self._doc.children(preposition.i, "pobj") for i in conjuncts(self._doc, noun.i)]
                keys = [key for i in nouns for key in (*self._figures.heads.get(i, ()), *self._figures.origins.get(i, ()))]
                found |= {key: self._figures.all[key] for key in keys if self._figures.all[key].kind == "state"}
        return list(found.values())

    def _speaks(self, phrase: Phrase) -> bool:
        """Whether a phrase stands for somebody, and does not only describe another noun."""
        token = self._doc.tokens[phrase.head]
        if phrase.words.id == "country":
            return phrase.definite and not phrase.plural and token.dep in ("nsubj", "nsubjpass", "poss") and phrase.head == phrase.last
        if is_beside(self._doc, token) and token.dep != "poss":
            if token.head in self._phrases or self._doc.tokens[token.head].entity == "PERSON" or phrase.form in self._labels:
                return False
            return phrase.words.kind in _SPEAKING_KINDS and phrase.words.id not in _SILENT_IDS
        bare = (
            not (phrase.definite or phrase.indefinite or phrase.owners or phrase.sectors or phrase.proper) and phrase.first == phrase.head
        )
        if bare and phrase.form in self._abstract and token.lower == phrase.form:
            return False
        if phrase.words.id == "group" and not phrase.proper and self._counts_people(phrase):
            return False
        if phrase.words.id == "party" and not phrase.proper:
            if any(c.lower in ("with", "between") for c in self._doc.children(phrase.head, "prep")):
                return False  # "Australia's alliance with Japan"
            several = phrase.plural and phrase.indefinite
            return phrase.definite or several or bool(phrase.owners or phrase.owner_phrases or phrase.sectors)
        return True

    def _counts_people(self, phrase: Phrase) -> bool:
        """Whether the phrase only gathers people whom it names: "a group of Moroccan diplomats"."""
        nouns = [n for p in self._doc.children(phrase.head, "prep") if p.lower == "of" for n in self._doc.children(p.i, "pobj")]
        return any(n.tag in ("NNS", "NNPS") and (n.i in self._phrases or n.i in self._figures.heads) for n in nouns)

    def _mention(self, figure: Figure, phrase: Phrase) -> None:
        self._figures.mention(figure.key, phrase.head, phrase.first, phrase.last)

    def _figure(self, phrase: Phrase, owner: Owner | None) -> Figure:
        words = phrase.words
        if owner is not None and words.kind == "state" and owner.governs and not phrase.proper and owner.primary[0] in self._states:
            return self._figures.enter(figure_of(self._states[owner.primary[0]]))
        if owner is not None and owner.key in self._figures.all:
            if self._is_part_of(phrase, owner.key or ""):
                return self._figures.all[owner.key or ""]
            if words.unit == "office" and (person := self._reference.holder(phrase, owner)) is not None:
                return person
        figure = self._new(phrase, owner)
        return self._reference.counted_before(phrase, figure) or self._figures.enter(figure)

    def _new(self, phrase: Phrase, owner: Owner | None) -> Figure:
        words = phrase.words
        primary = owner.primary if owner else (words.primary,) if words.primary else ("UNK",)
        sectors = self._belonging.sectors(phrase, owner)
        codes = tuple(dict.fromkeys((*primary, *sectors)))
        family = "peacekeepers" if codes[0] in _BODIES and codes[-1] == "MIL" else words.family or words.id
        figure = Figure(
            key=self._key(phrase, family, codes, owner),
            name=self._name(phrase, owner),
            kind=_kind(phrase, owner),
            codes=codes,
            rule=f"offices.{words.id}",
            family=family,
            form=phrase.form if words.unit == "body" else phrase.singular,
            called={phrase.singular, phrase.singular.split()[-1], *words.also_called} if words.unit == "office" else set(),
            named=bool(phrase.proper),
            guessed=owner is not None and owner.guessed,
            apart=self._is_apart(phrase),
        )
        span = self._doc.span(phrase.match_first, max(phrase.head, phrase.match_first))
        figure.reasons += [owner.reason] if owner else []
        figure.reasons.append(Reason("codes", " ".join(sectors), f"'{phrase.form}' of {words.id}", span))
        return figure

    def _key(self, phrase: Phrase, family: str, codes: tuple[str, ...], owner: Owner | None) -> str:
        words = phrase.words
        stem = (
            phrase.singular
            if words.unit == "office" or words.kind in ("population", "person")
            else phrase.form
            if words.unit == "body"
            else ""
        )
        if phrase.proper:
            stem = phrase.proper.lower()
        if words.id == "unit" and owner is not None and not owner.is_state:
            stem = f"{stem} of {owner.key}"
        apart = phrase.other or self._is_apart(phrase)
        return ":".join((family, "-".join(codes), stem, phrase.people, str(phrase.head) if apart else ""))

    def _is_apart(self, phrase: Phrase) -> bool:
        """Whether it is some of a sort and not the sort: "two soldiers", "a policeman"."""
        some = phrase.words.unit == "members" and phrase.words.kind in _SORTS
        if phrase.definite or not (some or phrase.words.id == "unit"):
            return False
        return phrase.counted or (phrase.indefinite and not phrase.plural)

    def _is_part_of(self, phrase: Phrase, key: str) -> bool:
        """Whether members of a named group are the group itself: "Hamas militants", not "Hamas officials"."""
        group = self._figures.all[key]
        family = phrase.words.family or phrase.words.id
        if group.kind == "igo":
            return family in ("official", "blocs") and phrase.plural
        return group.kind in ("armed_group", "party") and family in _PART_UNITS and phrase.words.unit != "office"

    def _name(self, phrase: Phrase, owner: Owner | None) -> str:
        if phrase.proper:
            return phrase.proper
        said = " ".join(self._doc.span(phrase.first, max(phrase.head, phrase.first)).text.split())
        if owner is None or owner.name.lower() in said.lower() or phrase.owners:
            return said
        return f"{said} ({owner.name.split(' (')[0]})"


def _kind(phrase: Phrase, owner: Owner | None) -> ActorKind:
    words = phrase.words
    if words.unit == "office" and words.kind != "person":
        return "person"
    if owner is not None and owner.primary[0] in _BODIES and words.kind in ("government", "state"):
        return "igo"
    return words.kind
