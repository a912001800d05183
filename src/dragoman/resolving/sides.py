"""Two parties in one word: "both sides", "the two leaders", "the parties"."""

from __future__ import annotations

from dragoman.lexicon.schema.words import WordLists
from dragoman.resolving.figures import Figure, Figures
from dragoman.resolving.phrases import Phrase

_REACH = 3
_NO_SIDES = ("civilians", "witnesses", "media")
# Who "the sides" are, the likeliest first.
_SIDE_KINDS = (
    ("state", "armed_group"),
    ("state", "armed_group", "government", "party"),
    ("state", "armed_group", "government", "party", "organisation", "person"),
)
_ANY_KIND = ("state", "government", "armed_group", "igo", "party", "organisation", "population", "person")


class Sides:
    """Finds the two parties that such a word stands for, in one document."""

    def __init__(self, figures: Figures, words: WordLists) -> None:
        self._figures = figures
        self._doc = figures.doc
        lists = {name: frozenset(found) for name, found in words.lists.items()}
        self._sides, self._persons, self._bare = lists["sides"], lists["pairs_of_persons"], lists["bare_sides"]
        self._countries = lists["country_words"]

    def of(self, head: int, phrase: Phrase | None) -> tuple[Figure, ...]:
        """The two figures that token ``head`` stands for; none when it is no such word or two cannot be found."""
        token = self._doc.tokens[head]
        persons = token.lemma in self._persons
        if token.tag != "NNS" or not (persons or token.lemma in self._sides):
            return ()
        if phrase is not None and (phrase.owners or phrase.owner_phrases):
            return ()
        before = {t.lower for t in self._doc.tokens[token.left : head]}
        two = bool(before & {"both", "two"}) and not before & {"other", "another", "least", "than"}
        bare = "the" in before and token.lower in self._bare and head == token.right
        if not (two or bare):
            return ()
        if two and "the" not in before and "both" not in before and "these" not in before:
            return ()
        if token.lemma in self._countries:
            return self._pair(head, kinds=("state",)) or self._origins(head)
        if persons:
            return self._pair(head, kinds=("person",))
        pairs = (self._pair(head, kinds=kinds) for kinds in (*_SIDE_KINDS, _ANY_KIND))
        return next((pair for pair in pairs if pair), ()) or self._origins(head)

    def _pair(self, head: int, *, kinds: tuple[str, ...]) -> tuple[Figure, ...]:
        by_sentence: dict[int, list[tuple[int, Figure]]] = {}
        for at, figures in self._figures.before(head, sentences=_REACH):
            fitting = [f for f in figures if f.kind in kinds and f.family not in _NO_SIDES]
            if len(fitting) == 2:
                return tuple(fitting)
            by_sentence.setdefault(self._doc.tokens[at].sentence, []).extend((at, f) for f in fitting)
        for sentence in sorted(by_sentence, reverse=True):
            distinct = {f.key: f for _, f in reversed(by_sentence[sentence])}
            if len(distinct) == 2:
                return tuple(distinct.values())
            if len(distinct) > 2:
                return self._coordinated(by_sentence[sentence]) or self._states(distinct)
        return ()

    def _coordinated(self, found: list[tuple[int, Figure]]) -> tuple[Figure, ...]:
        at = dict(found)
        for head, figure in found:
            governor = self._doc.tokens[head].head
            if self._doc.tokens[head].dep == "conj" and governor in at and at[governor].key != figure.key:
                return (at[governor], figure)
        return ()

    def _states(self, distinct: dict[str, Figure]) -> tuple[Figure, ...]:
        states = [f for f in distinct.values() if f.kind in ("state", "armed_group")]
        return tuple(states) if len(states) == 2 else ()

    def _origins(self, head: int) -> tuple[Figure, ...]:
        """Two states that the text named only as origins: "the India-Pakistan line"."""
        tokens, origins = self._doc.tokens, self._figures.origins
        heads = [i for i in sorted(origins) if i < head and tokens[head].sentence - tokens[i].sentence <= _REACH]
        near = [key for i in heads for key in origins[i]]
        distinct = list(dict.fromkeys(reversed(near)))
        return tuple(self._figures.all[k] for k in reversed(distinct)) if len(distinct) == 2 else ()
