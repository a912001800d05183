"""Whether an event happened: asserted, historical, future, hypothetical or negated, and by which words."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from dragoman.language import Annotated, Token
from dragoman.language import grammar as g
from dragoman.records import Modality, Span, Statement, Time

HISTORICAL_AFTER_DAYS = 31
"""STORIES convention: background is, as a rule, a month or more before the news."""
BACKGROUND_AFTER_DAYS = 7
"""In the closing half of a story, where the wire retells how it began, a week is long past."""

_UPWARD = (
    "xcomp",
    "ccomp",
    "acl",
    "pcomp",
    "pobj",
    "dobj",
    "prep",
    "nsubjpass",
    "advcl",
    "attr",
    "conj",
    "dep",
    "oprd",
    "acomp",
    "agent",
    "appos",
    "compound",
    "relcl",
    "dative",
)


class Reading(msgspec.Struct, frozen=True):
    """A modality, the words that made it and why."""

    modality: Modality
    how: str
    words: Span | None = None


class ModalityReader:
    """Reads modality off a trigger's surroundings with word lists of the lexicon."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        self._words = words

    def read(
        self, doc: Annotated, head: int, *, form: str, teller: Statement | None, time: Time | None, words: tuple[int, ...] = ()
    ) -> Reading:
        """Read the modality of the event whose trigger word is ``head``.

        ``teller`` is the innermost statement that tells it, ``time`` the expression that dates it. An auxiliary or a "not" that is
        itself one of the trigger's ``words`` ("must", "will not") says nothing of the modality.
        """
        return (
            self._negation(doc, head, words)
            or self._backshifted(doc, head, teller, words)
            or self._own_words(doc, head, form, words)
            or self._governors(doc, head, teller)
            or self._denial(doc, head, teller)
            or self._past(doc, head, form, time)
            or Reading("asserted", "told as a fact")
        )

    def _negation(self, doc: Annotated, head: int, words: tuple[int, ...]) -> Reading | None:
        word = g.is_negated(doc, head)
        if (
            word is None
            and doc.tokens[head].dep == "conj"
            and doc.tokens[head].pos == "VERB"
            and not doc.children(head, *g.SUBJECTS, *g.PASSIVE_SUBJECTS, "aux")
        ):
            word = g.is_negated(doc, doc.tokens[head].head)
        return None if word is None or word.i in words else Reading("negated", f'negated by "{word.text}"', _span(doc, word))

    def _backshifted(self, doc: Annotated, head: int, teller: Statement | None, words: tuple[int, ...]) -> Reading | None:
        """ "Said they would": the future of somebody who spoke in the past."""
        would = next((a for a in g.auxiliaries(doc, head) if a.lower in ("would", "'d")), None)
        if would is None or would.i in words or teller is None or teller.kind == "direct" or teller.cue is None:
            return None
        cue = [doc.tokens[i] for i in doc.tokens_in(teller.cue.start, teller.cue.end)]
        if not any(t.tag in ("VBD", "VBN") for t in cue) or any(
            t.lower in self._words["conditions"] for t in doc.words(doc.sentence_of(head))
        ):
            return None
        return Reading("future", f'"{would.text}" in words reported in the past', _span(doc, would))

    def _own_words(self, doc: Annotated, head: int, form: str, words: tuple[int, ...]) -> Reading | None:
        if form == "noun":
            for child in (doc.tokens[i] for i in (*g.modifiers(doc, head), *(c.i for c in doc.children(head, "det")))):
                if child.lower in self._words["future_adjectives"]:
                    return Reading("future", f'"{child.text}" says it is to come', _span(doc, child))
                if child.lower in self._words["supposing_adjectives"]:
                    return Reading("hypothetical", f'"{child.text}" leaves it open', _span(doc, child))
            return self._carrier(doc, head)
        return self._auxiliary(doc, head, words)

    def _carrier(self, doc: Annotated, noun: int) -> Reading | None:
        """The verb that a noun trigger is subject or object of gives it tense and negation."""
        token = doc.tokens[noun]
        while token.dep == "conj":
            token = doc.tokens[token.head]
        verb = doc.tokens[token.head]
        if verb.pos not in ("VERB", "AUX") or token.dep not in ("dobj", "nsubj", "nsubjpass", "attr"):
            return None
        word = g.is_negated(doc, verb.i)
        if word is not None:
            return Reading("negated", f'negated by "{word.text}"', _span(doc, word))
        return (
            self._auxiliary(doc, verb.i)
            if token.dep != "nsubj" or verb.lemma in ("take", "occur", "be", "begin", "start", "happen", "resume", "continue", "open")
            else None
        )

    def _auxiliary(self, doc: Annotated, verb: int, words: tuple[int, ...] = ()) -> Reading | None:
        for auxiliary in g.auxiliaries(doc, verb):
            if auxiliary.i in words:
                continue
            if auxiliary.lower in self._words["future_auxiliaries"]:
                return Reading("future", f'future auxiliary "{auxiliary.text}"', _span(doc, auxiliary))
            if auxiliary.lower in self._words["supposing_auxiliaries"]:
                return Reading("hypothetical", f'auxiliary "{auxiliary.text}"', _span(doc, auxiliary))
        for mark in doc.children(verb, "mark", "advmod"):
            told = mark.lower in self._words["ending"] and doc.tokens[verb].tag == "VBD"  # "held them until the army came": it came
            if mark.lower in self._words["conditions"] and mark.i < verb and not told:
                return Reading("hypothetical", f'condition opened by "{mark.text}"', _span(doc, mark))
        return None

    def _governors(self, doc: Annotated, head: int, teller: Statement | None) -> Reading | None:
        """Walk up from the trigger to the verb that reports it, and read what governs it on the way."""
        token = doc.tokens[head]
        stop = teller.content[0].start if teller is not None and teller.content else -1
        below: Token = token
        while below.head != below.i and below.dep in _UPWARD:
            above = doc.tokens[below.head]
            if above.start < stop and above.i < head:
                # outside what the statement tells; but "urged them to leave" says that they had not left
                return self._governed(doc, above, below) if _is_infinitive(doc, below.i) else None
            if above.pos == "NOUN" and above.lemma.lower() in self._words["presupposing_nouns"]:
                return None  # whatever is said of the inquiry, what it inquires into is taken as having happened
            if (below.pos == "ADP" or below.dep == "prep") and below.lower in self._words["presupposing"]:
                return None  # "fled because of the attack": whatever governs it, the attack was
            if self._presupposes(doc, above, below) or self._is_told_aside(above, below):
                return None
            if (reading := self._governed(doc, above, below)) is not None:
                return reading
            if below.dep in ("advcl", "relcl", "conj") and above.pos in ("VERB", "AUX"):
                if below.dep == "advcl" and _is_infinitive(doc, below.i) and above.lemma.lower() not in ("use", "be"):
                    return Reading("hypothetical", f'purpose of "{above.text}"', _span(doc, below))
                if below.dep == "relcl":
                    return None
                if below.dep == "advcl" and not _is_infinitive(doc, below.i) and doc.children(below.i, "mark"):
                    return None
            below = above
        return None

    def _presupposes(self, doc: Annotated, above: Token, below: Token) -> bool:
        """Whether what a verb is done to has happened, whatever is said of the verb: "to protest (against) the killing"."""
        verb = doc.tokens[above.head] if above.dep == "prep" and below.dep == "pobj" else above
        return below.pos in ("NOUN", "PROPN") and below.dep in ("dobj", "pobj") and verb.lemma.lower() in self._words["presupposing_verbs"]

    def _is_told_aside(self, above: Token, below: Token) -> bool:
        """Whether a clause tells of a noun what stands whatever governs the noun: "to free workers abducted by rebels"."""
        if above.pos not in ("NOUN", "PROPN") or any(above.lemma.lower() in self._words[k] for k in ("supposing", "planning", "negating")):
            return False
        return below.dep == "relcl" or (below.dep == "acl" and below.tag == "VBN")

    def _governed(self, doc: Annotated, above: Token, below: Token) -> Reading | None:
        lemma = above.lemma.lower()
        if below.dep in ("conj", "relcl", "appos"):
            return None
        infinitive = below.pos in ("VERB", "AUX") and (_is_infinitive(doc, below.i) or below.dep == "pcomp")
        infinitive = infinitive or (below.pos == "ADP" and bool(doc.children(below.i, "pcomp")))  # "their focus on meeting"
        carried = below.dep in ("dobj", "pobj", "nsubjpass", "prep", "pcomp", "acl") or infinitive
        if above.pos == "ADP" and lemma in ("without", "against"):
            return Reading("negated" if lemma == "without" else "hypothetical", f'after "{above.text}"', _span(doc, above))
        if not carried or above.pos not in ("VERB", "NOUN", "ADJ", "AUX"):
            return self._auxiliary(doc, above.i) if below.dep in ("xcomp", "pcomp") and above.pos in ("VERB", "AUX") else None
        if g.is_negated(doc, above.i) is not None and infinitive:
            return Reading("negated", f'"{above.text}" is negated', _span(doc, above))
        if lemma in self._words["negating"] and (infinitive or below.dep in ("dobj", "pobj", "nsubjpass", "prep", "pcomp")):
            return Reading("negated", f'governed by "{above.text}"', _span(doc, above))
        if lemma in self._words["planning"] and infinitive:
            return Reading("future", f'planned: governed by "{above.text}"', _span(doc, above))
        if lemma in self._words["supposing"] and (infinitive or below.dep in ("dobj", "pobj", "prep", "pcomp", "acl")):
            return Reading("hypothetical", f'governed by "{above.text}"', _span(doc, above))
        if lemma in self._words["foreseeing"] and below.dep in ("dobj", "prep", "pobj"):
            return Reading("future", f'foreseen: governed by "{above.text}"', _span(doc, above))
        if above.pos == "VERB" and infinitive and lemma == "go":
            return Reading("future", '"going to"', _span(doc, above))
        return self._auxiliary(doc, above.i) if above.pos in ("VERB", "AUX") and infinitive else None

    def _denial(self, doc: Annotated, head: int, teller: Statement | None) -> Reading | None:
        if (
            teller is not None
            and teller.verb_class == "deny"
            and teller.cue is not None
            and not teller.cue.start <= doc.tokens[head].start < teller.cue.end
            and not any(t.lemma.lower() in self._words["presupposing_nouns"] for t in doc.ancestors(head) if t.start >= teller.cue.end)
        ):
            return Reading("negated", f'denied: "{teller.cue.text}"', teller.cue)
        return None

    def _past(self, doc: Annotated, head: int, form: str, time: Time | None) -> Reading | None:
        if time is not None and time.kind != "since" and self._is_background(doc, head, time):
            return Reading("historical", f'dated "{time.span.text}"', time.span)
        for child in doc.children(head, "advmod", "npadvmod"):
            if child.lower in self._words["past_adverbs"] and form != "noun":
                return Reading("historical", f'"{child.text}" puts it before the story', _span(doc, child))
        return None

    def _is_background(self, doc: Annotated, head: int, time: Time) -> bool:
        published, last = doc.document.published_date, time.to or time.from_
        if last is None or published is None:
            words = time.span.text.lower()
            return _is_whole_year(time) or any(phrase in words for phrase in self._words["past_periods"])
        days = (published - last).days
        return days > HISTORICAL_AFTER_DAYS or (days > BACKGROUND_AFTER_DAYS and _closes_the_story(doc, head))


def _closes_the_story(doc: Annotated, head: int) -> bool:
    """Whether a token stands in the second half of the story's paragraphs, where the wire puts background."""
    return 2 * doc.sentence_of(head).paragraph > doc.sentences[-1].paragraph


def _is_aside(doc: Annotated, head: int, teller: Statement | None) -> bool:
    """Whether a token stands in a relative or adverbial clause of what is told: a denial does not reach there."""
    start = teller.content[0].start if teller is not None and teller.content else 0
    token = doc.tokens[head]
    while token.head != token.i and token.start >= start:
        if token.dep == "relcl" or (token.dep == "advcl" and doc.children(token.i, "mark", "advmod")):
            return True
        token = doc.tokens[token.head]
    return False


def _is_whole_year(time: Time) -> bool:
    return time.from_ is not None and time.to is not None and (time.to - time.from_).days >= 300


def _is_infinitive(doc: Annotated, verb: int) -> bool:
    return any(a.lower == "to" for a in doc.children(verb, "aux"))


def _span(doc: Annotated, token: Token) -> Span:
    return doc.span(token.i, token.i)
