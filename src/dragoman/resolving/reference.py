"""What is spoken of again: "the soldiers", "the ministry", "the Pakistani leader", "the group"."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.lexicon.schema.words import WordLists
from dragoman.resolving.bearings import Bearings
from dragoman.resolving.belonging import Owner
from dragoman.resolving.figures import Figure, Figures
from dragoman.resolving.phrases import Phrase

_REACH = 6
_NEAR = 2
_FAR = 4
_NO_GROUPS = ("schools", "hospital", "church")
_ONLOOKERS = ("witnesses", "protesters", "people", "experts", "teachers")
_AGENCY_RULES = ("lexicon.united_nations", "lexicon.agencies", "lexicon.media")
_GROUP_KINDS = ("armed_group", "party", "organisation", "ngo")


class Reference:
    """Looks back over the figures of one document."""

    def __init__(self, figures: Figures, bearings: Bearings, is_speaking: Callable[[int], bool], words: WordLists) -> None:
        """``is_speaking`` says whether the phrase of a token is the subject of a verb of saying."""
        self._stand_ins = words.lists["stand_ins"]
        self._agencies, self._no_agencies = words.lists["agencies_again"], words.lists["no_agencies"]
        self._is_speaking = is_speaking
        self._figures = figures
        self._bearings = bearings
        self._doc = figures.doc

    def again(self, phrase: Phrase) -> tuple[Figure, ...]:
        """Who a phrase that names no owner speaks of again; none when it speaks of somebody new."""
        if phrase.words.id == "country":
            return self._country(phrase)
        if phrase.other or self._is_told_here(phrase):
            return ()
        if (full := self._full_name(phrase)) is not None:
            return (full,)
        if phrase.words.id == "government":
            return ()
        if phrase.singular in self._stand_ins and (people := self._people(phrase)):
            return people
        if phrase.plural and phrase.definite and phrase.words.unit == "office" and (several := self._several(phrase)):
            return several
        for at, figures in self._figures.before(phrase.head, sentences=_REACH):
            meant = tuple(f for f in figures if self._is_meant(phrase, f, at))
            if phrase.plural and phrase.words.unit == "office" and len(meant) == 1 and not self._is_plural(at):
                continue  # one person is not "the politicians"
            if meant and (len(meant) == 1 or phrase.plural):
                return meant if phrase.plural else meant[:1]
        return self._gathered(phrase)

    def _gathered(self, phrase: Phrase) -> tuple[Figure, ...]:
        """The people told of just before, whom only their protest names now: "thousands of Cubans … the marchers"."""
        if not (phrase.plural and phrase.definite and phrase.words.id == "protesters"):
            return ()
        here = self._doc.tokens[phrase.head].sentence
        before = ((at, f) for at, f in self._figures.before(phrase.head, sentences=1) if self._doc.tokens[at].sentence < here)
        return next((f for at, f in before if len(f) == 1 and f[0].kind == "population" and self._is_plural(at)), ())

    def counted_before(self, phrase: Phrase, figure: Figure) -> Figure | None:
        """Those told apart before whom a definite phrase means: "the two reporters" after "two Danish reporters"."""
        if not phrase.definite or phrase.words.unit != "members" or phrase.other:
            return None
        for at, figures in self._figures.before(phrase.head, sentences=_REACH):
            for found in figures:
                if found.apart and (found.family, found.codes, found.form) == (figure.family, figure.codes, figure.form):
                    return found if phrase.plural == self._is_plural(at) else None
        return None

    def _people(self, phrase: Phrase) -> tuple[Figure, ...]:
        """The unnamed people of whom the text told last: "the men" after "four Swedish hostages"."""
        if not (phrase.plural and phrase.definite) or self._doc.children(phrase.head, "prep", "relcl", "acl"):
            return ()
        for at, figures in self._figures.before(phrase.head, sentences=_NEAR):
            unnamed = len(figures) == 1 and not figures[0].named
            people = unnamed and (figures[0].kind == "population" or (figures[0].apart and not self._is_speaking(at)))
            if people and self._is_plural(at) and figures[0].family not in _ONLOOKERS:
                return figures
        return ()

    def _several(self, phrase: Phrase) -> tuple[Figure, ...]:
        """The persons of one sentence, the nearest that has two or more, who may be so called: "the detained leaders"."""
        meant: dict[str, Figure] = {}
        sentence = -1
        for at, figures in self._figures.before(phrase.head, sentences=_REACH):
            if self._doc.tokens[at].sentence != sentence:
                if len(meant) > 1:
                    break
                sentence, meant = self._doc.tokens[at].sentence, {}
            meant.update({f.key: f for f in figures if self._is_meant(phrase, f, at) and not self._is_plural(at)})
        return tuple(reversed(meant.values())) if len(meant) > 1 else ()

    def _is_plural(self, at: int) -> bool:
        return self._doc.tokens[at].tag in ("NNS", "NNPS")

    def _country(self, phrase: Phrase) -> tuple[Figure, ...]:
        """The state that was the subject last before "the country"; else the one named last, itself or by what comes from it."""
        tokens, figures = self._doc.tokens, self._figures
        here = tokens[phrase.head].sentence
        found: tuple[Figure, ...] = ()
        for i in range(phrase.head - 1, -1, -1):
            if here - tokens[i].sentence > _NEAR or figures.strands[tokens[i].sentence] != figures.strands[here]:
                break
            named = (*figures.figures_at(i), *(figures.all[key] for key in figures.origins.get(i, ())))
            states = tuple(f for f in named if f.kind == "state" and f.rule == "lexicon.states" and tokens[i].dep != "pobj")
            if states and tokens[i].dep in ("nsubj", "nsubjpass"):
                return states[:1]
            found = found or states[:1]
        return found

    def _full_name(self, phrase: Phrase) -> Figure | None:
        """The body whose name ends in the word: "the Commission" after "the European Commission"."""
        if phrase.words.unit != "body" or not phrase.definite or phrase.sectors or phrase.vague:
            return None
        last = phrase.form.split()[-1]
        for _, figures in self._figures.before(phrase.head, sentences=2 * _REACH):
            for figure in figures:
                if figure.named and figure.kind not in ("state", "population") and last in (w.lower() for w in figure.name.split()[-1:]):
                    return figure
        return self._agency(phrase)

    def _agency(self, phrase: Phrase) -> Figure | None:
        """The agency named just before, whatever its name: "the bureau" after "the FBI"."""
        if phrase.form not in self._agencies or phrase.first != phrase.match_first:
            return None
        for _, figures in self._figures.before(phrase.head, sentences=_NEAR):
            for figure in figures:
                known = figure.rule in _AGENCY_RULES and figure.name.split()[-1].lower() not in self._no_agencies
                if known and (figure.kind != "media" or phrase.form != "bureau"):
                    return figure
        return None

    def _is_told_here(self, phrase: Phrase) -> bool:
        """Whether a clause or a name of its own says who is meant: "the gunmen who fled", "the convoy of Issa Keita"."""
        of = (n for p in self._doc.children(phrase.head, "prep") if p.lower == "of" for n in self._doc.children(p.i, "pobj"))
        return any(n.pos == "PROPN" and n.entity == "PERSON" for n in of) or any(
            c.pos == "VERB" and c.i - phrase.last <= 4 for c in self._doc.children(phrase.head, "relcl")
        )

    def holder(self, phrase: Phrase, owner: Owner) -> Figure | None:
        """A person already named who may be so called: "the Pakistani leader" after "President Pervez Musharraf"."""
        if phrase.indefinite or phrase.other or (phrase.plural and len(phrase.owners) < 2):
            return None
        for _, figures in self._figures.before(phrase.head, sentences=2 * _REACH):
            for figure in figures:
                if figure.kind == "person" and figure.codes[:1] == owner.primary[:1] and phrase.singular in figure.called:
                    return figure
        return None

    def _is_meant(self, phrase: Phrase, figure: Figure, at: int) -> bool:
        family = phrase.words.family or phrase.words.id
        members = phrase.words.unit == "members" and figure.kind in ("government", "population") and family not in ("officers", "official")
        if (figure.apart and phrase.plural != self._is_plural(at)) or (members and not phrase.plural and self._is_plural(at)):
            return False
        distance = self._doc.tokens[phrase.head].sentence - self._doc.tokens[at].sentence
        if family in ("rebels", "rebel_group", "gunmen"):
            return self._is_armed_group(phrase, figure, distance)
        if phrase.words.unit == "office":
            if figure.kind != "person" or ("ELI" in phrase.sectors and "ELI" not in figure.codes):
                return False
            if phrase.people or (not figure.named and not phrase.plural and self._is_plural(at)):
                return False
            if not phrase.definite and (phrase.indefinite or not phrase.plural or figure.named or distance > _NEAR):
                return False
            return phrase.singular in figure.called or phrase.singular.split()[-1] in figure.called & {"leader", "president"}
        if family == "group" or (family == "party" and phrase.words.unit == "body"):
            kinds = (*_GROUP_KINDS, "igo") if phrase.words.id == "group" or phrase.form in ("alliance", "bloc") else _GROUP_KINDS
            return phrase.definite and figure.kind in kinds and figure.family not in _NO_GROUPS and set(phrase.sectors) <= set(figure.codes)
        if family == "officers":
            return figure.family in ("police", "troops", "officers") and distance <= _NEAR and not phrase.sectors
        if figure.family != family:
            return family == "official" and phrase.definite and not phrase.plural and phrase.singular in figure.called
        if phrase.words.unit == "body":
            return phrase.definite and (phrase.form == figure.form or " " not in phrase.form)
        if phrase.words.kind in ("population", "other"):
            return phrase.definite and phrase.singular == figure.form
        if "PRM" in phrase.sectors and "PRM" not in figure.codes:
            return False
        if phrase.definite or phrase.indefinite:
            return phrase.definite
        alone = self._is_speaking(phrase.head) and self._is_speaking(at) and phrase.first == phrase.head
        alone = alone and not self._doc.children(phrase.head, "prep")
        return not figure.apart and distance <= (_FAR if alone else _NEAR)

    def _is_armed_group(self, phrase: Phrase, figure: Figure, distance: int) -> bool:
        if figure.kind != "armed_group" or "PRM" in phrase.sectors or not {"REB", "UAF"} & set(figure.codes):
            return False
        family = phrase.words.family or phrase.words.id
        if family == "gunmen" and not (phrase.definite and (distance <= _NEAR or figure.family == "gunmen")):
            return False
        if "UAF" in phrase.sectors and figure.family != "gunmen":
            return False
        if family != "gunmen" and figure.family == "gunmen" and not phrase.definite:
            return False
        here = self._bearings.country(phrase.head, "people")
        if figure.codes[:1] == ("IMG",) and phrase.words.unit == "members" and not phrase.definite and here is not None:
            return False  # "insurgents" without more are not the network named before
        if distance <= 1 or here is None or figure.codes[:1] in ((here[0],), ("IMG",)):
            return True
        begins = self._doc.sentence_of(phrase.head).first
        elsewhere = here[1].what == "place" and begins <= here[1].token < phrase.head
        return distance <= _NEAR and not elsewhere
