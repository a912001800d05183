"""What governs a trigger says whether it came about: planned, supposed, refused, asked for, or taken as having happened."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.coding.modality_readings import Reading, is_infinitive, read_auxiliary, word_span
from dragoman.language import Annotated, Token
from dragoman.language import grammar as g
from dragoman.records import Statement

_UPWARD = frozenset(
    {"xcomp", "ccomp", "acl", "pcomp", "pobj", "dobj", "prep", "nsubjpass", "advcl", "attr", "conj", "dep", "oprd"}
    | {"acomp", "agent", "appos", "compound", "relcl", "dative"}
)
_OBJECTS = ("dobj", "pobj", "nsubjpass", "prep", "pcomp")


class GovernorReader:
    """Walks up from a trigger through what governs it, with word lists of the lexicon."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        self._words = words

    def read(self, doc: Annotated, head: int, *, teller: Statement | None, is_done_in_purpose: bool) -> Reading | None:
        """Read what governs the trigger ``head``, up to the verb that reports it; None when nothing there bears on it.

        ``is_done_in_purpose``: "phoned to urge" tells of the urging too, "fired to kill" only of an attempt.
        """
        stop = teller.content[0].start if teller is not None and teller.content else -1
        below, is_listed = doc.tokens[head], False
        while below.head != below.i and below.dep in _UPWARD:
            above = doc.tokens[below.head]
            if above.start < stop and above.i < head:
                # outside what the statement tells; but "urged them to leave" says that they had not left
                return self._governed(doc, above, below) if is_infinitive(doc, below.i) else None
            is_listed |= below.lower in self._words["listing"]  # "solve issues, including the release of": it is no issue that was
            if (reading := self._looked_back_on(doc, above, below)) is not None:
                return reading
            if not is_listed and self._is_presupposed(doc, above, below):
                is_act = below.pos == "ADP" and above.pos == "VERB" and bool(doc.children(below.i, "pcomp"))
                return read_auxiliary(doc, above.i, self._words) if is_act else None  # "will decide after consulting them"
            # "will fly to Oslo to sign the treaty and to meet the king": the parser joins the second purpose to the verb
            is_added = below.dep == "conj" and is_infinitive(doc, below.i) and not is_infinitive(doc, above.i)
            if above.pos in ("VERB", "AUX") and (below.dep == "advcl" or is_added):
                if not is_infinitive(doc, below.i) and doc.children(below.i, "mark"):
                    return read_auxiliary(doc, below.i, self._words)  # "unless they leave and the rebels share power"
                reading = self._adverbial(doc, above, below, is_done=is_done_in_purpose)
            else:
                reading = self._governed(doc, above, below)
            if reading is not None:
                return reading
            below = above
        return None

    def read_doubt(self, doc: Annotated, head: int) -> Reading | None:
        """What tells that the finite clause of a trigger is doubted or not so: "chances that they will agree"."""
        token = doc.tokens[head]
        while token.dep in ("dobj", "xcomp", "acomp", "attr") and token.head != token.i:
            token = doc.tokens[token.head]
        return self._told_to_be_open(doc, doc.tokens[token.head], token) if token.dep in ("ccomp", "acl") else None

    def _looked_back_on(self, doc: Annotated, above: Token, below: Token) -> Reading | None:
        """What an anniversary is of, or a court judges, is long past."""
        lemma = above.lemma.lower()
        kept = lemma in self._words["commemorating"] and below.lower == "of"
        judged = lemma in self._words["judging"] and below.dep == "prep" and below.lower in ("for", "of", "over")
        return Reading("historical", f'looked back on: "{above.text}"', word_span(doc, above)) if kept or judged else None

    def _is_presupposed(self, doc: Annotated, above: Token, below: Token) -> bool:
        """Whether what stands here is taken as having happened, whatever governs it."""
        lemma, words = above.lemma.lower(), self._words
        if below.dep == "relcl" or (below.dep == "acl" and below.tag in ("VBN", "VBG")):
            # "urged an end to the siege that …", "officers accused of …"; but "the prospect of both sides agreeing"
            holder = doc.tokens[doc.tokens[above.head].head] if above.dep == "pobj" else above
            return below.tag != "VBG" or not any(holder.lemma.lower() in words[k] for k in ("supposing", "planning", "negating"))
        if above.pos == "NOUN" and lemma in words["presupposing_nouns"]:
            return True  # whatever is said of the inquiry, what it inquires into is taken as having happened
        if (below.pos == "ADP" or below.dep == "prep") and below.lower in words["presupposing"]:
            return True  # "fled because of the attack": whatever governs it, the attack was
        is_thing = below.pos in ("NOUN", "PROPN", "ADP") and not doc.children(below.i, "pcomp")
        return is_thing and above.pos == "VERB" and lemma in words["presupposing_verbs"]  # "met to condemn the raid"

    def _adverbial(self, doc: Annotated, above: Token, below: Token, *, is_done: bool) -> Reading | None:
        """An infinitive after a clause is its purpose, but after "dismissed calls" what the noun before it says."""
        if not is_infinitive(doc, below.i):
            return None
        noun = doc.tokens[below.left - 1] if below.left > 0 else below
        if noun.pos == "NOUN" and noun.sentence == below.sentence and (reading := self._lexical(doc, noun, below, True)) is not None:
            return reading
        return self._purpose(doc, above, below, is_done=is_done)

    def _purpose(self, doc: Annotated, above: Token, below: Token, *, is_done: bool) -> Reading | None:
        if above.lemma.lower() in ("use", "be"):
            return None
        if not is_done:
            return Reading("hypothetical", f'purpose of "{above.text}"', word_span(doc, below))
        if (negation := g.is_negated(doc, above.i)) is not None:
            return Reading("negated", f'purpose of "{above.text}", which is negated', word_span(doc, negation))
        if above.lemma.lower() in self._words["negating"]:
            return Reading("negated", f'purpose of "{above.text}"', word_span(doc, above))
        if (reading := read_auxiliary(doc, above.i, self._words)) is not None:
            return reading
        came = above.lemma.lower() in self._words["showing_up"] and above.tag == "VBD"
        if above.lemma.lower() in self._words["setting_out"] and not came:
            return Reading("future", f'what "{above.text}" is to lead to', word_span(doc, above))
        return None

    def _governed(self, doc: Annotated, above: Token, below: Token) -> Reading | None:
        lemma = above.lemma.lower()
        if below.dep in ("conj", "appos"):
            return None
        infinitive = below.pos in ("VERB", "AUX") and (is_infinitive(doc, below.i) or below.dep == "pcomp")
        infinitive = infinitive or (below.pos == "ADP" and bool(doc.children(below.i, "pcomp")))  # "their focus on meeting"
        infinitive = infinitive or (below.dep == "xcomp" and below.tag == "VBG")  # "considered asking"
        infinitive = infinitive or (
            below.dep == "ccomp" and below.tag == "VB" and not doc.children(below.i, "aux", "mark")
        )  # "let them act"
        if lemma == "ahead" and below.lower == "of":
            return Reading("future", f'yet to come: after "{above.text} of"', word_span(doc, above))
        if above.pos == "ADP" and lemma in ("without", "against"):
            return Reading("negated" if lemma == "without" else "hypothetical", f'after "{above.text}"', word_span(doc, above))
        if below.dep in ("ccomp", "acl") and not infinitive and (reading := self._told_to_be_open(doc, above, below)) is not None:
            return reading
        carried = below.dep in (*_OBJECTS, "acl") or infinitive
        if not carried or above.pos not in ("VERB", "NOUN", "ADJ", "AUX", "ADV"):
            auxiliary = below.dep in ("xcomp", "pcomp") and above.pos in ("VERB", "AUX")
            return read_auxiliary(doc, above.i, self._words) if auxiliary else None
        is_ground = above.pos == "VERB" and below.lower == "for"  # "was not punished for attacking": the attack was
        if g.is_negated(doc, above.i) is not None and infinitive and not is_ground:
            return Reading("negated", f'"{above.text}" is negated', word_span(doc, above))
        return self._lexical(doc, above, below, infinitive) or self._auxiliary(doc, above, below, infinitive)

    def _told_to_be_open(self, doc: Annotated, above: Token, below: Token) -> Reading | None:
        """What a finite clause is told to be by what governs it: doubted, or not so."""
        noun = doc.tokens[below.left - 1] if below.left > 0 else below
        for word in (above, noun):
            if word.lemma.lower() in self._words["doubting"] and word.pos in ("NOUN", "VERB"):  # "rejected speculation they are ready"
                return Reading("hypothetical", f'doubted: "{word.text}"', word_span(doc, word))
        if above.lemma.lower() not in self._words["implying"]:
            return None
        if (negation := g.is_negated(doc, above.i)) is not None:
            return Reading("negated", f'"{negation.text} {above.text}"', word_span(doc, above))
        return read_auxiliary(doc, above.i, self._words)  # "would mean that they attacked"

    def _lexical(self, doc: Annotated, above: Token, below: Token, infinitive: bool) -> Reading | None:
        """What the meaning of the governing word says."""
        lemma, span, words = above.lemma.lower(), word_span(doc, above), self._words
        how = f'governed by "{above.text}"'
        if lemma in words["negating"] and (infinitive or below.dep in _OBJECTS) and _reaches(above, below):
            return Reading("negated", how, span)
        asked = lemma in words["requesting"] and (infinitive or below.dep in ("dobj", "nsubjpass") or below.lower == "for")
        if asked and not (lemma in words["planning"] and lemma not in words["supposing"]):
            return Reading("hypothetical", f"asked for: {how}", span, is_asked=True)
        is_set = above.pos == "VERB" and lemma in words["scheduling"] and below.dep in ("dobj", "nsubjpass")  # "plan protests"
        if is_set or (lemma in words["planning"] and (infinitive or (above.pos == "ADJ" and below.lower == "for"))):
            return read_auxiliary(doc, above.i, words) or Reading("future", f"planned: {how}", span)  # "asked whether they plan to"
        beside = above.pos == "VERB" and below.dep == "prep" and below.lower in words["circumstances"]  # "tried in his talks to"
        if (lemma in words["supposing"] and (infinitive or (below.dep in (*_OBJECTS, "acl") and not beside))) or (
            lemma in words["striving"] and (infinitive or below.lower == "for")
        ):
            return Reading("hypothetical", how, span)
        if lemma in words["foreseeing"] and below.dep in ("dobj", "prep", "pobj"):
            return Reading("future", f"foreseen: {how}", span)
        return None

    def _auxiliary(self, doc: Annotated, above: Token, below: Token, infinitive: bool) -> Reading | None:
        """What its own forms say: "is to meet", "was to have met", "is going to meet", "will begin to"."""
        if above.pos not in ("VERB", "AUX") or not infinitive:
            return None
        if above.lemma.lower() == "have" and any(c.lower == "yet" for c in doc.children(above.i, "advmod")):
            return Reading("negated", f'"{above.text} yet to"', word_span(doc, above))
        if above.lemma.lower() == "go" and above.tag == "VBG":
            return Reading("future", '"going to"', word_span(doc, above))
        if above.lemma.lower() in self._words["ceasing"] and below.tag == "VBG":
            return Reading("negated", f'brought to an end: "{above.text}"', word_span(doc, above))
        is_copula = above.lemma.lower() == "be" and not doc.children(above.i, "attr", "acomp")
        if is_copula and below.dep == "xcomp" and is_infinitive(doc, below.i):
            missed = above.tag == "VBD" and any(a.lower == "have" for a in g.auxiliaries(doc, below.i))
            return Reading("hypothetical" if missed else "future", f'"{above.text} to"', word_span(doc, above))
        return read_auxiliary(doc, above.i, self._words)


def _reaches(above: Token, below: Token) -> bool:
    """Whether a word of not doing negates what hangs on it: "banned from entering", but not "dismissed for attacking"."""
    if below.dep != "prep":
        return True
    return below.lower in (("from", "of") if above.pos == "VERB" else ("of", "on", "to", "from"))
