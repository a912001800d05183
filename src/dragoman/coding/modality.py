"""Whether an event happened: asserted, historical, future, hypothetical or negated, and by which words."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.coding.modality_dates import DateReader
from dragoman.coding.modality_governors import GovernorReader
from dragoman.coding.modality_readings import Reading, is_infinitive, read_auxiliary, word_span
from dragoman.language import Annotated
from dragoman.language import grammar as g
from dragoman.records import Statement, Time


class ModalityReader:
    """Reads modality off a trigger's surroundings with word lists of the lexicon."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        self._words = words
        self._governors = GovernorReader(words)
        self._dates = DateReader(words)

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
        reading = self._read(doc, head, form, teller, time, words, is_done_in_purpose)
        if reading.modality in ("future", "hypothetical") and not reading.is_asked:
            is_plan = reading.modality == "future"  # "denied that it planned an attack", "doubts that they will agree"
            return self._denial(doc, head, teller) or (self._governors.read_doubt(doc, head) if is_plan else None) or reading
        return reading

    def _read(
        self,
        doc: Annotated,
        head: int,
        form: str,
        teller: Statement | None,
        time: Time | None,
        words: tuple[int, ...],
        is_done_in_purpose: bool,
    ) -> Reading:
        predicate = _predicate(doc, head, form)
        return (
            (self._negation(doc, predicate, words) if form != "obligation" else None)  # "they should not go" asks it of them
            or self._backshifted(doc, head if form != "noun" or doc.tokens[head].dep != "dobj" else doc.tokens[head].head, teller, words)
            or self._own_words(doc, predicate, form, words, is_done_in_purpose)
            or (self._dates.read_noun(doc, head, time) if form == "noun" else None)
            or self._governors.read(doc, head, teller=teller, is_done_in_purpose=is_done_in_purpose)
            or self._denial(doc, head, teller)
            or self._dates.read(doc, head, form, time)
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
            and not (doc.tokens[head].tag in ("VBD", "VBZ") and g.auxiliaries(doc, doc.tokens[head].head))  # "will not act and said so"
        ):
            word = g.is_negated(doc, doc.tokens[head].head)
        if word is None:  # "offered no help"
            word = next((c for i in words if i != head for c in doc.children(i, "det") if c.lower == "no"), None)
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
        if form == "adjective":  # "would be ready to help": who would be is ready now
            auxiliaries = g.auxiliaries(doc, head)
            is_missed = any(a.lower == "have" for a in auxiliaries)  # "would have been ready"
            words = (*words, *(a.i for a in auxiliaries if a.lower in ("will", "would", "'d", "'ll") and not is_missed))
        if form != "noun":
            if self._is_yet_to_be_done(doc, head):
                return Reading("future", '"to be" done', word_span(doc, doc.tokens[head]))  # "matters to be discussed by the envoys"
            if is_infinitive(doc, head) and _is_headline(doc, head):
                return Reading("future", '"to" in the telegraphic future of a headline', word_span(doc, doc.tokens[head]))
            return read_auxiliary(doc, head, self._words, words)
        for child in (doc.tokens[i] for i in (*g.modifiers(doc, head), *(c.i for c in doc.children(head, "det")))):
            if child.lower in self._words["future_adjectives"]:
                return Reading("future", f'"{child.text}" says it is to come', word_span(doc, child))
            if child.lower in self._words["supposing_adjectives"]:
                return Reading("hypothetical", f'"{child.text}" leaves it open', word_span(doc, child))
        for verb in doc.children(head, "relcl", "acl"):
            if is_infinitive(doc, verb.i) and doc.children(verb.i, "auxpass") and verb.lemma.lower() in self._words["light_verbs"]:
                return Reading("future", f'"to be {verb.text}"', word_span(doc, verb))
        return self._carrier(doc, head, is_done_in_purpose)

    def _is_yet_to_be_done(self, doc: Annotated, verb: int) -> bool:
        """Whether a passive infinitive says what is to come of a noun; "the first to be jailed" is jailed."""
        token = doc.tokens[verb]
        if token.dep not in ("acl", "relcl") or not is_infinitive(doc, verb) or not doc.children(verb, "auxpass"):
            return False
        return not any(doc.tokens[i].lower in self._words["singling_out"] for i in (token.head, *g.modifiers(doc, token.head)))

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
        """What it says that somebody denies, doubts or fears what is told."""
        if (
            teller is None
            or teller.cue is None
            or teller.cue.start <= doc.tokens[head].start < teller.cue.end
            or _is_aside(doc, head, teller)
            or any(t.lemma.lower() in self._words["presupposing_nouns"] for t in doc.ancestors(head) if t.start >= teller.cue.end)
        ):
            return None
        if teller.verb_class == "deny":
            return Reading("negated", f'denied: "{teller.cue.text}"', teller.cue)
        cue = {doc.tokens[i].lemma.lower() for i in doc.tokens_in(teller.cue.start, teller.cue.end)}
        if teller.verb_class == "doubt" or (teller.verb_class == "believe" and not cue.isdisjoint(self._words["fearing"])):
            return Reading("hypothetical", f'doubted or feared: "{teller.cue.text}"', teller.cue)
        return None


def _predicate(doc: Annotated, head: int, form: str) -> int:
    """The word that has the tense and the "not" of a trigger: of an adjective the verb it is said with ("is not ready to talk")."""
    token = doc.tokens[head]
    above = doc.tokens[token.head]
    return above.i if form == "adjective" and token.dep in ("acomp", "oprd") and above.pos in ("VERB", "AUX") else head


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
