"""Whether an event happened: asserted, historical, future, hypothetical or negated, and by which words."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.coding.modality_governors import GovernorReader
from dragoman.coding.modality_readings import Reading, is_infinitive, read_auxiliary, word_span
from dragoman.language import Annotated
from dragoman.language import grammar as g
from dragoman.records import Statement, Time

HISTORICAL_AFTER_DAYS = 31
"""STORIES convention: background is, as a rule, a month or more before the news."""
BACKGROUND_AFTER_DAYS = 7
"""In the closing half of a story, where the wire retells how it began, a week is long past."""


class ModalityReader:
    """Reads modality off a trigger's surroundings with word lists of the lexicon."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        self._words = words
        self._governors = GovernorReader(words)

    def read(
        self,
        doc: Annotated,
        head: int,
        *,
        form: str,
        teller: Statement | None,
        time: Time | None,
        words: tuple[int, ...] = (),
        is_done_in_purpose: bool = False,
    ) -> Reading:
        """Read the modality of the event whose trigger word is ``head``.

        ``teller`` is the innermost statement that tells it, ``time`` the expression that dates it. An auxiliary or a "not" that is
        itself one of the trigger's ``words`` ("must", "will not") says nothing of the modality. ``is_done_in_purpose``: whether an
        act of this type is done by what is done for its sake ("phoned to urge").
        """
        return (
            self._negation(doc, head, words)
            or self._backshifted(doc, head if form != "noun" or doc.tokens[head].dep != "dobj" else doc.tokens[head].head, teller, words)
            or self._own_words(doc, head, form, words, is_done_in_purpose)
            or (self._dated(doc, head, time) if form == "noun" else None)
            or self._governors.read(doc, head, teller=teller, is_done_in_purpose=is_done_in_purpose)
            or self._denial(doc, head, teller)
            or self._past(doc, head, form, time)
            or _question(doc, head)
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
        return None if word is None or word.i in words else Reading("negated", f'negated by "{word.text}"', word_span(doc, word))

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
        return Reading("future", f'"{would.text}" in words reported in the past', word_span(doc, would))

    def _own_words(self, doc: Annotated, head: int, form: str, words: tuple[int, ...], is_done_in_purpose: bool) -> Reading | None:
        if form != "noun":
            if is_infinitive(doc, head) and _is_headline(doc, head):
                return Reading("future", '"to" in the telegraphic future of a headline', word_span(doc, doc.tokens[head]))
            return read_auxiliary(doc, head, self._words, words)
        for child in (doc.tokens[i] for i in (*g.modifiers(doc, head), *(c.i for c in doc.children(head, "det")))):
            if child.lower in self._words["future_adjectives"]:
                return Reading("future", f'"{child.text}" says it is to come', word_span(doc, child))
            if child.lower in self._words["supposing_adjectives"]:
                return Reading("hypothetical", f'"{child.text}" leaves it open', word_span(doc, child))
        return self._carrier(doc, head, is_done_in_purpose)

    def _carrier(self, doc: Annotated, noun: int, is_done_in_purpose: bool) -> Reading | None:
        """The verb that a noun trigger is subject or object of gives it tense and negation."""
        token = doc.tokens[noun]
        while token.dep == "conj":
            token = doc.tokens[token.head]
        verb = doc.tokens[token.head]
        if token.dep == "pobj" and verb.dep == "prep":
            return self._taken_up(doc, verb.i, is_done_in_purpose)
        if verb.pos not in ("VERB", "AUX") or token.dep not in ("dobj", "nsubj", "nsubjpass", "attr"):
            return None
        if token.dep in ("dobj", "nsubjpass") and verb.lemma.lower() in self._words["presupposing_verbs"]:
            return None  # "will investigate the killing", "may end the siege"
        word = g.is_negated(doc, verb.i)
        if word is not None:
            return Reading("negated", f'negated by "{word.text}"', word_span(doc, word))
        carried = token.dep != "nsubj" or verb.lemma.lower() in self._words["happening_verbs"]
        return read_auxiliary(doc, verb.i, self._words) if carried else None

    def _taken_up(self, doc: Annotated, prep: int, is_done_in_purpose: bool) -> Reading | None:
        """A noun that a verb carries over a preposition: "will not enter into talks", "arrived for talks"."""
        word, verb = doc.tokens[prep], doc.tokens[doc.tokens[prep].head]
        if verb.pos != "VERB":
            return None
        if word.lower == "for" and is_done_in_purpose and verb.lemma.lower() in self._words["setting_out"]:
            return Reading("future", f'what "{verb.text}" is to lead to', word_span(doc, verb))
        if word.lower not in ("in", "into", "on") or verb.lemma.lower() not in self._words["light_verbs"]:
            return None
        if (negation := g.is_negated(doc, verb.i)) is not None:
            return Reading("negated", f'negated by "{negation.text}"', word_span(doc, negation))
        return read_auxiliary(doc, verb.i, self._words)

    def _denial(self, doc: Annotated, head: int, teller: Statement | None) -> Reading | None:
        if (
            teller is not None
            and teller.verb_class == "deny"
            and teller.cue is not None
            and not teller.cue.start <= doc.tokens[head].start < teller.cue.end
            and not _is_aside(doc, head, teller)
            and not any(t.lemma.lower() in self._words["presupposing_nouns"] for t in doc.ancestors(head) if t.start >= teller.cue.end)
        ):
            return Reading("negated", f'denied: "{teller.cue.text}"', teller.cue)
        return None

    def _past(self, doc: Annotated, head: int, form: str, time: Time | None) -> Reading | None:
        if (reading := self._dated(doc, head, time)) is not None and (form == "noun" or not _is_present(doc, head)):
            return reading
        if time is not None and form != "noun" and _is_present(doc, head) and self._is_coming(doc, time):
            return Reading("future", f'dated "{time.span.text}"', time.span)
        for child in doc.children(head, "advmod", "npadvmod"):
            if child.lower in self._words["past_adverbs"] and form != "noun":
                return Reading("historical", f'"{child.text}" puts it before the story', word_span(doc, child))
        return None

    def _dated(self, doc: Annotated, head: int, time: Time | None) -> Reading | None:
        if time is None or time.kind == "since" or not self._is_background(doc, head, time):
            return None
        return Reading("historical", f'dated "{time.span.text}"', time.span)

    def _is_background(self, doc: Annotated, head: int, time: Time) -> bool:
        published, last = doc.document.published_date, time.to or time.from_
        if last is None or published is None:
            words = time.span.text.lower()
            return _is_whole_year(time) or _names_year(time) or any(phrase in words for phrase in self._words["past_periods"])
        days = (published - last).days
        return days > HISTORICAL_AFTER_DAYS or (days > BACKGROUND_AFTER_DAYS and _closes_the_story(doc, head))

    def _is_coming(self, doc: Annotated, time: Time) -> bool:
        published = doc.document.published_date
        if published is not None and time.from_ is not None and time.from_ > published:
            return True
        return any(phrase in time.span.text.lower() for phrase in self._words["coming_periods"])


def _is_present(doc: Annotated, verb: int) -> bool:
    """Whether a verb is in the present or the present perfect: a date long past beside it dates something else."""
    auxiliaries = g.auxiliaries(doc, verb)
    if not auxiliaries:
        return doc.tokens[verb].tag in ("VBZ", "VBP")
    return auxiliaries[0].lower in ("has", "have", "is", "are", "'s", "'ve", "'re")


def _question(doc: Annotated, head: int) -> Reading | None:
    """A question asserts nothing of its main clause."""
    last = doc.tokens[doc.sentence_of(head).last]
    token = doc.tokens[head]
    while token.dep in ("xcomp", "conj", "dobj") and token.head != token.i:
        token = doc.tokens[token.head]
    return Reading("hypothetical", "asked in a question", word_span(doc, last)) if last.text == "?" and token.dep == "ROOT" else None


def _is_headline(doc: Annotated, verb: int) -> bool:
    """Whether nothing but a noun governs a verb: "Premier to visit Kenya"."""
    token = doc.tokens[verb]
    return token.head == verb or (token.dep in ("acl", "relcl") and doc.tokens[token.head].head == token.head)


def _closes_the_story(doc: Annotated, head: int) -> bool:
    """Whether a token stands in the second half of the story's paragraphs, where the wire puts background."""
    return 2 * doc.sentence_of(head).paragraph > doc.sentences[-1].paragraph


def _is_aside(doc: Annotated, head: int, teller: Statement) -> bool:
    """Whether a token stands in an aside of what is told: a denial does not reach there.

    An aside is an adverbial clause, or the relative clause of something known ("the raid in which"; "a raid in which" is denied too).
    """
    start = teller.content[0].start if teller.content else 0
    token = doc.tokens[head]
    while token.head != token.i and doc.tokens[token.head].start >= start:
        known = not any(d.lower in ("a", "an", "any") for d in doc.children(token.head, "det"))
        if (token.dep == "relcl" and known) or (token.dep == "advcl" and doc.children(token.i, "mark", "advmod")):
            return True
        token = doc.tokens[token.head]
    return False


def _is_whole_year(time: Time) -> bool:
    return time.from_ is not None and time.to is not None and (time.to - time.from_).days >= 300


def _names_year(time: Time) -> bool:
    """Whether a date says its year ("August 26, 2004"): of the news of the day the wire does not."""
    return time.from_ is not None and str(time.from_.year) in time.span.text
