"""Whom pronouns stand for, where grammar, number and kind leave little doubt; nobody where they do not."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.language.annotated import Token
from dragoman.lexicon.schema.words import WordLists
from dragoman.resolving.figures import Figure, Figures

_BODIES = ("state", "government", "igo", "ngo", "company", "armed_group", "party", "organisation", "media")
_REACH = 2


class Pronouns:
    """Resolves the pronouns of one document, in text order."""

    def __init__(self, figures: Figures, words: WordLists) -> None:
        self._figures = figures
        self._doc = figures.doc
        self._sort = {word: name for name in ("he", "she", "it", "they") for word in words.lists[name]}
        self._women, self._men = frozenset(words.lists["women"]), frozenset(words.lists["men"])
        self._minds = frozenset(words.lists["minds"])
        self._saying = frozenset(words.lists["saying_verbs"])
        self._collectives = frozenset(words.lists["collectives"])
        self._female = frozenset(words.lists["first_names_of_women"])

    def refer(self, i: int) -> None:
        """Note whom the pronoun at token ``i`` stands for, if anybody can be told."""
        token = self._doc.tokens[i]
        sort = self._sort.get(token.lower)
        if sort is None or token.dep == "expl" or (sort == "it" and self._is_empty(token)):
            return
        for figure in self._antecedents(token, sort):
            self._figures.refer(figure.key, i)
            if sort in ("he", "she") and figure.kind == "person":
                figure.gender = figure.gender or sort

    def _antecedents(self, token: Token, sort: str) -> tuple[Figure, ...]:
        for head in self._candidates(token):
            found = tuple(f for f in self._figures.figures_at(head) if self._agrees(f, head, sort))
            if found and (len(found) == 1 or sort == "they"):
                return found
        return ()

    def _candidates(self, token: Token) -> Iterator[int]:
        """Heads to try: subjects of the verbs above, then of the sentence before; for persons, then the nearest."""
        seen = {token.i}
        for above in self._doc.ancestors(token.i):
            if above.pos in ("VERB", "AUX"):
                for subject in self._doc.children(above.i, "nsubj", "nsubjpass"):
                    if subject.i < token.i and subject.i not in seen:
                        seen.add(subject.i)
                        yield subject.i
            elif token.dep == "poss":  # "the government's treatment of its citizens"
                possessors = (c.i for c in self._doc.children(above.i, "poss") if c.i < token.i and c.i not in seen)
                for possessor in possessors:
                    seen.add(possessor)
                    yield possessor
        sentence = self._doc.sentence_of(token.i)
        if sentence.i > 0 and self._is_early(token):
            yield from self._subjects(sentence.i - 1)
            if self._sort[token.lower] == "they" and self._speaks(token):
                yield from self._speakers(sentence.i)
        if self._sort[token.lower] in ("he", "she"):
            yield from (at for at, _ in self._figures.before(token.i, sentences=_REACH) if at not in seen)
        elif self._sort[token.lower] == "they":
            yield from (at for at, _ in self._figures.before(token.i, sentences=0) if at not in seen)

    def _is_early(self, token: Token) -> bool:
        """Whether no other subject stands before the pronoun in its sentence."""
        before = self._doc.tokens[self._doc.sentence_of(token.i).first : token.i]
        return not any(t.dep in ("nsubj", "nsubjpass") and t.pos != "PRON" for t in before)

    def _subjects(self, sentence: int) -> Iterator[int]:
        words = self._doc.words(self._doc.sentences[sentence])
        subjects = [t for t in words if t.dep in ("nsubj", "nsubjpass")]
        yield from (t.i for t in sorted(subjects, key=lambda t: (not self._is_main(t), t.i)))

    def _speakers(self, sentence: int) -> Iterator[int]:
        """Subjects of verbs of saying two and three sentences before, in the same story."""
        strands = self._figures.strands
        for back in (2, 3):
            if sentence >= back and strands[sentence - back] == strands[sentence]:
                yield from (i for i in self._subjects(sentence - back) if self._speaks(self._doc.tokens[i]))

    def _speaks(self, token: Token) -> bool:
        return token.dep == "nsubj" and self._doc.tokens[token.head].lemma in self._saying

    def _is_main(self, token: Token) -> bool:
        verb = self._doc.tokens[token.head]
        return verb.dep == "ROOT" or verb.head == verb.i

    def _agrees(self, figure: Figure, head: int, sort: str) -> bool:
        token = self._doc.tokens[head]
        plural = token.tag in ("NNS", "NNPS") or token.lower in ("police", "people") or len(self._figures.heads[head]) > 1
        if sort in ("he", "she"):
            single = figure.kind == "person" or not (plural or figure.kind in _BODIES or figure.family == "people")
            return single and not plural and self._gender(figure) in ("", sort)
        if sort == "it":
            return figure.kind in _BODIES and not plural and self._sort.get(token.lower, "it") == "it"
        if figure.kind == "other" or (self._sort.get(token.lower, "they") != "they" and figure.kind == "population"):
            return False
        if token.tag == "NN" and not figure.named and token.lower not in self._collectives:
            return False  # "a woman", "a gunman"
        return plural or self._sort.get(token.lower) == "they" or figure.kind in ("armed_group", "population", "party")

    def _gender(self, figure: Figure) -> str:
        if figure.gender:
            return figure.gender
        words = {w for office in (*figure.offices, figure.form) for w in office.lower().split()}
        if words & self._women or figure.name.lower().split()[0] in self._female:
            return "she"
        return "he" if words & self._men else ""

    def _is_empty(self, token: Token) -> bool:
        """Whether "it" is the empty subject of "it is clear that", "it was raining", "it took hours"."""
        verb = self._doc.tokens[token.head]
        if token.dep not in ("nsubj", "nsubjpass", "poss"):
            return True
        if any(c.lemma in self._minds for c in self._doc.children(verb.i, "acomp", "attr", "oprd")):
            return False  # "it is willing to withdraw"
        empty = verb.lemma in ("be", "seem", "appear", "take", "rain")
        return empty and bool(self._doc.children(verb.i, "acomp", "attr", "ccomp", "xcomp"))
