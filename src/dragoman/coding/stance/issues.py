"""Which issue of the lexicon a phrase speaks of, and how a phrase falls into a list of issues."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

import msgspec

from dragoman.language import Annotated, Token
from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema.issues import SECTION
from dragoman.lexicon.schema.words import SECTION as WORDS

_REACH = 7
_BACK = 3  # behind the first step, unless that is a passive verb: "prisoners … be freed"
_BORDERS = frozenset({",", ";", "and", "or", "including", "but", "—", "–", "--"})


class IssueMatch(msgspec.Struct, frozen=True):
    """An issue's name and the tokens that speak of it; ``ended`` is the word that makes an end of it (*abandon* missiles)."""

    name: str
    met: tuple[int, ...]
    ended: int | None = None

    @property
    def first(self) -> int:
        """The first token that speaks of it."""
        return self.met[0]

    @property
    def last(self) -> int:
        """The last token that speaks of it."""
        return self.met[-1]


class Issues:
    """Finds the issues of the lexicon by lemmas that stand near one another."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._by_lemma: dict[str, list[tuple[str, tuple[frozenset[str], ...]]]] = {}
        self._wrongs = frozenset(i.name for file in lexicon.files(SECTION).values() for i in file.issues if i.wrong)
        words = lexicon.files(WORDS)["stances"].lists if "stances" in lexicon.files(WORDS) else {}
        self._ending = frozenset(words.get("issue_ends", ()))
        self._aside = frozenset(words.get("issue_settings", ()))
        self._joining = frozenset(words.get("issue_joins", ()))
        self._intents = frozenset(words.get("intents", ()))
        self._telling = frozenset(words.get("issue_tellings", ()))
        for file in lexicon.files(SECTION).values():
            for issue in file.issues:
                for pattern in issue.patterns:
                    steps = tuple(frozenset(step.split("|")) for step in pattern.split())
                    for lemma in sorted(steps[0]):
                        self._by_lemma.setdefault(lemma, []).append((issue.name, steps))

    def find(self, doc: Annotated, tokens: Sequence[int], phrase: Set[int] | None = None, *, wanted: bool = False) -> IssueMatch | None:
        """The issue that the tokens speak of: the earliest, or what tells more and begins within it; None when there is none.

        ``phrase`` are all tokens of which these are a part; an issue that only the setting names
        ("rejected the treaty *in a referendum*") is not spoken of. Where it is ``wanted``, what is a wrong is
        not spoken of either: who calls for help with a *murder* inquiry calls for no murder.
        """
        around = phrase if phrase is not None else frozenset(tokens)
        found: list[IssueMatch] = []
        for place, i in enumerate(tokens):
            for word in _forms(doc.tokens[i]):
                for name, steps in self._by_lemma.get(word, ()):
                    met = _spread(doc, tokens, place, steps) if not (wanted and name in self._wrongs) else None
                    if met is not None and all(self._is_central(doc, t, around, met) for t in met):
                        found.append(IssueMatch(name, met, self._ended(doc, met, around)))
        earliest = min(found, key=lambda m: (m.first, -len(m.met)), default=None)
        if earliest is None:
            return None
        touching = [m for m in found if m.first <= earliest.last]
        return min(touching, key=lambda m: (-len(m.met), m.first, m.last))

    def is_end(self, token: Token) -> bool:
        """Whether a word makes an end of what it governs."""
        return token.lemma.lower() in self._ending

    def _is_central(self, doc: Annotated, i: int, phrase: Set[int], met: Sequence[int]) -> bool:
        """Whether a word stands in what the phrase is about, not in its setting: *in a referendum*, *after the vote*.

        What hangs on another word of the same issue is part of it: the *trade* in *opium*.
        """
        token = doc.tokens[i]
        while token.head in phrase and token.head != token.i:
            above = doc.tokens[token.head]
            if token.dep in ("advcl", "ccomp", "pcomp") and _asks(doc, token):
                return False
            if token.dep == "npadvmod" or (_only_describes(doc, token) and above.lemma.lower() not in self._intents):
                return False
            if token.dep == "prep" and token.lower == "for" and above.pos == "VERB" and doc.children(token.i, "pcomp"):
                return False  # the reason: "referred it to the council *for breaking the treaty*"
            if above.lemma.lower() in self._telling and above.i not in met:
                return False
            if token.dep == "prep" and token.lower in self._aside and above.i not in met and above.lemma.lower() not in self._joining:
                return False
            token = above
        return True

    def _ended(self, doc: Annotated, met: Sequence[int], phrase: Set[int]) -> int | None:
        """The topmost word above an issue that makes an end of it, where the issue's own words do not hold it.

        In "end the ban on arms sales" that is "end", not "ban".
        """
        token = doc.tokens[min(met, key=lambda t: (sum(1 for _ in doc.ancestors(t)), t))]
        end = None
        while token.head in phrase and token.head != token.i and token.dep not in ("advcl", "relcl"):
            beside = token.dep == "conj"
            token = doc.tokens[token.head]
            if not beside and token.lemma.lower() in self._ending and token.i not in met:
                end = token.i
        return end


def _forms(token: Token) -> tuple[str, ...]:
    lemma = token.lemma.lower()
    return (lemma,) if lemma == token.lower else (lemma, token.lower)


def _spread(doc: Annotated, tokens: Sequence[int], place: int, steps: Sequence[frozenset[str]]) -> tuple[int, ...] | None:
    """The tokens by which all steps are met, the first step at ``place``, the others near it on either side."""
    verb = doc.tokens[tokens[place]]
    back = _REACH + 2 if doc.children(verb.i, "auxpass") else _BACK
    near = range(max(0, place - back), min(place + 1 + _REACH, len(tokens)))
    met = {place}
    for step in steps[1:]:
        found = min(
            (k for k in near if k not in met and step.intersection(_forms(doc.tokens[tokens[k]]))),
            key=lambda k: (abs(k - place), k),
            default=None,
        )
        if found is None:
            return None
        met.add(found)
    return tuple(tokens[k] for k in sorted(met))


def _only_describes(doc: Annotated, clause: Token) -> bool:
    """Whether a clause tells which thing is meant: "officers *investigating the case*"; after a comma it may be a matter of its own."""
    return clause.dep in ("relcl", "acl") and doc.tokens[max(clause.left - 1, 0)].text not in _BORDERS


def _asks(doc: Annotated, clause: Token) -> bool:
    """Whether a clause is a question: "declined to say *at what level the talks are held*"."""
    return any(t.tag in ("WDT", "WP", "WRB") or t.lower in ("whether", "if") for t in doc.tokens[clause.left : clause.i])


def _joins_modifiers(doc: Annotated, i: int) -> bool:
    """Whether "and" joins words before one noun: "in U.S. *and* Iraqi custody"."""
    token = doc.tokens[i]
    if token.dep != "cc":
        return False
    first = doc.tokens[token.head]
    return first.dep in ("amod", "nmod", "compound", "poss", "nummod", "advmod", "det")


def segments(doc: Annotated, tokens: Iterable[int]) -> list[list[int]]:
    """The parts of a list: the tokens between commas and coordinators, brackets left whole."""
    found: list[list[int]] = [[]]
    depth = 0
    for i in sorted(tokens):
        text = doc.tokens[i].lower
        depth += (text in ("[", "(")) - (text in ("]", ")"))
        if text in _BORDERS and depth <= 0 and not _joins_modifiers(doc, i):
            found.append([])
        else:
            found[-1].append(i)
    return [part for part in found if part]
