"""Whether people counted were in truth killed, hurt or held, as the text tells it, and not feared, planned or denied to be."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from dragoman.coding.counted import Counted
from dragoman.coding.modality import ModalityReader
from dragoman.coding.modality_readings import Reading
from dragoman.coding.telling import teller
from dragoman.coding.toll_words import Match, TollLexicon
from dragoman.language import Annotated, Token
from dragoman.language import grammar as g
from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema.words import SECTION as WORDS
from dragoman.records import Statement

_TOLD = ("asserted", "historical")


class TollJudge:
    """Judges counts by the tense, negation and governing words around their predicates."""

    def __init__(self, lexicon: Lexicon, words: TollLexicon) -> None:
        self._words = words
        lists = lexicon.files(WORDS)["modality"].lists
        self._modality = ModalityReader({name: frozenset(listed) for name, listed in lists.items()})

    def fault(self, doc: Annotated, statements: Sequence[Statement], match: Match, counted: Counted) -> str | None:
        """Why people counted are no toll after all: not said to have happened, or no number of them said."""
        told_by = teller(statements, doc.tokens[match.head].start)
        if counted.is_zero:
            return None
        if not match.verbal and counted.form == "one" and counted.definite:
            return "known already: the noun tells again of somebody told of before"
        at = self._told_at(doc, match)
        form = "verb" if match.verbal or at != match.head else "noun"
        reading = self._modality.read(doc, at, form=form, teller=told_by, time=None)
        if reading.modality not in _TOLD and not self._is_given(doc, match, reading, told_by):
            return f"{reading.modality}: {reading.how}"
        if match.verbal and told_by is not None and (wish := _told_as_infinitive(doc, match.head, told_by)) is not None:
            return f'not done: "{wish.text}" is what was threatened, promised or asked for'
        if match.verbal and (plan := _purpose(doc, match.head)) is not None:
            return f'not done yet: "{plan.text}" is what something is for'
        if (rate := _rate_after(doc, match, self._words)) is not None:
            return f'not counted but reckoned: "{rate}"'
        if (cause := _quiet_cause(doc, match, counted, self._words)) is not None:
            return f'no casualty: one person, dead of or at "{cause}"'
        if counted.form == "plural" and not _is_news(doc, match, counted):
            return "a plural with no number, not told as one piece of news"
        return None

    def _told_at(self, doc: Annotated, match: Match) -> int:
        """The word whose tense is that of the harm: the predicate, or the verb that brings a noun of harm about."""
        if not match.verbal:
            verb = next((t for t in doc.ancestors(match.head) if t.pos in ("VERB", "AUX")), None)
            if verb is not None and self._words.is_in(verb, "causing"):
                return verb.i
        return match.head

    def _is_given(self, doc: Annotated, match: Match, reading: Reading, told_by: Statement | None) -> bool:
        """Whether the harm is taken as done though what governs it is open or denied.

        So "suspected of killing two", "denied a raid in which two died", "an inquiry concerning the murder of two men".
        """
        words = reading.words
        if words is None:
            return False
        said = set(doc.tokens_in(words.start, words.end))
        if not match.verbal and doc.children(match.head, "det", "poss"):
            near = {t.i for t in list(doc.ancestors(match.head))[:2]}
            return not any(doc.tokens[i].pos == "AUX" or (i in near and self._words.is_in(doc.tokens[i], "not_yet")) for i in said)
        # "tried for killing a guard" is given, "tried to kill a guard" is not
        infinitive = any(a.lower == "to" for a in doc.children(match.head, "aux"))
        if reading.modality == "hypothetical" and not infinitive and any(self._words.is_in(doc.tokens[i], "culpable") for i in said):
            return True
        cue = told_by is not None and told_by.cue is not None and words == told_by.cue
        return _in_relative_clause(doc, match.head, said, cue_above=cue)


def _rate_after(doc: Annotated, match: Match, words: TollLexicon) -> str | None:
    """The "every year" or "a day" close after a predicate."""
    last = min(max(match.words) + 8, doc.sentence_of(match.head).last)
    after = [t.lower for t in doc.tokens[match.head + 1 : last + 1]]
    pairs = (" ".join(pair) for pair in itertools.pairwise(after))
    return next((phrase for phrase in (*after, *pairs) if phrase in words.lists["rates"]), None)


def _quiet_cause(doc: Annotated, match: Match, counted: Counted, words: TollLexicon) -> str | None:
    """The illness or the age of which one person died, where no blast, raid or flood is told of in the sentence."""
    if counted.form not in ("one", "name") or not words.is_in(doc.tokens[match.head], "quiet_deaths"):
        return None
    sentence = doc.sentence_of(match.head)
    tokens = doc.tokens[sentence.first : sentence.last + 1]
    if any(words.is_in(t, "happenings") for t in tokens):
        return None
    text = f" {' '.join(t.lower for t in tokens)} "
    return next((c for c in sorted(words.lists["quiet_causes"]) if f" {c} " in text), None)


def _in_relative_clause(doc: Annotated, head: int, said: set[int], *, cue_above: bool) -> bool:
    """Whether a relative clause, which tells of what is known, lies between the predicate and the words that govern it."""
    relative = False
    for token in (doc.tokens[head], *doc.ancestors(head)):
        if token.i in said:
            return relative and token.i != head
        if token.dep == "relcl":
            # "denied a raid in which two died" denies the raid itself
            noun = doc.tokens[token.head]
            relative = not (noun.dep == "dobj" and noun.head in said)
    return relative and cue_above


def _purpose(doc: Annotated, head: int) -> Token | None:
    """The infinitive that a noun is for, above or at the predicate ("an operation to arrest a man")."""
    for token in (doc.tokens[head], *doc.ancestors(head)):
        if _is_finite_relative(doc, token):
            return None  # what it tells is known
        nominal = token.dep == "xcomp" and doc.tokens[token.head].pos == "NOUN"
        if (token.dep in ("acl", "relcl") or nominal) and any(a.lower == "to" for a in doc.children(token.i, "aux")):
            helpers = {a.lower for a in doc.children(token.i, "aux", "auxpass")}
            return None if "have" in helpers or doc.tokens[token.head].pos == "NUM" else token
        if token.pos in ("VERB", "AUX") and token.i != head and token.dep not in ("xcomp", "conj"):
            return None
    return None


def _is_finite_relative(doc: Annotated, token: Token) -> bool:
    return token.dep == "relcl" and not any(a.lower == "to" for a in doc.children(token.i, "aux"))


def _is_news(doc: Annotated, match: Match, counted: Counted) -> bool:
    """Whether a plural without a number is told of one occurrence in the simple past, not as a habit or a sum."""
    if match.predicate.kind not in ("killed", "wounded", "kidnapped"):
        return False
    if not match.verbal:
        return counted.definite and bool(doc.children(match.head, "det"))
    verb = doc.tokens[match.head]
    while verb.tag == "VBG" and verb.dep in ("advcl", "conj", "acl", "xcomp") and verb.head != verb.i:
        verb = doc.tokens[verb.head]
    helpers = {a.lower for a in g.auxiliaries(doc, verb.i)}
    return (verb.tag == "VBD" or (verb.tag == "VBN" and bool(helpers & {"was", "were"}))) and not helpers & {"have", "has", "had"}


def _told_as_infinitive(doc: Annotated, head: int, told_by: Statement) -> Token | None:
    """The infinitive that opens what a statement tells ("threatened to kill"), unless it is of a past act ("claims to have killed")."""
    top = doc.tokens[head]
    for above in doc.ancestors(head):
        if _is_finite_relative(doc, top):
            return None  # what it tells is known
        if not any(s.start <= above.start < s.end for s in told_by.content):
            break
        top = above
    helpers = {a.lower for a in doc.children(top.i, "aux")}
    return top if top.dep == "xcomp" and "to" in helpers and "have" not in helpers else None
